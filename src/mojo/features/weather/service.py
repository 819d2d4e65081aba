"""Weather use cases. The API, Chronos and the scheduler all call these."""

import logging
from collections.abc import Sequence
from typing import TypeAlias

from mojo.features.weather.model import Conditions, CurrentWeather
from mojo.features.weather.ports import Geocoder, WeatherProvider
from mojo.shared.errors import ExternalServiceError, InvalidInput, NotFound
from mojo.shared.external.cache import AnswerCache
from mojo.shared.model.places import Coordinates, Place
from mojo.shared.ports import Documents, Fleet
from mojo.shared.util.clock import Clock

Where: TypeAlias = "str | Coordinates | Place"

FRESH_S = 10 * 60.0
STALE_S = 6 * 3600.0
PLACES_FRESH_S = 7 * 86_400.0
PLACES_STALE_S = 90 * 86_400.0
MAX_NAME_CHARS = 100
SEARCHED_PLACES = 10

log = logging.getLogger("mojo.weather")


class PlaceNotFound(NotFound):
    """Nobody knows a place of that name; `params["place"]` is the name."""

    code = "weather.place_not_found"


class WeatherService:
    """The weather at a place, fresh or honestly old."""

    def __init__(
        self, providers: Sequence[WeatherProvider], geocoder: Geocoder, documents: Documents, fleet: Fleet, clock: Clock
    ) -> None:
        self._providers = providers
        self._geocoder = geocoder
        self._clock = clock
        sources = "+".join(provider.id for provider in providers)
        self._conditions: AnswerCache[Conditions] = AnswerCache(
            f"weather:conditions:{sources}", Conditions, documents, clock, fresh_s=FRESH_S, keep_s=STALE_S, fleet=fleet
        )
        self._places: AnswerCache[list[Place]] = AnswerCache(
            f"weather:places:{geocoder.id}",
            list[Place],
            documents,
            clock,
            fresh_s=PLACES_FRESH_S,
            keep_s=PLACES_STALE_S,
            fleet=fleet,
        )

    async def get_current_weather(self, where: Where, language: str = "en") -> CurrentWeather:
        """Return the weather now: at most 10 minutes old, or up to 6 hours and `stale` while no source answers.

        A name means its best match (`find_places` has the others), and `language` is the one in which places are named.
        Raises InvalidInput, PlaceNotFound, ExternalServiceError.
        """
        place = await self._place(where, language)
        spot = Coordinates(latitude=round(place.at.latitude, 2), longitude=round(place.at.longitude, 2))  # about 1 km
        kept = await self._conditions.get(f"{spot.latitude},{spot.longitude}", lambda: self._ask(spot))
        if place.timezone is None:
            place = place.model_copy(update={"timezone": kept.value.timezone})
        age_s = int(kept.age_s(self._clock.now()))
        return CurrentWeather(**vars(kept.value), place=place, stale=kept.stale, age_s=age_s)

    async def find_places(self, name: str, language: str = "en", limit: int = 5) -> list[Place]:
        """Return up to `limit` places called `name`, best match first.

        Raises InvalidInput, PlaceNotFound, ExternalServiceError.
        """
        name = " ".join(name.split())
        if not name or len(name) > MAX_NAME_CHARS or not name.isprintable():
            raise InvalidInput(f"place: must be 1 to {MAX_NAME_CHARS} printable characters.", field="place")
        key = f"{language}:{name.casefold()}"
        kept = await self._places.get(key, lambda: self._search(name, language))
        return kept.value[:limit]

    async def locate(self, where: Where, language: str = "en") -> Place:
        """Return the place with the timezone it lies in. Raises as `get_current_weather` does."""
        place = await self._place(where, language)
        return place if place.timezone else (await self.get_current_weather(place, language)).place

    async def _place(self, where: Where, language: str) -> Place:
        if isinstance(where, str):
            return (await self.find_places(where, language, limit=1))[0]
        return Place(at=where) if isinstance(where, Coordinates) else where

    async def _search(self, name: str, language: str) -> list[Place]:
        places = await self._geocoder.search(name, language, SEARCHED_PLACES)
        if not places:  # raised in here, so that a name nobody knows today is not kept as unknown
            raise PlaceNotFound("There is no place of that name; check its spelling or give coordinates.", place=name)
        return places

    async def _ask(self, at: Coordinates) -> Conditions:
        """Ask one source after the other; the first that answers is believed."""
        *firsts, last = self._providers
        for provider in firsts:
            try:
                return await provider.current(at)
            except ExternalServiceError as failure:
                log.warning("weather.provider_failed", extra={"service": failure.params.get("service"), "code": failure.code})
        return await last.current(at)
