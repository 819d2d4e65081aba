"""Weather and places without a network: they pass the same contract tests as the real sources."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime

from mojo.features.weather.model import Conditions
from mojo.shared.errors import ExternalServiceError
from mojo.shared.model.places import Coordinates, Place

MILD = Conditions(
    temperature_c=18.4,
    feels_like_c=17.1,
    humidity_pct=62,
    wind_speed_ms=4.2,
    wind_direction_deg=315,
    precipitation_mm=0,
    weather_code=2,
    is_day=True,
    today_min_c=12.2,
    today_max_c=20.6,
    precipitation_probability_pct=10,
    observed_at=datetime(2026, 7, 1, 12, 0, tzinfo=UTC),
    timezone="Europe/Lisbon",
    source="Fake weather",
)


class FakeWeather:
    """Says `conditions` of every point, or raises `failure`; counts how often it is asked."""

    def __init__(self, conditions: Conditions = MILD, id: str = "fake") -> None:
        self.id = id
        self.conditions = conditions
        self.failure: ExternalServiceError | None = None
        self.asked: list[Coordinates] = []

    async def current(self, at: Coordinates) -> Conditions:
        """See WeatherProvider."""
        self.asked.append(at)
        await asyncio.sleep(0)  # as the real one, it lets others run
        if self.failure is not None:
            raise self.failure
        return self.conditions


class FakeGeocoder:
    """Knows `places` by their names in any case, or raises `failure`; counts how often it is asked."""

    def __init__(self, places: Iterable[Place] = (), id: str = "fake") -> None:
        self.id = id
        self.places = list(places)
        self.also_known: dict[str, list[Place]] = {}
        """What a search in another language, or for a similar name, finds; by the name in lower case."""
        self.failure: ExternalServiceError | None = None
        self.asked: list[str] = []

    async def search(self, name: str, language: str, limit: int) -> list[Place]:
        """See Geocoder."""
        self.asked.append(name)
        await asyncio.sleep(0)
        if self.failure is not None:
            raise self.failure
        wanted = name.casefold()
        matches = [place for place in self.places if place.name and place.name.casefold() == wanted]
        return self.also_known.get(wanted, matches)[:limit]
