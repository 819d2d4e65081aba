"""`mojo schedules diff`: what the next start of the Scheduler will change."""

from collections.abc import Mapping

import typer

from mojo.cli.ground import close
from mojo.scheduler.declared import declared_schedules, differences
from mojo.scheduler.registry import find_jobs
from mojo.scheduler.settings import SchedulerSettings
from mojo.shared.context import AppName, make_context
from mojo.shared.ports import Schedules
from mojo.shared.settings import load_settings


async def diff(environ: Mapping[str, str]) -> None:
    """Print a line for each difference between what is declared and what is stored. Raises MojoException."""
    context = make_context(AppName.SCHEDULER, load_settings(environ, dotenv=None))
    try:
        declared = declared_schedules(find_jobs(), context.settings[SchedulerSettings].config)
        stored = await (await context.get(Schedules)).all()  # type: ignore[type-abstract]  # a port is the key
    finally:
        await close(context)
    found = differences(stored, declared)
    for difference in found:
        typer.echo(str(difference))
    if not found:
        typer.echo("What is declared is what is stored.")
