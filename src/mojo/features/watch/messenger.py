"""What the owner is told, and how it becomes known that somebody takes care of it."""

from datetime import datetime

from mojo.features.watch.conditions import SCHEDULER_DOWN
from mojo.features.watch.model import OWN, Severity, Trouble
from mojo.features.watch.texts import began_text, ended_text, still_text
from mojo.shared.errors import NotFound
from mojo.shared.model.deliveries import Acted, Action
from mojo.shared.model.notifications import Notification, Priority, Role, short_id
from mojo.shared.model.people import OWNER
from mojo.shared.model.text import Text
from mojo.shared.persistence.deliveries import Deliveries
from mojo.shared.ports import Alerts, Documents, Notifier
from mojo.shared.queue.sentry import claim_telling

PRIORITIES = {Severity.WARNING: Priority.HIGH, Severity.CRITICAL: Priority.URGENT}


class Messenger:
    """Every method raises StoreUnavailable. Each message's dedupe key says what it is about, so telling twice is telling once."""

    def __init__(self, notifier: Notifier, alerts: Alerts, deliveries: Deliveries, documents: Documents) -> None:
        self._notifier = notifier
        self._alerts = alerts
        self._deliveries = deliveries
        self._documents = documents

    async def is_ours(self, trouble: Trouble) -> bool:
        """Tell whether it is for the watch to tell it: of a Scheduler gone only who was first tells."""
        return trouble.seen.key != SCHEDULER_DOWN or await claim_telling(self._documents)

    async def began(self, trouble: Trouble) -> str | None:
        """Tell that it has begun; return the dedupe key, None if there is no owner yet."""
        return await self._tell(trouble, began_text(trouble.seen), f"{_name(trouble)}:began")

    async def again(self, trouble: Trouble, now: datetime) -> str | None:
        """Remind of it; returns as `began` does."""
        return await self._tell(trouble, still_text(trouble, now), f"{_name(trouble)}:again:{len(trouble.told)}")

    async def ended(self, trouble: Trouble, now: datetime) -> None:
        """Tell that it is over, below every message about it too: there is nothing to be done about it any more."""
        over = Acted(action=Action.ENDED, user_id=OWN, name="Mojo", at=now)
        for key in trouble.told:
            await self._deliveries.act(short_id(key), over)
            records = await self._deliveries.of_notification(short_id(key))
            chats = [record.lane for record in records if record.message_id is not None]
            await self._alerts.amend(short_id(key), chats, f"ended:{now.isoformat()}")
        await self._tell(trouble, ended_text(trouble, now), f"{_name(trouble)}:ended", over=True)

    async def acts(self, trouble: Trouble) -> list[Acted]:
        """Return what people did about its messages."""
        return [acted for key in trouble.told for acted in await self._deliveries.acts(short_id(key))]

    async def _tell(self, trouble: Trouble, said: Text, key: str, over: bool = False) -> str | None:
        notification = Notification(
            Role(OWNER),
            said,
            key,
            kind=f"watch.{trouble.seen.cause}"[:64],
            priority=Priority.NORMAL if over else PRIORITIES[trouble.seen.severity],
            collapse_key=f"watch:{_name(trouble)}",
            alert=not over,
        )
        try:
            await self._notifier.notify(notification)
        except NotFound:  # nobody has come in as the owner
            return None
        return key


def _name(trouble: Trouble) -> str:
    """Return what no other trouble is called: the same cause that comes again is another one."""
    return f"watch:{trouble.seen.cause}:{trouble.seen.subject}:{trouble.since.isoformat()}"
