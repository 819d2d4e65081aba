"""The API on a real loopback socket."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager

import pytest
from fastapi import APIRouter

from mojo.api import service
from mojo.api.doors import public
from mojo.api.settings import ApiSettings
from mojo.shared.context import AppContext
from mojo.shared.errors import ConfigurationError
from mojo.shared.util import asgi_server
from mojo.shared.util.asgi_server import Receive, Scope, Send
from mojo.shared.util.listen import bind
from tests.api.support import make_api_context

pytestmark = pytest.mark.enable_socket


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


@pytest.fixture
def context() -> AppContext:
    """A context whose API listens on a free port."""
    return make_api_context({"API_PORT": str(free_port())})


class SlowRoute:
    """A route that says when it was entered and answers when it may."""

    def __init__(self) -> None:
        self.entered, self.may_answer = asyncio.Event(), asyncio.Event()
        self.router = APIRouter()
        self.router.add_api_route("/slow", self.slow, openapi_extra=public())

    async def slow(self) -> str:
        self.entered.set()
        await self.may_answer.wait()
        return "finished"


@pytest.fixture
def route(monkeypatch: pytest.MonkeyPatch) -> SlowRoute:
    """The only feature's only route."""
    route = SlowRoute()
    monkeypatch.setattr("mojo.api.app.feature_routers", lambda: [route.router])
    return route


@asynccontextmanager
async def serving(context: AppContext, **more: object) -> AsyncIterator[tuple[int, Callable[[], Coroutine[None, None, None]]]]:
    """Serve for the length of the block: its port, and what stops it and waits for the end."""
    ready, stop = asyncio.Event(), asyncio.Event()
    task = asyncio.create_task(service.serve(context, ready, stop, **more))  # type: ignore[arg-type]
    waiting = asyncio.create_task(ready.wait())
    await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED, timeout=5)
    assert ready.is_set()

    async def end() -> None:
        stop.set()
        await task

    try:
        yield context.settings[ApiSettings].port, end
    finally:
        await end()


async def connect(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", port)


async def ask(port: int, path: str) -> bytes:
    reader, writer = await connect(port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: mojo\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    return answer


async def test_it_answers_over_http(context: AppContext) -> None:
    async with serving(context) as (port, _):
        answer = await ask(port, "/livez")
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"x-process-time: " in answer
    assert b"server: uvicorn" not in answer
    assert answer.endswith(b'{"status":"ok"}')


async def test_a_taken_port_is_said_with_its_setting_and_cure(context: AppContext) -> None:
    async with serving(context):
        with pytest.raises(ConfigurationError, match=r"API_PORT: cannot listen on 127.0.0.1 .*another program.*Cure: .*API_PORT"):
            await service.serve(context, asyncio.Event(), asyncio.Event())


async def test_the_port_is_free_again_afterwards(context: AppContext) -> None:
    for _ in range(2):
        async with serving(context) as (port, _):
            assert await ask(port, "/livez")
    with pytest.raises(ConnectionRefusedError):
        await connect(port)


async def test_what_is_in_flight_is_finished_and_idle_connections_are_closed(context: AppContext, route: SlowRoute) -> None:
    async with serving(context) as (port, end):
        idle, idle_writer = await connect(port)
        answer = asyncio.create_task(ask(port, "/api/v1/slow"))
        await route.entered.wait()
        ending = asyncio.create_task(end())
        assert await asyncio.wait_for(idle.read(), 2) == b""
        assert not ending.done()
        route.may_answer.set()
        assert b"finished" in await answer
        await asyncio.wait_for(ending, 2)
    idle_writer.close()


async def test_what_never_ends_is_cut_after_the_grace(
    context: AppContext, route: SlowRoute, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asgi_server, "GRACE_S", 0)
    async with serving(context) as (port, end):
        answer = asyncio.create_task(ask(port, "/api/v1/slow"))
        await route.entered.wait()
        await asyncio.wait_for(end(), 2)
        assert b"finished" not in await answer


async def test_a_mount_answers_its_exact_path_before_any_middleware(context: AppContext) -> None:
    async def hook(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async with serving(context, mounts={"/telegram/webhook": hook}) as (port, _):
        assert (await ask(port, "/telegram/webhook")).startswith(b"HTTP/1.1 204")
        assert b"x-process-time" not in await ask(port, "/telegram/webhook")
        assert (await ask(port, "/telegram/webhook/more")).startswith(b"HTTP/1.1 404")


@pytest.mark.parametrize(
    ("host", "port", "cure"),
    [
        ("127.0.0.1", 70_000, "from 1024 to 65535"),
        ("192.0.2.1", 0, "WEB_HOST to 127.0.0.1"),
        ("no.such.host.invalid", 0, "WEB_HOST to 127.0.0.1"),
    ],
)
def test_an_address_that_cannot_be_had_is_said_with_its_cure(
    host: str, port: int, cure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    if host.endswith(".invalid"):  # some resolvers answer for every name
        monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(ConfigurationError, match=f"WEB_PORT: cannot listen on {host} port {port}: .*{cure}"):
        bind(host, port, "WEB_PORT")
