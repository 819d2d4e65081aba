"""Silence is told, once and with its reason; so is its end."""

from datetime import timedelta

import pytest

from mojo.scheduler.jobs import Run
from mojo.shared.errors import InvalidInput
from mojo.shared.model.people import EVERY_SCOPE, User
from mojo.shared.model.policies import PolicyChange
from mojo.shared.model.schedules import Cron, Outcome, RunRecord, Schedule
from mojo.shared.model.text import Text
from mojo.shared.queue.schedules import fire_key
from mojo.shared.queue.sentry import claim_telling
from tests.scheduler.conftest import NOW, Works

HOURLY = Schedule(id="s", job="t.note", trigger=Cron(expression="0 * * * *"), policy=PolicyChange(silence_s=600))


@pytest.fixture
async def house(works: Works) -> Works:
    owner = User(id="owner", chat_id=1, name="O", scopes=frozenset({EVERY_SCOPE}), created_at=NOW)
    await works.people.save_user(owner)
    works.start()
    return works


async def pass_hours(works: Works, hours: float) -> None:
    for _ in range(round(hours * 12)):
        await works.pass_time(300)
        await works.watch.look()


def told(works: Works) -> list[tuple[str, str | None]]:
    """Return each alarm and its reason."""
    reasons = [note.text.args.get("reason") for note in works.told.notifications]
    ids = [note.text.id for note in works.told.notifications]
    return [(id, reason.id if isinstance(reason, Text) else None) for id, reason in zip(ids, reasons, strict=True)]


async def test_one_that_succeeds_in_time_is_not_spoken_of(house: Works) -> None:
    await house.put(HOURLY)
    await pass_hours(house, 5)
    assert len(house.done) == 5
    assert told(house) == []


async def test_one_that_never_starts_is_told_once_and_again_when_it_is_well(house: Works) -> None:
    await house.put(HOURLY)
    await house.queue.cancel(fire_key("s"))
    await pass_hours(house, 4)
    assert told(house) == [("scheduler-silent", "scheduler-silent-never")]
    await house.put(HOURLY)
    await pass_hours(house, 2)
    assert told(house)[1:] == [("scheduler-heard-again", None)]


async def test_one_that_fails_says_why(house: Works) -> None:
    @house.group.job("t.fail")
    async def fail(run: Run) -> None:
        raise InvalidInput("place: unknown", field="place")

    house.start()
    await house.put(HOURLY.model_copy(update={"job": "t.fail"}))
    await pass_hours(house, 1.5)
    assert ("scheduler-silent", "scheduler-silent-failed") in told(house)


async def test_one_that_runs_too_long(house: Works) -> None:
    await house.put(HOURLY)
    await house.queue.cancel(fire_key("s"))
    await house.pass_time(3600)
    running = RunRecord(id="r", job="t.note", schedule="s", planned_at=house.clock.now(), outcome=Outcome.RUNNING)
    await house.runs.save(running)
    await pass_hours(house, 0.5)
    assert told(house) == [("scheduler-silent", "scheduler-silent-long")]


async def test_one_that_was_paused_and_forgotten(house: Works) -> None:
    await house.put(HOURLY.model_copy(update={"paused": True}))
    await pass_hours(house, 30)
    assert told(house) == [("scheduler-silent", "scheduler-silent-paused")]


async def test_one_that_was_removed_is_forgotten(house: Works) -> None:
    await house.put(HOURLY)
    await house.queue.cancel(fire_key("s"))
    await pass_hours(house, 2)
    await house.schedules.remove("s")
    await pass_hours(house, 2)
    assert len(told(house)) == 1
    assert await house.runs.last_successes() == {}


@pytest.mark.parametrize("hours", [8, 24 * 60])
async def test_after_a_time_without_power_one_message_says_so_and_each_schedule_has_its_time_again(
    house: Works, hours: int
) -> None:
    for id in ("s", "t", "u"):
        await house.put(HOURLY.model_copy(update={"id": id}))
    await pass_hours(house, 2)
    lost = house.clock.now()
    house.clock.move(timedelta(hours=hours))
    back = house.clock.now()
    await house.watch.look()
    assert told(house) == [("scheduler-away", None)]
    assert house.told.notifications[0].text.args == {"since": lost, "until": back}
    for id in ("s", "t"):  # `u` catches up and goes on, the others have lost their task
        await house.queue.cancel(fire_key(id))
    await pass_hours(house, 1)
    assert len(told(house)) == 1, "their time has come again only after the next firing and the silence"
    await pass_hours(house, 1)
    assert sorted(str(note.text.args["name"]) for note in house.told.notifications[1:]) == ["s", "t"]


async def test_a_short_pause_or_a_clock_that_differs_is_no_absence(house: Works) -> None:
    await house.put(HOURLY)
    await pass_hours(house, 1)
    for minutes in (5, -10, 10, -10, 10):  # two machines take turns, one of them ten minutes ahead
        house.clock.move(timedelta(minutes=minutes))
        await house.watch.look()
    assert told(house) == []


async def test_an_absence_that_the_sentry_has_told_is_not_told_again(house: Works) -> None:
    await house.put(HOURLY)
    await pass_hours(house, 1)
    house.clock.move(timedelta(hours=8))
    await claim_telling(house.documents)
    await house.watch.look()
    assert told(house) == []
