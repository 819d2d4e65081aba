"""A Telegram without a network, for tests."""

import asyncio
from collections import deque
from typing import Any

from mojo.chronos.ports import CALL_TIMEOUT_S
from mojo.shared.errors import ExternalServiceError
from mojo.shared.external.lazy_aiogram import methods


class FakeTelegram:
    """Remembers every call; answers getUpdates from `updates`; fails where a test says so."""

    def __init__(self) -> None:
        self.calls: list[methods.TelegramMethod[Any]] = []
        self.updates: dict[int, Any] = {}
        self._failures: dict[str, deque[ExternalServiceError]] = {}
        self._arrived = asyncio.Event()
        self._message_ids = 1000

        self.files: dict[str, bytes] = {}

    def fail(self, method: str, *failures: ExternalServiceError) -> None:
        """Let the next calls of `method` (its Bot API name) fail, one with each of `failures`."""
        self._failures.setdefault(method, deque()).extend(failures)

    def arrive(self, *updates: dict[str, Any]) -> None:
        """Let updates come in."""
        self.updates.update({update["update_id"]: update for update in updates})
        self._arrived.set()

    async def call(self, method: methods.TelegramMethod[Any], timeout_s: int = CALL_TIMEOUT_S) -> Any:
        """See Telegram."""
        name = type(method).__api_method__
        if failures := self._failures.get(name):
            raise failures.popleft()
        self.calls.append(method)
        if isinstance(method, methods.GetUpdates):
            return await self._get_updates(method.offset)
        if isinstance(method, methods.SendMessage | methods.SendPhoto | methods.SendDocument):
            self._message_ids += 1
            return {"message_id": self._message_ids}
        return True

    async def download(self, file_id: str, limit_bytes: int) -> bytes | None:
        """See Telegram."""
        if failures := self._failures.get("getFile"):
            raise failures.popleft()
        content = self.files[file_id]
        return content if len(content) <= limit_bytes else None

    async def close(self) -> None:
        """See Telegram."""

    def sent(self, chat_id: int) -> list[str]:
        """Return the texts that went into a chat, edits included, in order."""
        texts = (call for call in self.calls if isinstance(call, methods.SendMessage | methods.EditMessageText))
        return [str(call.text) for call in texts if call.chat_id == chat_id]

    def of(self, kind: type[methods.TelegramMethod[Any]]) -> list[Any]:
        """Return the calls of one kind, in order."""
        return [call for call in self.calls if isinstance(call, kind)]

    async def _get_updates(self, offset: int | None) -> list[dict[str, Any]]:
        for update_id in [known for known in self.updates if offset and known < offset]:
            del self.updates[update_id]
        if not self.updates:
            self._arrived.clear()
            await self._arrived.wait()
        return [self.updates[update_id] for update_id in sorted(self.updates)]
