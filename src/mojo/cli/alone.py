"""`mojo api`, `mojo chronos`, `mojo scheduler`, `mojo sandbox`: one host in this process."""

import asyncio
import logging
from collections.abc import Mapping
from pathlib import Path

from mojo.cli.data_version import settle_data, settle_when_there
from mojo.cli.ground import close
from mojo.cli.hosts import app_of, follow_supervisor, serve, tell_supervisor
from mojo.cli.lifetime import stop_on_signals
from mojo.cli.pulse import keep_pulse
from mojo.shared.context import AppContext, AppName, make_context
from mojo.shared.errors import MojoException
from mojo.shared.external.watch import keep_watching
from mojo.shared.health import HealthBoard
from mojo.shared.logging import configure_logging, shutdown_logging
from mojo.shared.operations.log_levels import follow_levels
from mojo.shared.operations.server import bind_operations, serve_operations
from mojo.shared.persistence.data_dir import DataDir
from mojo.shared.persistence.heartbeats import keep_beating
from mojo.shared.persistence.wiring import redis_url
from mojo.shared.queue.sentry import watch_scheduler
from mojo.shared.settings import load_settings, mistyped_names
from mojo.shared.tracing.export import tracing

log = logging.getLogger("mojo.process")


async def alone(host: str, environ: Mapping[str, str]) -> None:
    """Run `host` until a signal. Raises ConfigurationError when it cannot start, MojoException when it ends by itself."""
    follow_supervisor()
    stop = asyncio.Event()
    app = app_of(host)
    settings = load_settings({**environ, "APP_NAME": app or ""}, dotenv=None)
    stop_on_signals(stop, settings.core.drain_s)
    DataDir(settings.core.data_dir).prepare()
    if app:
        redis_url(settings)  # refuses now: the API alone would only ask at its first request
    configure_logging(settings, host)
    try:
        for name, meant in mistyped_names(environ).items():
            log.warning("settings.name_unknown", extra={"setting": name, "meant": meant})
        with tracing(settings, host):
            await _serve(host, make_context(app or AppName.API, settings), beats=app is not None, stop=stop)
    finally:
        shutdown_logging()


async def _serve(host: str, context: AppContext, beats: bool, stop: asyncio.Event) -> None:
    operations = bind_operations(context) if beats else None
    ready = asyncio.Event()
    late = None
    if beats and not await settle_data(context):
        late = asyncio.create_task(settle_when_there(context, stop))
    companions = [asyncio.create_task(tell_supervisor(ready))]
    if path := context.settings.core.pulse_file:
        companions.append(asyncio.create_task(keep_pulse(Path(path), ready, stop, await context.get(HealthBoard))))
    if operations is not None:
        companions.append(asyncio.create_task(serve_operations(context, operations, asyncio.Event(), stop)))
        companions.append(asyncio.create_task(keep_beating(context, stop)))
        companions.append(asyncio.create_task(keep_watching(context, stop)))
        companions.append(asyncio.create_task(follow_levels(context, stop)))
    if host in (AppName.API, AppName.CHRONOS):
        companions.append(asyncio.create_task(watch_scheduler(context, stop)))
    try:
        await serve(host, context, ready, stop)
        if not stop.is_set():
            raise MojoException(f"mojo {host} ended by itself.")
    finally:
        stop.set()
        companions[0].cancel()
        await asyncio.gather(*companions, *([late] if late else []), return_exceptions=True)
        await close(context)
    if late and late.done():
        late.result()
