"""The host: ready when it is, ends when told, hands back what it cannot finish, and says what is wrong."""

import asyncio
import time

import pytest

from mojo.scheduler import service
from mojo.scheduler.jobs import JobGroup, Run
from mojo.scheduler.registry import JobRegistry
from mojo.scheduler.service import serve
from mojo.shared.context import AppContext, AppName
from mojo.shared.errors import ConfigurationError
from mojo.shared.health import HealthBoard, State
from mojo.shared.model.schedules import Interval, Schedule
from mojo.shared.ports import Schedules
from mojo.shared.queue import memory_jobs
from mojo.shared.queue.jobs import JobQueue
from tests.support import make_memory_context


def find(monkeypatch: pytest.MonkeyPatch, group: JobGroup) -> None:
    monkeypatch.setattr(service, "find_jobs", lambda: JobRegistry([group]))


async def started(context: AppContext) -> tuple["asyncio.Task[None]", asyncio.Event]:
    ready, stop = asyncio.Event(), asyncio.Event()
    serving = asyncio.create_task(serve(context, ready, stop))
    async with asyncio.timeout(5):
        await ready.wait()
    return serving, stop


async def test_it_fires_runs_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks: asyncio.Queue[Run] = asyncio.Queue()
    group = JobGroup("t")

    @group.job("t.tick", every=Interval(every_s=0.1))
    async def tick(run: Run) -> None:
        ticks.put_nowait(run)

    find(monkeypatch, group)
    context = make_memory_context(AppName.SCHEDULER)
    serving, stop = await started(context)
    async with asyncio.timeout(5):
        first, second = await ticks.get(), await ticks.get()
    assert (second.planned_at - first.planned_at).total_seconds() == pytest.approx(0.1)
    assert first.context is context
    assert (await context.get(HealthBoard)).snapshot()[0].state is State.HEALTHY
    stop.set()
    await asyncio.wait_for(serving, 2)
    await context.close()


async def test_a_run_that_does_not_end_is_handed_back_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_jobs, "STOP_GRACE_S", 0.05)
    running = asyncio.Event()
    group = JobGroup("t")

    @group.job("t.stuck")
    async def stuck(run: Run) -> None:
        running.set()
        await asyncio.Event().wait()

    find(monkeypatch, group)
    context = make_memory_context(AppName.SCHEDULER)
    serving, stop = await started(context)
    schedules = await context.get(Schedules)  # type: ignore[type-abstract]  # a port is the key
    queue = await context.get(JobQueue)  # type: ignore[type-abstract]
    await schedules.put(Schedule(id="s", job="t.stuck", trigger=Interval(every_s=0.1)))
    await asyncio.wait_for(running.wait(), 5)
    began = time.monotonic()
    stop.set()
    await asyncio.wait_for(serving, 8)
    assert time.monotonic() - began < 1
    (record, *_) = await schedules.runs("s")
    assert record.attempt == 0
    assert await queue.waiting(record.id)
    await context.close()


async def test_a_clash_of_jobs_fails_at_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def clash() -> JobRegistry:
        raise ConfigurationError("two jobs")

    monkeypatch.setattr(service, "find_jobs", clash)
    with pytest.raises(ConfigurationError, match="two jobs"):
        await serve(make_memory_context(AppName.SCHEDULER), asyncio.Event(), asyncio.Event())


async def test_a_part_that_breaks_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(self: object, *_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("mojo.scheduler.keeper.Keeper.keep", broken)
    with pytest.raises(RuntimeError, match="a bug"):
        await serve(make_memory_context(AppName.SCHEDULER), asyncio.Event(), asyncio.Event())
