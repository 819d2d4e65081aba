"""What a conversation remembers from one turn to the next."""

import copy
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from mojo.shared.ports import Documents


class Sessions:
    """One JSON object a chat, which expires."""

    def __init__(self, documents: Documents, ttl_s: float) -> None:
        self._documents = documents
        self._ttl_s = ttl_s

    @asynccontextmanager
    async def open(self, chat_id: int) -> AsyncIterator[dict[str, Any]]:
        """Lend the chat's session; what changed is saved unless the block fails. Raises StoreUnavailable."""
        key = f"session:{chat_id}"
        before = await self._documents.read(key) or {}
        session = copy.deepcopy(before)
        yield session
        if session and session != before:
            await self._documents.write(key, session, self._ttl_s)
        elif before and not session:
            await self._documents.delete(key)
