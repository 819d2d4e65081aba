"""What weather keeps about a person: the place they asked about last. Their reports are schedules."""

from typing import Any

from mojo.features.weather.places import PlaceBook


class LastPlace:
    """Keeps `PersonalData`."""

    name = "weather"

    def __init__(self, book: PlaceBook) -> None:
        self._book = book

    async def export(self, user_id: str) -> Any:
        place = await self._book.last(user_id)
        return {"last_place": place.model_dump(mode="json") if place else None}

    async def forget(self, user_id: str) -> None:
        await self._book.forget(user_id)


personal = LastPlace
