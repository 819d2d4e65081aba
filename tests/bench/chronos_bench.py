"""One command from update to reply: Chronos, which loses nothing, against a hand-written loop, which loses what it holds.

Both talk HTTP to a Bot API server in another process. The loop is what one writes by hand: poll, look the command up in a dict,
answer; nothing is stored, so a kill loses every update of its batch. What differs is above all seven trips to Redis: the update
is stored, handed out, noted as done, and the person and the conversation are looked up. Compared is the CPU time an update
takes in this process, in which the two take turns, because that does not change when something else runs on the machine.
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

import aiohttp
import orjson

from mojo.chronos.commands import CommandGroup, Reply, Turn
from mojo.chronos.pauses import until
from mojo.chronos.registry import build_registry
from mojo.chronos.service import assemble
from mojo.shared.context import AppContext, AppName, context_for
from mojo.shared.model.people import User
from mojo.shared.ports import People
from mojo.shared.util.clock import SystemClock
from tests.bench.chronos_stub import CHATS
from tests.bench.harness import Row, in_turns, ratio
from tests.chronos.support import TOKEN, words
from tests.support import start_valkey

ROUNDS = 5
UPDATES = 400
PER_S = 30.0
FLOOR = 0.10
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
            async with _stub() as ours, _stub() as theirs, _chronos(ours.url, valkey.url, folder), _by_hand(theirs.url):
                return await _compare(ours, theirs)
        finally:
            valkey.process.terminate()
            valkey.process.wait()


async def _compare(ours: Stub, theirs: Stub) -> list[Row]:
    for stub in (ours, theirs):
        await stub.updates_per_cpu_s()
    speeds = await in_turns({"chronos": ours.updates_per_cpu_s, "by hand": theirs.updates_per_cpu_s}, ROUNDS)
    latencies_ms = [latency_s * 1000 for latency_s in (await ours.measure(int(PER_S * 8), PER_S))[1]]
    p50, p99 = statistics.median(latencies_ms), statistics.quantiles(latencies_ms, n=100)[98]
    note = f"up to {ours.best_per_s:.0f}/s durable, {theirs.best_per_s:.0f}/s by hand"
    return [
        Row("chronos: commands, against a hand-written loop", ratio(speeds["chronos"], speeds["by hand"]), FLOOR, "x", note),
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
    context = context_for(AppName.CHRONOS, environ)
    await _introduce(context)
    parts = await assemble(context, build_registry([group]))
    stop = asyncio.Event()
    tasks = [asyncio.create_task(runner.run(stop)) for runner in parts.runners(workers=8)]
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
async def _by_hand(url: str) -> AsyncIterator[None]:
    """Run the loop that one would write by hand."""

    async def pong(args: str) -> str:
        return "pong"

    handlers = {"/ping": pong}

    async def answer(session: aiohttp.ClientSession, message: dict) -> None:  # type: ignore[type-arg]
        command, _, args = message["text"].partition(" ")
        said = await handlers[command](args)
        async with session.post(f"{base}/sendMessage", data={"chat_id": str(message["chat"]["id"]), "text": said}) as response:
            await response.read()

    async def loop() -> None:
        offset = 0
        async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as answers:
            while True:
                async with session.post(f"{base}/getUpdates", data={"offset": str(offset), "timeout": "25"}) as response:
                    updates = orjson.loads(await response.read())["result"]
                for update in updates:
                    offset = update["update_id"] + 1
                    answers.create_task(answer(session, update["message"]))

    base = f"{url}/bot{TOKEN}"
    task = asyncio.create_task(loop())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
