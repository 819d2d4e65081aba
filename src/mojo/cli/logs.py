"""`mojo logs setup`: tell Elasticsearch and Kibana what log lines look like, before Filebeat ships the first."""

import logging
from collections.abc import Mapping

import typer

from mojo.shared.errors import ConfigurationError
from mojo.shared.external.http import HttpExit
from mojo.shared.external.settings import ExternalSettings
from mojo.shared.health import HealthBoard
from mojo.shared.log_shipping.settings import LogShippingSettings
from mojo.shared.log_shipping.setup import set_up
from mojo.shared.settings import load_settings
from mojo.shared.util.clock import SystemClock


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
