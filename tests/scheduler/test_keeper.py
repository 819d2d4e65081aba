"""Schedules stay alive: declared ones are stored, lost firing tasks come back, finished ones are forgotten."""

import asyncio
from datetime import timedelta

import pytest

from mojo.scheduler import keeper
from mojo.scheduler.jobs import JobGroup, Run
from mojo.shared.errors import StoreUnavailable
from mojo.shared.health import HealthBoard, State
from mojo.shared.model.schedules import Cron, Interval, Once, Origin, Outcome, RunRecord, Schedule
from mojo.shared.queue.schedules import fire_key, run_id
from tests.scheduler.conftest import NOW, Works


def declare(works: Works, every_s: float) -> list[Run]:
    """Give the works' group a job that brings its schedule along."""
    works.group = JobGroup("t")
    works.__post_init__()
    ticks: list[Run] = []

    @works.group.job("t.tick", every=Interval(every_s=every_s))
    async def tick(run: Run) -> None:
        ticks.append(run)

    return ticks


async def test_a_declared_schedule_fires_from_the_first_start_on(works: Works) -> None:
    ticks = declare(works, 60)
    keeping = works.start()
    await keeping.declare()
    await works.pass_time(180, step_s=10)
    assert len(ticks) == 3
    declared = Schedule(id="t.tick", job="t.tick", trigger=Interval(every_s=60), origin=Origin.CODE, changed_at=NOW)
    assert await works.store.get("t.tick") == declared


async def test_starting_again_changes_nothing_and_a_changed_declaration_counts(works: Works) -> None:
    declare(works, 60)
    await works.start().declare()
    await works.pass_time(50)
    await works.start().declare()
    ticks = declare(works, 45)
    await works.start().declare()
    await works.pass_time(90, step_s=5)
    assert [run.planned_at for run in ticks] == [NOW + timedelta(seconds=90), NOW + timedelta(seconds=135)]


async def test_a_lost_firing_task_is_revived_where_the_history_ends(works: Works) -> None:
    keeping = works.start()
    await works.put(Schedule(id="s", job="t.note", trigger=Interval(every_s=10, start=NOW)))
    await works.pass_time(20, step_s=10)
    await works.queue.cancel(fire_key("s"))
    await works.pass_time(25, step_s=5)
    assert works.planned == [10, 20]
    assert await keeping.reconcile() == []
    await works.pass_time(5)
    assert works.planned == [10, 20, 30, 40, 50]


async def test_a_schedule_that_never_fired_is_not_fired_for_its_past(works: Works) -> None:
    keeping = works.start()
    await works.store.put(Schedule(id="s", job="t.note", trigger=Interval(every_s=10, start=NOW - timedelta(days=1))))
    await keeping.reconcile()
    await works.pass_time(10)
    assert works.planned == [10]


async def test_a_single_instant_lost_between_two_steps_is_fired_late(works: Works) -> None:
    """The process died after storing the schedule and before enqueueing its firing."""
    keeping = works.start()
    await works.store.put(Schedule(id="s", job="t.note", trigger=Once(at=NOW + timedelta(seconds=10))))
    await works.pass_time(30)
    await keeping.reconcile()
    await works.queue.run_due()
    assert works.planned == [10]
    await keeping.reconcile()
    await works.queue.run_due()
    assert works.planned == [10]


async def test_a_healthy_schedule_is_left_alone(works: Works) -> None:
    keeping = works.start()
    await works.put(Schedule(id="s", job="t.note", trigger=Interval(every_s=10, start=NOW)))
    for _ in range(3):
        await keeping.reconcile()
    await works.pass_time(10)
    assert works.planned == [10]


