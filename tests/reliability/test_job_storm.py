"""Jobs by the thousand while workers, and Redis, are killed and stopped: what was acknowledged is done, and little done twice."""

import asyncio
import itertools
import os
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from mojo.scheduler.settings import SchedulerSettings
from mojo.shared.context import AppContext, AppName
from mojo.shared.errors import StoreUnavailable
from mojo.shared.model.notifications import Chat, Notification
from mojo.shared.model.schedules import Cron, Interval, Outcome, Schedule
from mojo.shared.model.text import text
from mojo.shared.persistence.embedded import EmbeddedValkey
from mojo.shared.ports import Notifier, Schedules
from mojo.shared.queue.jobs import JobQueue
from mojo.shared.queue.lanes import LanesFactory
from mojo.shared.queue.outbox import OUTBOX
from mojo.shared.queue.schedules import fire_key
from mojo.shared.run_ports import Runs
from mojo.shared.util.clock import SystemClock
from tests.contracts.stores import eventually
from tests.reliability.workers import QUICK, SOAK, TICK, grows, notes, reaches, start
from tests.support import context_for

T = TypeVar("T")

JOBS, WORKER_KILLS = (10_000, 20) if SOAK else (400, 3)
STOPS = 50 if SOAK else 3
REDIS_KILLS = 20 if SOAK else 3
REDIS_AWAY_S = 30.0 if SOAK else 4.0
FROZEN_S = 20.0 if SOAK else 7.0
PROCESSES = 3
IN_FLIGHT = SchedulerSettings.model_validate({}).concurrency
RECOVERY_S = 5.0
THAWED_S = 10.0 if SOAK else 20.0
"""The lease and a little; beside other tests Redis may keep the one that thaws waiting too."""
EXIT_S = 10.0
WITHIN_S = 300.0 if SOAK else 60.0


class Pool:
    """Schedulers of which some are always ended and replaced."""

    def __init__(self, url: str, log: Path, size: int = PROCESSES) -> None:
        self._url = url
        self._log = log
        self.workers = [self._start() for _ in range(size)]
        self.killed: set[int] = set()

    def _start(self) -> subprocess.Popen[bytes]:
        return start("scheduler", self._url, self._log)

    def kill_one(self, chance: random.Random) -> None:
        """Kill one with SIGKILL and start another."""
        victim = self.workers.pop(chance.randrange(len(self.workers)))
        victim.kill()
        victim.wait()
        self.killed.add(victim.pid)
        self.workers.append(self._start())

    async def stop_one(self) -> float:
        """Ask the oldest to end, start another, and return how long it took to go."""
        oldest = self.workers.pop(0)
        self.workers.append(self._start())
        began = time.monotonic()
        oldest.terminate()
        assert await asyncio.to_thread(oldest.wait, EXIT_S + 5) == 0
        return time.monotonic() - began

    def end(self) -> None:
        for worker in self.workers:
            worker.kill()
            worker.wait()


@asynccontextmanager
async def storm(url: str, tmp_path: Path, size: int = PROCESSES) -> AsyncIterator[tuple[AppContext, Pool, Path]]:
    log = tmp_path / "runs"
    context, pool = context_for(AppName.API, {"REDIS_URL": url}), Pool(url, log, size)
    try:
        yield context, pool, log
    finally:
        pool.end()
        await context.close()


async def runs_of(context: AppContext) -> Runs:
    return await context.get(Runs)  # type: ignore[type-abstract]  # a port is the key


async def order(context: AppContext, count: int, at_once: int = 20) -> list[str]:
    """Ask for `count` runs and return the ids of those that were acknowledged."""
    runs, free = await runs_of(context), asyncio.Semaphore(at_once)

    async def one() -> str:
        async with free:
            return (await patiently(lambda: runs.start(QUICK, {}, None))).id

    return list(await asyncio.gather(*(one() for _ in range(count))))


async def patiently(call: Callable[[], Awaitable[T]]) -> T:
    """Try until Redis has taken it: on a busy machine its disk may hold it up for longer than anybody waits for an answer."""
    while True:
        try:
            return await call()
        except StoreUnavailable:
            await asyncio.sleep(0.1)


async def all_succeeded(context: AppContext, ids: Iterable[str]) -> bool:
    runs = await runs_of(context)
    for id in ids:
        run = await patiently(partial(runs.get, id))
        if run is None or run.outcome is not Outcome.SUCCEEDED:
            return False
    return True


