"""The places outside Telegram at which people can be told something."""

import logging
import secrets

from mojo.features.notifications.model import NewTarget, TargetView
from mojo.features.notifications.ports import Sender
from mojo.shared.errors import InvalidInput, NotFound
from mojo.shared.model.notifications import Attachment, Notification
from mojo.shared.model.people import Principal
from mojo.shared.model.targets import OutsideTarget
from mojo.shared.persistence.targets import TargetStore
from mojo.shared.ports import Audit, Notifier
from mojo.shared.util.clock import Clock

MANAGE = "notify:manage"
MOST_TARGETS = 20
"""Of one person."""

log = logging.getLogger("mojo.notifications")


class TargetService:
    """Adds, tests and removes targets, each person their own; provides the port `Targets`."""

    def __init__(self, store: TargetStore, sender: Sender, notifier: Notifier, audit: Audit, clock: Clock) -> None:
        self._store = store
        self._sender = sender
        self._notifier = notifier
        self._audit = audit
        self._clock = clock

    async def add(self, by: Principal, new: NewTarget) -> TargetView:
        """Keep a new target. Raises InvalidInput for a URL that cannot be used or one too many, StoreUnavailable."""
        name = " ".join(new.name.split())
        if not name:
            raise InvalidInput("name: give the target a name.", field="name")
        if sum(target.owner == by.user_id for target in await self._store.all()) >= MOST_TARGETS:
            raise InvalidInput(f"url: at most {MOST_TARGETS} targets a person; remove one first.", field="url")
        await self._sender.check(new.url.get_secret_value())
        target = OutsideTarget(
            id=secrets.token_hex(6),
            owner=by.user_id,
            name=name,
            url=new.url,
            fallback=new.fallback,
            created_at=self._clock.now(),
        )
        await self._store.put(target)
        await self._audit.record(by, "target.added", target.id)
        log.info("notifications.target_added", extra={"target": target.id, "user_id": by.user_id})
        return view(target)

    async def all(self, by: Principal) -> list[TargetView]:
        """Return whatever targets `by` may see: their own, or everybody's. Raises StoreUnavailable."""
        return [view(target) for target in await self._store.all() if _may_touch(by, target)]

    async def remove(self, by: Principal, target_id: str) -> None:
        """Forget a target. Raises NotFound, StoreUnavailable."""
        target = await self._get(by, target_id)
        await self._store.remove(target.id)
        await self._audit.record(by, "target.removed", target.id)

    async def test(self, by: Principal, target_id: str) -> None:
        """Say something at a target now. Raises NotFound, ExternalServiceError if it did not take it, StoreUnavailable."""
        target = await self._get(by, target_id)
        await self._sender.send(target.url.get_secret_value(), f"Mojo: {target.name} ✓", None)

    async def say(self, by: Principal, target_id: str, notification: Notification) -> bool:
        """Store `notification` for a target. Raises NotFound, StoreUnavailable."""
        await self._get(by, target_id)
        return await self._notifier.notify(notification)

    async def owner_of(self, target_id: str) -> str | None:
        """See Targets."""
        target = await self._store.get(target_id)
        return target.owner if target else None

    async def fallbacks_of(self, user_id: str) -> list[str]:
        """See Targets."""
        return [target.id for target in await self._store.all() if target.owner == user_id and target.fallback]

    async def send(self, target_id: str, said: str, attachment: Attachment | None = None) -> None:
        """See Targets."""
        target = await self._store.get(target_id)
        if target is None:
            raise NotFound("This target is gone.", target_id=target_id)
        await self._sender.send(target.url.get_secret_value(), said, attachment)

    async def _get(self, by: Principal, target_id: str) -> OutsideTarget:
        target = await self._store.get(target_id)
        if target is None or not _may_touch(by, target):
            raise NotFound("You have no such target.", target_id=target_id)
        return target


def view(target: OutsideTarget) -> TargetView:
    """Return what may be shown of a target."""
    scheme = target.url.get_secret_value().partition("://")[0].lower()
    return TargetView(
        id=target.id,
        name=target.name,
        shown=f"{scheme}://***",
        fallback=target.fallback,
        owner=target.owner,
        created_at=target.created_at,
    )


def _may_touch(by: Principal, target: OutsideTarget) -> bool:
    return target.owner == by.user_id or by.may(MANAGE)
