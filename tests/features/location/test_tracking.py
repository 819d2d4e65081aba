"""Clocks, order and repetition: whatever comes late, twice or from a wrong clock, the picture is the same."""

import random
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mojo.features.location.geo import distance_m, moved
from mojo.features.location.model import Fix, Passed, Profile, Source, Track
from mojo.features.location.tracking import AHEAD, OLDEST, advanced, dated, motion
from mojo.shared.model.places import Coordinates
from tests.features.location.strategies import NOON, fix, points, report, unhurried, zone

LISBON = Coordinates(latitude=38.7223, longitude=-9.1393)
PROFILE = Profile(on=True, zones=(zone(LISBON), zone(moved(LISBON, 0, 1000), name="Work", id="work")))


def run(fixes: list[Fix], profile: Profile = PROFILE) -> tuple[Track, list[Passed]]:
    track, passed = Track(), list[Passed]()
    for each in fixes:
        track, crossed = advanced("anna", profile, track, each)
        passed += crossed
    return track, passed


walks = st.lists(st.tuples(st.floats(0, 2000), st.integers(0, 3600)), min_size=1, max_size=30)


@unhurried
@given(walks)
def test_a_report_that_comes_twice_changes_nothing(walk: list[tuple[float, int]]):
    fixes = sorted((fix(moved(LISBON, 0, way), seconds) for way, seconds in walk), key=lambda it: it.taken_at)
    twice = [each for each in fixes for _ in range(2)]
    assert run(twice) == run(fixes)


@unhurried
@given(walks, st.integers())
def test_whatever_the_order_the_newest_is_believed(walk: list[tuple[float, int]], seed: int):
    fixes = [fix(moved(LISBON, 0, way), seconds) for way, seconds in walk]
    random.Random(seed).shuffle(fixes)
    track, _ = run(fixes)
    assert track.latest is not None
    assert track.latest.taken_at == max(each.taken_at for each in fixes)


@unhurried
@given(walks, walks)
def test_what_is_older_than_the_latest_crosses_nothing(early: list[tuple[float, int]], late: list[tuple[float, int]]):
    newest = fix(LISBON, 4000)
    track, _ = run([*sorted((fix(moved(LISBON, 0, way), at) for way, at in early), key=lambda it: it.taken_at), newest])
    for way, at in late:
        assert advanced("anna", PROFILE, track, fix(moved(LISBON, 0, way), at)) == (track, [])


@unhurried
@given(points, st.timedeltas(min_value=timedelta(days=-20_000), max_value=timedelta(days=20_000)))
def test_no_fix_is_dated_ahead_of_us_or_before_time(at: Coordinates, off: timedelta):
    dated_fix = dated(report(at).model_copy(update={"taken_at": NOON + off}), NOON)
    assert NOON - OLDEST <= dated_fix.taken_at <= NOON
    assert dated_fix.clock_wrong is (off > AHEAD or off < -OLDEST)


def test_a_clock_an_hour_ahead_still_moves_the_person_along():
    """Each report is dated when it came in, so the second is newer than the first."""
    hour = timedelta(hours=1)
    first = dated(report(LISBON).model_copy(update={"taken_at": NOON + hour}), NOON)
    later = NOON + timedelta(minutes=5)
    second = dated(report(moved(LISBON, 0, 500)).model_copy(update={"taken_at": later + hour}), later)
    track, _ = run([first, second])
    assert track.latest == second


def test_an_old_track_file_keeps_its_times():
    old = report(LISBON, source=Source.GPX).model_copy(update={"taken_at": NOON - timedelta(days=4000)})
    assert dated(old, NOON).taken_at == old.taken_at


def test_the_direction_when_moving():
    track, _ = run([fix(LISBON, 0), fix(moved(LISBON, 90, 300), 60)])
    heading = motion(track, NOON + timedelta(minutes=2))
    assert heading is not None
    assert heading.course_deg == pytest.approx(90, abs=1)
    assert heading.speed_ms == pytest.approx(5, abs=0.1)


