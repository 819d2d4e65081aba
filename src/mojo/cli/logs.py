"""`mojo logs level`: how much is said. `mojo logs setup`: tell Elasticsearch and Kibana what log lines look like."""

import logging
from collections.abc import Mapping

import typer

from mojo.cli.store import standing
from mojo.shared.errors import ConfigurationError
from mojo.shared.external.http import HttpExit
from mojo.shared.external.settings import ExternalSettings
from mojo.shared.health import HealthBoard
from mojo.shared.log_shipping.settings import LogShippingSettings
from mojo.shared.log_shipping.setup import set_up
from mojo.shared.operations.log_levels import LogLevels
from mojo.shared.ports import Documents
from mojo.shared.settings import load_settings
from mojo.shared.util.clock import SystemClock
from mojo.shared.util.spans import span_s


async def setup(environ: Mapping[str, str]) -> None:
    """Write everything that is missing and say what was done. Raises ConfigurationError, SetupFailed."""
    logging.getLogger().addHandler(logging.NullHandler())  # what is wrong is said at the end
    settings = load_settings(environ, dotenv=None)
    logs = settings[LogShippingSettings]
    if not logs.elasticsearch_url:
        raise ConfigurationError("LOGS_ELASTICSEARCH_URL: not set. Cure: set it to the address of your Elasticsearch.")
    clock = SystemClock()
    http = HttpExit(HealthBoard(clock), settings[ExternalSettings], clock)
    try:
        async for done, what in set_up(http, logs):
            typer.echo(f"{done:<8} {what}")
    finally:
        await http.close()
    if not logs.kibana_url:
        typer.echo("LOGS_KIBANA_URL is not set: Kibana's pages were not made.")


async def level(environ: Mapping[str, str], logger: str, level: str, for_: str) -> None:
    """Change how much `logger` says, or list what was changed. Raises InvalidInput, StoreUnavailable, ConfigurationError."""
    settings = load_settings(environ, dotenv=None)
    async with standing(environ, settings) as context:
        levels = LogLevels(await context.get(Documents), SystemClock())  # type: ignore[type-abstract]  # a port is the key
        if logger:
            await levels.set(logger, level, span_s(for_) or 0)
        for name, it in (await levels.all()).items():
            typer.echo(f"{name:<24} {it.level:<8} until {it.until:%Y-%m-%d %H:%M} UTC")
