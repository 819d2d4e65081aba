"""Distances and directions, everywhere: at the poles, across the antimeridian, and to the other side of the world."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mojo.features.location.geo import EARTH_M, bearing_deg, distance_m, moved, wrapped
from mojo.shared.model.places import Coordinates
from tests.features.location.strategies import bearings, points, unhurried


def at(latitude: float, longitude: float) -> Coordinates:
    return Coordinates(latitude=latitude, longitude=longitude)


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        (at(38.7223, -9.1393), at(41.1579, -8.6291), 274.2),  # Lisbon to Porto
        (at(-17.0, 179.9), at(-17.0, -179.9), 21.27),  # 0.2 degrees across the antimeridian, not once round the world
        (at(90, 0), at(90, 120), 0.0),  # the pole has every longitude
        (at(89.9, 0), at(89.9, 180), 22.24),  # over the pole
        (at(0, 0), at(0, 180), math.pi * EARTH_M / 1000),
    ],
)
def test_known_distances(one: Coordinates, other: Coordinates, km: float):
    assert distance_m(one, other) / 1000 == pytest.approx(km, abs=0.3)


@unhurried
@given(points, points)
def test_a_distance_is_the_same_both_ways_and_at_most_half_round(one: Coordinates, other: Coordinates):
    assert distance_m(one, other) == pytest.approx(distance_m(other, one), abs=0.01)
    assert 0 <= distance_m(one, other) <= math.pi * EARTH_M + 1
    assert distance_m(one, one) == 0


@unhurried
@given(points, points, points)
def test_no_detour_is_shorter(one: Coordinates, other: Coordinates, by: Coordinates):
    assert distance_m(one, other) <= distance_m(one, by) + distance_m(by, other) + 0.1


@unhurried
@given(points, bearings, st.floats(0, 5_000_000))
def test_whoever_moves_is_so_far_away(start: Coordinates, bearing: float, metres: float):
    end = moved(start, bearing, metres)
    assert distance_m(start, end) == pytest.approx(metres, abs=max(0.5, metres * 1e-6))
    assert -180 <= end.longitude <= 180


@unhurried
@given(points.filter(lambda point: abs(point.latitude) < 89), bearings, st.floats(10, 1000))
def test_the_bearing_is_the_one_that_was_taken(start: Coordinates, bearing: float, metres: float):
    turned = (bearing_deg(start, moved(start, bearing, metres)) - bearing + 180) % 360 - 180
    assert abs(turned) < 0.5


@unhurried
@given(points, points)
def test_a_bearing_is_below_360(one: Coordinates, other: Coordinates):
    assert 0 <= bearing_deg(one, other) < 360


@unhurried
@given(st.floats(-1000, 1000))
def test_a_wrapped_longitude_is_the_same_meridian(longitude: float):
    assert -180 <= wrapped(longitude) <= 180
    assert math.isclose(math.cos(math.radians(wrapped(longitude))), math.cos(math.radians(longitude)), abs_tol=1e-9)
