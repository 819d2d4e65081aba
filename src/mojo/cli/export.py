"""`mojo export`: what Mojo knows about people, for people and for other programs; nothing secret is in it."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO

import orjson
import typer

from mojo.cli.invite import owners_hand
from mojo.cli.store import standing
from mojo.shared.errors import InvalidInput, MojoException, NotFound
from mojo.shared.model.people import User
from mojo.shared.persistence.personal import PersonalArchive
from mojo.shared.ports import Audit, People
from mojo.shared.settings import load_settings

EVERYBODY = "everybody"


async def export(environ: Mapping[str, str], person: str | None, to: Path | None) -> None:
    """Write one person as indented JSON, or everybody as JSON lines. Raises NotFound, InvalidInput."""
    async with standing(environ, load_settings(environ, dotenv=None)) as context:
        people: People = await context.get(People)  # type: ignore[type-abstract]  # a Protocol is the key
        audit: Audit = await context.get(Audit)  # type: ignore[type-abstract]
        archive = await context.get(PersonalArchive)
        everybody = await people.list_users()
        wanted = [_named(everybody, person)] if person else everybody
        await audit.record(await owners_hand(context), "people.exported", wanted[0].id if person else EVERYBODY)
        form = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE if person else orjson.OPT_APPEND_NEWLINE
        out = _opened(to)
        try:
            for user in wanted:
                out.write(orjson.dumps(await archive.export(user.id), option=form))
            out.flush()
        except OSError as error:
            raise _unwritable(to, error) from None
        finally:
            if to:
                out.close()
    typer.echo(f"{len(wanted)} {'person' if len(wanted) == 1 else 'people'} exported.", err=True)


def _named(everybody: list[User], person: str) -> User:
    """Return whom an id, or a name in upper or lower case, means."""
    found = [user for user in everybody if user.id == person] or [
        user for user in everybody if user.name.casefold() == person.casefold()
    ]
    if not found:
        raise NotFound(f"--person: nobody is called {person[:60]}.")
    if len(found) > 1:
        ids = ", ".join(user.id for user in found)
        raise InvalidInput(f"--person: several people are called so; give an id ({ids}).", field="person")
    return found[0]


def _opened(to: Path | None) -> IO[bytes]:
    if to is None:
        return sys.stdout.buffer
    try:
        return os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    except FileExistsError:
        raise InvalidInput(f"--to: {to} exists already; name another file, or remove it.", field="to") from None
    except OSError as error:
        raise _unwritable(to, error) from None


def _unwritable(to: Path | None, error: OSError) -> MojoException:
    return InvalidInput(f"--to: cannot write to {to or 'the output'} ({error.strerror}).", field="to")
