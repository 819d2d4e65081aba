"""What waits for a time: through quiet hours, after which it comes as one digest, and what somebody snoozed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson

from mojo.chronos.lane_runner import Bury, Done, Later, Verdict
from mojo.chronos.letters import Letter, read_letter
from mojo.chronos.quiet import quiet_until
from mojo.shared.model.deliveries import SETTLED
from mojo.shared.model.notifications import Chat, Notification, Priority
from mojo.shared.model.text import Text, text
from mojo.shared.persistence.deliveries import Deliveries
from mojo.shared.ports import People
from mojo.shared.queue.lanes import Item, Lanes
from mojo.shared.queue.outbox import body_of, order_of
from mojo.shared.util.clock import Clock
from mojo.shared.util.trace import traced

DIGEST = "digest"

_WEIGHT = {Priority.URGENT: 0, Priority.HIGH: 1, Priority.NORMAL: 2, Priority.LOW: 3}


@dataclass(frozen=True)
class Holding:
    """Handles the items of the held lanes."""

    held: Lanes
    outbox: Lanes
    people: People
    deliveries: Deliveries
    clock: Clock

    async def handle(self, lane: str, item: Item) -> Verdict:
        """Say what becomes of one item, or of all of its lane. Raises StoreUnavailable."""
        kind, _, chat = lane.partition(":")
        with traced(item.traceparent):
            try:
                return await (self._wake(chat) if kind == "quiet" else self._remind(item))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                return Bury(f"not a message: {type(error).__name__}")

    async def _wake(self, chat: str) -> Verdict:
        """Hand over what waited through a person's quiet hours, once they are over."""
        now = self.clock.now()
        if until := quiet_until(await self.people.get_user_by_chat(int(chat)), now):
            return Later(until, unsent=True)
        waiting = [read_letter(chat, item, orjson.loads(item.body)) for item in await self.held.peek(f"quiet:{chat}")]
        worth = [letter for letter in waiting if not letter.notification.expires_at or letter.notification.expires_at > now]
        told = [letter for letter in worth if _is_only_text(letter.notification)]
        alone = [letter for letter in worth if letter not in told] if len(told) > 1 else worth
        if len(told) > 1:
            await self._put(chat, digest(int(chat), told), f"{DIGEST}:{told[0].item.id}")
        for place, letter in enumerate(alone, start=1):
            await self._put(chat, letter.notification, f"{letter.item.id}:woken", place)
        return Done(tuple(letter.item for letter in waiting))

    async def _remind(self, item: Item) -> Verdict:
        """Say again what was snoozed, unless somebody has taken care of it."""
        body = orjson.loads(item.body)
        due = datetime.fromisoformat(body["not_before"])
        if due > self.clock.now():
            return Later(due, unsent=True)
        said = Notification.from_json(body)
        acts = await self.deliveries.acts(said.short_id)
        if not any(acted.action in SETTLED for acted in acts):
            assert isinstance(said.recipient, Chat)  # noqa: S101  # whoever snoozes does so in a chat
            await self._put(str(said.recipient.chat_id), said, f"{item.id}:due")
        return Done()

    async def _put(self, chat: str, said: Notification, item_id: str, place: int = 0) -> None:
        """Store it, at its `place` among what is handed over at the same moment."""
        now = self.clock.now()
        await self.outbox.put(chat, item_id, order_of(now, said.priority) + place, body_of(said, now))


def digest(chat_id: int, letters: Sequence[Letter]) -> Notification:
    """Return one notification that says what each of `letters` would have said, the weighty ones first."""
    weighed = sorted(letters, key=lambda letter: _WEIGHT[letter.notification.priority])
    said = text("chronos-digest", count=len(letters), lines=_stacked([letter.notification.text for letter in weighed]))
    return Notification(Chat(chat_id), said, f"{DIGEST}:{letters[0].item.id}", kind=DIGEST)


def _stacked(texts: Sequence[Text]) -> Text:
    """Set texts below each other; in halves, so that a hundred are not nested a hundred deep."""
    if len(texts) == 1:
        return text("chronos-digest-entry", said=texts[0])
    middle = len(texts) // 2
    return text("chronos-lines", head=_stacked(texts[:middle]), tail=_stacked(texts[middle:]))


def _is_only_text(said: Notification) -> bool:
    return not (said.alert or said.buttons or said.attachment)
