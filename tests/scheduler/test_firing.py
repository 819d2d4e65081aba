"""Every due instant becomes one run, whatever happens in between."""

from datetime import datetime, timedelta

import pytest

from mojo.scheduler.firing import BATCH, Firing
from mojo.scheduler.registry import JobRegistry
from mojo.shared.errors import StoreUnavailable
from mojo.shared.model.policies import CatchUp, PolicyChange
from mojo.shared.model.schedules import Cron, Interval, Once, Outcome, Payload, Schedule
from mojo.shared.queue.orders import RUN
from mojo.shared.queue.schedules import FIRE, fire_key, fire_payload, run_id
from tests.scheduler.conftest import NOW, Works


def every(seconds: float, grace_s: float = 3600) -> Schedule:
    return Schedule(id="s", job="t.note", trigger=Interval(every_s=seconds, start=NOW), misfire_grace_s=grace_s)


def once(seconds: float) -> Schedule:
    return Schedule(id="s", job="t.note", trigger=Once(at=NOW + timedelta(seconds=seconds)))


async def outcomes(works: Works) -> list[tuple[float, Outcome]]:
    """Return the history, oldest first, as seconds after NOW and outcome."""
    runs = await works.schedules.runs("s", limit=1000)
    return [((run.planned_at - NOW).total_seconds(), run.outcome) for run in reversed(runs)]


async def test_interval_fires_at_each_instant(works: Works) -> None:
    works.start()
    await works.put(every(10))
    await works.pass_time(45, step_s=1)
    assert works.planned == [10, 20, 30, 40]
    assert await outcomes(works) == [
        (10, Outcome.SUCCEEDED),
        (20, Outcome.SUCCEEDED),
        (30, Outcome.SUCCEEDED),
        (40, Outcome.SUCCEEDED),
    ]


async def test_cron_fires_on_the_schedules_clock(works: Works) -> None:
    works.start()
    await works.put(Schedule(id="s", job="t.note", trigger=Cron(expression="30 15 * * *"), timezone="Europe/Berlin"))
    await works.pass_time(86_400 * 2, step_s=600)
    assert works.planned == [1.5 * 3600, 25.5 * 3600]
    assert await works.schedules.next_run("s") == NOW + timedelta(hours=49.5)


async def test_once_fires_once_and_the_job_is_told_what_it_was_planned_for(works: Works) -> None:
    works.start()
    await works.put(once(60).model_copy(update={"payload": {"place": "Lisbon"}}))
    await works.pass_time(59)
    assert works.done == []
    await works.pass_time(600, step_s=1)
    (run,) = works.done
    assert run.planned_at == NOW + timedelta(seconds=60)
    assert run.key == run_id("s", run.planned_at)
    assert (run.attempt, run.payload) == (1, {"place": "Lisbon"})
    assert await works.schedules.next_run("s") is None


async def test_instants_within_the_grace_are_caught_up_and_older_ones_are_recorded_as_missed(works: Works) -> None:
    works.start()
    await works.put(every(10, grace_s=25))
    await works.pass_time(100)
    assert works.planned == [80, 90, 100]
    history = await outcomes(works)
    assert history[0] == (10, Outcome.MISSED)
    assert [instant for instant, outcome in history if outcome is Outcome.SUCCEEDED] == [80, 90, 100]
    missed = (await works.schedules.runs("s"))[-1]
    assert missed.error is not None
    assert "25 s" in missed.error
    assert (NOW + timedelta(seconds=80)).isoformat() in missed.error


async def test_a_single_instant_that_came_too_late_is_recorded_as_missed(works: Works) -> None:
    works.start()
    await works.put(once(10))
    await works.pass_time(4000)
    assert works.done == []
    assert await outcomes(works) == [(10, Outcome.MISSED)]


async def test_an_instant_that_ran_is_not_recorded_as_missed_later(works: Works) -> None:
    """A firing task that was revived from long ago must not rewrite history."""
    works.start()
    await works.put(every(10, grace_s=25))
    await works.pass_time(100, step_s=10)
    await works.queue.replace(FIRE, fire_key("s"), fire_payload("s", NOW + timedelta(seconds=10)), works.clock.now())
    await works.queue.run_due()
    assert await outcomes(works) == [(float(instant), Outcome.SUCCEEDED) for instant in range(10, 101, 10)]


