"""Reminders from an iCalendar file (RFC 5545): VEVENT and VTODO with RRULE, VALARM and timezone.

What cannot be taken over is skipped and said: a file is never half read in silence.
"""

import hashlib
import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from mojo.features.reminders.book import Book
from mojo.features.reminders.model import REMINDERS_LIMIT, TASK_LIMIT, ImportReport, Reminder, Skipped, When
from mojo.features.reminders.recurrence import check_rule, next_instant, wall_clock
from mojo.features.reminders.service import ReminderService
from mojo.shared.errors import Conflict, InvalidInput, NotFound
from mojo.shared.model.people import Principal
from mojo.shared.ports import People
from mojo.shared.util.clock import Clock

FILE_LIMIT_BYTES = 512 * 1024
_EVERY_ONE = re.compile(r"FREQ=(?:DAILY|WEEKLY)(?:;(?:BYDAY|UNTIL|WKST)=[^;]*)*")
"""A rule that means the same from whichever of its times it is counted."""
ALL_DAY = time(9)
"""When something is said that the file puts on a day and at no hour."""


class Importer:
    """Reads files."""

    def __init__(self, service: ReminderService, book: Book, people: People, clock: Clock) -> None:
        self._service = service
        self._book = book
        self._people = people
        self._clock = clock

    async def read(self, by: Principal, file: bytes) -> ImportReport:
        """Make a reminder of each entry, in place of one made of the same entry before.

        Raises InvalidInput for what is no calendar or too large, NotFound, StoreUnavailable.
        """
        user = await self._people.get_user(by.user_id)
        if user is None:
            raise NotFound("There is no such person; a token that stands for nobody can have no reminders.", person=by.user_id)
        imported, skipped = [], []
        for entry in _entries(file):
            summary = " ".join(str(entry.get("summary", "")).split())[:TASK_LIMIT]
            try:
                reminder = self._reminder(entry, summary, user.id, user.timezone)
                await self._service.keep(by, reminder)
                imported.append(reminder)
            except (ValueError, TypeError, AttributeError, KeyError, OverflowError) as error:
                reason = str(error) if isinstance(error, _Unusable) else "It breaks a rule of RFC 5545."
                skipped.append(Skipped(summary=summary, reason=reason))
            except (Conflict, InvalidInput) as error:
                skipped.append(Skipped(summary=summary, reason=error.detail))
        return ImportReport(imported=imported, skipped=skipped)

    def _reminder(self, entry: Any, summary: str, user_id: str, timezone: str) -> Reminder:
        if not summary or not summary.isprintable():
            raise _Unusable("It has no printable SUMMARY.")
        if str(entry.get("status", "")).upper() in ("CANCELLED", "COMPLETED"):
            raise _Unusable("It is cancelled or completed.")
        if "recurrence-id" in entry:
            raise _Unusable("It changes one time of a series; only whole series are taken over.")
        when = _when(entry, timezone)
        following = next_instant(when.start, when.rule, when.timezone, self._clock.now())
        if following is None:
            raise _Unusable("It is over.")
        if when.rule and _EVERY_ONE.fullmatch(when.rule):  # thousands of past times need not be counted again at every look
            when = when.model_copy(update={"start": max(when.start, wall_clock(following, when.timezone))})
        uid = str(entry.get("uid") or f"{summary}{when.start}")[:255]
        id = hashlib.sha256(f"{user_id}\0{uid}".encode()).hexdigest()[:12]
        return Reminder(id=id, user_id=user_id, by=user_id, task=summary, when=when, uid=uid, created_at=self._clock.now())


class _Unusable(ValueError):
    """Why an entry is skipped, in words for its owner."""


def _entries(file: bytes) -> list[Any]:
    """Return the events and tasks. Raises InvalidInput."""
    from icalendar import Calendar

    if len(file) > FILE_LIMIT_BYTES:
        raise InvalidInput(f"file: must have at most {FILE_LIMIT_BYTES} bytes.", field="file")
    try:
        calendars = Calendar.from_ical(file.decode("utf-8-sig"), multiple=True)
        entries = [entry for calendar in calendars for name in ("VEVENT", "VTODO") for entry in calendar.walk(name)]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise InvalidInput("file: must be an iCalendar file (RFC 5545) in UTF-8.", field="file") from error
    if not calendars:
        raise InvalidInput("file: must be an iCalendar file (RFC 5545) in UTF-8.", field="file")
    if len(entries) > REMINDERS_LIMIT:
        raise InvalidInput(f"file: must have at most {REMINDERS_LIMIT} events and tasks.", field="file")
    return entries


def _when(entry: Any, timezone: str) -> When:
    """Return when it is to be said: at its first alarm, else at its start, else when it is due."""
    for name in ("exdate", "rdate"):
        if name in entry:
            raise _Unusable(f"It has {name.upper()}, which is not understood.")
    given = entry.get("dtstart") or entry.get("due")
    if given is None:
        raise _Unusable("It has neither DTSTART nor DUE.")
    start, zone = _on_the_wall(given.dt, timezone)
    alarm = _alarm(entry)
    if isinstance(alarm, timedelta):
        start += alarm
    elif alarm is not None:
        start = wall_clock(alarm, zone)
    rules = entry.get("rrule")
    if isinstance(rules, list):
        raise _Unusable("It has more than one RRULE.")
    return When(start=start.replace(microsecond=0), rule=_rule(rules, zone) if rules else None, timezone=zone)


def _on_the_wall(at: Any, timezone: str) -> tuple[datetime, str]:
    """Return the wall clock and its zone; times without one, and days, are meant on the person's clock."""
    if not isinstance(at, date):
        raise _Unusable("Its start is no time.")
    if not isinstance(at, datetime):
        return datetime.combine(at, ALL_DAY), timezone
    if at.tzinfo is None:
        return at, timezone
    zone = getattr(at.tzinfo, "key", None)
    if zone is None or at.tzinfo is UTC or zone == "UTC":  # a fixed offset says nothing about summer
        return wall_clock(at, timezone), timezone
    return at.replace(tzinfo=None), zone


def _alarm(entry: Any) -> timedelta | datetime | None:
    """Return when the first alarm goes off, relative to the start or absolute."""
    for alarm in entry.walk("VALARM"):
        trigger = alarm.get("trigger")
        if trigger is not None and str(trigger.params.get("RELATED", "START")).upper() == "START":
            at = trigger.dt
            return at if isinstance(at, timedelta) or at.tzinfo else None
    return None


def _rule(rule: Any, zone: str) -> str:
    """Return the RRULE with UNTIL on the wall clock and FREQ first."""
    until = (rule.get("UNTIL") or [None])[0]
    if isinstance(until, datetime) and until.tzinfo:
        rule["UNTIL"] = [wall_clock(until, zone)]
    parts = str(rule.to_ical().decode()).split(";")
    parts.sort(key=lambda part: not part.startswith("FREQ="))
    try:
        return check_rule(";".join(parts))
    except ValueError as error:
        raise _Unusable(f"Its RRULE {error}.") from error
