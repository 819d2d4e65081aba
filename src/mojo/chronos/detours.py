"""What becomes of a notification instead of being sent at once: it waits, is left out, joins others, or goes another way."""

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import dropwhile, islice
from typing import Any

import orjson

from mojo.chronos.errors import BlockedByPerson
from mojo.chronos.letters import Letter, read_letter
from mojo.chronos.quiet import quiet_until
from mojo.shared.errors import ExternalServiceError, RateLimited, RejectedByService
from mojo.shared.model.deliveries import DeliveryOutcome
from mojo.shared.model.notifications import Notification, Person, Priority, Target
from mojo.shared.model.people import User
from mojo.shared.persistence.deliveries import Deliveries
from mojo.shared.persistence.mutes import Mutes
from mojo.shared.ports import People, Targets
from mojo.shared.queue.lanes import Item, Lanes
from mojo.shared.queue.outbox import AMEND, KIND, body_of, order_of
from mojo.shared.util.clock import Clock


@dataclass(frozen=True)
class Detours:
    """Decides by what the notification says and what its reader wants. Every method raises StoreUnavailable."""

    outbox: Lanes
    held: Lanes
    outside: Lanes
    people: People
    mutes: Mutes
    targets: Targets
    deliveries: Deliveries
    clock: Clock
    fallback_after_s: float

    async def instead(self, letter: Letter, reader: User | None) -> DeliveryOutcome | None:
        """Return what became of `letter` without being sent; None if it is to be sent now."""
        said, now = letter.notification, self.clock.now()
        if said.expires_at and said.expires_at <= now:
            return DeliveryOutcome.EXPIRED
        if said.priority is Priority.URGENT or reader is None:
            return None
        if said.kind in await self.mutes.of(reader.id):
            return DeliveryOutcome.MUTED
        if quiet_until(reader, now) is None:
            return None
        order = order_of(letter.stored_at or now, said.priority)
        await self.held.put(f"quiet:{letter.lane}", letter.item.id, order, letter.item.body)
        return DeliveryOutcome.HELD

    async def collapsed(self, letter: Letter) -> tuple[Notification, tuple[Item, ...]]:
        """Return what to say for `letter` and all like it that wait behind it, and which those are."""
        if letter.notification.collapse_key is None:
            return letter.notification, ()
        alike = [other for item in await self.outbox.peek(letter.lane) if (other := _alike(letter, item))]
        for other in [letter, *alike][:-1]:
            record = other.record(DeliveryOutcome.COLLAPSED, self.clock.now())
            await self.deliveries.record(other.notification.short_id, record)
        last = alike[-1].notification if alike else letter.notification
        return last, tuple(other.item for other in alike)

    async def is_outdated(self, lane: str, item: Item, amendment: dict[str, Any]) -> bool:
        """Tell whether what a message is to say from now on is overtaken by a later amendment that waits."""
        if "now" not in amendment:
            return False
        later = dropwhile(lambda other: other.id != item.id, await self.outbox.peek(lane))
        return any(_overtakes(other, amendment["id"]) for other in islice(later, 1, None))

    async def fall_back(self, letter: Letter, error: ExternalServiceError) -> bool:
        """Hand a person's notification to their other targets if Telegram cannot bring it; False if it can, or they have none."""
        recipient = letter.notification.recipient
        if not self._is_hopeless(letter, error) or letter.lane.startswith("-"):
            return False
        reader = recipient.user_id if isinstance(recipient, Person) else await self._reader_of(letter.lane)
        ways = await self.targets.fallbacks_of(reader) if reader else []
        for target_id in ways:
            said = replace(letter.notification, to=Target(target_id))
            order = order_of(self.clock.now(), said.priority)
            await self.outside.put(target_id, f"{letter.item.id}@{target_id}", order, body_of(said, self.clock.now()))
        return bool(ways)

    def _is_hopeless(self, letter: Letter, error: ExternalServiceError) -> bool:
        if isinstance(error, RejectedByService):
            return isinstance(error, BlockedByPerson) or self._is_late(letter)
        return not isinstance(error, RateLimited) and self._is_late(letter)

    def _is_late(self, letter: Letter) -> bool:
        waited = self.clock.now() - (letter.stored_at or self.clock.now())
        return waited >= timedelta(seconds=self.fallback_after_s)

    async def _reader_of(self, lane: str) -> str | None:
        reader = await self.people.get_user_by_chat(int(lane))
        return reader.id if reader else None


def _overtakes(item: Item, short_id: str) -> bool:
    try:
        body = orjson.loads(item.body)
        return bool(body["kind"] == AMEND and body["id"] == short_id and "now" in body)
    except (ValueError, KeyError, TypeError):  # it is set aside when its turn comes
        return False


def _alike(letter: Letter, item: Item) -> Letter | None:
    """Return the item as a letter if it collapses with `letter`."""
    try:
        body = orjson.loads(item.body)
        if item.id == letter.item.id or body["kind"] != KIND or body.get("collapse_key") != letter.notification.collapse_key:
            return None
        return read_letter(letter.lane, item, body)
    except (ValueError, KeyError, TypeError, AttributeError):  # it is set aside when its turn comes
        return None