async def test_kill_9_of_workers_loses_no_job_and_repeats_few(redis_url: str, tmp_path: Path) -> None:
    chance = random.Random(7)
    async with storm(redis_url, tmp_path) as (context, pool, log):
        began = time.monotonic()
        ordering = asyncio.create_task(order(context, JOBS))
        for number in range(WORKER_KILLS):
            await reaches(log, (number + 1) * JOBS // (WORKER_KILLS + 2), within_s=WITHIN_S)
            pool.kill_one(chance)
        ids = await ordering
        await eventually(lambda: all_succeeded(context, ids), within_s=WITHIN_S)
        took_s = time.monotonic() - began
    made = Counter(line[0] for line in notes(log))
    repeated = sum(made.values()) - len(made)
    print(
        f"{JOBS} jobs, {WORKER_KILLS} kills: {len(set(ids) - set(made))} lost, {repeated} begun again "
        f"(at most {WORKER_KILLS * IN_FLIGHT}), all done after {took_s:.0f} s"
    )
    assert set(ids) <= set(made)
    assert repeated <= WORKER_KILLS * IN_FLIGHT
    began_by = {}
    for id, _, pid in notes(log):
        assert began_by.get(id) in (None, *pool.killed), "a run was begun again though nobody was killed in it"
        began_by[id] = int(pid)


async def test_sigterm_under_load_loses_and_repeats_nothing(redis_url: str, tmp_path: Path) -> None:
    async with storm(redis_url, tmp_path, size=2) as (context, pool, log):
        await grows_from_nothing(context, log)
        ids: list[str] = []
        took_s: list[float] = []
        for _ in range(STOPS):
            ids += await order(context, 60)
            took_s.append(await pool.stop_one())
        await eventually(lambda: all_succeeded(context, ids), within_s=WITHIN_S)
    made = Counter(line[0] for line in notes(log))
    repeated = [id for id in ids if made[id] > 1]
    print(
        f"{STOPS} x SIGTERM with {len(ids)} jobs: {len(set(ids) - set(made))} lost, {len(repeated)} repeated, "
        f"gone after {max(took_s):.1f} s at most"
    )
    assert set(ids) <= set(made)
    assert repeated == []
    assert max(took_s) < EXIT_S


async def grows_from_nothing(context: AppContext, log: Path) -> None:
    """Wait until somebody works: what a process costs to start is not what is tried."""
    await order(context, 1)
    await grows(log, within_s=40)


async def test_a_frozen_scheduler_is_replaced_and_repeats_nothing_when_it_thaws(redis_url: str, tmp_path: Path) -> None:
    """SIGSTOP: it is not dead, so only the lease (5 s) takes from it what it had in hand."""
    async with storm(redis_url, tmp_path, size=2) as (context, pool, log):
        schedules = await context.get(Schedules)  # type: ignore[type-abstract]
        ticking = Schedule(id="ticks", job=TICK, trigger=Interval(every_s=0.25, start=SystemClock().now()))
        await patiently(lambda: schedules.put(ticking))
        await grows(log, by=6, within_s=40)
        frozen = pool.workers[0]
        frozen.send_signal(signal.SIGSTOP)
        try:
            await asyncio.sleep(FROZEN_S)
        finally:
            frozen.send_signal(signal.SIGCONT)
        await grows(log, by=12, within_s=40)
        await patiently(lambda: schedules.remove("ticks"))
        with suppress(AssertionError):  # the assertion below says which run it is
            await eventually(lambda: nothing_open(schedules), within_s=WITHIN_S)
        runs = list(reversed(await schedules.runs("ticks", limit=1000)))
    assert [run for run in runs if run.outcome is not Outcome.SUCCEEDED] == []
    planned = [run.planned_at for run in runs]
    late_s = max((run.started_at - run.planned_at).total_seconds() for run in runs if run.started_at)
    begun = Counter(line[0] for line in notes(log))
    twice = sum(count - 1 for count in begun.values())
    print(f"frozen for {FROZEN_S:g} s: {len(runs)} instants, {twice} begun again, the latest {late_s:.1f} s after its time")
    assert len(planned) == len(set(planned))
    assert {(later - sooner).total_seconds() for sooner, later in itertools.pairwise(planned)} == {0.25}
    assert twice <= IN_FLIGHT
    assert late_s < THAWED_S


async def nothing_open(schedules: Schedules) -> bool:
    runs = await patiently(lambda: schedules.runs("ticks", limit=1000))
    return all(run.outcome is Outcome.SUCCEEDED for run in runs)


async def test_redis_killed_again_and_again_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    valkey = EmbeddedValkey(tmp_path / "data")
    await valkey.start()
    try:
        async with storm(valkey.url, tmp_path, size=2) as (context, _, log):
            await grows_from_nothing(context, log)
            kept = Kept()
            writing = asyncio.create_task(kept.write_on(context))
            for _ in range(REDIS_KILLS):
                await kept.grows(40)
                assert valkey.pid is not None
                os.kill(valkey.pid, signal.SIGKILL)
                await valkey.wait()
                await valkey.start()
            await kept.grows(40)
            writing.cancel()
            await asyncio.wait([writing])
            await eventually(lambda: all_succeeded(context, kept.runs), within_s=WITHIN_S)
            lost = await kept.lost(context)
    finally:
        await valkey.stop()
    print(f"Redis killed {REDIS_KILLS} times: of {kept} none lost" if not lost else f"lost: {lost}")
    assert lost == []
    assert min(len(kept.runs), len(kept.schedules), len(kept.messages)) > REDIS_KILLS


class Kept:
    """What was acknowledged."""

    def __init__(self) -> None:
        self.runs: list[str] = []
        self.schedules: list[str] = []
        self.messages: list[str] = []

    def __str__(self) -> str:
        return f"{len(self.runs)} jobs, {len(self.schedules)} schedules and {len(self.messages)} notifications"

    async def write_on(self, context: AppContext) -> None:
        """Write whatever Redis takes, and remember what it acknowledged."""
        runs, number = await runs_of(context), 0
        schedules = await context.get(Schedules)  # type: ignore[type-abstract]
        notifier = await context.get(Notifier)  # type: ignore[type-abstract]
        while True:
            number += 1
            try:
                self.runs.append((await runs.start(QUICK, {}, None)).id)
                await schedules.put(Schedule(id=f"s{number}", job=QUICK, trigger=Cron(expression="0 0 1 1 *")))
                self.schedules.append(f"s{number}")
                await notifier.notify(Notification(Chat(number % 7 + 1), text("jobs-none"), f"n{number}"))
                self.messages.append(f"n{number}")
            except StoreUnavailable:
                await asyncio.sleep(0.02)

    async def grows(self, by: int) -> None:
        seen = len(self.messages)
        async with asyncio.timeout(60):
            while len(self.messages) < seen + by:
                await asyncio.sleep(0.01)

    async def lost(self, context: AppContext) -> list[str]:
        """Return what is no longer there."""
        schedules = await context.get(Schedules)  # type: ignore[type-abstract]
        queue = await context.get(JobQueue)  # type: ignore[type-abstract]
        there = {it.id for it in await schedules.all()}
        silent = [id for id in self.schedules if not await queue.waiting(fire_key(id))]
        outbox = (await context.get(LanesFactory))(OUTBOX)  # type: ignore[type-abstract]
        waiting = {item.id for chat in range(1, 8) for item in await outbox.peek(str(chat), 100_000)}
        return [*sorted(set(self.schedules) - there), *silent, *sorted(set(self.messages) - waiting)]


@pytest.mark.parametrize("how", ["paused", "gone"])
async def test_after_redis_was_away_everything_goes_on_within_seconds(tmp_path: Path, how: str) -> None:
    valkey = EmbeddedValkey(tmp_path / "data")
    await valkey.start()
    try:
        async with storm(valkey.url, tmp_path, size=2) as (context, _, log):
            schedules = await context.get(Schedules)  # type: ignore[type-abstract]
            await schedules.put(Schedule(id="ticks", job=TICK, trigger=Interval(every_s=0.25, start=SystemClock().now())))
            await grows(log, by=4, within_s=40)
            assert valkey.pid is not None
            os.kill(valkey.pid, signal.SIGSTOP if how == "paused" else signal.SIGKILL)
            await asyncio.sleep(REDIS_AWAY_S)
            if how == "paused":
                os.kill(valkey.pid, signal.SIGCONT)
            else:
                await valkey.wait()
                await valkey.start()
            began = time.monotonic()
            await grows(log, by=1, within_s=40)
            first_s = time.monotonic() - began
            ids = await order(context, 20)
            await eventually(lambda: all_succeeded(context, ids), within_s=40)
            all_s = time.monotonic() - began
    finally:
        await valkey.stop()
    print(
        f"Redis {how} for {REDIS_AWAY_S:g} s: the first run {first_s:.1f} s after it was back, new ones done after {all_s:.1f} s"
    )
    assert all_s < RECOVERY_S
