"""What is said about reminders, not yet in any language."""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import ClassVar, TypeAlias

from mojo.features.reminders.model import ImportReport, Reminder, ReminderView, When
from mojo.shared.model.buttons import Button, ButtonData
from mojo.shared.model.text import Text, text
from mojo.shared.place_ports import Errand

Rows: TypeAlias = tuple[tuple[Button, ...], ...]

_UNITS = {"MINUTELY": "minutes", "HOURLY": "hours", "DAILY": "days", "WEEKLY": "weeks", "MONTHLY": "months", "YEARLY": "years"}
_DAYS = {"MO": "monday", "TU": "tuesday", "WE": "wednesday", "TH": "thursday", "FR": "friday", "SA": "saturday", "SU": "sunday"}


SHOWN_SKIPPED = 10


@dataclass(frozen=True)
class ReminderButton(ButtonData):
    """Something to do with a reminder."""

    prefix: ClassVar[str] = "rm"
    act: str
    id: str


@dataclass(frozen=True)
class PlacedButton(ButtonData):
    """Something to do with a reminder that waits for a place."""

    prefix: ClassVar[str] = "rp"
    act: str
    id: str


@dataclass(frozen=True)
class ConsentButton(ButtonData):
    """Whether a person may remind whoever presses it."""

    prefix: ClassVar[str] = "rc"
    allowed: int
    person: str


def made_text(view: ReminderView, name: str | None = None) -> Text:
    """Read back what was understood; `name` of somebody else who will be reminded."""
    task, when = view.reminder.task, when_text(view)
    if name:
        return text("reminders-made-for", task=task, when=when, person=name)
    return text("reminders-made", task=task, when=when)


def place_text(errand: Errand) -> Text:
    """Say for which place it waits, and if it waits in vain."""
    when = Text("reminders-when-leaving" if errand.leaving else "reminders-when-there", {"place": errand.place})
    return when if errand.noticed else text("reminders-unnoticed", when=when)


def placed_buttons(errand: Errand) -> Rows:
    """What can be done about one that waits for a place."""
    change = Button(text("reminders-button-change"), PlacedButton("edit", errand.id))
    return ((change, Button(text("reminders-button-cancel"), PlacedButton("drop", errand.id))),)


def imported_text(report: ImportReport) -> Text:
    """Say how many reminders a calendar file became, and what was left out."""
    said = text("reminders-imported", count=len(report.imported))
    if not report.skipped:
        return said
    lines = [text("reminders-skipped", task=one.summary or "?", reason=one.reason) for one in report.skipped[:SHOWN_SKIPPED]]
    listed = reduce(lambda head, tail: text("chronos-lines", head=head, tail=tail), lines)
    return text("reminders-imported-some", imported=said, count=len(report.skipped), lines=listed)


def when_text(view: ReminderView) -> Text:
    """Say when it comes."""
    when = view.reminder.when
    if view.next_at is None:
        return text("reminders-when-open") if view.reminder.open_since else text("reminders-when-over")
    if when.rule is None:
        return text("reminders-when-once", at=view.next_at)
    return text("reminders-when-again", rule=rule_text(when), next=view.next_at)


def rule_text(when: When) -> Text:
    """Say a recurrence: the common ones in words, the rest as the rule itself."""
    parts = dict(part.split("=", 1) for part in (when.rule or "").split(";"))
    unit, count, clock = _UNITS[parts.pop("FREQ")], int(parts.pop("INTERVAL", "1")), when.start.time()
    days = parts.pop("BYDAY", "")
    if parts.keys() - {"BYMONTHDAY"} or (days and unit != "weeks") or not set(days.split(",")) <= {"", *_DAYS}:
        return text("reminders-rule-other", rule=when.rule or "")
    if unit in ("minutes", "hours"):
        return Text(f"reminders-rule-{unit}", {"count": count})
    if days == "MO,TU,WE,TH,FR" and count == 1:
        return text("reminders-rule-weekdays", time=clock)
    if days:
        return text("reminders-rule-on-days", count=count, days=_days_text(days.split(",")), time=clock)
    if "BYMONTHDAY" in parts:
        return text("reminders-rule-monthday", day=parts["BYMONTHDAY"], time=clock)
    return Text(f"reminders-rule-{unit}", {"count": count, "time": clock})


def _days_text(days: list[str]) -> Text:
    first, *rest = days
    said = Text(f"reminders-day-{_DAYS[first]}")
    for day in rest:
        said = text("reminders-days", first=said, next=Text(f"reminders-day-{_DAYS[day]}"))
    return said


def due_text(reminder: Reminder, planned_at: datetime, late_min: int, name: str | None, nagged: bool) -> Text:
    """Say that it is time; how late it is, if it is; and who wants it, if somebody else does."""
    said = text("reminders-due-from", task=reminder.task, person=name) if name else text("reminders-due", task=reminder.task)
    if nagged:
        said = text("reminders-due-again", due=said, at=planned_at)
    if late_min < 2:
        return said
    late = text("reminders-late-minutes", count=late_min)
    if late_min >= 2880:
        late = text("reminders-late-days", count=late_min // 1440)
    elif late_min >= 120:
        late = text("reminders-late-hours", count=late_min // 60)
    return text("reminders-due-late", due=said, late=late, at=planned_at)


def due_buttons(id: str) -> Rows:
    """What can be done when it is time."""
    snooze = [_button("reminders-button-10m", "10m", id), _button("reminders-button-1h", "1h", id)]
    return (_button("reminders-button-done", "done", id),), (*snooze, _button("reminders-button-tomorrow", "1d", id))


def made_buttons(reminder: Reminder) -> Rows:
    """What can be done about one that has just been understood."""
    nag = ("reminders-button-nag-off", "calm") if reminder.nag else ("reminders-button-nag", "nag")
    change = _button("reminders-button-change", "edit", reminder.id)
    return (change, _button("reminders-button-cancel", "drop", reminder.id)), (_button(*nag, reminder.id),)


def listed_buttons(reminder: Reminder) -> Rows:
    """What can be done about one of the list."""
    return (_button("reminders-button-done", "done", reminder.id),), *made_buttons(reminder)


def consent_buttons(person: str) -> Rows:
    """Yes and no."""
    yes = Button(text("reminders-button-allow"), ConsentButton(1, person))
    return ((yes, Button(text("reminders-button-refuse"), ConsentButton(0, person))),)


def _button(label: str, act: str, id: str) -> Button:
    return Button(Text(label), ReminderButton(act, id))
