"""The next 48 hours as a picture: temperature, rain and wind under the symbols of the sky.

It has numbers and units and no words, so one picture serves every language, and no font has to know them all (ADR 0041).
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mojo.features.weather.canvas import Canvas, PngCanvas, Point, SvgCanvas
from mojo.features.weather.formats import Reader
from mojo.features.weather.model import Forecast, Hour
from mojo.features.weather.sky import is_day
from mojo.features.weather.symbols import Ink, draw_symbol
from mojo.shared.model.places import Coordinates
from mojo.shared.model.tastes import WindUnit

WIDTH, HEIGHT = 960, 620
HOURS = 48
_LEFT, _RIGHT = 64, 20
_SYMBOLS_Y, _TOP, _BOTTOM, _WIND_Y, _HOURS_Y = 62, 116, 470, 510, 582
_SYMBOL_EVERY = 4
_LEAST_SPAN_C = 8.0
_LEAST_RAIN_MM = 4.0
_WIND_SIGNS = {WindUnit.MS: "m/s", WindUnit.KMH: "km/h", WindUnit.MPH: "mph", WindUnit.KN: "kn", WindUnit.BFT: "Bft"}


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one look."""

    paper: str
    night: str
    grid: str
    ink: str
    quiet: str
    warm: str
    cold: str
    rain: str
    symbols: Ink


