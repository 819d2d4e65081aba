"""Weather use cases. The API, Chronos and the scheduler all call these."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from mojo.features.weather.model import (
    Air,
    CurrentWeather,
    Day,
    Forecast,
    OfficialWarning,
    Opinion,
    PlaceAir,
    PlaceForecast,
    PlaceWarnings,
    Severity,
)
from mojo.features.weather.ports import AirSource, Geocoder, WarningSource, WeatherProvider
from mojo.features.weather.spells import COMING, PlaceRain, spells
from mojo.shared.errors import ExternalServiceError, InvalidInput, NotFound
from mojo.shared.external.cache import AnswerCache, Kept
from mojo.shared.model.places import Coordinates, Place
from mojo.shared.ports import Documents, Fleet
from mojo.shared.util.clock import Clock

Where: TypeAlias = "str | Coordinates | Place"

FRESH_S = 10 * 60.0
STALE_S = 6 * 3600.0
OPINION_FRESH_S = 3 * 3600.0
OPINION_PATIENCE_S = 2.0
WARNINGS_STALE_S = 3600.0
AIR_FRESH_S = 3600.0
PLACES_FRESH_S = 7 * 86_400.0
PLACES_STALE_S = 90 * 86_400.0
MAX_NAME_CHARS = 100
SEARCHED_PLACES = 10
MAX_NEAR = 64
"""Answers of a kind held in the process itself: a forecast takes about 100 kB."""
DISAGREE_C = 4.0
DRY_MM, WET_MM = 0.3, 2.0
_GRAVITY = list(Severity)

log = logging.getLogger("mojo.weather")


class PlaceNotFound(NotFound):
    """Nobody knows a place of that name; `params["place"]` is the name."""

    code = "weather.place_not_found"


@dataclass(frozen=True, slots=True)
class Sources:
    """Everybody who is asked."""

    weather: Sequence[WeatherProvider]
    """In the order in which they are asked."""
    geocoder: Geocoder
    warnings: Sequence[WarningSource] = ()
    air: AirSource | None = None


class NoAirSource(NotFound):
    """There is nobody to ask about the air."""

    code = "weather.no_air_source"


class WeatherService:
    """The weather at a place, fresh or honestly old."""

    def __init__(self, sources: Sources, documents: Documents, fleet: Fleet, clock: Clock) -> None:
        self._sources = sources
        self._clock = clock

        def cache(name: str, kind: Any, fresh_s: float, keep_s: float) -> AnswerCache[Any]:
            return AnswerCache(
                f"weather:{name}", kind, documents, clock, fresh_s=fresh_s, keep_s=keep_s, fleet=fleet, max_entries=MAX_NEAR
            )

        ids = "+".join(provider.id for provider in sources.weather)
        self._forecasts: AnswerCache[Forecast] = cache(f"forecast:{ids}", Forecast, FRESH_S, STALE_S)
        self._opinions: AnswerCache[Forecast] = cache(f"opinion:{ids}", Forecast, OPINION_FRESH_S, STALE_S)
        self._warnings: AnswerCache[list[OfficialWarning]] = cache("warnings", list[OfficialWarning], FRESH_S, WARNINGS_STALE_S)
        self._air: AnswerCache[Air] = cache("air", Air, AIR_FRESH_S, STALE_S)
        self._places: AnswerCache[list[Place]] = cache(
            f"places:{sources.geocoder.id}", list[Place], PLACES_FRESH_S, PLACES_STALE_S
        )

    async def get_current_weather(self, where: Where, language: str = "en") -> CurrentWeather:
        """Return the weather now: at most 10 minutes old, or up to 6 hours and `stale` while no source answers.

        A name means its best match (`find_places` has the others), and `language` is the one in which places are named.
        Raises InvalidInput, PlaceNotFound, ExternalServiceError.
        """
        place, kept = await self._forecast(await self._place(where, language))
        return CurrentWeather(**vars(kept.value.now), place=place, stale=kept.stale, age_s=self._age_s(kept))

    async def get_forecast(self, where: Where, language: str = "en") -> PlaceForecast:
        """Return the weather now and to come, as old as `get_current_weather`'s; raises as that does.

        Where a second source is set up and sees tomorrow otherwise, that is said.
        """
        place, kept = await self._forecast(await self._place(where, language))
        opinion = await self._second_opinion(place, kept.value)
        return PlaceForecast(place=place, forecast=kept.value, stale=kept.stale, age_s=self._age_s(kept), disagreement=opinion)

    async def get_rain(self, where: Where, language: str = "en") -> PlaceRain:
        """Return when it will be wet within a day; raises as `get_current_weather` does."""
        told, until = await self.get_forecast(where, language), self._clock.now() + COMING
        wet = spells(told.forecast, self._clock.now(), until)
        source = told.forecast.now.source
        return PlaceRain(place=told.place, source=source, until=until, spells=wet, stale=told.stale, age_s=told.age_s)

    async def get_warnings(self, where: Where, language: str = "en") -> PlaceWarnings:
        """Return the official warnings in force or to come, from every source that warns there, the worst first.

        Raises InvalidInput, PlaceNotFound, ExternalServiceError.
        """
        place = await self.locate(where, language)
        spot, now = _spot(place.at), self._clock.now()
        sources = [source for source in self._sources.warnings if source.covers(spot)]
        kept = [await self._ask_warnings(source, spot) for source in sources]
        current = [warning for answer in kept for warning in answer.value if warning.ends_at is None or warning.ends_at > now]
        return PlaceWarnings(
            place=place,
            warnings=tuple(sorted(current, key=lambda one: (-_GRAVITY.index(one.severity), one.starts_at))),
            sources=tuple(source.name for source in sources),
            stale=any(answer.stale for answer in kept),
            age_s=max((self._age_s(answer) for answer in kept), default=0),
        )

    async def get_air(self, where: Where, language: str = "en") -> PlaceAir:
        """Return air quality and pollen, at most an hour old, or up to 6 and `stale`.

        Raises InvalidInput, PlaceNotFound, NoAirSource, ExternalServiceError.
        """
        source = self._sources.air
        if source is None:
            raise NoAirSource("No source of air quality is set up.")
        place = await self._place(where, language)
        spot = _spot(place.at)
        kept = await self._air.get(f"{source.id}:{_key(spot)}", lambda: source.air(spot))
        return PlaceAir(place=place, air=kept.value, stale=kept.stale, age_s=self._age_s(kept))

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
        places = await self._sources.geocoder.search(name, language, SEARCHED_PLACES)
        if not places:  # raised in here, so that a name nobody knows today is not kept as unknown
            raise PlaceNotFound("There is no place of that name; check its spelling or give coordinates.", place=name)
        return places

    async def _forecast(self, place: Place) -> tuple[Place, Kept[Forecast]]:
        spot = _spot(place.at)
        kept = await self._forecasts.get(_key(spot), lambda: self._ask(spot, place.timezone))
        return _with_zone(place, kept.value), kept

    async def _ask(self, at: Coordinates, timezone: str | None) -> Forecast:
        """Ask one source after the other; the first that answers is believed. Raises the failure of the preferred one."""
        failures: list[ExternalServiceError] = []
        for provider in self._sources.weather:
            try:
                return await provider.forecast(at, timezone)
            except ExternalServiceError as failure:
                log.warning("weather.provider_failed", extra={"service": failure.params.get("service"), "code": failure.code})
                failures.append(failure)
        raise failures[0]

    async def _second_opinion(self, place: Place, first: Forecast) -> Opinion | None:
        """Return what the next source says of tomorrow if it is something else; nobody waits long for it."""
        others = self._sources.weather[1:]
        if not others or len(first.days) < 2:
            return None
        spot = _spot(place.at)
        try:
            async with asyncio.timeout(OPINION_PATIENCE_S):
                kept = await self._opinions.get(_key(spot), lambda: others[0].forecast(spot, place.timezone))
        except (ExternalServiceError, TimeoutError):
            return None
        if kept.value.now.source == first.now.source:
            return None  # the second already stands in for the first
        day = next((day for day in kept.value.days if day.date == first.days[1].date), None)
        return Opinion(source=kept.value.now.source, day=day) if day and disagree(first.days[1], day) else None

    async def _ask_warnings(self, source: WarningSource, spot: Coordinates) -> Kept[list[OfficialWarning]]:
        return await self._warnings.get(f"{source.id}:{_key(spot)}", lambda: source.warnings(spot))

    def _age_s(self, kept: Kept[Any]) -> int:
        return int(kept.age_s(self._clock.now()))


def disagree(one: Day, other: Day) -> bool:
    """Tell whether two sources describe days that a person would dress differently for."""
    warmth = max(abs(one.min_c - other.min_c), abs(one.max_c - other.max_c))
    dry, wet = sorted((one.precipitation_mm, other.precipitation_mm))
    return warmth >= DISAGREE_C or (dry < DRY_MM and wet >= WET_MM)


def _spot(at: Coordinates) -> Coordinates:
    """Return the point about 1 km around which everybody shares an answer; no source learns more."""
    return Coordinates(latitude=round(at.latitude, 2), longitude=round(at.longitude, 2))


def _key(spot: Coordinates) -> str:
    return f"{spot.latitude},{spot.longitude}"


def _with_zone(place: Place, forecast: Forecast) -> Place:
    return place if place.timezone else place.model_copy(update={"timezone": forecast.now.timezone})
