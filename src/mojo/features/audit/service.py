"""Reading the audit log. There is no way to change it."""

import re
import unicodedata
from collections.abc import AsyncIterator

from mojo.features.audit.model import CURSOR
from mojo.shared.errors import InvalidInput
from mojo.shared.model.audit import AuditFilter, AuditPage
from mojo.shared.model.people import Principal, User
from mojo.shared.ports import Audit, AuditTrail, People

EXPORT_BATCH = 500


class AuditService:
    """The audit log, for whoever may read it."""

    def __init__(self, audit: Audit, trail: AuditTrail, people: People) -> None:
        self._audit = audit
        self._trail = trail
        self._people = people

    async def page(self, wanted: AuditFilter, limit: int = 50, cursor: str | None = None) -> AuditPage:
        """Return up to `limit` entries older than `cursor`, newest first. Raises InvalidInput, StoreUnavailable."""
        if cursor is not None and not re.fullmatch(CURSOR, cursor):
            raise InvalidInput("cursor: not one that a page has given; leave it out to begin with the newest.", field="cursor")
        return await self._trail.read(wanted, limit, cursor)

    async def export(self, by: Principal, wanted: AuditFilter) -> AsyncIterator[bytes]:
        """Return every entry as JSON lines, newest first, some at a time; that somebody took them is itself recorded.

        Raises StoreUnavailable, before the first line or between two batches.
        """
        await self._audit.record(by, "audit.exported")
        return self._batches(wanted, await self._trail.read(wanted, EXPORT_BATCH))

    async def named(self, words: str) -> list[User]:
        """Return the people whose id is `words`, else those whose name begins with it, whatever its case and accents."""
        people = await self._people.list_users()
        folded = _folded(words)
        exactly = [user for user in people if user.id == words or _folded(user.name) == folded]
        return exactly or [user for user in people if folded and _folded(user.name).startswith(folded)]

    async def names(self) -> dict[str, str]:
        """Return the name of everybody, by user id."""
        return {user.id: user.name for user in await self._people.list_users()}

    async def _batches(self, wanted: AuditFilter, page: AuditPage) -> AsyncIterator[bytes]:
        while True:
            yield b"".join(entry.model_dump_json().encode() + b"\n" for entry in page.entries)
            if page.next is None:
                return
            page = await self._trail.read(wanted, EXPORT_BATCH, page.next)


def _folded(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.strip().casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