LIGHT = Palette(
    "#ffffff",
    "#eef1f6",
    "#d9dee6",
    "#1b2430",
    "#5d6878",
    "#d1352b",
    "#2b6fd1",
    "#4a90e2",
    Ink("#f0a30a", "#8b97a8", "#2f7de1", "#6b5bd6", "#ffffff"),
)
DARK = Palette(
    "#17202b",
    "#10161e",
    "#2e3a48",
    "#eef2f7",
    "#9aa7b8",
    "#ff7a6b",
    "#7ab6ff",
    "#4f9cf0",
    Ink("#ffc53d", "#a9b5c5", "#6cb2ff", "#b3a6ff", "#17202b"),
)


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn. `at` is where the sun is looked for."""

    forecast: Forecast
    at: Coordinates
    start: datetime
    reader: Reader
    dark: bool = False


def svg(chart: Chart) -> bytes:
    """Return the picture as SVG."""
    canvas = SvgCanvas(WIDTH, HEIGHT, _palette(chart).paper)
    _draw(chart, canvas)
    return canvas.finished()


def png(chart: Chart) -> bytes:
    """Return the picture as PNG. Blocks for some tens of milliseconds, so it belongs into a worker thread."""
    canvas = PngCanvas(WIDTH, HEIGHT, _palette(chart).paper)
    _draw(chart, canvas)
    return canvas.finished()


def _palette(chart: Chart) -> Palette:
    return DARK if chart.dark else LIGHT


def _draw(chart: Chart, canvas: Canvas) -> None:
    palette = _palette(chart)
    hours = chart.forecast.between(chart.start, chart.start + timedelta(hours=HOURS))
    if not hours:
        return
    _nights(chart, canvas, palette)
    warmth = _scale([chart.reader.degrees(hour.temperature_c) for hour in hours], _LEAST_SPAN_C)
    _grid(chart, canvas, palette, warmth)
    _rain(chart, canvas, palette, hours)
    _temperature(chart, canvas, palette, hours, warmth)
    _sky(chart, canvas, palette, hours)
    _wind(chart, canvas, palette, hours)
    _clock(chart, canvas, palette)


def _x(chart: Chart, at: datetime) -> float:
    share = (at - chart.start) / timedelta(hours=HOURS)
    return _LEFT + min(1.0, max(0.0, share)) * (WIDTH - _LEFT - _RIGHT)


def _scale(values: Sequence[float], least: float) -> tuple[float, float, Callable[[float], float]]:
    """Return the lowest and highest value of the axis, in steps of 5 or 10, and what turns a value into a height."""
    low, high = min(values), max(values)
    middle = (low + high) / 2
    step = 10 if high - low > 24 else 5
    low = math.floor(min(low - 2, middle - least / 2) / step) * step
    high = math.ceil(max(high + 1, middle + least / 2) / step) * step
    return low, high, lambda value: _BOTTOM - (value - low) / (high - low) * (_BOTTOM - _TOP)


def _nights(chart: Chart, canvas: Canvas, palette: Palette) -> None:
    for number in range(HOURS):
        start = chart.start + timedelta(hours=number)
        if not is_day(chart.at, start + timedelta(minutes=30)):
            left, right = _x(chart, start), _x(chart, start + timedelta(hours=1))
            canvas.box((left, _TOP), (right - left + 0.5, _BOTTOM - _TOP), palette.night)


def _grid(chart: Chart, canvas: Canvas, palette: Palette, warmth: tuple[float, float, Callable[[float], float]]) -> None:
    low, high, height = warmth
    step = 10 if high - low > 25 else 5
    for degrees in range(round(low), round(high) + 1, step):
        canvas.line([(_LEFT, height(degrees)), (WIDTH - _RIGHT, height(degrees))], palette.grid, 1)
        canvas.label((_LEFT - 12, height(degrees)), f"{degrees}°", 20, palette.quiet, "end")
    imperial = chart.reader.is_imperial
    canvas.label((14, 24), "°F" if imperial else "°C", 20, palette.warm, "start")
    canvas.label((14, 50), "in" if imperial else "mm", 20, palette.rain, "start")
    canvas.label((14, _WIND_Y + 24), _WIND_SIGNS[chart.reader.wind_unit], 20, palette.quiet, "start")


def _rain(chart: Chart, canvas: Canvas, palette: Palette, hours: Sequence[Hour]) -> None:
    most = max(_LEAST_RAIN_MM, *(hour.precipitation_mm / hour.hours for hour in hours))
    room = (_BOTTOM - _TOP) * 0.45
    for hour in hours:
        end = hour.at + timedelta(hours=hour.hours)
        left, right = _x(chart, hour.at), _x(chart, end)
        tall = hour.precipitation_mm / hour.hours / most * room
        canvas.box((left + 1.5, _BOTTOM - tall), (max(right - left - 3, 1), tall), palette.rain)
    wettest = max(hours, key=lambda hour: hour.precipitation_mm / hour.hours)
    if wettest.precipitation_mm / wettest.hours >= 0.1:
        amount = wettest.precipitation_mm / wettest.hours
        told = f"{amount / 25.4:.2f}" if chart.reader.is_imperial else f"{amount:.1f}"
        tall = amount / most * room
        canvas.label((_x(chart, wettest.at) + 9, _BOTTOM - tall - 14), told, 20, palette.rain)
    canvas.line([(_LEFT, _BOTTOM), (WIDTH - _RIGHT, _BOTTOM)], palette.quiet, 1.5)


def _temperature(
    chart: Chart,
    canvas: Canvas,
    palette: Palette,
    hours: Sequence[Hour],
    warmth: tuple[float, float, Callable[[float], float]],
) -> None:
    height = warmth[2]
    points: list[Point] = [(_x(chart, hour.at), height(_exact(chart.reader, hour.temperature_c))) for hour in hours]
    if len(points) > 1:
        canvas.line(points, palette.warm, 4)
    warmest, coldest = (best(hours, key=lambda hour: hour.temperature_c) for best in (max, min))
    for hour, colour, above in ((warmest, palette.warm, -22), (coldest, palette.cold, 24)):
        at = (_x(chart, hour.at), height(_exact(chart.reader, hour.temperature_c)))
        canvas.disc(at, 6, colour)
        inside = min(max(at[0], _LEFT + 26), WIDTH - _RIGHT - 26)
        canvas.label((inside, at[1] + above), f"{chart.reader.degrees(hour.temperature_c)}°", 26, colour)


def _exact(reader: Reader, celsius: float) -> float:
    return celsius * 9 / 5 + 32 if reader.is_imperial else celsius


def _sky(chart: Chart, canvas: Canvas, palette: Palette, hours: Sequence[Hour]) -> None:
    for hour in hours[_SYMBOL_EVERY // 2 :: _SYMBOL_EVERY]:
        by_day = is_day(chart.at, hour.at + timedelta(minutes=30))
        draw_symbol(canvas, (_x(chart, hour.at), _SYMBOLS_Y), hour.weather_code, by_day, palette.symbols)


def _wind(chart: Chart, canvas: Canvas, palette: Palette, hours: Sequence[Hour]) -> None:
    for hour in hours[_SYMBOL_EVERY // 2 :: _SYMBOL_EVERY]:
        x = _x(chart, hour.at)
        _arrow(canvas, (x, _WIND_Y), hour.wind_direction_deg, palette.ink)
        canvas.label((x, _WIND_Y + 32), str(chart.reader.speed_of(hour.wind_speed_ms)), 20, palette.ink)


def _arrow(canvas: Canvas, centre: Point, whence_deg: float, colour: str) -> None:
    """Draw an arrow that flies with the wind."""
    angle = math.radians(whence_deg + 180)
    ahead, aside = (math.sin(angle), -math.cos(angle)), (math.cos(angle), math.sin(angle))

    def point(far: float, wide: float) -> Point:
        return centre[0] + far * ahead[0] + wide * aside[0], centre[1] + far * ahead[1] + wide * aside[1]

    canvas.line([point(-12, 0), point(6, 0)], colour, 3)
    canvas.shape([point(14, 0), point(2, 7), point(2, -7)], colour)


def _clock(chart: Chart, canvas: Canvas, palette: Palette) -> None:
    """Label every sixth hour on the clock of the place, and each midnight with its day of the month."""
    zone = chart.forecast.zone
    for number in range(HOURS + 1):
        local = (chart.start + timedelta(hours=number)).astimezone(zone)
        if local.hour % 6:
            continue
        x = _x(chart, chart.start + timedelta(hours=number))
        if local.hour == 0:
            canvas.line([(x, _TOP), (x, _BOTTOM)], palette.quiet, 1.5)
            canvas.label((x, _HOURS_Y + 22), f"{local.day}", 22, palette.ink)
        canvas.label((x, _HOURS_Y - 4), _hour(local, chart.reader), 20, palette.ink if local.hour == 0 else palette.quiet)


def _hour(local: datetime, reader: Reader) -> str:
    if not reader.counts_to_twelve:
        return f"{local:%H}"
    return f"{(local.hour + 11) % 12 + 1} {'AM' if local.hour < 12 else 'PM'}"
