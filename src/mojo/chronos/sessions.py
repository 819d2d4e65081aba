"""What a conversation remembers from one turn to the next."""

import copy
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from mojo.shared.ports import Documents

log = logging.getLogger("mojo.chronos")


class Sessions:
    """One JSON object a private chat, and so a person, which expires. The lane of the chat keeps two turns apart."""

    def __init__(self, documents: Documents, ttl_s: float) -> None:
        self._documents = documents
        self._ttl_s = ttl_s

    @asynccontextmanager
    async def open(self, chat_id: int) -> AsyncIterator[dict[str, Any]]:
        """Lend the chat's session; what changed is saved unless the block fails. Raises StoreUnavailable."""
        key = f"session:{chat_id}"
        before = await self._read(key)
        session = copy.deepcopy(before)
        yield session
        if session and session != before:
            await self._documents.write(key, session, self._ttl_s)
        elif before and not session:
            await self._documents.delete(key)

    async def _read(self, key: str) -> dict[str, Any]:
        """Return what is stored; what cannot be a session is dropped, so that it never stands in anybody's way."""
        try:
            stored = await self._documents.read(key)
        except ValueError:
            stored = "not JSON"
        if stored is None or isinstance(stored, dict):
            return stored or {}
        log.warning("chronos.session_dropped", extra={"key": key})
        await self._documents.delete(key)
        return {}
