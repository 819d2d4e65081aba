"""What a Scheduler with many schedules costs while nothing is due, how soon it is there, and how late it fires."""

import asyncio
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from mojo.shared.context import AppContext, AppName
from mojo.shared.model.schedules import Interval, Schedule
from mojo.shared.ports import Schedules
from mojo.shared.util.clock import SystemClock
from tests.bench.harness import Row
from tests.support import context_for, flush, start_valkey

ROOT = Path(__file__).parents[2]
IDLE_S, IDLE_SCHEDULES, IDLE_PERCENT = 20.0, 1000, 2.0
MANY, MANY_EVERY_S, FIRST_IN_S, MANY_S = 10_000, 600.0, 40.0, 30.0
READY_S, LATE_P99_S = 5.0, 1.0


async def run() -> list[Row]:
    """Return the idle Scheduler's cost, and what ten thousand schedules do to one."""
    with tempfile.TemporaryDirectory() as folder:
        valkey = start_valkey(Path(folder))
        try:
            return [*await _idle(valkey.url), *await _many(valkey.url)]
        finally:
            valkey.process.terminate()
            valkey.process.wait()


async def _idle(url: str) -> list[Row]:
    flush(url)
    context = context_for(AppName.API, {"REDIS_URL": url})
    await _put(context, IDLE_SCHEDULES, every_s=86_400.0, first_in_s=3600.0)
    await context.close()
    worker, _ = await _scheduler(url)
    await asyncio.sleep(3)
    before, began = _cpu_s(worker.pid), time.monotonic()
    await asyncio.sleep(IDLE_S)
    percent = 100 * (_cpu_s(worker.pid) - before) / (time.monotonic() - began)
    await _ended(worker)
    note = f"{IDLE_SCHEDULES} schedules, none due; of one core"
    return [Row("scheduler: idle CPU", percent, IDLE_PERCENT, "%", note, smaller_is_better=True)]


async def _many(url: str) -> list[Row]:
    flush(url)
    context = context_for(AppName.API, {"REDIS_URL": url})
    await _put(context, MANY, every_s=MANY_EVERY_S, first_in_s=FIRST_IN_S)
    await context.close()
    worker, ready_s = await _scheduler(url)
    await asyncio.sleep(FIRST_IN_S + MANY_S)
    late_s = sorted(json.loads(await _ended(worker)))
    p99, note = late_s[int(len(late_s) * 0.99)], f"{len(late_s)} runs of {MANY} schedules, {MANY / MANY_EVERY_S:.0f} a second"
    return [
        Row("scheduler: start with 10,000 schedules", ready_s, READY_S, "s", "until it is ready", smaller_is_better=True),
        Row("scheduler: lateness, p99", p99, LATE_P99_S, "s", f"{note}; median {statistics.median(late_s):.2f} s", True),
    ]


async def _put(context: AppContext, count: int, every_s: float, first_in_s: float) -> None:
    """Make schedules whose times are spread evenly, the first in so many seconds."""
    schedules = await context.get(Schedules)  # type: ignore[type-abstract]
    first = SystemClock().now() + timedelta(seconds=first_in_s)

    async def one(number: int) -> None:
        start = first + timedelta(seconds=every_s * number / count)
        await schedules.put(Schedule(id=f"s{number}", job="bench.job", trigger=Interval(every_s=every_s, start=start)))

    for number in range(0, count, 50):
        await asyncio.gather(*(one(each) for each in range(number, min(number + 50, count))))


async def _scheduler(url: str) -> tuple["subprocess.Popen[bytes]", float]:
    """Start one and return it with how long it took until it was ready, in seconds."""
    began = time.monotonic()
    command = [sys.executable, "-m", "tests.bench.jobs_worker", "schedules", url, "0", "0"]
    worker = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert worker.stdout is not None
    assert await asyncio.to_thread(worker.stdout.readline) == b"ready\n"
    return worker, time.monotonic() - began


async def _ended(worker: "subprocess.Popen[bytes]") -> bytes:
    worker.send_signal(signal.SIGTERM)
    said, _ = await asyncio.to_thread(worker.communicate, None, 20)
    return said


def _cpu_s(pid: int) -> float:
    """Return the CPU time of a process (proc(5), stat)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
