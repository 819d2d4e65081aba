"""The schedules of a reminder: one for its own time, and while it is open one to say it again and one to nag."""

from datetime import datetime, timedelta

from mojo.features.reminders.model import Reminder, When
from mojo.features.reminders.recurrence import every, instant
from mojo.shared.model.schedules import Calendar, Interval, Once, Schedule, Trigger
from mojo.shared.ports import Schedules

DUE_JOB = "reminders.due"
GRACE_S = 30 * 86_400.0
"""A reminder that the machine slept through is still sent so much later, and says how late it is."""


class Timing:
    """Every method raises StoreUnavailable."""

    def __init__(self, schedules: Schedules) -> None:
        self._schedules = schedules

    async def plan(self, reminder: Reminder) -> None:
        """Let the reminder come at its time, in place of any former plan."""
        await self.put(due_id(reminder.id), reminder, trigger_of(reminder.when), "due")

    async def put(self, id: str, reminder: Reminder, trigger: Trigger, why: str) -> None:
        """Plan one of its schedules."""
        await self._schedules.put(_schedule(id, reminder, trigger, why))

    async def repair(self, reminder: Reminder) -> bool:
        """Plan it anew if its schedule is missing or is for another time; False if all was well, or paused on purpose."""
        wanted = _schedule(due_id(reminder.id), reminder, trigger_of(reminder.when), "due")
        kept = await self._schedules.get(wanted.id)
        if kept and (kept.trigger, kept.timezone) == (wanted.trigger, wanted.timezone):
            return False
        await self._schedules.put(wanted)
        return True

    async def nag(self, reminder: Reminder, since: datetime) -> None:
        """Say it again and again from now on; whoever says it counts."""
        if reminder.nag is None:
            return
        span = timedelta(minutes=reminder.nag.every_min)
        await self.put(nag_id(reminder.id), reminder, Interval(every_s=span.total_seconds(), start=since + span), "nag")

    async def remove(self, id: str) -> None:
        """Let one of its schedules come no more."""
        await self._schedules.remove(id)

    async def cancel(self, reminder: Reminder) -> None:
        """Let nothing about it come any more."""
        for id in (due_id(reminder.id), again_id(reminder.id), nag_id(reminder.id)):
            await self._schedules.remove(id)

    async def next(self, id: str) -> datetime | None:
        """Return when one of its schedules fires next."""
        return await self._schedules.next_run(id)


def due_id(id: str) -> str:
    """Return the id of the schedule of a reminder's own time."""
    return f"reminder:{id}"


def again_id(id: str) -> str:
    """Return the id of the schedule of one that was put off."""
    return f"reminder:{id}:again"


def nag_id(id: str) -> str:
    """Return the id of the schedule of one that nags."""
    return f"reminder:{id}:nag"


def _schedule(id: str, reminder: Reminder, trigger: Trigger, why: str) -> Schedule:
    return Schedule(
        id=id,
        job=DUE_JOB,
        trigger=trigger,
        timezone=reminder.when.timezone,
        payload={"user_id": reminder.user_id, "reminder": reminder.id, "why": why},
        owner=reminder.user_id,
        misfire_grace_s=GRACE_S,
    )


def trigger_of(when: When) -> Trigger:
    """Return what fires at these times."""
    if when.rule is None:
        return Once(at=instant(when.start, when.timezone))
    if span := every(when.rule):
        return Interval(every_s=span.total_seconds(), start=instant(when.start, when.timezone))
    return Calendar(rule=when.rule, start=when.start)
