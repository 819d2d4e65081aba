"""From enqueueing a job to its start, against a bare Redis list with a blocking pop."""

import asyncio
import statistics
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import perf_counter

import redis.asyncio

from mojo.shared.model.schedules import Payload
from mojo.shared.persistence.target import parse_target
from mojo.shared.queue.docket_jobs import DocketJobs
from mojo.shared.util.clock import SystemClock
from tests.bench.harness import Row, in_turns, ratio
from tests.support import start_valkey

JOBS = 100
ROUNDS = 4
P50_MS = 10.0
RATIO_FLOOR = 12.0
"""How many times the bare pop a stored, deduplicated, redelivered job may take; most of both is waiting for the store."""


async def run() -> list[Row]:
    """Return the latency and its ratio to the floor."""
    with tempfile.TemporaryDirectory() as folder:
        valkey = start_valkey(Path(folder))
        try:
            return await _compare(valkey.url)
        finally:
            valkey.process.terminate()
            valkey.process.wait()


async def _compare(url: str) -> list[Row]:
    started: asyncio.Queue[float] = asyncio.Queue()

    async def noop(key: str, payload: Payload) -> None:
        started.put_nowait(perf_counter())

    jobs = DocketJobs(parse_target(url), SystemClock())
    jobs.register("noop", noop)
    worker = asyncio.create_task(jobs.work())
    numbers = iter(range(1_000_000))

    async def ours_ms() -> float:
        return await _median_ms(lambda: jobs.enqueue("noop", f"bench:{next(numbers)}", {}), started)

    async with redis.asyncio.Redis.from_url(url) as bare:
        popper = asyncio.create_task(_pop(url, started))

        async def bare_ms() -> float:
            return await _median_ms(lambda: bare.rpush("bench", b"{}"), started)

        await ours_ms()
        took_ms = await in_turns({"ours": ours_ms, "bare": bare_ms}, ROUNDS)
        popper.cancel()
    worker.cancel()
    await asyncio.gather(worker, popper, return_exceptions=True)
    await jobs.close()
    p50 = statistics.median(took_ms["ours"])
    return [
        Row("jobs: enqueue to start, p50", p50, P50_MS, "ms", smaller_is_better=True),
        Row("jobs: enqueue to start, against a bare list", ratio(took_ms["ours"], took_ms["bare"]), RATIO_FLOOR, "x", "", True),
    ]


async def _pop(url: str, started: asyncio.Queue[float]) -> None:
    async with redis.asyncio.Redis.from_url(url, socket_timeout=None) as client:
        while True:
            await client.blpop(["bench"], timeout=0)
            started.put_nowait(perf_counter())


async def _median_ms(enqueue: Callable[[], Awaitable[object]], started: asyncio.Queue[float]) -> float:
    took_ms = []
    for _ in range(JOBS):
        began_at = perf_counter()
        await enqueue()
        took_ms.append((await started.get() - began_at) * 1000)
    return statistics.median(took_ms)
