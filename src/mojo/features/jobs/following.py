"""The message that says how a run stands, and goes on saying it until the run has ended."""

import hashlib

from mojo.features.jobs.buttons import run_rows
from mojo.features.jobs.texts import one_run_text
from mojo.shared.model.notifications import Chat, Notification, Priority
from mojo.shared.model.schedules import RunRecord
from mojo.shared.ports import Alerts, Notifier


class Following:
    """`RunFollowers` by notifications: each chat has one message a run, which is amended."""

    def __init__(self, notifier: Notifier, alerts: Alerts) -> None:
        self._notifier = notifier
        self._alerts = alerts

    async def begin(self, run: RunRecord) -> None:
        """Send the message to each follower. Raises StoreUnavailable."""
        for chat_id in run.followers:
            await self._notifier.notify(_message(run, chat_id))

    async def tell(self, run: RunRecord) -> None:
        """See RunFollowers."""
        state = hashlib.sha256(run.model_dump_json().encode()).hexdigest()[:16]
        for chat_id in run.followers:
            message = _message(run, chat_id)
            await self._alerts.amend(message.short_id, [str(chat_id)], state, message)


def _message(run: RunRecord, chat_id: int) -> Notification:
    """Return what the message says now. It answers somebody who has just asked, so nothing holds it back."""
    return Notification(
        Chat(chat_id),
        one_run_text(run),
        dedupe_key=f"run:{run.id}:{chat_id}",
        kind="jobs.run",
        priority=Priority.URGENT,
        buttons=run_rows(run),
    )
