"""The server's own bounds: how large a head may be, and how long it may take."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from mojo.shared.util import bounded_http
from mojo.shared.util.asgi_server import Receive, Scope, Send, serve_asgi
from mojo.shared.util.listen import bind

pytestmark = pytest.mark.enable_socket


async def _hello(scope: Scope, receive: Receive, send: Send) -> None:
    body = (await receive())["body"]
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]})
    await send({"type": "http.response.body", "body": f"{len(body):05}".encode()})


@asynccontextmanager
async def connection() -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A connection to a server."""
    sock = bind("127.0.0.1", 0, "TEST_PORT")
    port = sock.getsockname()[1]
    ready, stop = asyncio.Event(), asyncio.Event()
    serving = asyncio.create_task(serve_asgi(_hello, sock, ready, stop))
    await ready.wait()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    yield reader, writer
    writer.close()
    stop.set()
    await serving


async def test_a_large_head_is_taken_and_a_huge_one_refused() -> None:
    async with connection() as (reader, writer):
        writer.write(b"GET / HTTP/1.1\r\nHost: mojo\r\nX-Long: " + b"x" * 60_000 + b"\r\n\r\n")
        assert (await reader.readuntil(b"00000")).startswith(b"HTTP/1.1 200")
        writer.write(b"GET / HTTP/1.1\r\nHost: mojo\r\nX-Long: " + b"x" * bounded_http.HEAD_LIMIT_BYTES)
        assert (await reader.read()).startswith(b"HTTP/1.1 400")


async def test_a_large_body_is_no_large_head() -> None:
    async with connection() as (reader, writer):
        writer.write(b"POST / HTTP/1.1\r\nHost: mojo\r\nContent-Length: 90000\r\n\r\n" + b"x" * 90_000)
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("begun", [b"", b"GET / HTTP/1.1\r\nHost: mo"])
async def test_a_head_that_does_not_arrive_is_hung_up_on(begun: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_http, "HEAD_DEADLINE_S", 0.05)
    async with connection() as (reader, writer):
        writer.write(begun)
        assert await asyncio.wait_for(reader.read(), 2) == b""


async def test_a_connection_is_used_again_and_again() -> None:
    async with connection() as (reader, writer):
        for _ in range(3):
            writer.write(b"GET / HTTP/1.1\r\nHost: mojo\r\n\r\n")
            assert (await reader.readuntil(b"00000")).startswith(b"HTTP/1.1 200")
