"""Made-up weather that is plausible and always the same for one place and hour.

Latitude gives the year's mean and how far the seasons swing, the sun's height the day, and smooth noise the weather: one wave of
wetness from which clouds, rain and the weather code all follow, so that they never contradict each other.
"""

import hashlib
import math
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

LAPSE_C_PER_M = 0.0065
"""Standard atmosphere (ICAO Doc 7488): it gets this much colder with every metre."""
SEA_LEVEL_HPA = 1013.25


@dataclass(frozen=True, slots=True)
class Point:
    """Where. Elevation in metres."""

    latitude: float
    longitude: float
    elevation_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Weather:
    """One moment at one point, in Open-Meteo's default units but for the wind (m/s)."""

    temperature_c: float
    feels_like_c: float
    dew_point_c: float
    humidity_pct: int
    precipitation_mm: float
    snowfall_cm: float
    precipitation_probability_pct: int
    weather_code: int
    cloud_cover_pct: int
    pressure_hpa: float
    wind_speed_ms: float
    wind_gusts_ms: float
    wind_direction_deg: int
    uv_index: float
    visibility_m: int
    is_day: bool


def weather_at(point: Point, at: datetime) -> Weather:
    """Return the weather at `at` (aware)."""
    hours = at.timestamp() / 3600
    wetness = 0.65 * _noise(point, "front", hours / 19) + 0.35 * _noise(point, "shower", hours / 5)
    height = sun_height(point, at)
    cloud_pct = round(100 * _between((wetness - 0.30) / 0.42))
    mm = round(9 * _between((wetness - 0.66) / 0.34) ** 1.6, 1)
    temperature = _temperature_c(point, at, height, cloud_pct)
    wind = 1.2 + 9 * _noise(point, "wind", hours / 9) * (0.4 + wetness)
    humidity = round(100 * _between(0.38 + 0.55 * wetness - 0.12 * math.sin(max(height, 0)), 0.15, 0.99))
    fog = humidity > 84 and wind < 2.6 and height < 0.2 and mm == 0
    pressure = SEA_LEVEL_HPA + 22 * (0.5 - wetness)
    return Weather(
        temperature_c=round(temperature, 1),
        feels_like_c=round(_feels_like_c(temperature, humidity, wind), 1),
        dew_point_c=round(temperature - (100 - humidity) / 5, 1),
        humidity_pct=humidity,
        precipitation_mm=mm,
        snowfall_cm=round(mm * 0.7, 2) if temperature < 1 else 0.0,
        precipitation_probability_pct=round(100 * _between((wetness - 0.42) / 0.4)),
        weather_code=_code(cloud_pct, mm, temperature, fog, wetness),
        cloud_cover_pct=cloud_pct,
        pressure_hpa=round(pressure, 1),
        wind_speed_ms=round(wind, 2),
        wind_gusts_ms=round(wind * 1.7, 2),
        wind_direction_deg=round(359 * _noise(point, "direction", hours / 30)),
        uv_index=round(11 * max(0.0, math.sin(height)) * (1 - 0.7 * cloud_pct / 100), 2),
        visibility_m=240 if fog else round(24140 - 18000 * _between(mm / 6)),
        is_day=height > 0,
    )


def sun_height(point: Point, at: datetime) -> float:
    """Return the angle of the sun above the horizon (radians), good to about a degree."""
    at = at.astimezone(UTC)
    declination = math.radians(-23.44) * math.cos(2 * math.pi * (at.timetuple().tm_yday + 10) / 365.25)
    hour_angle = math.radians(15 * (at.hour + at.minute / 60 - 12) + point.longitude)
    latitude = math.radians(point.latitude)
    return math.asin(
        math.sin(latitude) * math.sin(declination) + math.cos(latitude) * math.cos(declination) * math.cos(hour_angle)
    )


def _temperature_c(point: Point, at: datetime, height: float, cloud_pct: int) -> float:
    latitude = abs(point.latitude)
    mean = 27.0 - 0.0062 * latitude**2
    inland = 0.75 + 0.5 * _noise(point, "inland", 0)
    coldest_day = 20 if point.latitude >= 0 else 203
    season = -math.cos(2 * math.pi * (at.timetuple().tm_yday - coldest_day) / 365.25) * min(0.004 * latitude**2, 18) * inland
    day = (math.sin(height) - 0.25) * (7 - 0.04 * cloud_pct)
    mood = 7 * (_noise(point, "warmth", at.timestamp() / 3600 / 60) - 0.5)
    return mean + season + day + mood - LAPSE_C_PER_M * point.elevation_m


def _feels_like_c(temperature_c: float, humidity_pct: int, wind_ms: float) -> float:
    """Return Steadman's apparent temperature (Australian Bureau of Meteorology)."""
    vapour_hpa = humidity_pct / 100 * 6.105 * math.exp(17.27 * temperature_c / (237.7 + temperature_c))
    return temperature_c + 0.33 * vapour_hpa - 0.70 * wind_ms - 4.0


def _code(cloud_pct: int, mm: float, temperature_c: float, fog: bool, wetness: float) -> int:
    """Return the WMO 4677 code, of those that Open-Meteo uses (https://open-meteo.com/en/docs#weather_variable_documentation)."""
    if mm > 0:
        return _wet_code(mm, temperature_c, wetness)
    if fog:
        return 45 if temperature_c > 0 else 48
    return 0 if cloud_pct < 12 else 1 if cloud_pct < 35 else 2 if cloud_pct < 75 else 3


def _wet_code(mm: float, temperature_c: float, wetness: float) -> int:
    if temperature_c < 1:
        return 71 if mm < 0.6 else 73 if mm < 2 else 75
    if temperature_c > 21 and wetness > 0.86:
        return 95
    if mm < 0.6:
        return 51 if mm < 0.3 else 53
    if temperature_c > 18:
        return 80 if mm < 2 else 81 if mm < 5 else 82
    return 61 if mm < 2 else 63 if mm < 5 else 65


def _between(value: float, low: float = 0.0, high: float = 1.0) -> float:
    return min(high, max(low, value))


def _noise(point: Point, what: str, at: float) -> float:
    """Return smooth noise from 0 to 1: random at whole numbers, eased between them, and leaning to the ends."""
    before = math.floor(at)
    place = f"{what}:{point.latitude:.1f}:{point.longitude:.1f}"
    share = at - before
    eased = share * share * (3 - 2 * share)
    return _random(f"{place}:{before}") * (1 - eased) + _random(f"{place}:{before + 1}") * eased


@lru_cache(maxsize=512)
def _random(seed: str) -> float:
    return int.from_bytes(hashlib.blake2b(seed.encode(), digest_size=4).digest()) / 0xFFFFFFFF
