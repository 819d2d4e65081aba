"""Works jobs off for `jobs_bench`: `python -m tests.bench.jobs_worker drain|bare|schedules <redis url> <count> <seconds a job>`.

`drain` is Mojo's Scheduler, `bare` a loop by hand on a Redis stream; both print how long `count` jobs took from the first to the
last, in seconds, and the CPU time. `schedules` is a Scheduler that prints when it is ready and, told to end, how late runs began.
"""

import asyncio
import json
import signal
import sys
import time

import redis.asyncio
import uvloop

from mojo.scheduler import service
from mojo.scheduler.jobs import JobGroup, Run
from mojo.scheduler.registry import JobRegistry
from mojo.shared.context import AppName
from tests.support import context_for

STREAM, GROUP = "bench:stream", "bench"
AT_ONCE = 10
"""As many as a Scheduler runs at a time, if nothing else is said."""


class Meter:
    """Counts jobs and says, after the last one, what they took."""

    def __init__(self, count: int) -> None:
        self._left = count
        self._began: tuple[float, float] | None = None
        self.done = asyncio.Event()

    def begin(self) -> None:
        """Note that a job begins."""
        self._began = self._began or (time.perf_counter(), time.process_time())

    def end(self) -> None:
        """Note that a job has ended."""
        self._left -= 1
        if not self._left and self._began:
            took = [time.perf_counter() - self._began[0], time.process_time() - self._began[1]]
            sys.stdout.write(f"{json.dumps(took)}\n")
            sys.stdout.flush()
            self.done.set()


async def drain(url: str, count: int, job_s: float) -> None:
    """Work off `count` runs of `bench.job` as a Scheduler."""
    meter, group = Meter(count), JobGroup("bench")

    @group.job("bench.job")
    async def job(run: Run) -> None:
        meter.begin()
        if job_s:
            await asyncio.sleep(job_s)
        meter.end()

    vars(service)["find_jobs"] = lambda: JobRegistry([group])
    await service.serve(context_for(AppName.SCHEDULER, {"REDIS_URL": url}), asyncio.Event(), meter.done)


async def bare(url: str, count: int, job_s: float) -> None:
    """Read the stream, work, acknowledge, ten at a time: nothing is written down, retried or bounded in time."""
    meter = Meter(count)

    async with redis.asyncio.Redis.from_url(url) as client:

        async def work(id: bytes) -> None:
            meter.begin()
            if job_s:
                await asyncio.sleep(job_s)
            async with client.pipeline(transaction=False) as pipe:
                await pipe.xack(STREAM, GROUP, id).xdel(STREAM, id).execute()
            meter.end()

        while not meter.done.is_set():
            ((_, entries),) = await client.xreadgroup(GROUP, "me", {STREAM: ">"}, count=AT_ONCE, block=1000)
            await asyncio.gather(*(work(id) for id, _ in entries))


async def schedules(url: str) -> None:
    """Be a Scheduler until SIGTERM; print "ready", and in the end the lateness of every run, in seconds."""
    late_s: list[float] = []
    group, ready, stop = JobGroup("bench"), asyncio.Event(), asyncio.Event()

    @group.job("bench.job")
    async def job(run: Run) -> None:
        late_s.append(time.time() - run.planned_at.timestamp())

    vars(service)["find_jobs"] = lambda: JobRegistry([group])
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    serving = asyncio.create_task(service.serve(context_for(AppName.SCHEDULER, {"REDIS_URL": url}), ready, stop))
    await ready.wait()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await serving
    sys.stdout.write(f"{json.dumps(late_s)}\n")


if __name__ == "__main__":
    _, what, address, number, seconds = sys.argv
    if what == "schedules":
        uvloop.run(schedules(address))
    else:
        uvloop.run({"drain": drain, "bare": bare}[what](address, int(number), float(seconds)))
