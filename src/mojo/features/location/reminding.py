"""Reminds where no other feature does: one message, without snoozing."""

from mojo.shared.model.notifications import Notification
from mojo.shared.model.text import text
from mojo.shared.ports import Notifier


class PlainReminding:
    """Keeps `Reminding`."""

    def __init__(self, notifier: Notifier) -> None:
        self._notifier = notifier

    async def remind_now(self, user_id: str, task: str, key: str) -> None:
        said = text("location-errand-due", task=task)
        await self._notifier.notify(Notification(user_id, said, dedupe_key=key, kind="location.errand"))
