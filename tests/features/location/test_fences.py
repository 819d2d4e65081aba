"""Arriving and leaving: beyond the accuracy of the fix, and for long enough."""

from datetime import timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from mojo.features.location.fences import settle, step, verdict
from mojo.features.location.geo import moved
from mojo.features.location.model import DWELL, Crossing, Fence, Zone
from mojo.shared.model.places import Coordinates
from tests.features.location.strategies import NOON, accuracies, bearings, fix, points, unhurried, zone

LISBON = Coordinates(latitude=38.7223, longitude=-9.1393)
HOME = zone(LISBON)
AWAY = moved(LISBON, 90, 400)
OUT, IN = Fence(inside=False, since=NOON), Fence(inside=True, since=NOON)


def walk(zone: Zone, fence: Fence, *fixes: tuple[Coordinates, float, float]) -> tuple[Fence, list[Crossing]]:
    """Return how it stands after fixes of (point, seconds, accuracy), and what was crossed."""
    crossings = []
    for at, seconds, accuracy in fixes:
        fence, crossing = step(zone, fence, fix(at, seconds, accuracy))
        crossings += [crossing] if crossing else []
    return fence, crossings


def test_somebody_arrives_once_they_have_stayed():
    fence, crossings = walk(HOME, OUT, (LISBON, 100, 10), (LISBON, 130, 10))
    assert (crossings, fence.inside) == ([], False)
    fence, crossings = walk(HOME, fence, (LISBON, 160, 10))
    assert crossings == [Crossing.ARRIVED]
    assert fence.since == NOON + timedelta(seconds=100), "they arrived when they came, not when we believed it"


def test_somebody_who_drives_past_does_not_arrive():
    _, crossings = walk(HOME, OUT, (LISBON, 100, 10), (AWAY, 130, 10), (AWAY, 300, 10))
    assert crossings == []


def test_nobody_arrives_where_they_were_when_it_began():
    fence, crossings = walk(HOME, Fence(), (LISBON, 0, 10), (LISBON, 100, 10))
    assert (fence.inside, crossings) == (True, [])


def test_a_phone_that_says_once_that_it_moved_and_then_rests_is_believed():
    fence, _ = walk(HOME, OUT, (LISBON, 100, 10))
    reported = NOON + timedelta(seconds=100)
    assert settle(fence, reported, reported + DWELL / 2)[1] is None
    assert settle(fence, reported, reported + DWELL)[1] is Crossing.ARRIVED


@unhurried
@given(points, st.floats(20, 3000), st.lists(st.tuples(bearings, st.floats(0.7, 1.3)), max_size=60), accuracies, st.booleans())
def test_jitter_within_the_accuracy_of_the_edge_makes_no_storm(
    middle: Coordinates, radius: float, jitters: list[tuple[float, float]], accuracy: float, inside: bool
):
    """Points near the edge, none farther from it than the fix may be off: nothing is ever crossed."""
    at_edge = zone(middle, radius)
    fixes = [
        fix(moved(middle, bearing, radius * part), index * 90, max(accuracy, abs(1 - part) * radius + 1))
        for index, (bearing, part) in enumerate(jitters)
    ]
    fence = Fence(inside=inside, since=NOON)
    for each in fixes:
        fence, crossing = step(at_edge, fence, each)
        assert crossing is None
    assert fence.inside is inside


@unhurried
@given(points, st.floats(20, 500), bearings, st.floats(0, 1000), st.floats(1.01, 10))
def test_accuracy_larger_than_the_zone_never_lets_anybody_arrive(
    middle: Coordinates, radius: float, bearing: float, away: float, times: float
):
    fence, crossings = walk(
        zone(middle, radius), OUT, *[(moved(middle, bearing, away), index * 120, radius * times) for index in range(5)]
    )
    assert (crossings, fence.inside) == ([], False)


@unhurried
@given(points, st.floats(20, 5000), bearings, st.floats(0, 20_000), accuracies)
def test_the_verdict_is_the_same_everywhere_on_earth(
    middle: Coordinates, radius: float, bearing: float, away: float, accuracy: float
):
    """Poles and antimeridian included: only distance, radius and accuracy count."""
    assume(abs(away - radius) > max(accuracy, 10) + 1 or abs(away - radius) < max(accuracy, 10) - 1)
    said = verdict(zone(middle, radius), fix(moved(middle, bearing, away), 0, accuracy))
    off = max(accuracy, 10)
    assert said is (True if away + off <= radius else False if away - off >= radius else None)


@unhurried
@given(st.lists(st.booleans(), max_size=40), st.integers(1, 200))
def test_crossings_alternate_and_are_a_dwell_apart(inside: list[bool], every_s: int):
    fence, last, seen = OUT, None, NOON
    for index, is_in in enumerate(inside, start=1):
        fence, crossing = step(HOME, fence, fix(LISBON if is_in else AWAY, index * every_s))
        if crossing is None:
            continue
        assert crossing is not last
        assert crossing is (Crossing.ARRIVED if fence.inside else Crossing.LEFT)
        now = NOON + timedelta(seconds=index * every_s)
        assert now - seen >= DWELL
        last, seen = crossing, now
