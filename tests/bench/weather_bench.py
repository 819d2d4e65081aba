"""Weather: a chart in CPU time and bytes, and `/weather` with a kept answer and with one that has to be read anew.

The bare loop is what one writes by hand, without cache, places, languages or buttons: the source's answer is at hand and made
into a value, for the command into a line of text. Compared is CPU time, which does not change when something else runs.
"""

import statistics
import time
from datetime import UTC, datetime, timedelta

from mojo.features.weather.chart import Chart, png, svg
from mojo.features.weather.fakes import MILD, FakeGeocoder, steady
from mojo.features.weather.formats import METRIC
from mojo.features.weather.model import CurrentWeather
from mojo.features.weather.service import FRESH_S, Sources, WeatherService
from mojo.sandbox.weather.climate import Point, weather_at
from mojo.shared.external.fleet import Alone
from mojo.shared.model.places import Coordinates, Place
from mojo.shared.persistence.memory import MemoryDocuments
from tests.bench.harness import Row
from tests.features.weather.desk import Desk

LONGEST_CHART_S = 0.3
LARGEST_PNG_KB = 100.0
CALLS = 300
FLOORS = {"kept": 4.0, "anew": 0.25, "command_kept": 0.25, "command_anew": 0.1}
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
    return [
        Row("weather.chart", statistics.median(times_s), LONGEST_CHART_S, "CPU s", "48 hours, once warm", smaller_is_better=True),
        Row("weather.chart_size", len(picture) / 1000, LARGEST_PNG_KB, "kB", note, smaller_is_better=True),
    ]


def _hours():  # type: ignore[no-untyped-def]
    calm, point = steady(MILD).hours, Point(38.72, -9.14)
    told = [weather_at(point, _START + timedelta(hours=number)) for number in range(len(calm))]
    return tuple(
        type(hour)(hour.at, now.temperature_c, now.precipitation_mm, now.weather_code, now.wind_speed_ms, now.wind_direction_deg)
        for hour, now in zip(calm, told, strict=True)
    )


async def _answers() -> list[Row]:
    desk = Desk(geocoder=FakeGeocoder([_LISBON]))
    service = WeatherService(Sources([desk.source], desk.geocoder), MemoryDocuments(desk.clock), Alone(), desk.clock)

    async def bare(number: int) -> object:
        told = await desk.source.forecast(_LISBON.at)
        return CurrentWeather(**vars(told.now), place=_LISBON)

    async def kept(number: int) -> object:
        return await service.get_current_weather(_LISBON)

    async def anew(number: int) -> object:
        return await service.get_current_weather(Place(at=Coordinates(latitude=number / 20, longitude=1), timezone="UTC"))

    async def command_bare(number: int) -> object:
        (place,) = await desk.geocoder.search("Lisbon", "en", 1)
        now = (await desk.source.forecast(place.at)).now
        return f"{place.name}: {now.temperature_c:.0f} °C, {now.wind_speed_ms:.0f} m/s. {now.source}, {now.observed_at:%H:%M}"

    async def command_kept(number: int) -> object:
        return await desk.say((await desk.command("/weather Lisbon")).text)

    async def command_anew(number: int) -> object:
        desk.wait(FRESH_S + 1)
        return await command_kept(number)

    await kept(0)
    await command_kept(0)  # which reads the translations
    asked = (bare, kept, anew, command_bare, command_kept, command_anew)
    speeds = {ask.__name__: await _per_s(ask) for ask in asked}
    await desk.context.close()
    return [
        Row(f"weather.{name}", speeds[name] / speeds[bare], FLOORS[name], "x", f"of a bare loop; {speeds[name]:.0f} a CPU s")
        for name, bare in (("kept", "bare"), ("anew", "bare"), ("command_kept", "command_bare"), ("command_anew", "command_bare"))
    ]


async def _per_s(ask) -> float:  # type: ignore[no-untyped-def]
    began_s = time.process_time()
    for number in range(CALLS):
        await ask(number)
    return CALLS / (time.process_time() - began_s)