def test_no_direction_for_who_rests_or_is_long_gone():
    resting, _ = run([fix(LISBON, 0), fix(moved(LISBON, 90, 12), 60)])
    moving, _ = run([fix(LISBON, 0), fix(moved(LISBON, 90, 300), 60)])
    assert motion(resting, NOON + timedelta(minutes=2)) is None
    assert motion(moving, NOON + timedelta(hours=1)) is None


def test_what_happened_in_a_pause_is_nobodys_business():
    away = moved(LISBON, 90, 5000)
    at_home, _ = run([fix(LISBON, 0)])
    paused = PROFILE.model_copy(update={"paused_until": NOON + timedelta(hours=1)})
    track, passed = at_home, []
    for seconds in (3700, 3800, 3900):
        track, crossed = advanced("anna", paused, track, fix(away, seconds))
        passed += crossed
    assert passed == []


def test_a_zone_that_is_moved_begins_anew():
    at_home, _ = run([fix(LISBON, 0)])
    elsewhere = Profile(on=True, zones=(zone(moved(LISBON, 90, 9000)),))
    track, passed = at_home, []
    for seconds in (100, 200, 300):
        track, crossed = advanced("anna", elsewhere, track, fix(LISBON, seconds))
        passed += crossed
    assert passed == []


def test_two_steps_within_a_second_of_telegrams_clock_both_count() -> None:
    there, later = (fix(moved(LISBON, 0, way), 5, source=Source.TELEGRAM) for way in (0, 900))
    track, _ = run([there, later])
    assert track.latest == later
    assert motion(track, NOON) is None
    assert run([there, later, later]) == run([there, later])


def test_two_reports_a_second_apart_tell_no_speed():
    track, _ = run([fix(LISBON, 0), fix(moved(LISBON, 90, 200), 1)])
    assert motion(track, NOON + timedelta(seconds=2)) is None


def test_a_car_that_reports_every_second_has_a_speed():
    track, _ = run([fix(moved(LISBON, 90, 25 * seconds), seconds) for seconds in range(301)])
    heading = motion(track, NOON + timedelta(seconds=300))
    assert heading is not None
    assert heading.speed_ms == pytest.approx(25, abs=0.2)
    assert heading.course_deg == pytest.approx(90, abs=1)


steps = st.tuples(st.floats(0, 3000), st.floats(0, 360, exclude_max=True), st.floats(0.1, 900), st.floats(1, 500))


@unhurried
@given(points, st.lists(steps, min_size=2, max_size=20))
def test_a_speed_is_told_only_of_a_way_beyond_the_accuracies_in_a_sane_time(
    start: Coordinates, walk: list[tuple[float, float, float, float]]
):
    fixes, at, seconds = list[Fix](), start, 0.0
    for way, bearing, wait, accuracy in walk:
        at, seconds = moved(at, bearing, way), seconds + wait
        fixes.append(fix(at, seconds, accuracy))
    track, _ = run(fixes)
    heading, last = motion(track, fixes[-1].taken_at), fixes[-1]
    if heading is None:
        return
    assert track.before is not None
    assert distance_m(track.before.at, last.at) > track.before.radius_m + last.radius_m
    assert last.taken_at - track.before.taken_at >= timedelta(seconds=10)
    assert 0.8 <= heading.speed_ms <= 340


@unhurried
@given(
    points, st.lists(st.tuples(st.floats(0, 360, exclude_max=True), st.floats(0, 1)), min_size=2, max_size=20), st.floats(1, 5000)
)
def test_jitter_within_the_accuracy_is_no_journey(start: Coordinates, jitter: list[tuple[float, float]], accuracy: float):
    fixes = [fix(moved(start, way, part * accuracy * 0.99), index * 20, accuracy) for index, (way, part) in enumerate(jitter)]
    track, _ = run(fixes)
    assert motion(track, fixes[-1].taken_at) is None
