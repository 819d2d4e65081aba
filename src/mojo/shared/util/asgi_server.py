"""The one way in which an ASGI application is served inside our event loop."""

import asyncio
import contextlib
import socket

import uvicorn

from mojo.shared.util.asgi_leaving import Leaving, take_no_more
from mojo.shared.util.asgi_types import AsgiApp, Message, Receive, Scope, Send
from mojo.shared.util.bounded_http import BoundedHttpProtocol

__all__ = ["AsgiApp", "Message", "Receive", "Scope", "Send", "serve_asgi"]

GRACE_S = 5
"""How long a request in flight may take to finish once we are to stop."""
_CANCEL_S = 1.0
_TICK_S = 1.0


async def serve_asgi(app: AsgiApp, sock: socket.socket, ready: asyncio.Event, stop: asyncio.Event, linger_s: float = 0) -> None:
    """Serve `app` on the listening `sock` until `stop` is set, then let requests in flight finish and close the socket.

    `ready` is set once connections are answered. With `linger_s`, who is connected when `stop` is set may go on for so long; each
    answer then asks to hang up (ADR 0035). After GRACE_S more whatever still runs is cancelled, so this returns `linger_s` + 7 s
    after `stop` at the latest.
    uvicorn's own runner is not used: it takes the process's signals, and wakes ten times a second while nothing happens.
    """
    server = uvicorn.Server(_config(Leaving(app, stop) if linger_s else app))
    server.lifespan = server.config.lifespan_class(server.config)
    await server.startup(sockets=[sock])
    try:
        await server.on_tick(0)
        ready.set()
        while not stop.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _TICK_S)
            await server.on_tick(0)  # renews the Date header
        if linger_s:
            await take_no_more(server, sock)
            await asyncio.sleep(linger_s)
    finally:
        await _drain(server, sock)


def _config(app: AsgiApp) -> uvicorn.Config:
    config = uvicorn.Config(
        app,
        interface="asgi3",
        http=BoundedHttpProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_S,
    )
    config.load()
    return config


async def _drain(server: uvicorn.Server, sock: socket.socket) -> None:
    await server.shutdown(sockets=[sock])
    if server.server_state.tasks:  # cancelled by now; let them clean up
        await asyncio.wait(set(server.server_state.tasks), timeout=_CANCEL_S)
