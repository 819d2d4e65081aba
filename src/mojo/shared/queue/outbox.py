"""The one way out: what people are told unasked is stored first and delivered by Chronos."""

import orjson

from mojo.shared.errors import NotFound
from mojo.shared.model.notifications import Notification
from mojo.shared.ports import People
from mojo.shared.queue.lanes import LanesFactory
from mojo.shared.util.clock import Clock

OUTBOX = "outbox"
"""Name of the lanes: a lane is a chat id, an item a JSON object whose `kind` says what it is."""

KIND = "notification"


class Outbox:
    """`Notifier` over the outbox lanes."""

    def __init__(self, people: People, lanes: LanesFactory, clock: Clock) -> None:
        self._people = people
        self._lanes = lanes(OUTBOX)
        self._clock = clock

    async def notify(self, notification: Notification) -> bool:
        """Store `notification`; False if its dedupe key was seen. Raises NotFound for an unknown person, StoreUnavailable."""
        user = await self._people.get_user(notification.user_id)
        if user is None:
            raise NotFound("There is no such person to notify.", user_id=notification.user_id)
        body = orjson.dumps({"kind": KIND, **notification.to_json()})
        order = int(self._clock.now().timestamp() * 1_000_000)
        return await self._lanes.put(str(user.chat_id), notification.dedupe_key, order, body)
