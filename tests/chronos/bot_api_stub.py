"""A tiny Bot API server on loopback, with just what the tests of Chronos need: https://core.telegram.org/bots/api"""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import web

Fault = Callable[[web.Request], Awaitable[web.StreamResponse]]
"""Answers one call in the stub's place."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One message that a person received."""

    chat_id: int
    text: str
    at: float


def refusal(status: int, description: str, **parameters: Any) -> Fault:
    """Answer with a failure in the Bot API's form."""

    async def refuse(_: web.Request) -> web.StreamResponse:
        body = {"ok": False, "error_code": status, "description": description}
        return web.json_response(body | ({"parameters": parameters} if parameters else {}), status=status)

    return refuse


def raw(status: int, body: str) -> Fault:
    """Answer with anything."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status, text=body)

    return answer


async def hang(_: web.Request) -> web.StreamResponse:
    """Never answer."""
    await asyncio.Event().wait()
    raise AssertionError


async def reset(request: web.Request) -> web.StreamResponse:
    """Close the connection in place of an answer."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


@dataclass
class BotApiStub:
    """The server's state. Updates stay until a later offset confirms them, as at Telegram."""

    token: str
    url: str = ""
    updates: dict[int, bytes] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    faults: dict[str, deque[Fault]] = field(default_factory=dict)
    confirmed: int = 0
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _message_ids: int = 0

    def arrive(self, *updates: dict[str, Any]) -> None:
        """Let updates come in."""
        for update in updates:
            self.updates[update["update_id"]] = orjson.dumps(update)
        self._arrived.set()

    def fail(self, method: str, *faults: Fault) -> None:
        """Let the next calls of `method` go wrong."""
        self.faults.setdefault(method, deque()).extend(faults)

    def of(self, method: str) -> list[dict[str, Any]]:
        """Return the parameters of each call of `method`."""
        return [params for name, params in self.calls if name == method]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if request.match_info["token"] != self.token:
            return await refusal(401, "Unauthorized")(request)
        if faults := self.faults.get(method):
            return await faults.popleft()(request)
        params = dict(await request.post())
        self.calls.append((method, params))
        result = await self._result(method, params)
        return web.Response(body=b'{"ok":true,"result":' + result + b"}", content_type="application/json")

    async def _result(self, method: str, params: dict[str, Any]) -> bytes:
        if method == "getUpdates":
            return await self._get_updates(int(params.get("offset", 0)), float(params.get("timeout", 0)))
        if method == "getMe":
            return b'{"id":1,"is_bot":true,"first_name":"Mojo","username":"MojoBot"}'
        if method == "getFile":
            return orjson.dumps({"file_id": params["file_id"], "file_path": f"files/{params['file_id']}"})
        if method != "sendMessage":
            return b"true"
        self._message_ids += 1
        self.sent.append(Sent(int(params["chat_id"]), params["text"], time.monotonic()))
        chat = {"id": int(params["chat_id"]), "type": "private"}
        return orjson.dumps({"message_id": self._message_ids, "date": int(time.time()), "chat": chat})

    async def give(self, request: web.Request) -> web.Response:
        """Give a file."""
        content = self.files.get(request.match_info["path"].removeprefix("files/"))
        return web.Response(body=content) if content is not None else web.Response(status=404)

    async def _get_updates(self, offset: int, timeout_s: float) -> bytes:
        self.confirmed = max(self.confirmed, offset - 1)
        for update_id in [known for known in self.updates if known < offset]:
            del self.updates[update_id]
        if not self.updates and timeout_s:
            self._arrived.clear()
            try:
                await asyncio.wait_for(self._arrived.wait(), timeout_s)
            except TimeoutError:
                return b"[]"
        first = sorted(self.updates)[:100]
        return b"[" + b",".join(self.updates[update_id] for update_id in first) + b"]"


@asynccontextmanager
async def serving(stub: BotApiStub) -> AsyncIterator[BotApiStub]:
    """Serve `stub` on a free port of loopback; its `url` is the Bot API's base URL."""
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", stub.answer)
    app.router.add_get(f"/file/bot{stub.token}/{{path:.+}}", stub.give)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    stub.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield stub
    finally:
        await runner.cleanup()
