"""Weather and places without a network: they pass the same contract tests as the real sources."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from mojo.features.weather.model import Air, Conditions, Day, Forecast, Hour, OfficialWarning
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


CLEAN = Air(
    european_aqi=18,
    pm2_5_ugm3=4.2,
    pm10_ugm3=9.8,
    ozone_ugm3=61,
    pollen={"birch": 3.0, "grass": 24.5},
    observed_at=datetime(2026, 7, 1, 12, 0, tzinfo=UTC),
    source="Fake air",
)


def steady(now: Conditions, hours: int = 72) -> Forecast:
    """Return a forecast in which nothing changes but day and night."""
    first = now.observed_at.replace(minute=0, second=0, microsecond=0)
    today = now.observed_at.astimezone(ZoneInfo(now.timezone)).date()
    chance = now.precipitation_probability_pct
    return Forecast(
        now=now,
        hours=tuple(
            Hour(
                first + timedelta(hours=hour),
                now.temperature_c,
                0.0,
                now.weather_code,
                now.wind_speed_ms,
                now.wind_direction_deg,
                precipitation_probability_pct=chance,
            )
            for hour in range(hours)
        ),
        days=tuple(
            Day(
                today + timedelta(days=day),
                now.today_min_c,
                now.today_max_c,
                0.0,
                now.weather_code,
                now.wind_speed_ms,
                precipitation_probability_pct=chance,
            )
            for day in range(16)
        ),
    )


class FakeWeather:
    """Says `conditions` of every point, or raises `failure`; counts how often it is asked."""

    def __init__(self, conditions: Conditions = MILD, id: str = "fake") -> None:
        self.id = id
        self.conditions = conditions
        self.coming: Forecast | None = None
        """What it says instead, of now and of what comes."""
        self.failure: ExternalServiceError | None = None
        self.asked: list[Coordinates] = []

    async def forecast(self, at: Coordinates, timezone: str | None = None) -> Forecast:
        """See WeatherProvider."""
        self.asked.append(at)
        await asyncio.sleep(0)  # as the real one, it lets others run
        if self.failure is not None:
            raise self.failure
        return self.coming or steady(self.conditions)


class FakeWarnings:
    """Warns of `issued` everywhere, or raises `failure`."""

    name = "Fake warnings"

    def __init__(self, issued: Iterable[OfficialWarning] = (), id: str = "fake") -> None:
        self.id = id
        self.issued = list(issued)
        self.covered = True
        self.failure: ExternalServiceError | None = None
        self.asked: list[Coordinates] = []

    def covers(self, at: Coordinates) -> bool:
        """See WarningSource."""
        return self.covered

    async def warnings(self, at: Coordinates) -> list[OfficialWarning]:
        """See WarningSource."""
        self.asked.append(at)
        await asyncio.sleep(0)
        if self.failure is not None:
            raise self.failure
        return self.issued


class FakeAir:
    """Says `quality` of every point, or raises `failure`."""

    def __init__(self, quality: Air = CLEAN, id: str = "fake") -> None:
        self.id = id
        self.quality = quality
        self.failure: ExternalServiceError | None = None

    async def air(self, at: Coordinates) -> Air:
        """See AirSource."""
        await asyncio.sleep(0)
        if self.failure is not None:
            raise self.failure
        return self.quality


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
