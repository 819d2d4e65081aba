"""kill -9 of whole Chronos processes, ingress and workers alike, while people write: nothing is lost, order is kept.

A reply is sent and only then noted as done, so a kill between the two repeats it: at most one for each lane in hand.
"""

import asyncio
import itertools
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import orjson
import pytest

from mojo.shared.util.listen import bind
from tests.chronos.bot_api_stub import BotApiStub, serving
from tests.chronos.support import TOKEN, message

CHATS = range(1001, 1051)
WAVES = 20
"""Each chat writes once a wave: 1,000 updates."""
WAVE_EVERY_S = 0.4
KILL_AT = range(2, 18, 3)
"""Waves in whose middle a process is killed."""
PROCESSES = 2
WORKERS = 8
SECRET = "a-secret-of-the-webhook"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Fleet:
    """Chronos processes on one Valkey; whichever is killed is started again at once."""

    def __init__(self, environ: dict[str, str], ports: list[int], webhook: bool) -> None:
        self._environ = environ
        self._webhook = webhook
        self.ports = ports
        self._processes: dict[int, asyncio.subprocess.Process] = {}

    async def start(self, port: int) -> None:
        url = {"TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}/hook"} if self._webhook else {}
        self._processes[port] = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "mojo", "chronos"),
            env={**os.environ, **self._environ, **url, "CHRONOS_PORT": str(port)},
            stderr=asyncio.subprocess.DEVNULL,
        )

    async def kill(self, port: int) -> None:
        """End one as a power cut would, and start it again."""
        process = self._processes[port]
        os.kill(process.pid, signal.SIGKILL)
        assert await process.wait() == -signal.SIGKILL
        await self.start(port)

    async def end(self) -> None:
        for process in self._processes.values():
            if process.returncode is None:
                process.terminate()
        for process in self._processes.values():
            assert await asyncio.wait_for(process.wait(), 10) in (0, -signal.SIGTERM)


def free_ports(count: int) -> list[int]:
    """Return ports that are free by now."""
    socks = [bind("127.0.0.1", 0, "CHRONOS_PORT") for _ in range(count)]
    ports = [sock.getsockname()[1] for sock in socks]
    for sock in socks:
        sock.close()
    return ports


@asynccontextmanager
async def running(stub: BotApiStub, redis_url: str, data_dir: Path, webhook: bool) -> AsyncIterator[Fleet]:
    """Run PROCESSES of them; the block begins when they can take updates."""
    environ = {
        "STAGE": "DEV",
        "MOJO_DATA_DIR": str(data_dir),
        "REDIS_URL": redis_url,
        "TELEGRAM_API_URL": stub.url,
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_WEBHOOK_SECRET": SECRET,
        "CHRONOS_ADMISSION": "anyone",
        "CHRONOS_WORKERS": str(WORKERS),
    }
    fleet = Fleet(environ, free_ports(PROCESSES), webhook)
    for port in fleet.ports:
        await fleet.start(port)
    try:
        async with asyncio.timeout(30):
            while len(stub.of("setWebhook")) < PROCESSES if webhook else not stub.of("getUpdates"):
                await asyncio.sleep(0.05)
        yield fleet
    finally:
        await fleet.end()


async def bring(updates: asyncio.Queue[bytes], ports: list[int], session: aiohttp.ClientSession) -> None:
    """Bring one chat's updates to the webhook as Telegram does: in order, each until somebody acknowledges it."""
    balance = itertools.cycle(ports)
    while True:
        body = await updates.get()
        while True:
            url = f"http://127.0.0.1:{next(balance)}/hook"
            try:
                async with session.post(url, data=body, headers={SECRET_HEADER: SECRET}) as answer:
                    if answer.status == 200:
                        break
            except (aiohttp.ClientError, TimeoutError):  # refused while it is down; too slow while it starts
                await asyncio.sleep(0.05)
        updates.task_done()


async def write(stub: BotApiStub, fleet: Fleet, queues: dict[int, asyncio.Queue[bytes]] | None) -> int:
    """Let everybody write, and kill in between; return how often that was."""
    victims, kills = itertools.cycle(fleet.ports), 0
    for number, wave in enumerate(waves()):
        for chat, update in wave:
            if queues:
                queues[chat].put_nowait(orjson.dumps(update))
            else:
                stub.arrive(update)
        await asyncio.sleep(WAVE_EVERY_S / 8)
        if number in KILL_AT:
            await fleet.kill(next(victims))
            kills += 1
        await asyncio.sleep(WAVE_EVERY_S * 7 / 8)
    return kills


async def settle(stub: BotApiStub, within_s: float) -> int:
    """Wait until every update is answered; return how many are not by then."""
    deadline = time.monotonic() + within_s
    while (lost := sum(WAVES - len(set(replies(stub, chat))) for chat in CHATS)) and time.monotonic() < deadline:
        await asyncio.sleep(0.05)
    return lost


@pytest.mark.parametrize("ingress", ["polling", "webhook"])
async def test_kill_9_loses_no_update_and_keeps_the_order(ingress: str, redis_url: str, tmp_path: Path) -> None:
    queues = {chat: asyncio.Queue[bytes]() for chat in CHATS} if ingress == "webhook" else None
    async with (
        serving(BotApiStub(TOKEN)) as stub,
        running(stub, redis_url, tmp_path, ingress == "webhook") as fleet,
        aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session,
    ):
        bringers = [asyncio.create_task(bring(queue, fleet.ports, session)) for queue in (queues or {}).values()]
        started = time.monotonic()
        kills = await write(stub, fleet, queues)
        lost = await settle(stub, within_s=60)
        took_s = time.monotonic() - started
        for bringer in bringers:
            assert not bringer.done(), f"nobody brings a chat's updates any more: {bringer}"
            bringer.cancel()
    heard = {chat: replies(stub, chat) for chat in CHATS}
    repeated = sum(len(said) - len(set(said)) for said in heard.values())
    print(  # the figures are the point
        f"\n{ingress}: {WAVES * len(CHATS)} updates, {len(CHATS)} chats, {kills} kill -9, {lost} lost, "
        f"{repeated} repeated (at most {kills * WORKERS}), all answered after {took_s:.1f} s"
    )
    assert lost == 0
    assert all(said == sorted(said) for said in heard.values())
    assert repeated <= kills * WORKERS


def command(chat: int, wave: int) -> str:
    return f"u{chat}_{wave:02}"


def waves() -> list[list[tuple[int, dict[str, Any]]]]:
    """Return what each chat writes in each wave; Chronos knows no such commands, and names them in its answers."""
    ids = itertools.count(1)
    return [[(chat, message(next(ids), f"/{command(chat, wave)}", chat)) for chat in CHATS] for wave in range(WAVES)]


def replies(stub: BotApiStub, chat: int) -> list[str]:
    """Return which commands a chat's replies were for, in the order they came."""
    return [sent.text.split("/", 1)[1][:8] for sent in stub.sent if sent.chat_id == chat]
