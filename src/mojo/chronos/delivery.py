"""Delivers the outbox: in order per chat, at the pace Telegram allows, each message with the promise it asked for."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import orjson

from mojo.chronos import metrics, stored
from mojo.chronos.alerts import rows_of, with_acts
from mojo.chronos.commands import Reply
from mojo.chronos.detours import Detours
from mojo.chronos.errors import BlockedByPerson, TokenRefused
from mojo.chronos.lane_runner import Bury, Done, Later, Verdict
from mojo.chronos.letters import Letter, read_letter
from mojo.chronos.pacing import Pacer
from mojo.chronos.pauses import retry_at
from mojo.chronos.ports import Telegram
from mojo.chronos.rendering import amended, render, voice_for
from mojo.chronos.replies import REPLY_KIND, is_ambiguous
from mojo.shared.errors import ExternalServiceError, RejectedByService
from mojo.shared.external.lazy_aiogram import methods
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.deliveries import DeliveryOutcome
from mojo.shared.model.notifications import Delivery, Notification, Priority
from mojo.shared.model.people import User
from mojo.shared.model.text import text
from mojo.shared.persistence.deliveries import Deliveries
from mojo.shared.ports import People
from mojo.shared.queue.lanes import Item
from mojo.shared.queue.outbox import AMEND
from mojo.shared.util.clock import Clock
from mojo.shared.util.trace import traced

MAX_ATTEMPTS = 1500
"""With pauses of up to a minute: Telegram may be away for a day before a message is set aside."""

log = logging.getLogger("mojo.chronos")


@dataclass(frozen=True)
class Deliverer:
    """Handles the items of the outbox."""

    telegram: Telegram
    people: People
    translator: Translator
    clock: Clock
    pacer: Pacer
    deliveries: Deliveries
    detours: Detours
    _parts_sent: dict[str, int] = field(default_factory=dict)
    """How far a message of several parts has come, so that a pause in its middle repeats none of them."""

    async def handle(self, lane: str, item: Item) -> Verdict:
        """Say what becomes of one stored message. Raises StoreUnavailable."""
        with traced(item.traceparent):
            outcome, verdict = await self._outcome(lane, item)
            metrics.deliveries.labels(outcome).inc()
            log.info(f"chronos.message_{outcome}", extra={"item_id": item.id, "attempt": item.attempt})
        return verdict

    async def _outcome(self, lane: str, item: Item) -> tuple[str, Verdict]:
        try:
            body = orjson.loads(item.body)
            not_before = datetime.fromisoformat(body["not_before"]) if "not_before" in body else None
            if not_before and not_before > self.clock.now():
                return "put_off", Later(not_before, unsent=True)
            if body["kind"] == REPLY_KIND:
                if item.attempt > 1 and not item.surely_unsent:
                    metrics.ambiguous_sends.inc()
                return await self._send(int(lane), item, [stored.from_json(body)])
            if body["kind"] == AMEND:
                return await self._amend(int(lane), item, body)
            letter = read_letter(lane, item, body)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            return "malformed", Bury(f"not a message: {type(error).__name__}")
        return await self._notification(letter)

    async def _amend(self, chat_id: int, item: Item, body: dict[str, Any]) -> tuple[str, Verdict]:
        """Let a message that stands say what people did about it, or what it is to say by now."""
        short_id = body["id"]
        records = [record for record in await self.deliveries.of_notification(short_id) if record.lane == str(chat_id)]
        if not records or records[0].message_id is None or await self.detours.is_outdated(str(chat_id), item, body):
            return "amended", Done()
        acts, voice = await self.deliveries.acts(short_id), voice_for(self.translator, await self._reader(chat_id))
        said = Notification.from_json(body["now"]) if "now" in body else records[0].said
        reply = Reply(with_acts(said.text, acts), rows_of(said, acts))
        return await self._send(chat_id, item, [amended(reply, chat_id, voice, records[0].message_id, records[0].caption)])

    async def _notification(self, letter: Letter) -> tuple[str, Verdict]:
        said, item = letter.notification, letter.item
        repeated = item.attempt > 1 and not item.surely_unsent
        if repeated:
            await self._count_ambiguous(letter)
        if repeated and said.delivery is Delivery.AT_MOST_ONCE:
            return await self._settle(letter, DeliveryOutcome.DROPPED)
        reader = await self._reader(int(letter.lane))
        if detour := await self.detours.instead(letter, reader):
            return await self._settle(letter, detour)
        said, alike = await self.detours.collapsed(letter)
        words = text("chronos-collapsed", said=said.text, more=len(alike)) if alike else said.text
        reply = Reply(words, rows_of(said), picture=said.attachment)
        messages = render(reply, int(letter.lane), voice_for(self.translator, reader))
        if said.priority is Priority.LOW:
            messages = [message.model_copy(update={"disable_notification": True}) for message in messages]
        return await self._send(int(letter.lane), item, messages, replace(letter, notification=said), alike)

    async def _send(
        self,
        chat_id: int,
        item: Item,
        messages: Sequence[methods.TelegramMethod[Any]],
        letter: Letter | None = None,
        alike: tuple[Item, ...] = (),
    ) -> tuple[str, Verdict]:
        if item.attempt > MAX_ATTEMPTS:
            return await self._give_up(letter)
        answer = None
        try:
            for number in range(self._parts_sent.get(item.id, 0), len(messages)):
                if turn := await self.pacer.turn(chat_id):
                    return "paced", Later(turn, unsent=True)
                answer = await self.telegram.call(messages[number])
                self._parts_sent[item.id] = number + 1
        except ExternalServiceError as error:
            return await self._failed(letter, item, error)
        self._parts_sent.pop(item.id, None)
        if letter:
            message_id = answer.get("message_id") if isinstance(answer, dict) else None
            caption = not isinstance(messages[-1], methods.SendMessage)
            record = letter.record(DeliveryOutcome.DELIVERED, self.clock.now(), message_id, caption)
            await self.deliveries.record(letter.notification.short_id, record)
        return "delivered", Done(alike, self.pacer.next_turn(chat_id))

    async def _failed(self, letter: Letter | None, item: Item, error: ExternalServiceError) -> tuple[str, Verdict]:
        hopeless = isinstance(error, RejectedByService) and not isinstance(error, TokenRefused)
        ambiguous = is_ambiguous(error)
        if letter and ambiguous and letter.notification.delivery is Delivery.AT_MOST_ONCE:
            await self._count_ambiguous(letter)
            return "ambiguous", Done()
        if letter and await self.detours.fall_back(letter, error):
            return await self._settle(letter, DeliveryOutcome.FELL_BACK)
        if not hopeless:
            return "put_off", Later(retry_at(self.clock.now(), error, item.attempt), unsent=not ambiguous)
        if "message is not modified" in error.detail:
            return "delivered", Done()
        self._parts_sent.pop(item.id, None)
        outcome = DeliveryOutcome.BLOCKED if isinstance(error, BlockedByPerson) else DeliveryOutcome.REFUSED
        if letter:
            await self._settle(letter, outcome)
        return outcome.value, Bury(error.detail)

    async def _give_up(self, letter: Letter | None) -> tuple[str, Verdict]:
        if letter:
            await self._settle(letter, DeliveryOutcome.GIVEN_UP)
        return "given_up", Bury(f"given up after {MAX_ATTEMPTS} attempts")

    async def _settle(self, letter: Letter, outcome: DeliveryOutcome) -> tuple[str, Verdict]:
        await self.deliveries.record(letter.notification.short_id, letter.record(outcome, self.clock.now()))
        return outcome.value, Done()

    async def _count_ambiguous(self, letter: Letter) -> None:
        """Write down that the last attempt may have reached its reader."""
        metrics.ambiguous_sends.inc()
        await self._settle(letter, DeliveryOutcome.AMBIGUOUS)

    async def _reader(self, chat_id: int) -> User | None:
        return await self.people.get_user_by_chat(chat_id)
