"""Weather: a chart in CPU time and bytes, and what a kept answer costs against one that has to be read anew.

The "bare loop" is the use case without any cache: the source's answer is at hand and made into the same value.
"""

import statistics
import time
from datetime import UTC, datetime, timedelta

from mojo.features.weather.chart import Chart, png, svg
from mojo.features.weather.fakes import MILD, FakeGeocoder, FakeWeather, steady
from mojo.features.weather.formats import METRIC
from mojo.features.weather.model import CurrentWeather
from mojo.features.weather.service import Sources, WeatherService
from mojo.sandbox.weather.climate import Point, weather_at
from mojo.shared.external.fleet import Alone
from mojo.shared.model.places import Coordinates, Place
from mojo.shared.persistence.memory import MemoryDocuments
from mojo.shared.util.clock import SystemClock
from tests.bench.harness import Row

LONGEST_CHART_S = 0.3
CALLS = 300
_LISBON = Place(at=Coordinates(latitude=38.72, longitude=-9.14), name="Lisbon", timezone="Europe/Lisbon")
_START = datetime(2026, 7, 1, 12, tzinfo=UTC)


async def run() -> list[Row]:
    """Measure both."""
    return [*_chart(), *await _answers()]


def _chart() -> list[Row]:
    chart = Chart(steady(MILD).model_copy(update={"hours": _hours()}), _LISBON.at, _START, METRIC)
    png(chart)  # the first one reads the font
    times_s = []
    for _ in range(7):
        began_s = time.process_time()
        picture = png(chart)
        times_s.append(time.process_time() - began_s)
    note = f"{len(picture) / 1000:.0f} kB as PNG, {len(svg(chart)) / 1000:.0f} kB as SVG"
    return [Row("weather.chart", statistics.median(times_s), LONGEST_CHART_S, "CPU s", note, smaller_is_better=True)]


def _hours():  # type: ignore[no-untyped-def]
    calm, point = steady(MILD).hours, Point(38.72, -9.14)
    told = [weather_at(point, _START + timedelta(hours=number)) for number in range(len(calm))]
    return tuple(
        type(hour)(hour.at, now.temperature_c, now.precipitation_mm, now.weather_code, now.wind_speed_ms, now.wind_direction_deg)
        for hour, now in zip(calm, told, strict=True)
    )


async def _answers() -> list[Row]:
    source = FakeWeather()
    service = WeatherService(Sources([source], FakeGeocoder([_LISBON])), MemoryDocuments(SystemClock()), Alone(), SystemClock())

    async def bare(number: int) -> object:
        told = await source.forecast(_LISBON.at)
        return CurrentWeather(**vars(told.now), place=_LISBON)

    async def kept(number: int) -> object:
        return await service.get_current_weather(_LISBON)

    async def anew(number: int) -> object:
        return await service.get_current_weather(Place(at=Coordinates(latitude=number / 20, longitude=1), timezone="UTC"))

    await kept(0)
    speeds = {ask.__name__: await _per_s(ask) for ask in (bare, kept, anew)}
    return [
        Row(f"weather.{name}", speeds[name] / speeds["bare"], None, "x", f"of a bare loop; {speeds[name]:.0f} answers a CPU s")
        for name in ("kept", "anew")
    ]


async def _per_s(ask) -> float:  # type: ignore[no-untyped-def]
    began_s = time.process_time()
    for number in range(CALLS):
        await ask(number)
    return CALLS / (time.process_time() - began_s)
