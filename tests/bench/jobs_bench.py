"""Jobs: how many a second, and how soon.

The floor is a loop by hand on a Redis stream, which writes nothing down; the peer is arq, with results off.
"""

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import redis.asyncio

from mojo.scheduler import service
from mojo.scheduler.jobs import JobGroup, Run
from mojo.scheduler.registry import JobRegistry
from mojo.shared.context import AppName
from mojo.shared.run_ports import Runs
from tests.bench.api_bench import PEERS_PYTHON
from tests.bench.harness import Row, in_turns, ratio
from tests.bench.jobs_worker import GROUP, STREAM
from tests.support import context_for, flush, start_valkey

ROOT = Path(__file__).parents[2]
JOBS, SLOW_JOBS = 1000, 300
ROUNDS = 3
FLOOR = 0.25
"""Of a loop that writes nothing down: a run here is written down three times, and its task is deduplicated and leased."""

LATENCIES, P50_MS = 200, 5.0


async def run() -> list[Row]:
    """Return every figure of the queue and the Scheduler."""
    with tempfile.TemporaryDirectory() as folder:
        valkey = start_valkey(Path(folder))
        try:
            rows = [*await _throughput(valkey.url, 0.0), *await _throughput(valkey.url, 0.005)]
            rows.append(await _latency(valkey.url))
        finally:
            valkey.process.terminate()
            valkey.process.wait()
    return rows


async def _throughput(url: str, job_s: float) -> list[Row]:
    name, count = ("of 5 ms", SLOW_JOBS) if job_s else ("that do nothing", JOBS)

    async def ours() -> float:
        flush(url)
        context = context_for(AppName.API, {"REDIS_URL": url})
        runs = await context.get(Runs)  # type: ignore[type-abstract]  # a port is the key
        for _ in range(0, count, 20):
            await asyncio.gather(*(runs.start("bench.job", {}, None) for _ in range(20)))
        await context.close()
        return await _per_s(count, [sys.executable, "-m", "tests.bench.jobs_worker", "drain", url, str(count), str(job_s)])

    async def bare() -> float:
        flush(url)
        async with redis.asyncio.Redis.from_url(url) as client:
            await client.xgroup_create(STREAM, GROUP, "0", mkstream=True)
            for number in range(count):
                await client.xadd(STREAM, {"job": f'{{"n": {number}}}'})
        return await _per_s(count, [sys.executable, "-m", "tests.bench.jobs_worker", "bare", url, str(count), str(job_s)])

    async def arq() -> float:
        flush(url)
        command = [str(PEERS_PYTHON), str(Path(__file__).with_name("jobs_peer.py"))]
        told = [url.removeprefix("unix://"), str(count), str(job_s)]
        await asyncio.to_thread(subprocess.run, [*command, "fill", *told], check=True)
        return await _per_s(count, [*command, "drain", *told])

    done = await in_turns({"ours": ours, "bare": bare, "arq": arq}, ROUNDS)
    best = {who: f"{max(per_s):.0f}/s" for who, per_s in done.items()}
    floor = None if job_s else FLOOR
    return [
        Row(
            f"jobs: {name}, against a bare stream",
            ratio(done["ours"], done["bare"]),
            floor,
            "x",
            f"{best['ours']} of {best['bare']}",
        ),
        Row(f"jobs: {name}, against arq", ratio(done["ours"], done["arq"]), None, "x", f"{best['ours']} of {best['arq']}"),
    ]


async def _per_s(count: int, command: list[str]) -> float:
    """Return how many jobs a second the worker did, from the first to the last."""
    done = await asyncio.to_thread(subprocess.run, command, cwd=ROOT, check=True, stdout=subprocess.PIPE, timeout=120)
    return count / float(json.loads(done.stdout)[0])


async def _latency(url: str) -> Row:
    """From asking for a run to its first line, with everything in between, the worker having nothing else to do."""
    flush(url)
    began: asyncio.Queue[float] = asyncio.Queue()
    group, ready, stop = JobGroup("bench"), asyncio.Event(), asyncio.Event()

    @group.job("bench.job")
    async def job(run: Run) -> None:
        began.put_nowait(time.perf_counter())

    found, vars(service)["find_jobs"] = service.find_jobs, lambda: JobRegistry([group])
    context = context_for(AppName.SCHEDULER, {"REDIS_URL": url})
    serving = asyncio.create_task(service.serve(context, ready, stop))
    await ready.wait()
    runs = await context.get(Runs)  # type: ignore[type-abstract]
    took_ms = []
    for _ in range(LATENCIES):
        asked = time.perf_counter()
        await runs.start("bench.job", {}, None)
        took_ms.append((await began.get() - asked) * 1000)
    stop.set()
    await serving
    await context.close()
    vars(service)["find_jobs"] = found
    took_ms.sort()
    note = f"p99 {took_ms[int(len(took_ms) * 0.99)]:.1f} ms; its record and its task are stored before"
    return Row("jobs: asked for to begun, p50", statistics.median(took_ms), P50_MS, "ms", note, smaller_is_better=True)
