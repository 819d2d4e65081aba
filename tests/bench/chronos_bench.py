"""One command from update to reply: Chronos, which loses nothing, against loops that one writes by hand.

All talk HTTP to a Bot API server in another process. The plain loop polls, looks the command up in a dict and answers; a kill
loses every update it holds. The storing loop also makes as many trips to Redis as Chronos needs to lose nothing and to know whom
it talks to: store the update, take it, note it as done, look up person and conversation. Against the plain loop one sees what
that costs, against the storing one what Chronos itself costs.

Compared is the CPU time an update takes in this process, in which they take turns, because that does not change when something
else runs on the machine.
"""

import asyncio
import json
import statistics
import tempfile
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from sys import executable

from redis.asyncio import Redis

from mojo.chronos.commands import CommandGroup, Reply, Turn
from mojo.chronos.pauses import until
from mojo.chronos.registry import build_registry
from mojo.chronos.service import assemble
from mojo.shared.context import AppContext, AppName
from mojo.shared.model.people import User
from mojo.shared.ports import People
from mojo.shared.util.clock import SystemClock
from tests.bench.chronos_by_hand import WORKERS, ByHand
from tests.bench.chronos_stub import CHATS
from tests.bench.harness import Row, in_turns, ratio
from tests.chronos.support import TOKEN, words
from tests.support import context_for, start_valkey

ROUNDS = 5
UPDATES = 400
PER_S = 30.0
FLOOR_PLAIN = 0.1
FLOOR_STORING = 0.4
P50_MS = 10.0

group = CommandGroup("bench")


@group.command("ping", scope=None)
async def ping(turn: Turn) -> Reply:
    return Reply(words("pong"))


class Stub:
    """A Bot API server in a process of its own, which measures whoever serves it."""

    def __init__(self, process: Process, url: str) -> None:
        self._process = process
        self.url = url
        self.best_per_s = 0.0

    async def measure(self, updates: int, per_s: float) -> tuple[float, list[float]]:
        """Return how long `updates` took altogether, and the latency of each, in seconds."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{updates} {per_s}\n".encode())
        answer = json.loads(await self._process.stdout.readline())
        return answer["took_s"], answer["latencies_s"]

    async def updates_per_cpu_s(self) -> float:
        """Let many come at once; return how many are answered in a second of this process's CPU time."""
        before_s = time.process_time()
        took_s, _ = await self.measure(UPDATES, 0)
        self.best_per_s = max(self.best_per_s, UPDATES / took_s)
        return UPDATES / (time.process_time() - before_s)


async def run() -> list[Row]:
    """Return the ratio of the throughputs, and the latency at a steady pace."""
    with tempfile.TemporaryDirectory() as folder:
        valkey = start_valkey(Path(folder))
        try:
            async with (
                Redis.from_url(valkey.url) as store,
                _stub() as ours,
                _stub() as plain,
                _stub() as storing,
                _chronos(ours.url, valkey.url, folder),
                _by_hand(plain.url),
                _by_hand(storing.url, store),
            ):
                return await _compare(ours, plain, storing)
        finally:
            valkey.process.terminate()
            valkey.process.wait()


async def _compare(ours: Stub, plain: Stub, storing: Stub) -> list[Row]:
    turns = {"ours": ours.updates_per_cpu_s, "plain": plain.updates_per_cpu_s, "storing": storing.updates_per_cpu_s}
    await in_turns(turns, rounds=1)
    speeds = await in_turns(turns, ROUNDS)
    latencies_ms = [latency_s * 1000 for latency_s in (await ours.measure(int(PER_S * 8), PER_S))[1]]
    p50, p99 = statistics.median(latencies_ms), statistics.quantiles(latencies_ms, n=100)[98]
    against_plain, against_storing = ratio(speeds["ours"], speeds["plain"]), ratio(speeds["ours"], speeds["storing"])
    at_best = f"up to {ours.best_per_s:.0f}/s, by hand"
    return [
        Row("chronos: against a loop that stores", against_storing, FLOOR_STORING, "x", f"{at_best} {storing.best_per_s:.0f}/s"),
        Row(
            "chronos: against a loop that stores nothing", against_plain, FLOOR_PLAIN, "x", f"{at_best} {plain.best_per_s:.0f}/s"
        ),
        Row("chronos: update to reply at 30/s, p50", p50, P50_MS, "ms", f"p99 {p99:.1f} ms", smaller_is_better=True),
    ]


@asynccontextmanager
async def _stub() -> AsyncIterator[Stub]:
    process = await asyncio.create_subprocess_exec(
        *(executable, "-m", "tests.bench.chronos_stub"), stdin=PIPE, stdout=PIPE, limit=1 << 20
    )
    assert process.stdout is not None
    try:
        yield Stub(process, (await process.stdout.readline()).decode().strip())
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def _chronos(url: str, redis_url: str, folder: str) -> AsyncIterator[None]:
    """Run Chronos, without an HTTP port, for people it knows."""
    environ = {"TELEGRAM_API_URL": url, "TELEGRAM_BOT_TOKEN": TOKEN, "REDIS_URL": redis_url, "MOJO_DATA_DIR": folder}
    environ["CHRONOS_COMMANDS_PER_MINUTE"] = "1000000"  # nobody should be told to slow down
    context = context_for(AppName.CHRONOS, environ)
    await _introduce(context)
    parts = await assemble(context, build_registry([group]))
    stop = asyncio.Event()
    tasks = [asyncio.create_task(runner.run(stop)) for runner in parts.runners(WORKERS)]
    tasks.append(asyncio.create_task(until(stop, parts.ingress())))
    try:
        yield
    finally:
        stop.set()
        await asyncio.gather(*tasks)
        await context.close()


async def _introduce(context: AppContext) -> None:
    people: People = await context.get(People)  # type: ignore[type-abstract]
    for chat in range(1, CHATS + 1):
        await people.save_user(User(id=f"tg{chat}", chat_id=chat, name="Anna", language="en", created_at=SystemClock().now()))


@asynccontextmanager
async def _by_hand(url: str, store: Redis | None = None) -> AsyncIterator[None]:
    """Run a hand-written bot."""
    task = asyncio.create_task(ByHand(f"{url}/bot{TOKEN}", store).run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
