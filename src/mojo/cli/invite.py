"""`mojo invite`: the owner's hand at the shell lets somebody in."""

import logging
import shutil
import sys
from collections.abc import Mapping
from typing import Any

import typer
from pydantic import ValidationError

from mojo.cli.ground import close
from mojo.cli.panel import qr_code
from mojo.cli.run_file import read_run_file
from mojo.features.people.invitations import InvitationService
from mojo.features.people.model import InvitationWish, MadeInvitation
from mojo.shared.context import AppContext, AppName, make_context
from mojo.shared.errors import InvalidInput
from mojo.shared.model.invitations import MOJO
from mojo.shared.model.people import EVERY_SCOPE, OWNER, Door, Principal
from mojo.shared.persistence.wiring import redis_url
from mojo.shared.ports import People
from mojo.shared.settings import load_settings

BEN = 1002
"""Chat of the sandbox's second person, to whom the link leads where the sandbox stands in for Telegram."""


async def invite(environ: Mapping[str, str], wish: Mapping[str, Any]) -> None:
    """Make an invitation and print it. Raises ConfigurationError without a store, InvalidInput for a wrong wish."""
    logging.getLogger().addHandler(logging.NullHandler())
    settings = load_settings(environ, dotenv=None)
    redis_url(settings)
    context = make_context(AppName.API, settings)
    try:
        service = await context.get(InvitationService)
        made = await service.make(await owners_hand(context), _checked(wish))
    finally:
        await close(context)
    running = read_run_file(settings.core.data_dir)
    sandbox = running.sandbox_url if running else None
    link = f"{sandbox}/chat/{BEN}?start={made.code}" if sandbox else made.link
    typer.echo(shown(made, link))
    if link and sys.stdout.isatty():
        typer.echo(qr_code(link, shutil.get_terminal_size().columns))


async def owners_hand(context: AppContext) -> Principal:
    """Return who acts at the shell: the owner, or Mojo itself while there is none."""
    people: People = await context.get(People)  # type: ignore[type-abstract]
    owner = next((user for user in await people.list_users() if user.role == OWNER), None)
    return Principal(
        user_id=owner.id if owner else MOJO,
        name=owner.name if owner else "Mojo",
        scopes=frozenset({EVERY_SCOPE}),
        door=Door.SHELL,
    )


def shown(made: MadeInvitation, link: str | None) -> str:
    """Say what was made."""
    invitation = made.invitation
    carried = ", ".join([*([invitation.role] if invitation.role else []), *sorted(invitation.scopes)])
    places = "one person" if invitation.uses == 1 else f"{invitation.uses} people"
    until = f"{invitation.expires_at:%Y-%m-%d %H:%M} UTC" if invitation.expires_at else "revoked"
    rows = [f"Invitation for {places} as {carried}, good until {until}.", "", f"  Code  {made.code}"]
    return "\n".join([*rows, f"  Link  {link}" if link else f"  They write /start {made.code} to Chronos.", ""])


def _checked(wish: Mapping[str, Any]) -> InvitationWish:
    try:
        return InvitationWish.model_validate(wish)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        field = str(first["loc"][0])
        raise InvalidInput(f"{field}: {first['msg']}", field=field) from None
