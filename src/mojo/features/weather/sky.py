"""Sun and moon, computed: no service is needed for what is known for centuries.

The sun after the NOAA Solar Calculator (Meeus, Astronomical Algorithms), good to about a minute between the polar circles; the
moon by its mean synodic month, good to about half a day.
"""

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from mojo.shared.model.places import Coordinates

_J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
_NEW_MOON = datetime(2000, 1, 6, 18, 14, tzinfo=UTC)
_SYNODIC_DAYS = 29.530588853
_RISE_DEG = -0.833
"""The sun's upper edge touches the horizon, refraction included."""


class Moon(StrEnum):
    NEW = "new"
    WAXING_CRESCENT = "waxing-crescent"
    FIRST_QUARTER = "first-quarter"
    WAXING_GIBBOUS = "waxing-gibbous"
    FULL = "full"
    WANING_GIBBOUS = "waning-gibbous"
    LAST_QUARTER = "last-quarter"
    WANING_CRESCENT = "waning-crescent"


@dataclass(frozen=True, slots=True)
class SunTimes:
    """When the sun rises and sets on a day; both None where it does neither."""

    rise: datetime | None
    set: datetime | None
    up_all_day: bool
    """If it does neither: whether it stays up."""


def sun_times(at: Coordinates, day: date, zone: ZoneInfo) -> SunTimes:
    """Return sunrise and sunset of `day` on the calendar of `zone`."""
    noon = datetime.combine(day, time(12), zone).astimezone(UTC)
    for _ in range(2):  # the equation of time changes by seconds a day: the second look is exact
        declination, equation_min = _sun(noon)
        noon = _transit(noon, at.longitude, equation_min)
    cosine = _cosine_of_rise(at.latitude, declination)
    if abs(cosine) > 1:
        return SunTimes(None, None, cosine < -1)
    half_day = timedelta(minutes=4 * math.degrees(math.acos(cosine)))
    return SunTimes((noon - half_day).astimezone(zone), (noon + half_day).astimezone(zone), False)


def sun_height_deg(at: Coordinates, moment: datetime) -> float:
    """Return the angle of the sun's centre above the horizon."""
    declination, equation_min = _sun(moment)
    utc = moment.astimezone(UTC)
    solar_min = utc.hour * 60 + utc.minute + utc.second / 60 + equation_min + 4 * at.longitude
    hour_angle, latitude = math.radians(solar_min / 4 - 180), math.radians(at.latitude)
    sine = math.sin(latitude) * math.sin(declination) + math.cos(latitude) * math.cos(declination) * math.cos(hour_angle)
    return math.degrees(math.asin(max(-1.0, min(1.0, sine))))


def is_day(at: Coordinates, moment: datetime) -> bool:
    """Tell whether the sun is up."""
    return sun_height_deg(at, moment) > _RISE_DEG


def moon_phase(moment: datetime) -> Moon:
    """Return what the moon looks like."""
    age = (moment - _NEW_MOON) / timedelta(days=1) / _SYNODIC_DAYS % 1
    return list(Moon)[round(age * 8) % 8]


def _transit(near: datetime, longitude: float, equation_min: float) -> datetime:
    """Return the moment nearest to `near` when the sun is due south (or north) at `longitude`."""
    midnight = near.replace(hour=0, minute=0, second=0, microsecond=0)
    transit = midnight + timedelta(minutes=720 - 4 * longitude - equation_min)
    return transit + timedelta(days=round((near - transit) / timedelta(days=1)))


def _cosine_of_rise(latitude: float, declination: float) -> float:
    height, lat = math.radians(_RISE_DEG), math.radians(max(-89.99, min(89.99, latitude)))
    return (math.sin(height) - math.sin(lat) * math.sin(declination)) / (math.cos(lat) * math.cos(declination))


def _sun(moment: datetime) -> tuple[float, float]:
    """Return the sun's declination (radians) and the equation of time (minutes)."""
    century = (moment - _J2000) / timedelta(days=36525)
    mean = math.radians((280.46646 + century * 36000.76983) % 360)
    anomaly = math.radians(357.52911 + century * 35999.05029)
    eccentricity = 0.016708634 - century * 0.000042037
    centre = 1.914602 * math.sin(anomaly) + 0.019993 * math.sin(2 * anomaly) + 0.000289 * math.sin(3 * anomaly)
    ascending = math.radians(125.04 - 1934.136 * century)
    longitude = mean + math.radians(centre - 0.00569 - 0.00478 * math.sin(ascending))
    obliquity = math.radians(23.4392911 - 0.0130042 * century + 0.00256 * math.cos(ascending))
    declination = math.asin(math.sin(obliquity) * math.sin(longitude))
    y = math.tan(obliquity / 2) ** 2
    equation = y * math.sin(2 * mean) - 2 * eccentricity * math.sin(anomaly)
    equation += 4 * eccentricity * y * math.sin(anomaly) * math.cos(2 * mean)
    equation -= 0.5 * y * y * math.sin(4 * mean) + 1.25 * eccentricity**2 * math.sin(2 * anomaly)
    return declination, 4 * math.degrees(equation)
