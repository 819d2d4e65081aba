"""The sandbox as a host: run by `mojo up` beside the others, or alone."""

import asyncio

from mojo.sandbox.app import Sandbox, create_sandbox
from mojo.sandbox.settings import SandboxSettings
from mojo.shared.context import AppContext, Stage
from mojo.shared.errors import ConfigurationError
from mojo.shared.model.links import PublicUrl
from mojo.shared.util.asgi_server import serve_asgi
from mojo.shared.util.clock import Clock
from mojo.shared.util.listen import bind


async def serve(context: AppContext, ready: asyncio.Event, stop: asyncio.Event) -> None:
    """Serve the stand-ins until `stop` is set. Raises ConfigurationError in PROD, or when port or store cannot be had."""
    if context.stage is Stage.PROD:
        raise ConfigurationError("STAGE: there are no stand-ins in PROD. Cure: set TELEGRAM_BOT_TOKEN, or STAGE=DEV.")
    settings = context.settings[SandboxSettings]
    sock = bind(settings.host, settings.port, "SANDBOX_PORT")
    try:
        clock = await context.get(Clock)  # type: ignore[type-abstract]  # dishka gives what stands behind the port
        sandbox = create_sandbox(context.settings.core.data_dir, settings, clock, await context.get(PublicUrl))
    except BaseException:
        sock.close()
        raise
    context.logger.info("sandbox.started", extra={"chat_page": settings.url})
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(_close_on(stop, sandbox))
            pusher = tasks.create_task(sandbox.pusher.run())
            await serve_asgi(sandbox, sock, ready, stop)
            pusher.cancel()
    finally:
        sandbox.chats.store.close()


async def _close_on(stop: asyncio.Event, sandbox: Sandbox) -> None:
    await stop.wait()
    sandbox.close()
