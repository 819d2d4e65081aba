"""The one way in which an ASGI application is served inside our event loop."""

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

import uvicorn

from mojo.shared.util.bounded_http import BoundedHttpProtocol

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
AsgiApp: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

GRACE_S = 5
"""How long a request in flight may take to finish once we are to stop."""
_CANCEL_S = 1.0
_TICK_S = 1.0


async def serve_asgi(app: AsgiApp, sock: socket.socket, ready: asyncio.Event, stop: asyncio.Event) -> None:
    """Serve `app` on the listening `sock` until `stop` is set, then let requests in flight finish and close the socket.

    `ready` is set once connections are answered. After GRACE_S whatever still runs is cancelled, so this returns within 7 s.
    uvicorn's own runner is not used: it takes the process's signals, and wakes ten times a second while nothing happens.
    """
    server = uvicorn.Server(_config(app))
    server.lifespan = server.config.lifespan_class(server.config)
    await server.startup(sockets=[sock])
    try:
        await server.on_tick(0)
        ready.set()
        while not stop.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _TICK_S)
            await server.on_tick(0)  # renews the Date header
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
