"""`mojo keys rotate`: the owner's hand at the shell lets a new key sign."""

import logging
from collections.abc import Mapping

import typer

from mojo.cli.ground import close
from mojo.cli.invite import owners_hand
from mojo.shared.auth.keys import KeyRing
from mojo.shared.context import AppName, make_context
from mojo.shared.persistence.wiring import redis_url
from mojo.shared.ports import Audit
from mojo.shared.settings import load_settings


async def rotate(environ: Mapping[str, str]) -> None:
    """Rotate the keys that sign access tokens. Raises ConfigurationError without a store, StoreUnavailable."""
    logging.getLogger().addHandler(logging.NullHandler())
    settings = load_settings(environ, dotenv=None)
    redis_url(settings)
    context = make_context(AppName.API, settings)
    try:
        audit: Audit = await context.get(Audit)  # type: ignore[type-abstract]  # a Protocol is the key
        fresh = await (await context.get(KeyRing)).rotate()
        await audit.record(await owners_hand(context), "keys.rotated", fresh.kid)
    finally:
        await close(context)
    typer.echo(
        f"{fresh.kid} signs from now on. Tokens that the last key signed stay good until they expire, in 15 minutes at most."
    )
