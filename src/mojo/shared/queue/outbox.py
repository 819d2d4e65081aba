"""The one way out: what people are told unasked is stored first and delivered by Chronos."""

from collections.abc import Iterable
from datetime import datetime

import orjson

from mojo.shared.errors import NotFound
from mojo.shared.model.notifications import Chat, Notification, Person, Priority, Role, Target
from mojo.shared.model.people import PersonState
from mojo.shared.ports import People
from mojo.shared.queue.lanes import Lanes, LanesFactory
from mojo.shared.util.clock import Clock

OUTBOX = "outbox"
"""Name of the lanes of chats: a lane is a chat id, an item a JSON object whose `kind` says what it is."""
TARGETS = "targets"
"""Name of the lanes of external targets: a lane is a target id. Apart from the chats, so that none waits for another."""

HELD = "held"
"""Name of the lanes of what waits for a time: `quiet:<chat id>` until quiet hours end, `later:<key>` until it is due."""

KIND = "notification"
AMEND = "amend"

_BAND = 2**51
"""More than microseconds have passed since 1970 until 2041; three bands of it are exact in the score of a sorted set."""


class Outbox:
    """`Notifier` and `Alerts` over lanes."""

    def __init__(self, people: People, lanes: LanesFactory, clock: Clock) -> None:
        self._people = people
        self._chats = lanes(OUTBOX)
        self._targets = lanes(TARGETS)
        self._held = lanes(HELD)
        self._clock = clock

    async def notify(self, notification: Notification) -> bool:
        """See Notifier. Raises NotFound for an unknown person and for a role that nobody has, StoreUnavailable."""
        match notification.recipient:
            case Role(name):
                return await self._notify_role(name, notification)
            case Person(user_id):
                user = await self._people.get_user(user_id)
                if user is None:
                    raise NotFound("There is no such person to notify.", user_id=user_id)
                return await self._put(self._chats, str(user.chat_id), notification, notification.dedupe_key)
            case Chat(chat_id):
                return await self._put(self._chats, str(chat_id), notification, notification.dedupe_key)
            case Target(target_id):
                order = order_of(self._clock.now(), notification.priority)
                return await self._targets.put(
                    target_id, notification.dedupe_key, order, body_of(notification, self._clock.now())
                )

    async def amend(self, short_id: str, chats: Iterable[str], change: str, now: Notification | None = None) -> None:
        """See Alerts. What a message says from now on stays behind the message itself, which may still wait."""
        order = order_of(self._clock.now(), now.priority if now else None)
        body = orjson.dumps({"kind": AMEND, "id": short_id} | ({"now": now.to_json()} if now else {}))
        for chat in chats:
            await self._chats.put(chat, f"{AMEND}:{short_id}:{change}:{chat}", order, body)

    async def remind(self, notification: Notification, at: datetime, key: str) -> None:
        """See Alerts."""
        body = body_of(notification, self._clock.now(), not_before=at.isoformat())
        await self._held.put(f"later:{key}", key, order_of(at, notification.priority), body)

    async def _notify_role(self, name: str, notification: Notification) -> bool:
        """Store one for each active person of the role; False if all of them were stored before."""
        users = [user for user in await self._people.list_users() if user.role == name and user.state is PersonState.ACTIVE]
        if not users:
            raise NotFound("Nobody has this role.", role=name)
        stored = [
            await self._put(self._chats, str(user.chat_id), notification, f"{notification.dedupe_key}:{user.id}")
            for user in users
        ]
        return any(stored)

    async def _put(self, lanes: Lanes, lane: str, notification: Notification, item_id: str) -> bool:
        now = self._clock.now()
        return await lanes.put(lane, item_id, order_of(now, notification.priority), body_of(notification, now))


def body_of(notification: Notification, at: datetime, **more: str) -> bytes:
    """Return the item that a notification stored at `at` becomes."""
    return orjson.dumps({"kind": KIND, "stored_at": at.isoformat(), **more, **notification.to_json()})


def order_of(at: datetime, priority: Priority | None = None) -> int:
    """Return the place in a lane of what is stored at `at`: answers (no priority) first, then what is urgent, then the rest."""
    rank = 2 if priority is None else 1 if priority is Priority.URGENT else 0
    return int(at.timestamp() * 1_000_000) - rank * _BAND
