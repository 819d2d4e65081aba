"""What people do with reminders. API and Chronos both come here; what happens by itself is in `due.py`."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from mojo.features.reminders.book import Book
from mojo.features.reminders.consents import Consents
from mojo.features.reminders.model import Nag, NewReminder, Reminder, ReminderChange, ReminderView, When
from mojo.features.reminders.reading import PastTime, Understood, understand
from mojo.features.reminders.recurrence import instant, next_instant, wall_clock
from mojo.features.reminders.timing import Timing, again_id, nag_id
from mojo.shared.errors import InvalidInput, NotFound
from mojo.shared.model.people import Principal, User
from mojo.shared.model.schedules import Once
from mojo.shared.ports import Audit, People
from mojo.shared.util.clock import Clock

FURTHEST = timedelta(days=20 * 365)


class NotUnderstood(InvalidInput):
    """No time was found in what was said."""

    code = "reminders.not_understood"


class NoTask(InvalidInput):
    """A time was found, but not what is to be done then."""

    code = "reminders.no_task"


class ReminderService:
    """Every method raises StoreUnavailable; those that take an id NotFound for what is not the asker's."""

    def __init__(self, book: Book, consents: Consents, timing: Timing, *, people: People, audit: Audit, clock: Clock) -> None:
        self._book = book
        self._consents = consents
        self._timing = timing
        self._people = people
        self._audit = audit
        self._clock = clock

    async def all(self, by: Principal) -> list[ReminderView]:
        """Return the person's reminders, next first; what is open or over comes last."""
        views = [await self.view(reminder) for reminder in await self._book.of(by.user_id)]
        return sorted(views, key=lambda view: (view.next_at is None, view.next_at or view.reminder.created_at))

    async def get(self, by: Principal, id: str) -> ReminderView:
        """Return one reminder."""
        return await self.view(await self._book.find(id, by.user_id))

    async def say(self, by: Principal, words: str, language: str) -> ReminderView:
        """Make a reminder from what a person said, for whoever they named or for themselves.

        Raises NotUnderstood, NoTask, PastTime, NoSuchTime, TooOften, and what reminding others raises.
        """
        person, words = await self.addressee(by, words)
        return await self.create(by, NewReminder(text=words, language=language, person=person.id if person else None))

    async def addressee(self, by: Principal, words: str) -> tuple[User | None, str]:
        """Split off the name of somebody else with which `words` begin: `@Ben tomorrow ...`, `Ben: ...`."""
        said = words.strip().removeprefix("@")
        everybody = await self._people.list_users() if by.may("reminders:send") else []
        for user in sorted(everybody, key=lambda user: len(user.name), reverse=True):
            rest = said[len(user.name) :]
            is_named = said[: len(user.name)].casefold() == user.name.casefold() and rest[:1] in (" ", ":", ",", "，", "：")
            if user.id != by.user_id and is_named:
                return user, rest.lstrip(" :,，：")
        return None, words

    async def create(self, by: Principal, wanted: NewReminder) -> ReminderView:
        """Make a reminder. Raises InvalidInput for what is missing or past, and what reminding others raises."""
        person = await self._person(wanted.person or by.user_id)
        if person.id != by.user_id:
            await self._consents.require(by, person)
        zone = _zone(wanted.timezone) or person.timezone
        task, when = self._read(wanted, zone, Understood(wanted.task or "", None))
        if when is None:
            raise NotUnderstood("text: names no time; say for example `tomorrow at 8 call mum`.", field="text")
        if not task:
            raise NoTask("task: says nothing to be reminded of.", field="task")
        reminder = Reminder(
            id=secrets.token_hex(6),
            user_id=person.id,
            by=by.user_id,
            task=task,
            when=when,
            nag=wanted.nag,
            created_at=self._clock.now(),
        )
        return await self.keep(by, reminder)

    async def keep(self, by: Principal, reminder: Reminder) -> ReminderView:
        """Store a reminder that is made already. The schedule first: one without its reminder does nothing."""
        await self._timing.plan(reminder)
        await self._book.put(reminder)
        await self._audit.record(by, "reminder.created", reminder.id)
        return await self.view(reminder)

    async def change(self, by: Principal, id: str, wanted: ReminderChange) -> ReminderView:
        """Change what `wanted` says. Raises InvalidInput."""
        before = await self._book.find(id, by.user_id)
        task, when = self._read(wanted, before.when.timezone, Understood(before.task, before.when))
        update: dict[str, Any] = {"task": task or before.task, "when": when}
        if wanted.nag or wanted.nag_off:
            update["nag"] = wanted.nag
        if when != before.when:
            update["open_since"] = None
        if when != before.when and when is not None:
            await self._timing.plan(before.model_copy(update={"when": when}))
        after = await self._book.change(before.user_id, id, lambda reminder: reminder.model_copy(update=update))
        if after is None:
            raise NotFound("There is no such reminder.", reminder=id)
        await self._audit.record(by, "reminder.changed", id)
        return await self.view(after)

    async def nag(self, by: Principal, id: str, nag: Nag | None) -> ReminderView:
        """Ask until it is done, or only once."""
        return await self.change(by, id, ReminderChange(nag=nag, nag_off=nag is None))

    async def delete(self, by: Principal, id: str) -> Reminder:
        """Forget it; return what it was."""
        reminder = await self._book.find(id, by.user_id)
        await self._book.remove(reminder.user_id, id)
        await self._timing.cancel(reminder)
        await self._audit.record(by, "reminder.deleted", id)
        return reminder

    async def done(self, by: Principal, id: str) -> Reminder:
        """Nothing more about it: one that came once is forgotten, one that comes again waits for its next time."""
        reminder = await self._book.find(id, by.user_id)
        if reminder.when.rule is None or (await self.view(reminder)).next_at is None:
            return await self.delete(by, id)
        for part in (nag_id(id), again_id(id)):
            await self._timing.remove(part)
        await self._book.change(reminder.user_id, id, lambda one: one.model_copy(update={"open_since": None}))
        return reminder

    async def snooze(self, by: Principal, id: str, span: timedelta | None) -> datetime:
        """Say it again after `span`; None is tomorrow at its own time of day. Returns when."""
        reminder = await self._book.find(id, by.user_id)
        now, zone = self._clock.now(), reminder.when.timezone
        if span is None:
            day = wall_clock(now, zone).date() + timedelta(days=1)
            at = instant(datetime.combine(day, reminder.when.start.time()), zone)
        else:
            at = now + span
        await self._timing.remove(nag_id(id))
        await self._timing.put(again_id(id), reminder, Once(at=at), "again")
        return at

    async def view(self, reminder: Reminder) -> ReminderView:
        """Return the reminder and when it comes next."""
        when, now = reminder.when, self._clock.now()
        times = [next_instant(when.start, when.rule, when.timezone, now), await self._timing.next(again_id(reminder.id))]
        return ReminderView(reminder=reminder, next_at=min((at for at in times if at), default=None))

    def _read(self, wanted: NewReminder | ReminderChange, zone: str, before: Understood) -> tuple[str, When | None]:
        """Return task and time: from the words, from the fields, else as before."""
        if wanted.text is not None:
            said = understand(wanted.text, wanted.language, self._clock.now(), zone)
            return _checked_task(said.task or wanted.task or before.task), said.when or before.when
        when = before.when
        if wanted.at is not None:
            rule = wanted.rule or (when.rule if when else None)
            when = When(start=self._wall(wanted.at, zone), rule=rule, timezone=zone)
        elif wanted.rule is not None and when is not None:
            when = when.model_copy(update={"rule": wanted.rule})
        if when is not None and isinstance(wanted, ReminderChange) and wanted.once:
            when = when.model_copy(update={"rule": None})
        if when is not None and when != before.when:
            self._require_future(when)
        return wanted.task or before.task, when

    def _wall(self, at: datetime, zone: str) -> datetime:
        """Return what the wall clock shows then. Raises InvalidInput for what is out of reach."""
        now = self._clock.now()
        if not now.year - 1 <= at.year <= (now + FURTHEST).year:
            raise InvalidInput("at: must be within twenty years, and for what comes again at most a year ago.", field="at")
        return wall_clock(at, zone).replace(microsecond=0)

    def _require_future(self, when: When) -> None:
        now = self._clock.now()
        if next_instant(when.start, when.rule, when.timezone, now) is None:
            raise PastTime("at: names a time that has gone by.", field="at")

    async def _person(self, user_id: str) -> User:
        user = await self._people.get_user(user_id)
        if user is None:
            raise NotFound("There is no such person; a token that stands for nobody can have no reminders.", person=user_id)
        return user


def _checked_task(task: str) -> str:
    if len(task) > 500 or not task.isprintable():
        raise InvalidInput("text: the task must have at most 500 printable characters.", field="text")
    return task


def _zone(name: str | None) -> str | None:
    from zoneinfo import ZoneInfo

    if name is None:
        return None
    try:
        return ZoneInfo(name).key
    except (KeyError, ValueError, OSError) as error:
        raise InvalidInput("timezone: must be an IANA name such as Europe/Lisbon.", field="timezone") from error
