"""The report's schedule: at most one daily and one single report a person, in the zone they mean."""

from datetime import UTC, datetime, time, timedelta

import pytest

from mojo.features.weather.phrases import After, Daily
from mojo.features.weather.reports import GRACE_S, REPORT_JOB, Reports, zone_of
from mojo.shared.model.people import User
from mojo.shared.model.places import Coordinates, Place
from mojo.shared.model.schedules import Cron, Once
from mojo.shared.ports import Schedules
from tests.features.weather.desk import ANNA, LISBON, NOON, PARIS, Desk

BERLINER = ANNA.model_copy(update={"timezone": "Europe/Berlin"})
BEN = ANNA.model_copy(update={"id": "ben", "chat_id": 2})


@pytest.fixture
async def reports(desk: Desk) -> Reports:
    return await desk.context.get(Reports)


@pytest.fixture
async def schedules(desk: Desk) -> Schedules:
    return await desk.context.get(Schedules)  # type: ignore[type-abstract]  # a port is the key


@pytest.mark.parametrize(
    ("user", "place", "zone"),
    [
        (ANNA, LISBON, "Europe/Lisbon"),
        (BERLINER, LISBON, "Europe/Berlin"),
        (ANNA, Place(at=Coordinates(latitude=0, longitude=0)), "UTC"),
    ],
)
def test_a_time_is_meant_in_the_persons_zone_else_the_places(user: User, place: Place, zone: str) -> None:
    assert zone_of(user, place) == zone


async def test_a_daily_report_is_stored_as_a_schedule(reports: Reports, schedules: Schedules) -> None:
    coming = await reports.start(ANNA, LISBON, Daily(time(7, 30)))
    (schedule,) = await schedules.all()
    assert (schedule.job, schedule.trigger, schedule.timezone) == (REPORT_JOB, Cron(expression="30 7 * * *"), "Europe/Lisbon")
    assert (schedule.owner, schedule.misfire_grace_s) == ("anna", GRACE_S)
    assert schedule.payload == {"user_id": "anna", "place": LISBON.model_dump(mode="json"), "timezone": "Europe/Lisbon"}
    assert coming.at == datetime(2026, 7, 2, 6, 30, tzinfo=UTC)
    assert (f"{coming.at:%H:%M}", coming.tomorrow, coming.daily, coming.place) == ("07:30", True, True, LISBON)


async def test_later_today_is_today(reports: Reports) -> None:
    coming = await reports.start(ANNA, LISBON, Daily(time(13, 1)))
    assert (coming.tomorrow, coming.at) == (False, NOON + timedelta(minutes=1))


async def test_tomorrow_is_meant_where_the_person_is(reports: Reports, desk: Desk) -> None:
    desk.clock.move(timedelta(hours=10, minutes=30))  # 22:30 UTC is half past midnight in Berlin
    coming = await reports.start(BERLINER, LISBON, Daily(time(7, 0)))
    assert (coming.tomorrow, coming.at) == (False, datetime(2026, 7, 2, 5, 0, tzinfo=UTC))


async def test_a_single_report(reports: Reports, schedules: Schedules) -> None:
    coming = await reports.start(ANNA, LISBON, After(60))
    (schedule,) = await schedules.all()
    assert schedule.trigger == Once(at=NOON + timedelta(minutes=1))
    assert (coming.at, f"{coming.at:%H:%M}", coming.daily) == (NOON + timedelta(minutes=1), "13:01", False)


async def test_the_last_word_counts(reports: Reports, schedules: Schedules) -> None:
    await reports.start(ANNA, LISBON, Daily(time(7, 30)))
    await reports.start(ANNA, PARIS, Daily(time(8, 0)))
    (schedule,) = await schedules.all()
    assert schedule.trigger == Cron(expression="0 8 * * *")
    coming = await reports.daily(ANNA)
    assert coming is not None
    assert (coming.place, coming.zone) == (PARIS, "Europe/Paris")


async def test_a_single_report_leaves_the_daily_one_alone(reports: Reports, schedules: Schedules) -> None:
    await reports.start(ANNA, LISBON, Daily(time(7, 30)))
    await reports.start(ANNA, LISBON, After(60))
    assert len(await schedules.all()) == 2


async def test_stopping_stops_both_and_nobody_elses(reports: Reports, schedules: Schedules) -> None:
    await reports.start(ANNA, LISBON, Daily(time(7, 30)))
    await reports.start(ANNA, LISBON, After(60))
    await reports.start(BEN, LISBON, Daily(time(7, 30)))
    assert await reports.stop(ANNA)
    assert [schedule.owner for schedule in await schedules.all()] == ["ben"]
    assert not await reports.stop(ANNA)
    assert await reports.daily(ANNA) is None
