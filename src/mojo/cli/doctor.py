"""`mojo doctor`: what is wrong, and the cure for each."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Mapping

import typer

from mojo import __version__
from mojo.cli.ground import close, ground
from mojo.cli.machine import machine_checks
from mojo.cli.run_file import RunInfo, read_run_file
from mojo.cli.stand_ins import stand_ins_wanted, with_stand_ins
from mojo.shared.checks import PROBE_WITHIN_S, Check, found_checks
from mojo.shared.context import AppContext, AppName, make_context
from mojo.shared.errors import ConfigurationError, MojoException, StoreUnavailable
from mojo.shared.health import Health, State
from mojo.shared.persistence.data_dir import DataDir
from mojo.shared.persistence.heartbeats import Heartbeats
from mojo.shared.settings import Settings, load_settings, mistyped_names

_MARKS = {State.HEALTHY: "✓", State.DEGRADED: "!", State.DOWN: "✗"}


async def doctor(environ: Mapping[str, str]) -> None:
    """Print a line for everything there is to check. Raises MojoException when something is down."""
    logging.getLogger().addHandler(logging.NullHandler())  # what is wrong stands in the findings
    settings = load_settings(environ, dotenv=None)
    typer.echo(f"Mojo {__version__}, {settings.core.stage}, data in {settings.core.data_dir.absolute()}\n")
    findings = [_settings(environ)]
    try:
        findings += await _examine(environ, settings)
    except ConfigurationError as error:
        findings.append(_named("start", error))
    for finding in findings:
        typer.echo(_line(finding))
    down = [finding.name for finding in findings if finding.state is State.DOWN]
    if down:
        raise MojoException(f"{len(down)} of {len(findings)} checks failed: {', '.join(down)}")


async def _examine(environ: Mapping[str, str], settings: Settings) -> list[Health]:
    running = read_run_file(settings.core.data_dir)
    async with _context(environ, settings, running) as context:
        checks = [*machine_checks(running is not None), *found_checks()]
        findings = await asyncio.gather(*(_try(check, context) for check in checks))
        return [*findings, *await _running_services(context, running)]


@contextlib.asynccontextmanager
async def _context(environ: Mapping[str, str], settings: Settings, running: RunInfo | None) -> AsyncIterator[AppContext]:
    """Stand on what a running Mojo stands on; if none runs, on what one would start."""
    if not running:
        with DataDir(settings.core.data_dir):
            async with ground(environ, settings, asyncio.Event()) as ours:
                yield ours.context
        return
    if running.sandbox_url and stand_ins_wanted(settings):
        environ, _ = with_stand_ins(environ, settings, int(running.sandbox_url.rpartition(":")[2]))
    context = make_context(AppName.API, load_settings(environ, dotenv=None))
    try:
        yield context
    finally:
        await close(context)


async def _try(check: Check, context: AppContext) -> Health:
    try:
        async with asyncio.timeout(PROBE_WITHIN_S):
            return await check.probe(context)
    except TimeoutError:
        return Health(check.name, State.DOWN, f"no answer within {PROBE_WITHIN_S} s")
    except MojoException as error:
        return _named(check.name, error)
    except Exception as error:
        return Health(check.name, State.DOWN, f"the check itself failed ({type(error).__name__})", cure="Please report this.")


async def _running_services(context: AppContext, running: RunInfo | None) -> list[Health]:
    """Return what the running services say of themselves and of what ails them."""
    heartbeats: Heartbeats = await context.get(Heartbeats)  # type: ignore[type-abstract]
    try:
        beats = await heartbeats.all()
    except StoreUnavailable as error:
        return [_named("services", error)]
    if not beats:
        state = State.DOWN if running else State.HEALTHY
        return [Health("services", state, "none runs", cure=None if state is State.HEALTHY else "Look into the log.")]
    ailing = {health.name: health for beat in beats for health in beat.health if health.state is not State.HEALTHY}
    names = ", ".join(sorted({beat.app for beat in beats}))
    return [Health("services", State.HEALTHY, f"{names} run"), *ailing.values()]


def _settings(environ: Mapping[str, str]) -> Health:
    mistyped = mistyped_names(environ)
    if not mistyped:
        return Health("settings", State.HEALTHY)
    reason = ", ".join(f"{name} is not known" for name in mistyped)
    return Health("settings", State.DEGRADED, reason, cure=", ".join(f"Did you mean {meant}?" for meant in mistyped.values()))


def _named(name: str, error: MojoException) -> Health:
    return Health(name, State.DOWN, error.detail)


def _line(health: Health) -> str:
    about = [*(["stand-in"] if health.stand_in else []), *([health.reason] if health.reason else [])]
    cure = f"\n  {'':<22}→ {health.cure}" if health.cure else ""
    return f"{_MARKS[health.state]} {health.name:<22}{'; '.join(about)}".rstrip() + cure
