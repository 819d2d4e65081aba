"""The port `Attempts`: counts in the store, and tells the owner once when something is locked."""

import logging
import math

from mojo.shared.auth.attempts import LOCKED_AT, AttemptStore
from mojo.shared.errors import MojoException, TooManyAttempts
from mojo.shared.model.audit import AuditOutcome
from mojo.shared.model.notifications import Notification
from mojo.shared.model.people import EVERY_SCOPE, OWNER, Principal, User
from mojo.shared.model.text import text
from mojo.shared.ports import Audit, Notifier, People
from mojo.shared.util.clock import Clock

NOBODY = Principal(user_id="stranger", name="")

log = logging.getLogger("mojo.access")


class Lockout:
    """Keeps `Attempts`."""

    def __init__(self, store: AttemptStore, people: People, notifier: Notifier, audit: Audit, clock: Clock) -> None:
        self._store = store
        self._people = people
        self._notifier = notifier
        self._audit = audit
        self._clock = clock

    async def check(self, kind: str, subject: str) -> None:
        """Raises TooManyAttempts, StoreUnavailable."""
        wait_s = await self._store.blocked_for_s(kind, subject)
        if wait_s > 0:
            raise too_many_attempts(wait_s)

    async def failed(self, kind: str, subject: str) -> None:
        """Count a wrong one. Raises StoreUnavailable."""
        if await self._store.failed(kind, subject) == LOCKED_AT:
            await self._locked(kind, subject)

    async def succeeded(self, kind: str, subject: str) -> None:
        """Forget what was counted. Raises StoreUnavailable."""
        await self._store.forget(kind, subject)

    async def _locked(self, kind: str, subject: str) -> None:
        log.warning("access.locked", extra={"kind": kind})
        await self._audit.record(NOBODY, "access.locked", subject, AuditOutcome.DENIED, kind=kind)
        key = f"locked:{kind}:{subject}:{self._clock.now():%Y%m%d%H}"
        for owner in filter(_owns, await self._people.list_users()):
            try:
                said = text("access-locked", kind=kind, subject=subject)
                await self._notifier.notify(Notification(owner.id, said, f"{key}:{owner.id}"))
            except MojoException as error:  # the lock holds all the same
                log.warning("access.owner_not_told", extra={"error_code": error.code})


def too_many_attempts(wait_s: float) -> TooManyAttempts:
    """Return what an attempt that is not looked at raises."""
    seconds = math.ceil(wait_s)
    return TooManyAttempts(f"Too many wrong attempts. Cure: try again in {seconds} s.", retry_after_s=seconds)


def _owns(user: User) -> bool:
    return user.role == OWNER or EVERY_SCOPE in user.scopes
