"""How a replica leaves: who is connected is served, and asked to go; nobody new comes in."""

import asyncio

import aiohttp
import pytest

from mojo.shared.util.asgi_server import Receive, Scope, Send, serve_asgi
from mojo.shared.util.listen import bind

pytestmark = pytest.mark.enable_socket


async def _hello(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


async def test_who_is_connected_is_served_and_asked_to_hang_up_and_nobody_else_is_let_in() -> None:
    sock = bind("127.0.0.1", 0, "TEST_PORT")
    url = f"http://127.0.0.1:{sock.getsockname()[1]}"
    ready, stop = asyncio.Event(), asyncio.Event()
    serving = asyncio.create_task(serve_asgi(_hello, sock, ready, stop, linger_s=1))
    await ready.wait()
    async with aiohttp.ClientSession() as held, aiohttp.ClientSession() as late:
        async with held.get(url) as answer:
            assert "connection" not in answer.headers
            assert await answer.read() == b"ok"
        stop.set()
        await asyncio.sleep(0.2)
        with pytest.raises(aiohttp.ClientConnectorError):
            await late.get(url)
        async with held.get(f"{url}/readyz") as answer:
            assert (answer.status, answer.headers["connection"]) == (503, "close")
        with pytest.raises(aiohttp.ClientConnectorError):
            await held.get(url)
    await asyncio.wait_for(serving, 10)


async def test_a_request_under_way_is_finished_and_asks_to_hang_up() -> None:
    go_on = asyncio.Event()

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        await go_on.wait()
        await _hello(scope, receive, send)

    sock = bind("127.0.0.1", 0, "TEST_PORT")
    ready, stop = asyncio.Event(), asyncio.Event()
    serving = asyncio.create_task(serve_asgi(slow, sock, ready, stop, linger_s=0.1))
    await ready.wait()
    async with aiohttp.ClientSession() as client:
        asked = asyncio.create_task(client.get(f"http://127.0.0.1:{sock.getsockname()[1]}/"))
        await asyncio.sleep(0.2)
        stop.set()
        await asyncio.sleep(0.3)
        go_on.set()
        answer = await asked
        assert (answer.status, answer.headers["connection"]) == (200, "close")
    await asyncio.wait_for(serving, 10)