async def test_whoever_puts_a_schedule_meanwhile_knows_better(works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    keeping = works.start()
    await works.store.put(Schedule(id="s", job="t.note", trigger=Interval(every_s=10, start=NOW)))
    waiting = works.queue.waiting

    async def put_meanwhile(key: str) -> bool:
        monkeypatch.undo()
        waits = await waiting(key)
        await works.put(Schedule(id="s", job="t.note", trigger=Interval(every_s=7, start=NOW)))
        return waits

    monkeypatch.setattr(works.queue, "waiting", put_meanwhile)
    await keeping.reconcile()
    await works.pass_time(7)
    assert works.planned == [7]


async def test_a_finished_schedule_is_forgotten_after_a_day_and_its_history_is_not(works: Works) -> None:
    keeping = works.start()
    await works.put(Schedule(id="s", job="t.note", trigger=Once(at=NOW + timedelta(seconds=10))))
    await works.pass_time(3600)
    await keeping.reconcile()
    assert await works.schedules.get("s")
    await works.pass_time(86_400)
    await keeping.reconcile()
    assert await works.schedules.get("s") is None
    (run,) = await works.schedules.runs("s")
    assert run.outcome is Outcome.SUCCEEDED


async def test_schedules_that_cannot_run_are_named(works: Works) -> None:
    keeping = works.start()
    for odd in (
        Schedule(id="no-job", job="gone.job", trigger=Interval(every_s=10)),
        Schedule(id="no-sense", job="t.note", trigger=Cron(expression="?")),
        Schedule(id="no-zone", job="t.note", trigger=Interval(every_s=10), timezone="Nowhere/Else"),
        Schedule(id="sound", job="t.note", trigger=Interval(every_s=10)),
    ):
        await works.store.put(odd)
    assert await keeping.reconcile() == ["no-job", "no-sense", "no-zone"]
    await works.pass_time(10)
    assert len(works.done) == 1


async def kept(works: Works, health: HealthBoard) -> None:
    """Run the keeper's loop until it is ready."""
    ready = asyncio.Event()
    loop = asyncio.create_task(works.start().keep(health, ready))
    ready_or_not = asyncio.create_task(ready.wait())
    await asyncio.wait([loop, ready_or_not], timeout=5, return_when=asyncio.FIRST_COMPLETED)
    loop.cancel()
    assert ready.is_set()


async def test_it_is_ready_once_every_schedule_is_looked_after(works: Works) -> None:
    declare(works, 60)
    health = HealthBoard(works.clock)
    await kept(works, health)
    assert await works.queue.waiting(fire_key("t.tick"))
    assert [(entry.name, entry.state) for entry in health.snapshot()] == [("scheduler", State.HEALTHY)]


async def test_what_cannot_run_is_on_the_health_board(works: Works) -> None:
    await works.store.put(Schedule(id="no-job", job="gone.job", trigger=Interval(every_s=10)))
    health = HealthBoard(works.clock)
    await kept(works, health)
    (entry,) = health.snapshot()
    assert entry.state is State.DEGRADED
    assert "no-job" in (entry.reason or "")
    assert entry.cure


async def test_it_waits_for_a_store_that_is_away_and_says_so(works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "RETRY_S", 0.01)
    health = HealthBoard(works.clock)
    seen: list[State] = []
    all_schedules = works.store.all

    async def moody() -> list[Schedule]:
        if not seen:
            works.store.all = settled  # type: ignore[method-assign]
            raise StoreUnavailable("Redis: no answer in time")
        return await all_schedules()

    async def settled() -> list[Schedule]:
        seen.append(health.snapshot()[0].state)
        return await all_schedules()

    works.store.all = moody  # type: ignore[method-assign]
    await kept(works, health)
    assert seen[0] is State.DOWN
    assert health.snapshot()[0].state is State.HEALTHY


async def test_the_history_says_where_to_resume_even_after_a_missed_run(works: Works) -> None:
    keeping = works.start()
    planned_at = NOW - timedelta(seconds=30)
    missed = RunRecord(id=run_id("s", planned_at), job="t.note", schedule="s", planned_at=planned_at, outcome=Outcome.MISSED)
    await works.runs.save(missed)
    await works.store.put(Schedule(id="s", job="t.note", trigger=Interval(every_s=10, start=NOW - timedelta(hours=1))))
    await keeping.reconcile()
    await works.queue.run_due()
    assert works.planned == [-20, -10, 0]
