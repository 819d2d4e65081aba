"""Answers on their way to Telegram: sent at once; what Telegram cannot take now waits in the outbox and keeps its order."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import orjson

from mojo.chronos import metrics, stored
from mojo.chronos.errors import BlockedByPerson, NotSent, TokenRefused
from mojo.chronos.pacing import Pacer
from mojo.chronos.ports import Telegram
from mojo.chronos.rendering import edit
from mojo.chronos.stored import Message
from mojo.shared.errors import ExternalServiceError, RateLimited, RejectedByService
from mojo.shared.external.lazy_aiogram import methods
from mojo.shared.queue.lanes import Lanes
from mojo.shared.queue.outbox import order_of
from mojo.shared.util.clock import Clock

REPLY_KIND = "reply"
"""`kind` of an outbox item whose `message` holds the parameters of a rendered sendMessage."""

_PARKED_FOR = timedelta(seconds=30)
"""How long, once it may be sent, later answers to a chat follow a parked one into the outbox, so as not to overtake it."""

log = logging.getLogger("mojo.chronos")


def is_ambiguous(error: ExternalServiceError) -> bool:
    """Tell whether the call may have been carried out although it failed."""
    return not isinstance(error, RateLimited | NotSent | RejectedByService)


class Replies:
    """Sends what handlers answer."""

    def __init__(self, telegram: Telegram, outbox: Lanes, clock: Clock, pacer: Pacer) -> None:
        self._telegram = telegram
        self._outbox = outbox
        self._clock = clock
        self._pacer = pacer
        self._parked_until: dict[int, datetime] = {}

    async def send(self, messages: Sequence[Message], key: str, message_id: int | None = None) -> None:
        """Send `messages`, the first in the place of `message_id` if given; `key` keeps a repetition from being parked twice.

        Raises StoreUnavailable when Telegram cannot take one and the outbox cannot either.
        """
        for number, message in enumerate(messages):
            await self._send(message, f"{REPLY_KIND}:{key}:{number}", message_id if number == 0 else None)

    async def acknowledge(self, query: str) -> None:
        """Stop the waiting sign on a pressed button; nobody misses it if that fails."""
        try:
            await self._telegram.call(methods.AnswerCallbackQuery(callback_query_id=query))
        except ExternalServiceError as error:
            log.info("chronos.callback_not_answered", extra={"error_code": error.code})

    async def _send(self, message: Message, key: str, replaced: int | None) -> None:
        chat_id = int(message.chat_id)
        try:
            if self._is_parked(chat_id):
                return await self._park(chat_id, message, key)
            await asyncio.gather(self._edit_or_send(message, replaced), self._pacer.count(chat_id))
        except RejectedByService as error:
            if isinstance(error, TokenRefused):
                return await self._park(chat_id, message, key)
            event = "chronos.person_blocked_us" if isinstance(error, BlockedByPerson) else "chronos.reply_refused"
            log.warning(event, extra={"chat_id": chat_id, "reason": error.detail})
        except ExternalServiceError as error:
            if is_ambiguous(error):
                metrics.ambiguous_sends.inc()
            log.warning("chronos.reply_parked", extra={"chat_id": chat_id, "error_code": error.code})
            await self._park(chat_id, message, key, error.params.get("retry_after_s", 0.0))
        return None

    async def _edit_or_send(self, message: Message, replaced: int | None) -> None:
        """Send; an edit that Telegram refuses (the message is gone, or too old) becomes a new message."""
        if replaced is not None and isinstance(message, methods.SendMessage):
            try:
                return await self._call(edit(message, replaced))
            except (TokenRefused, BlockedByPerson):
                raise
            except RejectedByService as error:
                if "message is not modified" in error.detail:
                    return None
        return await self._call(message)

    async def _call(self, method: methods.TelegramMethod[Any]) -> None:
        await self._telegram.call(method)

    def _is_parked(self, chat_id: int) -> bool:
        parked_until = self._parked_until.get(chat_id)
        if parked_until is not None and self._clock.now() > parked_until:
            del self._parked_until[chat_id]
            return False
        return parked_until is not None

    async def _park(self, chat_id: int, message: Message, key: str, wait_s: float = 0.0) -> None:
        """Leave `message` to the outbox, which sends it in `wait_s` at the earliest."""
        now = self._clock.now()
        not_before = now + timedelta(seconds=wait_s)
        body = {"kind": REPLY_KIND, **stored.to_json(message), "not_before": not_before.isoformat()}
        await self._outbox.put(str(chat_id), key, order_of(now), orjson.dumps(body))
        self._parked_until.setdefault(chat_id, not_before + _PARKED_FOR)
