"""Delivers the outbox: in order per chat, each message with the promise it asked for."""

import logging
import random
from datetime import datetime, timedelta

import orjson

from mojo.chronos import metrics
from mojo.chronos.commands import Reply
from mojo.chronos.errors import BlockedByPerson, TokenRefused
from mojo.chronos.lane_runner import Bury, Done, Later, Verdict
from mojo.chronos.ports import Telegram
from mojo.chronos.rendering import render, voice_for
from mojo.chronos.replies import REPLY_KIND, is_ambiguous
from mojo.shared.errors import ExternalServiceError, RateLimited, RejectedByService
from mojo.shared.external.lazy_aiogram import methods
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.notifications import Delivery, Notification
from mojo.shared.ports import People
from mojo.shared.queue.lanes import Item
from mojo.shared.util.clock import Clock
from mojo.shared.util.trace import traced

OUTBOX = "outbox"
MAX_ATTEMPTS = 300
"""With pauses of up to five minutes: Telegram may be away for a day before a message is set aside."""
LONGEST_PAUSE_S = 300.0

log = logging.getLogger("mojo.chronos")


class Deliverer:
    """Handles the items of the outbox."""

    def __init__(self, telegram: Telegram, people: People, translator: Translator, clock: Clock) -> None:
        self._telegram = telegram
        self._people = people
        self._translator = translator
        self._clock = clock
        self._surely_unsent: set[str] = set()
        """At-most-once messages that failed without doubt, which alone may be tried again."""

    async def handle(self, lane: str, item: Item) -> Verdict:
        """Say what becomes of one stored message. Raises StoreUnavailable."""
        with traced(item.traceparent):
            outcome, verdict = await self._outcome(lane, item)
            metrics.deliveries.labels(outcome).inc()
            log.info(f"chronos.message_{outcome}", extra={"item_id": item.id, "attempt": item.attempt})
        return verdict

    async def _outcome(self, lane: str, item: Item) -> tuple[str, Verdict]:
        try:
            stored = orjson.loads(item.body)
            once = stored.get("delivery") == Delivery.AT_MOST_ONCE
            messages = await self._messages(int(lane), stored)
            not_before = datetime.fromisoformat(stored["not_before"]) if "not_before" in stored else None
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            return "malformed", Bury(f"not a message: {type(error).__name__}")
        if not_before and not_before > self._clock.now():
            return "put_off", Later(not_before)
        if once and item.attempt > 1 and item.id not in self._surely_unsent:
            return "dropped", Done()
        if item.attempt > MAX_ATTEMPTS:
            return "buried", Bury(f"given up after {MAX_ATTEMPTS} attempts")
        self._surely_unsent.discard(item.id)
        try:
            for message in messages:
                await self._telegram.call(message)
        except ExternalServiceError as error:
            return self._failed(item, error, once)
        return "delivered", Done()

    async def _messages(self, chat_id: int, stored: dict[str, object]) -> list[methods.SendMessage]:
        """Return what to send: a reply as it was rendered, a notification in the language its reader has now."""
        if stored["kind"] == REPLY_KIND:
            return [methods.SendMessage.model_validate(stored["message"])]
        notification = Notification.from_json(stored)
        voice = voice_for(self._translator, await self._people.get_user_by_chat(chat_id))
        return render(Reply(notification.text), chat_id, voice)

    def _failed(self, item: Item, error: ExternalServiceError, once: bool) -> tuple[str, Verdict]:
        if isinstance(error, RejectedByService) and not isinstance(error, TokenRefused):
            return "blocked" if isinstance(error, BlockedByPerson) else "refused", Bury(error.detail)
        if is_ambiguous(error):
            metrics.ambiguous_sends.inc()
            if once:
                return "ambiguous", Done()
        elif once:
            self._surely_unsent.add(item.id)
        return "put_off", Later(self._clock.now() + _pause_after(error, item.attempt))


def _pause_after(error: ExternalServiceError, attempt: int) -> timedelta:
    """Obey Telegram's `retry_after`; else wait twice as long each time, a little unevenly."""
    asked_s = error.params.get("retry_after_s") if isinstance(error, RateLimited) else None
    grown_s: float = min(LONGEST_PAUSE_S, 2.0 ** min(attempt - 1, 16)) * random.uniform(0.75, 1.0)  # noqa: S311  # no secret
    return timedelta(seconds=asked_s if asked_s is not None else grown_s)