async def test_a_long_catching_up_lets_others_run_in_between(works: Works) -> None:
    works.start()
    await works.put(every(1).model_copy(update={"policy": PolicyChange(catch_up=CatchUp.ALL)}))
    works.clock.move(timedelta(seconds=BATCH * 2.5))
    await works.queue.run_due()
    assert works.planned == [float(second) for second in range(1, int(BATCH * 2.5) + 1)]


async def test_a_repeated_firing_repeats_no_run(works: Works) -> None:
    """What a crash between enqueueing the run and planning the next causes."""
    works.start()
    await works.put(every(10))
    await works.pass_time(10)
    again = fire_payload("s", NOW + timedelta(seconds=10))
    await works.queue.replace(FIRE, fire_key("s"), again, works.clock.now())
    await works.pass_time(10)
    assert works.planned == [10, 20]


async def test_a_run_that_still_waits_is_not_enqueued_twice(works: Works) -> None:
    firing = Firing(JobRegistry([works.group]), works.store, works.runs, works.queue, works.clock)
    await works.put(once(10))
    works.clock.move(timedelta(seconds=10))
    for _ in range(2):
        await firing.fire(fire_key("s"), fire_payload("s", NOW + timedelta(seconds=10)))
    works.start()
    await works.queue.cancel(fire_key("s"))
    await works.queue.run_due()
    assert works.planned == [10]


async def test_a_removed_schedule_fires_no_more(works: Works) -> None:
    works.start()
    await works.put(every(10))
    await works.pass_time(10)
    assert await works.schedules.remove("s")
    assert not await works.schedules.remove("s")
    assert not await works.queue.waiting(fire_key("s"))
    await works.queue.enqueue(FIRE, fire_key("s"), fire_payload("s", NOW), works.clock.now())
    await works.pass_time(30)
    assert works.planned == [10]


async def test_a_replaced_schedule_fires_by_the_new_plan_alone(works: Works) -> None:
    works.start()
    await works.put(every(10))
    await works.pass_time(10)
    await works.put(every(7))
    await works.pass_time(20, step_s=1)
    assert works.planned == [10, 14, 21, 28]


async def test_a_schedule_replaced_while_it_fires_keeps_the_new_plan(works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old plan is written after the new one; whoever fires must notice."""
    works.start()
    await works.put(every(1000))
    new = once(1500)

    async def meddle(name: str, key: str, payload: Payload, at: datetime) -> None:
        monkeypatch.undo()
        await works.put(new)
        await works.queue.replace(name, key, payload, at)

    monkeypatch.setattr(works.queue, "replace", meddle)
    await works.pass_time(1000)
    await works.pass_time(1000, step_s=100)
    assert works.planned == [1000, 1500]


async def test_a_store_that_fails_midway_loses_nothing(works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    works.start()
    await works.put(every(10))
    get = works.store.get
    failures = iter([True, False, True])

    async def moody(schedule_id: str) -> Schedule | None:
        if next(failures, False):
            raise StoreUnavailable("not now")
        return await get(schedule_id)

    monkeypatch.setattr(works.store, "get", moody)
    await works.pass_time(30, step_s=1)
    assert sorted(works.planned) == [10, 20, 30]


async def test_a_stored_schedule_nobody_understands_ends_quietly(works: Works) -> None:
    works.start()
    await works.store.put(Schedule(id="s", job="t.note", trigger=Cron(expression="never")))
    await works.queue.enqueue(FIRE, fire_key("s"), fire_payload("s", NOW))
    await works.pass_time(60)
    assert works.done == []
    assert not await works.queue.waiting(fire_key("s"))


async def test_each_firing_is_its_own_story(works: Works) -> None:
    works.start()
    await works.put(every(10))
    await works.pass_time(20, step_s=10)
    first, second = await works.schedules.runs("s")
    assert first.trace_id
    assert second.trace_id
    assert first.trace_id != second.trace_id


async def test_run_tasks_carry_json_only(works: Works) -> None:
    seen = []

    async def look(key: str, payload: dict[str, object]) -> None:
        seen.append(payload)

    works.start()
    works.queue.register(RUN, look)
    await works.put(once(10))
    await works.pass_time(10)
    expected = {"job": "t.note", "schedule": "s", "planned_at": "2026-05-04T12:00:10Z", "misfire_grace_s": 3600.0, "payload": {}}
    assert seen == [expected]
