"""Redis goes away under a running scheduler and comes back: nothing acknowledged is lost, and nobody restarts Mojo."""

import asyncio
import os
import signal
from collections.abc import Callable, Coroutine
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import uvloop

from mojo.scheduler import keeper, service
from mojo.scheduler.jobs import JobGroup, Run
from mojo.scheduler.registry import JobRegistry
from mojo.shared.context import AppName
from mojo.shared.errors import StoreUnavailable
from mojo.shared.health import HealthBoard, State
from mojo.shared.model.schedules import Interval, Outcome, Schedule
from mojo.shared.persistence.embedded import EmbeddedValkey
from mojo.shared.ports import Schedules
from mojo.shared.queue.lanes import LanesFactory
from mojo.shared.util.clock import SystemClock
from tests.contracts.stores import eventually
from tests.support import context_for

Runner: TypeAlias = Callable[[Coroutine[Any, Any, None]], None]
EVERY_S = 0.5


@pytest.fixture(params=[asyncio.run, uvloop.run], ids=["asyncio", "uvloop"])
def run(request: pytest.FixtureRequest) -> Runner:
    """Both event loops: they report a lost connection differently."""
    runner: Runner = request.param
    return runner


def test_a_redis_that_is_killed_paused_and_late_is_survived(tmp_path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks: list[str] = []
    group = JobGroup("t")

    @group.job("t.tick", max_attempts=10)
    async def tick(run: Run) -> None:
        ticks.append(run.key)

    monkeypatch.setattr(service, "find_jobs", lambda: JobRegistry([group]))
    monkeypatch.setattr(keeper, "RETRY_S", 0.1)
    monkeypatch.setattr(keeper, "EVERY_S", 0.5)
    run(scenario(tmp_path, ticks))


async def scenario(data_dir: Path, ticks: list[str]) -> None:
    valkey = EmbeddedValkey(data_dir)
    try:
        await outages(valkey, ticks)
    finally:
        await valkey.stop()  # uvloop's close() waits for a child that still lives, so a failure would hang instead of being told


async def outages(valkey: EmbeddedValkey, ticks: list[str]) -> None:
    context = context_for(AppName.SCHEDULER, {"REDIS_URL": valkey.url})
    board = await context.get(HealthBoard)
    schedules = await context.get(Schedules)  # type: ignore[type-abstract]  # a port is the key
    ready, stop = asyncio.Event(), asyncio.Event()
    serving = asyncio.create_task(service.serve(context, ready, stop))

    await until(lambda: state_of(board) is State.DOWN)
    assert not ready.is_set()
    with pytest.raises(StoreUnavailable):
        await schedules.all()
    await valkey.start()
    await asyncio.wait_for(ready.wait(), 10)
    await schedules.put(Schedule(id="s", job="t.tick", trigger=Interval(every_s=EVERY_S, start=SystemClock().now())))
    await more(ticks)

    assert valkey.pid is not None
    os.kill(valkey.pid, signal.SIGKILL)
    await valkey.wait()
    with pytest.raises(StoreUnavailable):
        await schedules.put(Schedule(id="other", job="t.tick", trigger=Interval(every_s=EVERY_S)))
    await until(lambda: state_of(board) is State.DOWN)
    await valkey.start()
    await more(ticks)

    os.kill(valkey.pid, signal.SIGSTOP)
    with pytest.raises(StoreUnavailable):
        await asyncio.wait_for(schedules.put(Schedule(id="x", job="t.tick", trigger=Interval(every_s=EVERY_S))), 8)
    os.kill(valkey.pid, signal.SIGCONT)
    await more(ticks)
    await until(lambda: state_of(board) is State.HEALTHY)
    await eventually(lambda: have_settled(schedules), within_s=20)

    runs = list(reversed(await schedules.runs("s", limit=100)))
    stop.set()
    await asyncio.wait_for(serving, 8)
    late_s = max((run.started_at - run.planned_at).total_seconds() for run in runs if run.started_at)
    repeated = sum(ticks.count(run.id) - 1 for run in runs if run.outcome is Outcome.SUCCEEDED)
    print(f"{len(runs)} instants over a kill and a pause of Redis: {repeated} repeated, worst {late_s:.1f} s late")
    await context.close()


async def have_settled(schedules: Schedules) -> bool:
    """Tell whether every instant but the last ones has a run that succeeded.

    Both may take a while: a run whose end could not be written is made again, and one that was on its way to a worker when Redis
    went away has no record before it is handed out anew, after `TAKEOVER_S`. An instant that nobody fires never gets one.
    """
    runs = (await schedules.runs("s", limit=100))[2:]
    gaps_s = {(later.planned_at - earlier.planned_at).total_seconds() for later, earlier in pairwise(runs)}
    return gaps_s == {EVERY_S} and all(run.outcome is Outcome.SUCCEEDED for run in runs)


def state_of(board: HealthBoard) -> State | None:
    return next((entry.state for entry in board.snapshot() if entry.name == "scheduler"), None)


async def until(holds: Callable[[], bool], within_s: float = 15) -> None:
    async with asyncio.timeout(within_s):
        while not holds():
            await asyncio.sleep(0.01)


async def more(ticks: list[str]) -> None:
    """Wait until a few more runs were made."""
    seen = len(ticks)
    await until(lambda: len(ticks) >= seen + 3, within_s=20)


async def test_lanes_wait_out_an_outage_and_go_on(tmp_path: Path) -> None:
    valkey = EmbeddedValkey(tmp_path)
    await valkey.start()
    context = context_for(AppName.CHRONOS, {"REDIS_URL": valkey.url})
    lanes = (await context.get(LanesFactory))("inbox", 1.0)  # type: ignore[type-abstract]
    assert await lanes.put("a", "1", 1, b"")
    lease = await lanes.take(1)
    assert lease is not None
    waiting = asyncio.create_task(lanes.take(30))
    await asyncio.wait([waiting], timeout=0.1)
    assert valkey.pid is not None
    os.kill(valkey.pid, signal.SIGKILL)
    with pytest.raises(StoreUnavailable):
        await asyncio.wait_for(waiting, 5)
    with pytest.raises(StoreUnavailable):
        await lanes.put("a", "2", 2, b"")
    await valkey.wait()
    await valkey.start()
    assert await lanes.put("a", "2", 2, b"")
    item = await lanes.head(lease)
    assert item is not None
    assert (item.id, item.attempt) == ("1", 1)
    assert await lanes.done(lease, item)
    assert await lanes.depth() == 1
    await context.close()
    await valkey.stop()
