"""`mojo backup`: make one now, or list those that are kept."""

from collections.abc import Mapping

import typer

from mojo.cli.invite import owners_hand
from mojo.cli.store import standing
from mojo.shared.backup.model import Made
from mojo.shared.backup.taking import Backups
from mojo.shared.ports import Audit
from mojo.shared.settings import load_settings

NOT_ENCRYPTED = "It is not encrypted: who reads it, reads everything. Cure: set BACKUP_PASSPHRASE or BACKUP_RECIPIENTS."


async def backup(environ: Mapping[str, str], to: str | None) -> None:
    """Make a backup and say what is in it. Raises ConfigurationError, BackupFailed, Conflict while another one is being made."""
    environ = _with_place(environ, to)
    settings = load_settings(environ, dotenv=None)
    async with standing(environ, settings) as context:
        made = await (await context.get(Backups)).take()
        audit: Audit = await context.get(Audit)  # type: ignore[type-abstract]  # a Protocol is the key
        await audit.record(await owners_hand(context), "backup.made", made.name)
    typer.echo(said(made))


async def listed(environ: Mapping[str, str], to: str | None) -> None:
    """Print the backups that are kept, newest first. Raises ConfigurationError, ExternalServiceError."""
    environ = _with_place(environ, to)
    settings = load_settings(environ, dotenv=None)
    async with standing(environ, settings) as context:
        backups = await context.get(Backups)
        kept = await backups.kept()
    for it in kept:
        typer.echo(f"{it.at:%Y-%m-%d %H:%M} UTC  {size(it.bytes):>9}  {it.name}")
    if not kept:
        typer.echo(f"There is no backup in {backups.place}.")


def said(made: Made) -> str:
    """Say what was made."""
    lines = [
        f"{made.place.rstrip('/')}/{made.name}",
        f"  {size(made.bytes)}, {made.keys} keys and {made.files} files, put back for a try and compared: all there.",
    ]
    if made.removed:
        lines.append(f"  {made.removed} older ones were removed.")
    return "\n".join([*lines, *([] if made.encrypted else [f"  {NOT_ENCRYPTED}"])])


def size(count: int) -> str:
    """Return so many bytes as people say it."""
    return f"{count / 1e6:.1f} MB" if count >= 100_000 else f"{count / 1e3:.1f} kB"


def _with_place(environ: Mapping[str, str], to: str | None) -> Mapping[str, str]:
    return {**environ, "BACKUP_TO": to} if to else environ
