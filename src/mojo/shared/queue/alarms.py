"""Tells people about what they would otherwise have to look for."""

import logging

from mojo.shared.errors import StoreUnavailable
from mojo.shared.model.notifications import Notification
from mojo.shared.model.people import EVERY_SCOPE, PersonState
from mojo.shared.model.schedules import RunRecord
from mojo.shared.model.text import Text, text
from mojo.shared.ports import Notifier, People

log = logging.getLogger("mojo.scheduler")


class Alarms:
    """Tells the owner of the installation, and whoever a schedule belongs to."""

    def __init__(self, notifier: Notifier, people: People) -> None:
        self._notifier = notifier
        self._people = people

    async def tell(self, said: Text, key: str, concerned: str | None = None) -> None:
        """Tell everybody whom it concerns, once a day for each `key`. Raises StoreUnavailable."""
        for person in await self._people.list_users():
            if person.state is PersonState.ACTIVE and (EVERY_SCOPE in person.scopes or person.id == concerned):
                await self._notifier.notify(Notification(person.id, said, dedupe_key=f"{key}:{person.id}"))

    async def run_is_dead(self, record: RunRecord) -> None:
        """Tell that a run was given up; without the store nobody can be told, and the log has it."""
        said = text("scheduler-run-dead", job=record.schedule or record.job, reason=record.error or "?", attempts=record.attempt)
        try:
            await self.tell(said, f"dead:{record.id}:{record.ended_at}", record.owner)
        except StoreUnavailable as error:
            log.warning("scheduler.alarm_not_stored", extra={"run": record.id, "reason": error.detail})
