"""Distances and directions on a sphere of the Earth's mean radius; right at the poles and across the antimeridian."""

import math

from mojo.shared.model.places import Coordinates

EARTH_M = 6_371_008.8
"""Mean radius R1 of WGS 84. A sphere is off by 0.5% at most, which no zone notices."""


def distance_m(one: Coordinates, other: Coordinates) -> float:
    """Return the great-circle distance (haversine)."""
    north, south = math.radians(one.latitude), math.radians(other.latitude)
    turned = math.radians(other.longitude - one.longitude)
    chord = math.sin((south - north) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(turned / 2) ** 2
    return 2 * EARTH_M * math.asin(math.sqrt(min(1.0, chord)))


def bearing_deg(start: Coordinates, end: Coordinates) -> float:
    """Return the direction in which the shortest way from `start` begins: 0 is north, 90 east, below 360."""
    north, south = math.radians(start.latitude), math.radians(end.latitude)
    turned = math.radians(end.longitude - start.longitude)
    east = math.sin(turned) * math.cos(south)
    up = math.cos(north) * math.sin(south) - math.sin(north) * math.cos(south) * math.cos(turned)
    return math.degrees(math.atan2(east, up)) % 360.0 % 360.0  # a tiny negative angle is 360.0 after one turn


def moved(start: Coordinates, bearing: float, by_m: float) -> Coordinates:
    """Return the point `by_m` from `start` in the direction `bearing` (degrees)."""
    north, course, arc = math.radians(start.latitude), math.radians(bearing), by_m / EARTH_M
    sine = math.sin(north) * math.cos(arc) + math.cos(north) * math.sin(arc) * math.cos(course)
    latitude = math.asin(max(-1.0, min(1.0, sine)))
    east = math.sin(course) * math.sin(arc) * math.cos(north)
    turned = math.atan2(east, math.cos(arc) - math.sin(north) * math.sin(latitude))
    return Coordinates(latitude=math.degrees(latitude), longitude=wrapped(start.longitude + math.degrees(turned)))


def wrapped(longitude: float) -> float:
    """Return the same meridian between -180 and 180."""
    return (longitude + 180.0) % 360.0 - 180.0 if not -180.0 <= longitude <= 180.0 else longitude
