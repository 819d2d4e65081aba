"""`mojo up`: a whole Mojo, kept alive until somebody stops it."""

import asyncio
import contextlib
import gc
import logging
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import typer

from mojo.api.settings import ApiSettings
from mojo.cli.data_version import settle_data, settle_when_there
from mojo.cli.ground import READY_WITHIN_S, Ground, ground
from mojo.cli.hosts import child, inside
from mojo.cli.lifetime import stop_on_signals
from mojo.cli.panel import panel, qr_code
from mojo.cli.pulse import keep_pulse
from mojo.cli.run_file import RunInfo, remove_run_file, write_run_file
from mojo.cli.stand_ins import first_free_port
from mojo.cli.supervisor import Service
from mojo.cli.waiting import first_of, rest
from mojo.cli.welcome import run_info, with_credentials
from mojo.shared.context import AppContext, AppName
from mojo.shared.errors import StoreUnavailable
from mojo.shared.external.watch import keep_watching
from mojo.shared.health import HealthBoard
from mojo.shared.logging import configure_logging, shutdown_logging
from mojo.shared.operations.log_levels import follow_levels
from mojo.shared.operations.server import bind_operations, serve_operations
from mojo.shared.persistence.data_dir import DataDir
from mojo.shared.persistence.heartbeats import keep_beating
from mojo.shared.queue.sentry import watch_scheduler
from mojo.shared.settings import Settings, load_settings, mistyped_names
from mojo.shared.tracing.export import tracing

RETRY_S = 2
_OURS = {"APP_NAME": "", "MOJO_PULSE_FILE": "", "MOJO_DRAIN_S": "0"}
"""What is one service's alone: nobody else could take over while one of them leaves, and they have one pulse."""

log = logging.getLogger("mojo.up")


async def up(environ: Mapping[str, str], separate: bool) -> None:
    """Run everything until a signal. Raises ConfigurationError, with nothing left running, when it cannot start."""
    gc.disable()  # while all that lasts is being imported it finds nothing, for a fifth of the start
    stop = asyncio.Event()
    stop_on_signals(stop)
    settings = load_settings(environ, dotenv=None)
    with DataDir(settings.core.data_dir) as data_dir:
        configure_logging(settings, "mojo")
        try:
            for name, meant in mistyped_names(environ).items():
                log.warning("settings.name_unknown", extra={"setting": name, "meant": meant})
            with tracing(settings, "mojo"):
                await _run({**environ, "MOJO_DATA_DIR": str(data_dir.path), **_OURS}, settings, separate, stop)
        finally:
            shutdown_logging()


async def _run(environ: dict[str, str], settings: Settings, separate: bool, stop: asyncio.Event) -> None:
    api = settings[ApiSettings]
    environ["API_PORT"] = str(api.port or first_free_port(api.host))
    async with ground(environ, settings, stop, separate) as ours:
        if not stop.is_set() and not await settle_data(ours.context):
            ours.start(_settling(ours.context))
        for service in _apart(ours) if separate else _together(ours):
            ours.start(service)
        if path := settings.core.pulse_file:
            ours.start(_pulse(ours, Path(path)))
        try:
            await _tell(ours, stop)
        finally:
            remove_run_file(settings.core.data_dir)
    log.info("up.stopped")


def _apart(ours: Ground) -> Iterator[Service]:
    for app in AppName:
        yield child(app, ours.environ)


def _together(ours: Ground) -> Iterator[Service]:
    """Yield the hosts, their heartbeats and the watch over the outside world.

    The API's port serves Chronos' webhook too, so that one open port is enough.
    """
    from mojo.chronos.webhook import webhook_mounts

    yield inside("api", ours.context, mounts=webhook_mounts(ours.context))
    yield inside("chronos", ours.context, own_port=False)
    yield inside("scheduler", ours.context)
    for app in AppName:
        yield _heartbeat(ours.context.as_app(app))
    yield _operations(ours.context)
    yield _watch(ours.context)
    yield _levels(ours.context)
    yield _sentry(ours.context)


def _settling(context: AppContext) -> Service:
    async def settle(ready: asyncio.Event, stop: asyncio.Event) -> None:
        ready.set()
        await settle_when_there(context, stop)
        await stop.wait()

    return Service("data_version", settle)


def _heartbeat(context: AppContext) -> Service:
    async def beat(ready: asyncio.Event, stop: asyncio.Event) -> None:
        ready.set()
        await keep_beating(context, stop)

    return Service(f"{context.app}_heartbeat", beat)


def _operations(context: AppContext) -> Service:
    async def show(ready: asyncio.Event, stop: asyncio.Event) -> None:
        await serve_operations(context, bind_operations(context), ready, stop)

    return Service("operations", show)


def _levels(context: AppContext) -> Service:
    async def follow(ready: asyncio.Event, stop: asyncio.Event) -> None:
        ready.set()
        await follow_levels(context, stop)

    return Service("log_levels", follow)


def _pulse(ours: Ground, path: Path) -> Service:
    others = list(ours.services)

    async def beat(ready: asyncio.Event, stop: asyncio.Event) -> None:
        ready.set()
        for service in others:
            await first_of(service.ready.wait(), stop.wait())
        await keep_pulse(path, ready, stop, await ours.context.get(HealthBoard))

    return Service("pulse", beat)


def _watch(context: AppContext) -> Service:
    async def watch(ready: asyncio.Event, stop: asyncio.Event) -> None:
        ready.set()
        await keep_watching(context, stop)

    return Service("outside_watch", watch)


def _sentry(context: AppContext) -> Service:
    async def watch(ready: asyncio.Event, stop: asyncio.Event) -> None:
        ready.set()
        await watch_scheduler(context, stop)

    return Service("sentry", watch)


async def _tell(ours: Ground, stop: asyncio.Event) -> None:
    """Show the panel when everybody is ready, and keep run.json true until `stop`."""
    await ours.supervisor.wait_ready(ours.services, READY_WITHIN_S)
    _settle_memory()
    info = await _welcome(ours, await run_info(ours), stop)
    while not stop.is_set():
        await first_of(ours.supervisor.restarted.wait(), stop.wait())
        ours.supervisor.restarted.clear()
        write_run_file(_with_pids(info, ours))


async def _welcome(ours: Ground, info: RunInfo, stop: asyncio.Event) -> RunInfo:
    """Show the panel, and again when the store, without which nobody comes in, answers at last."""
    shown = False
    while not stop.is_set():
        waiting_for = [service.name for service in ours.services if not service.ready.is_set()]
        with contextlib.suppress(StoreUnavailable):
            info = await with_credentials(ours.context, info)
            _publish(_with_pids(info, ours), waiting_for)
            break
        if not shown:
            _publish(_with_pids(info, ours), [*waiting_for, "redis"])
            shown = True
        await rest(stop, RETRY_S)
    return info


def _with_pids(info: RunInfo, ours: Ground) -> RunInfo:
    return info.model_copy(update={"pids": {**info.pids, **ours.pids()}})


def _publish(info: RunInfo, waiting_for: list[str]) -> None:
    write_run_file(info)
    log.info("up.started", extra={"base_url": info.base_url, "waiting_for": waiting_for})
    with contextlib.suppress(BrokenPipeError):
        typer.echo(panel(info, waiting_for))
        if info.owner_invitation and "://" in info.owner_invitation.link and sys.stdout.isatty():
            typer.echo(qr_code(info.owner_invitation.link, shutil.get_terminal_size().columns))


def _settle_memory() -> None:
    """Spare every later collection the sight of what start-up made, for that stays."""
    gc.collect()
    gc.freeze()
    gc.enable()
