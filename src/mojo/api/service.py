"""Runs the API."""

import asyncio
import logging
from collections.abc import Mapping

from mojo.api.app import create_app
from mojo.api.settings import ApiSettings
from mojo.shared.context import AppContext
from mojo.shared.util.asgi_server import AsgiApp, Receive, Scope, Send, serve_asgi
from mojo.shared.util.listen import bind

log = logging.getLogger("mojo.api")


async def serve(
    context: AppContext, ready: asyncio.Event, stop: asyncio.Event, mounts: Mapping[str, AsgiApp] | None = None
) -> None:
    """Serve the API until `stop`, then finish what is in flight. Raises ConfigurationError when the port cannot be had.

    `mounts` are applications that answer an exact path each, before any of the API's middleware.
    """
    app = behind(mounts or {}, create_app(context))
    settings = context.settings[ApiSettings]
    sock = bind(settings.host, settings.port, "API_PORT")
    log.info("api.listening", extra={"host": settings.host, "port": sock.getsockname()[1]})
    await serve_asgi(app, sock, ready, stop, context.settings.core.drain_s)
    log.info("api.stopped")


def behind(mounts: Mapping[str, AsgiApp], app: AsgiApp) -> AsgiApp:
    """Return `app` with `mounts` before it."""
    if not mounts:
        return app

    async def front(scope: Scope, receive: Receive, send: Send) -> None:
        await mounts.get(scope["path"], app)(scope, receive, send)

    return front
