"""The variables that one can ask Open-Meteo for, each with its unit and where it comes from."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from mojo.sandbox.weather.climate import LAPSE_C_PER_M, Point, Weather, sun_height, weather_at

_CONVERSIONS: dict[str, dict[str, tuple[str, Callable[[float], float]]]] = {
    "temperature_unit": {"celsius": ("°C", lambda c: c), "fahrenheit": ("°F", lambda c: c * 9 / 5 + 32)},
    "wind_speed_unit": {
        "kmh": ("km/h", lambda ms: ms * 3.6),
        "ms": ("m/s", lambda ms: ms),
        "mph": ("mp/h", lambda ms: ms * 2.23694),
        "kn": ("kn", lambda ms: ms * 1.94384),
    },
    "precipitation_unit": {"mm": ("mm", lambda mm: mm), "inch": ("inch", lambda mm: mm / 25.4)},
}


@dataclass(frozen=True, slots=True)
class Units:
    """The sign and the conversion of each measure that has a choice."""

    by_setting: Mapping[str, tuple[str, Callable[[float], float]]]


def units_of(parameters: Mapping[str, str]) -> Units:
    """Read the units that a query chooses. Raises KeyError with the name of one that is unknown."""
    chosen = {setting: parameters.get(setting) or next(iter(choices)) for setting, choices in _CONVERSIONS.items()}
    return Units({setting: _CONVERSIONS[setting][name] for setting, name in chosen.items()})


@dataclass(frozen=True, slots=True)
class Variable:
    """One column. `measure` is either a fixed unit or the setting that chooses it."""

    name: str
    measure: str
    read: Callable[[Point, datetime], Any]
    digits: int | None = None

    def unit(self, units: Units) -> str:
        """Return the sign of its unit."""
        return units.by_setting[self.measure][0] if self.measure in units.by_setting else self.measure

    def value(self, point: Point, at: datetime, units: Units) -> Any:
        """Return its value in the chosen unit."""
        value = self.read(point, at)
        if self.measure in units.by_setting:
            value = units.by_setting[self.measure][1](value)
        return value if self.digits is None else round(value, self.digits) if self.digits else round(value)


@lru_cache(maxsize=1024)
def _weather(point: Point, at: datetime) -> Weather:
    return weather_at(point, at)


def _moment(name: str, measure: str, read: Callable[[Weather], Any], digits: int | None = None) -> Variable:
    return Variable(name, measure, lambda point, at: read(_weather(point, at)), digits)


def _surface_pressure(point: Point, at: datetime) -> float:
    """Barometric formula of the standard atmosphere."""
    return float(_weather(point, at).pressure_hpa * (1 - LAPSE_C_PER_M * point.elevation_m / 288.15) ** 5.255)


_ALL_MOMENTS = [
    _moment("temperature_2m", "temperature_unit", lambda now: now.temperature_c, 1),
    _moment("apparent_temperature", "temperature_unit", lambda now: now.feels_like_c, 1),
    _moment("dew_point_2m", "temperature_unit", lambda now: now.dew_point_c, 1),
    _moment("relative_humidity_2m", "%", lambda now: now.humidity_pct),
    _moment("precipitation", "precipitation_unit", lambda now: now.precipitation_mm, 2),
    _moment("rain", "precipitation_unit", lambda now: 0.0 if now.snowfall_cm else now.precipitation_mm, 2),
    _moment("showers", "precipitation_unit", lambda now: now.precipitation_mm if 80 <= now.weather_code <= 82 else 0.0, 2),
    _moment("snowfall", "cm", lambda now: now.snowfall_cm),
    _moment("precipitation_probability", "%", lambda now: now.precipitation_probability_pct),
    _moment("weather_code", "wmo code", lambda now: now.weather_code),
    _moment("cloud_cover", "%", lambda now: now.cloud_cover_pct),
    _moment("pressure_msl", "hPa", lambda now: now.pressure_hpa),
    Variable("surface_pressure", "hPa", _surface_pressure, 1),
    _moment("wind_speed_10m", "wind_speed_unit", lambda now: now.wind_speed_ms, 2),
    _moment("wind_gusts_10m", "wind_speed_unit", lambda now: now.wind_gusts_ms, 2),
    _moment("wind_direction_10m", "°", lambda now: now.wind_direction_deg),
    _moment("uv_index", "", lambda now: now.uv_index),
    _moment("visibility", "m", lambda now: now.visibility_m),
    _moment("is_day", "", lambda now: int(now.is_day)),
]
MOMENT = {variable.name: variable for variable in _ALL_MOMENTS}
"""What `current` and `hourly` may name."""


QUARTER = {
    "precipitation": Variable(
        "precipitation", "precipitation_unit", lambda point, at: _weather(point, at).precipitation_mm / 4, 2
    )
}
"""What `minutely_15` may name: of the quarter of an hour that ends then."""


def _day(point: Point, midnight: datetime) -> list[Weather]:
    return [_weather(point, midnight + timedelta(hours=hour)) for hour in range(24)]


def _daily(name: str, measure: str, read: Callable[[list[Weather]], Any], digits: int | None = None) -> Variable:
    return Variable(name, measure, lambda point, at: read(_day(point, at)), digits)


def _edge(rising: bool) -> Callable[[Point, datetime], str]:
    """Return when the sun crosses the horizon, to the minute; midnight where it does not, as Open-Meteo says."""

    def find(point: Point, midnight: datetime) -> str:
        heights = [sun_height(point, midnight + timedelta(minutes=minute)) for minute in range(0, 1441, 4)]
        for index in range(len(heights) - 1):
            if (heights[index] <= 0 < heights[index + 1]) if rising else (heights[index] > 0 >= heights[index + 1]):
                share = heights[index] / (heights[index] - heights[index + 1])
                return (midnight + timedelta(minutes=4 * (index + share))).strftime("%Y-%m-%dT%H:%M")
        return midnight.strftime("%Y-%m-%dT%H:%M")

    return find


def _daylight_s(point: Point, midnight: datetime) -> float:
    return 240.0 * sum(sun_height(point, midnight + timedelta(minutes=minute)) > 0 for minute in range(0, 1440, 4))


def _dominant_direction(day: list[Weather]) -> int:
    east = sum(hour.wind_speed_ms * math.sin(math.radians(hour.wind_direction_deg)) for hour in day)
    north = sum(hour.wind_speed_ms * math.cos(math.radians(hour.wind_direction_deg)) for hour in day)
    return round(math.degrees(math.atan2(east, north)) % 360) % 360


_ALL_DAYS = [
    _daily("temperature_2m_max", "temperature_unit", lambda day: max(hour.temperature_c for hour in day), 1),
    _daily("temperature_2m_min", "temperature_unit", lambda day: min(hour.temperature_c for hour in day), 1),
    _daily("apparent_temperature_max", "temperature_unit", lambda day: max(hour.feels_like_c for hour in day), 1),
    _daily("apparent_temperature_min", "temperature_unit", lambda day: min(hour.feels_like_c for hour in day), 1),
    _daily("precipitation_sum", "precipitation_unit", lambda day: sum(hour.precipitation_mm for hour in day), 2),
    _daily(
        "rain_sum", "precipitation_unit", lambda day: sum(0 if hour.snowfall_cm else hour.precipitation_mm for hour in day), 2
    ),
    _daily("snowfall_sum", "cm", lambda day: sum(hour.snowfall_cm for hour in day), 2),
    _daily("precipitation_hours", "h", lambda day: float(sum(hour.precipitation_mm > 0 for hour in day))),
    _daily("precipitation_probability_max", "%", lambda day: max(hour.precipitation_probability_pct for hour in day)),
    _daily("weather_code", "wmo code", lambda day: max(hour.weather_code for hour in day)),
    _daily("wind_speed_10m_max", "wind_speed_unit", lambda day: max(hour.wind_speed_ms for hour in day), 2),
    _daily("wind_gusts_10m_max", "wind_speed_unit", lambda day: max(hour.wind_gusts_ms for hour in day), 2),
    _daily("wind_direction_10m_dominant", "°", _dominant_direction),
    _daily("uv_index_max", "", lambda day: max(hour.uv_index for hour in day)),
    Variable("sunrise", "iso8601", _edge(rising=True)),
    Variable("sunset", "iso8601", _edge(rising=False)),
    Variable("daylight_duration", "s", _daylight_s),
]
DAILY = {variable.name: variable for variable in _ALL_DAYS}
"""What `daily` may name."""
