"""Keeps what is said of outside services true, though nobody calls them: shown from the start, asked again after trouble."""

import asyncio
import logging
from collections.abc import Iterable
from contextlib import suppress

from mojo.shared.checks import PROBE_WITHIN_S, Check, found_checks
from mojo.shared.context import AppContext
from mojo.shared.errors import MojoException
from mojo.shared.external.http import HttpExit
from mojo.shared.external.settings import ExternalSettings
from mojo.shared.health import HealthBoard

LOOK_EVERY_S = 30.0

log = logging.getLogger("mojo.external")


async def keep_watching(context: AppContext, stop: asyncio.Event, every_s: float = LOOK_EVERY_S) -> None:
    """Show every outside service from the start and look after those in trouble, until `stop`."""
    checks = [check for check in found_checks() if check.outside(context.settings)]
    await expect(context, checks)
    while not stop.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), every_s)
            return
        await look(context, checks)


async def expect(context: AppContext, checks: Iterable[Check]) -> None:
    """Put the services that `checks` are about on the health board."""
    board, settings = await context.get(HealthBoard), context.settings[ExternalSettings]
    for check in checks:
        board.expect(check.name, settings.is_stand_in(check.name))


async def look(context: AppContext, checks: Iterable[Check]) -> None:
    """Ask the services whose last call failed whether they are well again; say anew how the others are.

    A call would use up a quota, so one that is nearly spent is no reason to ask.
    """
    http = await context.get(HttpExit)
    failing = {name for name, service in http.services.items() if service.failing}
    for check in checks:
        if check.name in failing:
            await _probe(check, context)
    for name in http.services.keys() - failing:
        http.services[name].refresh()


async def _probe(check: Check, context: AppContext) -> None:
    with suppress(MojoException, TimeoutError):  # whoever was asked has said so on the board
        async with asyncio.timeout(PROBE_WITHIN_S):
            await check.probe(context)
