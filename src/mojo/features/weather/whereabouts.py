"""Which place somebody means: a name, one of their saved places, the one they asked about last, or where they are."""

from contextlib import suppress

from mojo.features.weather.places import PlaceBook
from mojo.features.weather.service import WeatherService
from mojo.shared.errors import StoreUnavailable
from mojo.shared.model.places import Place
from mojo.shared.place_ports import Places

FOUND = 10


class Whereabouts:
    """Places as people say them."""

    def __init__(self, weather: WeatherService, book: PlaceBook, places: Places) -> None:
        self._weather = weather
        self._book = book
        self._places = places

    async def named(self, user_id: str, name: str, language: str) -> list[Place]:
        """Return the places that `name` may mean, best first: one of the person's own, else what the map knows.

        Raises InvalidInput, PlaceNotFound, ExternalServiceError.
        """
        own = await self._own(user_id, name)
        return [own] if own else await self._weather.find_places(name, language, limit=FOUND)

    async def usual(self, user_id: str) -> Place | None:
        """Return the place that a bare question is about: the last one, else where the person is. Raises StoreUnavailable."""
        return await self._book.last(user_id) or await self._places.position_of(user_id)

    async def _own(self, user_id: str, name: str) -> Place | None:
        wanted = " ".join(name.split()).casefold()
        with suppress(StoreUnavailable):  # then the map is asked: better than no answer
            saved = await self._places.saved(user_id)
            return next((place for place in saved if place.name and place.name.casefold() == wanted), None)
        return None
