"""What happens when it is time. Everything here may happen again after a crash, and is then the same."""

from datetime import datetime

from mojo.features.reminders.book import Book
from mojo.features.reminders.consents import Consents
from mojo.features.reminders.model import Reminder
from mojo.features.reminders.recurrence import next_instant
from mojo.features.reminders.texts import due_buttons, due_text
from mojo.features.reminders.timing import Timing, nag_id
from mojo.shared.model.notifications import Notification, Priority
from mojo.shared.ports import Notifier, People
from mojo.shared.util.clock import Clock


class DueReminders:
    """Every method raises StoreUnavailable."""

    def __init__(
        self, book: Book, consents: Consents, timing: Timing, *, notifier: Notifier, people: People, clock: Clock
    ) -> None:
        self._book = book
        self._consents = consents
        self._timing = timing
        self._notifier = notifier
        self._people = people
        self._clock = clock

    async def due(self, user_id: str, id: str, why: str, planned_at: datetime, key: str) -> None:
        """Tell the person; `why` is due, again (it was put off) or nag. `key` is the same when it happens again."""
        reminder = await self._book.get(user_id, id)
        if reminder is None or not await self._consents.given(reminder.by, user_id):
            return
        if why == "due" and self._has_come_again(reminder, planned_at):
            return
        if why == "nag" and not await self._goes_on(reminder, planned_at):
            return
        if why != "nag":
            opened = await self._book.change(user_id, id, lambda one: one.model_copy(update={"open_since": planned_at}))
            if opened is None:
                return
            await self._timing.nag(opened, self._clock.now())
        await self._tell(reminder, planned_at, key, nagged=why == "nag")

    async def repair(self) -> int:
        """Plan anew every reminder whose schedule was lost; return how many."""
        repaired = 0
        for user in await self._people.list_users():
            for reminder in await self._book.of(user.id):
                if self._comes_again(reminder):
                    repaired += await self._timing.repair(reminder)
        return repaired

    def _comes_again(self, reminder: Reminder) -> bool:
        when = reminder.when
        return next_instant(when.start, when.rule, when.timezone, self._clock.now()) is not None

    def _has_come_again(self, reminder: Reminder, planned_at: datetime) -> bool:
        """Tell whether, while the machine was off, its next time has come too: the last of them speaks for all."""
        when = reminder.when
        following = next_instant(when.start, when.rule, when.timezone, planned_at)
        return when.rule is not None and following is not None and following <= self._clock.now()

    async def _goes_on(self, reminder: Reminder, planned_at: datetime) -> bool:
        """Tell whether to nag this time; once it is done or was said often enough, never again."""
        if reminder.nag is None or reminder.open_since is None:
            await self._timing.remove(nag_id(reminder.id))
            return False
        asked = round((planned_at - reminder.open_since).total_seconds() / (60 * reminder.nag.every_min))
        if asked >= reminder.nag.times:
            await self._timing.remove(nag_id(reminder.id))
        return asked <= reminder.nag.times

    async def _tell(self, reminder: Reminder, planned_at: datetime, key: str, *, nagged: bool) -> None:
        sender = await self._people.get_user(reminder.by) if reminder.by != reminder.user_id else None
        late_min = 0 if nagged else int((self._clock.now() - planned_at).total_seconds() // 60)
        own = reminder.by == reminder.user_id
        due_at = reminder.open_since if nagged and reminder.open_since else planned_at
        notification = Notification(
            reminder.user_id,
            due_text(reminder, due_at, late_min, sender.name if sender else None, nagged),
            dedupe_key=key,
            kind="reminders.due",
            priority=Priority.URGENT if own else Priority.HIGH,  # who sets an alarm for the night wants it at night
            buttons=due_buttons(reminder.id),
        )
        await self._notifier.notify(notification)
