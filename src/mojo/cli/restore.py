"""`mojo restore`: put a backup back."""

import contextlib
import logging
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from urllib.parse import quote

import typer

from mojo.cli.ground import close
from mojo.shared.backup.model import BackupFailed, made_at
from mojo.shared.backup.places import place_of
from mojo.shared.backup.restoring import Restored, Restorer
from mojo.shared.backup.sealing import Key, is_sealed
from mojo.shared.backup.settings import BackupSettings
from mojo.shared.context import AppName, make_context
from mojo.shared.errors import InvalidInput, NotFound
from mojo.shared.external.aws import Aws
from mojo.shared.persistence.data_dir import DataDir
from mojo.shared.persistence.settings import AuditSettings
from mojo.shared.settings import Settings, load_settings

LATEST = "latest"


async def restore(environ: Mapping[str, str], named: str, overwrite: bool, identity: Path | None) -> None:
    """Put the backup in the place of the data. What it raises (ConfigurationError, BackupUnusable, Conflict) changed nothing."""
    logging.getLogger().addHandler(logging.NullHandler())
    settings = load_settings(environ, dotenv=None)
    with DataDir(settings.core.data_dir):
        async with _backup(settings, environ, named) as path:
            restorer = Restorer(settings.core.data_dir, settings[AuditSettings].keep_days)
            key = _key(settings, path, identity)
            url = settings.core.redis_url.get_secret_value()
            try:
                restored = restorer.into(url, path, key, overwrite) if url else restorer.into_embedded(path, key, overwrite)
                done = await restored
            except OSError as error:
                reason = error.strerror or type(error).__name__
                raise BackupFailed(f"Nothing was restored: {reason}. Cure: look at the disk.") from error
    typer.echo(said(done))


def said(done: Restored) -> str:
    """Say what was put back, and what that means."""
    at = f"{done.manifest.made_at:%Y-%m-%d %H:%M} UTC"
    lines = [f"Restored {done.keys} keys and {len(done.manifest.files)} files, as they were at {at}."]
    if done.set_aside:
        lines.append(
            f"  {done.set_aside} messages and runs waited then, may be done by now, and wait for you: see /dead and /jobs."
        )
    lines.append("  Everybody has to log in to the API again; access tokens are good as they were.")
    if done.kept:
        lines.append(f"  What was there before is in {done.kept}. Remove it when all is well.")
    return "\n".join(lines)


@contextlib.asynccontextmanager
async def _backup(settings: Settings, environ: Mapping[str, str], named: str) -> AsyncIterator[Path]:
    """Yield the file: one of this machine, or fetched from where backups are kept."""
    if _is_file(named):
        yield Path(named)
        return
    if named != LATEST and made_at(named) is None:
        raise NotFound(f"There is no file {named}. Cure: name a file, a backup that `mojo backup --list` lists, or `latest`.")
    context = make_context(AppName.API, _with_some_store(settings, environ))
    try:
        place = place_of(settings, await context.get(Aws))
        kept = await place.kept()
        name = kept[0].name if named == LATEST and kept else named
        if name == LATEST:
            raise NotFound(f"There is no backup in {place}.")
        with tempfile.TemporaryDirectory(prefix=".fetched-", dir=settings.core.data_dir) as folder:
            await place.fetch(name, Path(folder) / name)
            yield Path(folder) / name
    finally:
        await close(context)


def _with_some_store(settings: Settings, environ: Mapping[str, str]) -> Settings:
    """Our way out shares what it knows of outside services through the store. Without one it goes alone."""
    if settings.core.redis_url:
        return settings
    return load_settings({**environ, "REDIS_URL": f"unix://{quote(str(settings.core.data_dir.absolute()))}/none"}, dotenv=None)


def _key(settings: Settings, path: Path, identity: Path | None) -> Key:
    """Return what opens the backup; whoever sits at a terminal is asked for what is missing."""
    if identity:
        try:
            return Key(identities=identity.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise InvalidInput(f"--identity: cannot read {identity} ({type(error).__name__}).", field="identity") from None
    passphrase = settings[BackupSettings].passphrase.get_secret_value()
    if not passphrase and is_sealed(path) and sys.stdin.isatty():
        passphrase = typer.prompt("Passphrase", hide_input=True)
    return Key(passphrase=passphrase)


def _is_file(named: str) -> bool:
    return Path(named).is_file()
