"""What is said through the API, what waits, and what became of it."""

import secrets
from dataclasses import dataclass
from datetime import datetime

import orjson

from mojo.features.notifications.model import (
    DeliveryView,
    Mine,
    NewNotification,
    Stored,
    WaitingView,
)
from mojo.features.notifications.targets import MANAGE, TargetService
from mojo.shared.errors import InvalidInput, NotFound, PermissionDenied
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.deliveries import DeliveryRecord
from mojo.shared.model.notifications import Notification, Person, Recipient, Role, Target
from mojo.shared.model.people import Principal, User
from mojo.shared.model.text import Text, text
from mojo.shared.persistence.deliveries import Deliveries
from mojo.shared.persistence.mutes import Mutes
from mojo.shared.ports import Notifier, People
from mojo.shared.queue.lanes import Item, LanesFactory
from mojo.shared.queue.outbox import HELD, OUTBOX


@dataclass(frozen=True)
class NotificationService:
    """What people are told. Every method raises StoreUnavailable."""

    people: People
    notifier: Notifier
    targets: TargetService
    lanes: LanesFactory
    deliveries: Deliveries
    mutes: Mutes
    translator: Translator

    async def say(self, by: Principal, new: NewNotification) -> Stored:
        """Store what `by` says to themselves, or to others with the scope for it.

        Raises InvalidInput, PermissionDenied, NotFound.
        """
        recipient = _recipient(by, new)
        said = Notification(
            recipient,
            text("notifications-words", words=new.text),
            f"{by.user_id}:{new.dedupe_key or secrets.token_hex(16)}",
            kind=new.kind,
            priority=new.priority,
            collapse_key=new.collapse_key,
            expires_at=_aware(new.expires_at),
            alert=new.alert,
        )
        if isinstance(recipient, Target):
            return Stored(id=said.short_id, stored=await self.targets.say(by, recipient.target_id, said))
        if recipient != Person(by.user_id) and not by.may(MANAGE):
            raise PermissionDenied(f"Writing to others needs the scope {MANAGE}.", scope=MANAGE)
        return Stored(id=said.short_id, stored=await self.notifier.notify(said))

    async def mine(self, by: Principal) -> Mine:
        """Return what waits for `by`, what became of the rest, and what they muted."""
        user = await self.people.get_user(by.user_id)
        if user is None:
            raise NotFound("You have no chat with Chronos, so nothing can wait for you.", user_id=by.user_id)
        chat = str(user.chat_id)
        return Mine(
            waiting=self._views(await self.lanes(OUTBOX).peek(chat), user),
            held=self._views(await self.lanes(HELD).peek(f"quiet:{chat}"), user),
            delivered=[self._delivery(record, user) for record in await self.deliveries.of_lane(chat)],
            muted=await self.mutes.of(user.id),
        )

    def _views(self, items: list[Item], user: User) -> list[WaitingView]:
        said = [(item, found) for item in items if (found := _notification_in(item))]
        return [
            WaitingView(said=self._words(found.text, user), kind=found.kind, priority=found.priority, attempts=item.attempt)
            for item, found in said
        ]

    def _delivery(self, record: DeliveryRecord, user: User) -> DeliveryView:
        said = record.said
        words = self._words(said.text, user)
        return DeliveryView(id=said.short_id, said=words, kind=said.kind, at=record.at, outcome=record.outcome)

    def _words(self, said: Text, user: User) -> str:
        language = self.translator.match(user.language, user.telegram_language)
        return self.translator.say(said, language, user.timezone, user.clock)


def _recipient(by: Principal, new: NewNotification) -> Recipient:
    given = [name for name in ("to", "role", "target") if getattr(new, name) is not None]
    if len(given) > 1:
        raise InvalidInput(f"{given[1]}: give one of to, role and target.", field=given[1])
    if new.role is not None:
        return Role(new.role)
    return Target(new.target) if new.target is not None else Person(new.to or by.user_id)


def _aware(at: datetime | None) -> datetime | None:
    if at is not None and at.tzinfo is None:
        raise InvalidInput("expires_at: with its offset from UTC, such as 2026-07-01T12:00:00Z.", field="expires_at")
    return at


def _notification_in(item: Item) -> Notification | None:
    """Return what an item says; None for an answer, which is nobody's notification."""
    try:
        return Notification.from_json(orjson.loads(item.body))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
