"""A thousand phones report by OwnTracks, ten times a minute each, and walk in and out of five zones: 10,000 updates a minute.

The load is open: each report is sent when it is due, whether the one before was answered or not, so a server that cannot keep up
shows in the time that reports wait. Then 32 phones at a time send as fast as they are answered, which shows how much room is
left. Everything runs on the machine's cores together: phones, server and Valkey. CPU time tells most when others use them too.
"""

import asyncio
import contextlib
import math
import statistics
import sys
import tempfile
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from mojo.features.location.geo import moved
from mojo.shared.model.places import Coordinates
from tests.bench.harness import Row
from tests.support import start_valkey

PHONES = 1000
PER_MINUTE = 10_000
SECONDS = 30
AT_ONCE = 32
BURST = 2_000
CENTRE = Coordinates(latitude=38.7223, longitude=-9.1393)
CORES = 1.2
"""Of two, so that there is room for Valkey and everything else."""
CPU_MS = 6.0
"""An update may cost this much: 10,000 a minute then keep one of two cores busy."""
MEMORY_MB = 150.0


async def run() -> list[Row]:
    """Return throughput, waiting time, CPU and memory."""
    with tempfile.TemporaryDirectory() as folder:
        valkey = start_valkey(Path(folder))
        try:
            async with _server(valkey.url, Path(folder)) as (process, port, tokens):
                return await _load(process, port, tokens)
        finally:
            valkey.process.terminate()
            valkey.process.wait()


@dataclass
class Phones:
    """The phones, and how long each of their reports waited for its answer."""

    http: aiohttp.ClientSession
    url: str
    tokens: list[str]
    waits_ms: list[float] = field(default_factory=list)
    resent: int = 0

    async def report(self, number: int, due: float) -> None:
        """Send the report of that number; the phones take turns."""
        at, step = moved(CENTRE, 90, 2000 + 2000 * math.sin(number)), number // PHONES
        message = {"_type": "location", "tid": "ph", "lat": at.latitude, "lon": at.longitude, "acc": 12, "batt": 80}
        headers = {"Authorization": f"Bearer {self.tokens[number % PHONES]}"}
        body = {**message, "tst": int(time.time()) - 60 + step}
        while (status := await self._post(body, headers)) == 503:  # a phone keeps what was not taken and sends it again
            self.resent += 1
            await asyncio.sleep(0.2)
        if status != 200:
            raise AssertionError(f"a report was answered with {status}")
        self.waits_ms.append((time.perf_counter() - due) * 1000)

    async def _post(self, body: dict[str, object], headers: dict[str, str]) -> int:
        async with self.http.post(self.url, json=body, headers=headers) as answer:
            await answer.read()
            return answer.status


async def _load(process: Process, port: int, tokens: list[str]) -> list[Row]:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=64)) as http:
        phones = Phones(http, f"http://127.0.0.1:{port}/api/v1/location/owntracks", tokens)
        for number in range(50):
            await phones.report(number, 0)
        phones.waits_ms.clear()
        before_s, _ = await _usage(process)
        took_s = await _in_time(phones)
        cpu_s, memory_mb = await _usage(process)
        waits = list(phones.waits_ms)
        most = await _at_most(phones)
    p99 = statistics.quantiles(waits, n=100)[98]
    note = f"{PHONES} phones, 5 zones and 2 friends each; median {statistics.median(waits):.1f} ms, {phones.resent} sent again"
    cpu_ms = (cpu_s - before_s) / len(waits) * 1000
    cores = cpu_ms / 1000 * PER_MINUTE / 60
    return [
        Row("location.updates", len(waits) / took_s * 60, PER_MINUTE * 0.97, "/min", note),
        Row("location.most", most, PER_MINUTE * 1.1, "/min", f"{AT_ONCE} phones at a time, as fast as they are answered"),
        Row(
            "location.cpu_per_update",
            cpu_ms,
            CPU_MS,
            "ms",
            "of the API's process; fences, history, friends included",
            True,
        ),
        Row("location.p99", p99, None, "ms", "from when a report was due to its answer"),
        Row("location.cpu", cores, CORES, "cores", f"of the API's process at {PER_MINUTE} a minute", smaller_is_better=True),
        Row("location.memory", memory_mb, MEMORY_MB, "MB", "of the API's process, after", smaller_is_better=True),
    ]


async def _in_time(phones: Phones) -> float:
    """Send every report when it is due; return how long that took until the last answer."""
    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for number in range(PER_MINUTE * SECONDS // 60):
            due = began + number * 60 / PER_MINUTE
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            group.create_task(phones.report(PHONES + number, due))
    return time.perf_counter() - began


async def _at_most(phones: Phones) -> float:
    """Send as fast as the answers come; return how many a minute that is."""
    numbers = iter(range(PHONES + PER_MINUTE, PHONES + PER_MINUTE + BURST))

    async def send() -> None:
        for number in numbers:
            await phones.report(number, 0)

    began = time.perf_counter()
    await asyncio.gather(*(send() for _ in range(AT_ONCE)))
    return BURST / (time.perf_counter() - began) * 60


async def _usage(process: Process) -> tuple[float, float]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"?")
    cpu_s, memory_mb = (await process.stdout.readline()).split()
    return float(cpu_s), float(memory_mb)


@contextlib.asynccontextmanager
async def _server(redis_url: str, folder: Path) -> AsyncIterator[tuple[Process, int, list[str]]]:
    """Run the server for the length of the block."""
    tokens = folder / "tokens"
    environ = {"REDIS_URL": redis_url, "MOJO_DATA_DIR": str(folder), "PATH": "", "API_RATE_LIMITS": "normal=9999999/60"}
    command = [sys.executable, "-m", "tests.bench.location_server", str(PHONES), str(tokens)]
    process = await asyncio.create_subprocess_exec(*command, env=environ, stdin=PIPE, stdout=PIPE)
    try:
        assert process.stdout is not None
        port = int(await process.stdout.readline())
        yield process, port, tokens.read_text().splitlines()
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()
