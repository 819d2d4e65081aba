"""How the bot gets its updates: getUpdates, or a webhook that they are pushed to. Never both."""

import asyncio
from typing import Any

from mojo.sandbox.bot_api.errors import conflict
from mojo.sandbox.chats import Chats
from mojo.sandbox.store import Json

LONG_POLL_LIMIT_S = 50.0
BATCH_LIMIT = 100
_TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK_IS_SET = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class Poll:
    """One getUpdates that waits. Another one, or setWebhook, ends it."""

    def __init__(self) -> None:
        self.ended: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def end(self, why: str) -> None:
        """End it with a conflict."""
        if not self.ended.done():
            self.ended.set_result(why)


class Updates:
    """https://core.telegram.org/bots/api#getting-updates"""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats
        self._store = chats.store
        self._hub = chats.hub
        self._poll: Poll | None = None

    @property
    def polled(self) -> bool:
        """Whether a getUpdates waits right now."""
        return self._poll is not None

    def end_poll(self, why: str) -> None:
        """End the getUpdates that waits, if one does."""
        if self._poll is not None:
            self._poll.end(why)
            self._poll = None

    def allow(self, kinds: list[str] | None) -> None:
        """Remember which updates the bot wants from now on; an empty list means the default, None changes nothing."""
        if kinds is not None:
            self._store.set_fact("allowed_updates", kinds or None)

    async def get(self, offset: int | None, limit: int, timeout_s: float) -> list[Json]:
        """Confirm what is below `offset` and return what comes next, waiting for it. Raises BotApiError (409)."""
        if self._store.fact("webhook"):
            raise conflict(_WEBHOOK_IS_SET)
        self.end_poll(_TERMINATED)
        self._confirm(offset or 0)
        self._poll = poll = Poll()
        try:
            return await self._wait(poll, max(1, min(limit, BATCH_LIMIT)), max(0.0, min(timeout_s, LONG_POLL_LIMIT_S)))
        finally:
            if self._poll is poll:
                self._poll = None

    def _confirm(self, offset: int) -> None:
        if offset > 0:
            self._chats.confirm(offset)
        elif offset < 0:
            self._store.keep_last_updates(-offset)

    async def _wait(self, poll: Poll, limit: int, timeout_s: float) -> list[Json]:
        deadline = asyncio.get_running_loop().time() + timeout_s
        while True:
            stored = self._hub.next_update()
            batch = self._store.pending_updates(limit)
            left_s = deadline - asyncio.get_running_loop().time()
            if batch or left_s <= 0 or self._hub.closing.is_set():
                return batch
            await _first(left_s, stored, poll)


async def _first(timeout_s: float, stored: asyncio.Event, poll: Poll) -> None:
    """Wait for a stored update, or until the time is over. Raises BotApiError when the poll is ended."""
    waiter: asyncio.Task[Any] = asyncio.ensure_future(stored.wait())
    try:
        await asyncio.wait({waiter, poll.ended}, timeout=timeout_s, return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiter.cancel()
    if poll.ended.done():
        raise conflict(poll.ended.result())
