"""What weather keeps about a person: the place they asked about last, and their alerts. Their reports are schedules."""

from typing import Any

from mojo.features.weather.places import PlaceBook
from mojo.features.weather.watches import Watches


class OwnWeather:
    """Keeps `PersonalData`."""

    name = "weather"

    def __init__(self, book: PlaceBook, watches: Watches) -> None:
        self._book = book
        self._watches = watches

    async def export(self, user_id: str) -> Any:
        place = await self._book.last(user_id)
        alerts = [watch.model_dump(mode="json") for watch in await self._watches.of(user_id)]
        return {"last_place": place.model_dump(mode="json") if place else None, "alerts": alerts}

    async def forget(self, user_id: str) -> None:
        await self._book.forget(user_id)
        for watch in await self._watches.of(user_id):
            await self._watches.drop(watch)


personal = OwnWeather
