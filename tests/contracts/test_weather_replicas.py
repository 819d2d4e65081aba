"""Two replicas on one store: however many people ask, one call for each place within its freshness."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from mojo.features.weather.fakes import FakeGeocoder, FakeWeather
from mojo.features.weather.service import Sources, WeatherService
from mojo.shared.model.places import Coordinates, Place
from mojo.shared.ports import Documents, Fleet
from mojo.shared.util.clock import SystemClock
from tests.contracts.stores import open_stores

PEOPLE, AT_ONCE, CITIES = 1000, 100, 20
"""Nobody asks a thousand things of one store within a second; what then takes too long is answered without it."""


class Source(FakeWeather):
    """Takes its time, as a real one."""

    async def forecast(self, at: Coordinates, timezone: str | None = None):  # type: ignore[no-untyped-def]
        await asyncio.sleep(0.05)
        return await super().forecast(at, timezone)


async def test_a_thousand_people_and_twenty_cities_are_twenty_calls(redis_url: str, tmp_path: Path) -> None:
    source = Source()
    cities = [Place(at=Coordinates(latitude=number, longitude=number), name=f"City {number}") for number in range(CITIES)]
    geocoder = FakeGeocoder(cities)
    async with AsyncExitStack() as stack:
        replicas = []
        for _ in range(2):
            get = await stack.enter_async_context(open_stores(redis_url, tmp_path))
            replicas.append(WeatherService(Sources([source], geocoder), await get(Documents), await get(Fleet), SystemClock()))
        asked = [replicas[person % 2].get_current_weather(f"City {person // 2 % CITIES}") for person in range(PEOPLE)]
        waves = [asked[begin : begin + AT_ONCE] for begin in range(0, PEOPLE, AT_ONCE)]
        answers = [answer for wave in waves for answer in await asyncio.gather(*wave)]
    assert len(answers) == PEOPLE
    assert {answer.stale for answer in answers} == {False}
    assert len(source.asked) == CITIES
    assert len(geocoder.asked) == CITIES
