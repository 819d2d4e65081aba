"""Serves a process's metrics on a port of their own, away from the API's: Prometheus needs no token, strangers no way."""

import asyncio
import logging
import socket

from mojo.shared.context import AppContext
from mojo.shared.errors import ConfigurationError
from mojo.shared.measures import Measurements
from mojo.shared.metrics import exposition
from mojo.shared.operations.settings import OperationsSettings
from mojo.shared.settings import AppName
from mojo.shared.util.asgi_server import AsgiApp, Receive, Scope, Send, serve_asgi
from mojo.shared.util.listen import bind

_OFFSETS = {AppName.API: 0, AppName.CHRONOS: 1, AppName.SCHEDULER: 2}
_PLAIN = "text/plain; charset=utf-8"

log = logging.getLogger("mojo.operations")


def bind_operations(context: AppContext) -> socket.socket:
    """Return the listening socket for `context.app`'s metrics.

    Several processes on one machine share the default, so whoever finds that taken takes any free port and says which.
    Raises ConfigurationError when a port that somebody chose cannot be had.
    """
    settings = context.settings[OperationsSettings]
    port = settings.port + _OFFSETS[context.app] if settings.port else 0
    try:
        return bind(settings.host, port, "OPERATIONS_PORT")
    except ConfigurationError:
        if "port" in settings.model_fields_set:
            raise
    sock = bind(settings.host, 0, "OPERATIONS_PORT")
    log.warning("operations.port_taken", extra={"wanted": port, "port": sock.getsockname()[1]})
    return sock


async def serve_operations(context: AppContext, sock: socket.socket, ready: asyncio.Event, stop: asyncio.Event) -> None:
    """Serve on `sock` until `stop`, then close it."""
    host, port = sock.getsockname()[:2]
    log.info("operations.listening", extra={"host": host, "port": port})
    await serve_asgi(operations_app(context), sock, ready, stop)


def operations_app(context: AppContext) -> AsgiApp:
    """Return an application with /metrics and /livez."""
    measurements = Measurements(context)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            await _answer(send, 405, b"GET is all there is.\n")
        elif scope["path"] == "/metrics":
            await measurements.refresh()
            accept = dict(scope["headers"]).get(b"accept", b"").decode("latin-1")
            await _answer(send, 200, *exposition(accept))
        elif scope["path"] == "/livez":
            await _answer(send, 200, b"ok\n")
        else:
            await _answer(send, 404, b"There is /metrics and /livez.\n")

    return app


async def _answer(send: Send, status: int, body: bytes, content_type: str = _PLAIN) -> None:
    headers = [(b"content-type", content_type.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
