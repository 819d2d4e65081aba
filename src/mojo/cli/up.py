"""`mojo up`: a whole Mojo, kept alive until somebody stops it."""

import asyncio
import contextlib
import gc
import logging
from collections.abc import AsyncIterator, Mapping

import typer

from mojo.api.settings import ApiSettings
from mojo.cli import stand_ins
from mojo.cli.embedded import embedded
from mojo.cli.hosts import child, inside
from mojo.cli.lifetime import stop_on_signals
from mojo.cli.panel import panel
from mojo.cli.run_file import RunInfo, remove_run_file, write_run_file
from mojo.cli.supervisor import Service, Supervisor
from mojo.cli.welcome import run_info, with_credentials
from mojo.shared.context import AppContext, AppName, make_context
from mojo.shared.errors import StoreUnavailable
from mojo.shared.health import HealthBoard
from mojo.shared.logging import configure_logging, shutdown_logging
from mojo.shared.persistence.data_dir import DataDir
from mojo.shared.persistence.embedded import EmbeddedValkey
from mojo.shared.persistence.heartbeats import keep_beating
from mojo.shared.settings import Settings, load_settings, mistyped_names

READY_WITHIN_S = 15
"""When the panel is shown at the latest, with the names of those who are not ready yet."""
RETRY_S = 2
CLOSE_WITHIN_S = 1

log = logging.getLogger("mojo.up")


async def up(environ: Mapping[str, str], separate: bool) -> None:
    """Run everything until a signal. Raises ConfigurationError, with nothing left running, when it cannot start."""
    stop = asyncio.Event()
    stop_on_signals(stop)
    settings = load_settings(environ, dotenv=None)
    with DataDir(settings.core.data_dir) as data_dir:
        configure_logging(settings, "mojo")
        try:
            for name, meant in mistyped_names(environ).items():
                log.warning("settings.name_unknown", extra={"setting": name, "meant": meant})
            await _run({**environ, "MOJO_DATA_DIR": str(data_dir.path)}, settings, separate, stop)
        finally:
            shutdown_logging()


async def _run(environ: dict[str, str], settings: Settings, separate: bool, stop: asyncio.Event) -> None:
    valkey = None if settings.core.redis_url else EmbeddedValkey(settings.core.data_dir)
    if valkey:
        environ["REDIS_URL"] = valkey.url
    used: list[stand_ins.StandIn] = []
    if stand_ins.wanted(settings):
        environ, used = stand_ins.with_stand_ins(environ, settings)
    environ["API_PORT"] = str(settings[ApiSettings].port or stand_ins.first_free_port(settings[ApiSettings].host))
    async with _context(environ) as context:
        supervisor = Supervisor(await context.get(HealthBoard), stop)
        grounds = [embedded(valkey)] if valkey else []
        hosts = [*(["sandbox"] if used else []), "api", "chronos", "scheduler"]
        services = [child(host, environ) if separate else inside(host, _as(context, host)) for host in hosts]
        info = await run_info(context, valkey.url if valkey else None, used)
        try:
            for service in [*grounds, *services]:
                supervisor.start(service)
                if service.name in ("valkey", "sandbox"):  # everybody else needs them
                    await supervisor.wait_ready([service], READY_WITHIN_S)
            if not separate:
                _beat(context, supervisor)
            await _welcome(context, info, supervisor, [*grounds, *services], stop)
            _settle_memory()
            await stop.wait()
        finally:
            await _end(supervisor, info, valkey)


async def _end(supervisor: Supervisor, info: RunInfo, valkey: EmbeddedValkey | None) -> None:
    try:
        await supervisor.drain()
    finally:
        remove_run_file(info.data_dir)
        if valkey:
            await valkey.stop()
        log.info("up.stopped")


@contextlib.asynccontextmanager
async def _context(environ: Mapping[str, str]) -> AsyncIterator[AppContext]:
    context = make_context(AppName.API, load_settings(environ, dotenv=None))
    try:
        yield context
    finally:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_WITHIN_S):
                await context.close()


def _as(context: AppContext, host: str) -> AppContext:
    return context.as_app(AppName(host)) if host in AppName else context


def _beat(context: AppContext, supervisor: Supervisor) -> None:
    for app in AppName:
        own = context.as_app(app)

        async def beat(ready: asyncio.Event, stop: asyncio.Event, own: AppContext = own) -> None:
            await keep_beating(own, stop)

        supervisor.start(Service(f"{app}_heartbeat", beat))


async def _welcome(
    context: AppContext, info: RunInfo, supervisor: Supervisor, services: list[Service], stop: asyncio.Event
) -> None:
    """Show the panel when everybody is ready, and again when the store, without which nobody comes in, answers at last."""
    waiting_for = await supervisor.wait_ready(services, READY_WITHIN_S)
    shown = False
    while not stop.is_set():
        pids = {"mojo": info.pids["mojo"], **{service.name: pid for service in services if (pid := service.pid())}}
        info = info.model_copy(update={"pids": pids})
        with contextlib.suppress(StoreUnavailable):
            _publish(await with_credentials(context, info), waiting_for)
            return
        if not shown:
            _publish(info, waiting_for or ["redis"])
            shown = True
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), RETRY_S)


def _publish(info: RunInfo, waiting_for: list[str]) -> None:
    write_run_file(info)
    log.info("up.started", extra={"base_url": info.base_url, "waiting_for": waiting_for})
    with contextlib.suppress(BrokenPipeError):
        typer.echo(panel(info, waiting_for))


def _settle_memory() -> None:
    """What start-up made stays: no collection needs to look at it again."""
    gc.collect()
    gc.freeze()
