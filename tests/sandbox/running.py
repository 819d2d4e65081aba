"""A sandbox that really listens on loopback, and what the tests do to it."""

import asyncio
import contextlib
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from mojo.sandbox.app import Sandbox, create_sandbox
from mojo.sandbox.settings import BOT_TOKEN, SandboxSettings
from mojo.shared.util.asgi_server import serve_asgi
from mojo.shared.util.clock import Clock
from mojo.shared.util.listen import bind

ANNA, BEN = 1001, 1002
BIG_BURST = SandboxSettings.model_validate({"SANDBOX_CHAT_BURST": 10_000})


@dataclass
class Running:
    """A sandbox with its address and a client."""

    sandbox: Sandbox
    url: str
    http: aiohttp.ClientSession

    async def post(self, method: str, **parameters: Any) -> tuple[int, dict[str, Any]]:
        """Call a Bot API method with JSON and return status and envelope."""
        async with self.http.post(f"{self.url}/bot{BOT_TOKEN}/{method}", json=parameters) as answer:
            return answer.status, await answer.json()

    async def call(self, method: str, **parameters: Any) -> Any:
        """Call a Bot API method that must succeed and return its result."""
        status, envelope = await self.post(method, **parameters)
        assert status == 200, envelope
        assert envelope["ok"] is True, envelope
        return envelope["result"]

    async def control(self, path: str, **body: Any) -> Any:
        """Drive the sandbox as a script does: POST with a body, GET without."""
        send = (
            self.http.post(f"{self.url}/sandbox/api/{path}", json=body)
            if body
            else self.http.get(f"{self.url}/sandbox/api/{path}")
        )
        async with send as answer:
            return json.loads(await answer.text())

    async def page(self, path: str, **headers: str) -> tuple[int, str]:
        """Get a page."""
        async with self.http.get(self.url + path, headers=headers) as answer:
            return answer.status, await answer.text()

    def say(self, text: str, chat_id: int = ANNA) -> dict[str, Any]:
        """Let a person write."""
        return self.sandbox.chats.say(chat_id, text)[0]


@asynccontextmanager
async def running(
    data_dir: Path, settings: SandboxSettings = BIG_BURST, clock: Clock | None = None, pusher_wait_s: float = 0.01
) -> AsyncIterator[Running]:
    """Serve a sandbox on a free port until the block ends."""
    sandbox = create_sandbox(data_dir, settings, clock)
    sandbox.pusher.first_wait_s = pusher_wait_s
    sock = bind("127.0.0.1", 0, "SANDBOX_PORT")
    ready, stop = asyncio.Event(), asyncio.Event()
    server = asyncio.create_task(serve_asgi(sandbox, sock, ready, stop))
    pusher = asyncio.create_task(sandbox.pusher.run())
    await ready.wait()
    try:
        async with aiohttp.ClientSession() as http:
            yield Running(sandbox, f"http://127.0.0.1:{sock.getsockname()[1]}", http)
    finally:
        sandbox.close()
        stop.set()
        pusher.cancel()
        await asyncio.wait({server, pusher})
        sandbox.chats.store.close()
    server.result()


def everything(data_dir: Path) -> list[str]:
    """Return all that the sandbox's store holds, as SQL."""
    with contextlib.closing(sqlite3.connect(data_dir / "sandbox.db")) as db:
        return list(db.iterdump())
