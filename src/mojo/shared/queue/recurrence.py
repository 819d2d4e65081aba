"""Recurrence rules, as RFC 5545 section 3.3.10 means them: `FREQ=MONTHLY;BYDAY=-1FR`.

dateutil finds the matching local times. It counts every one from the start, so we hand it a start close to where we look, and do
UNTIL and COUNT here.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from math import prod
from zoneinfo import ZoneInfo

from mojo.shared.errors import InvalidInput
from mojo.shared.queue.walls import WallClock, aware

LONGEST_RULE = 300
LAST_YEAR = 9000
MAX_COUNT = 10_000
MAX_A_DAY = 48
"""A rule is for people; what happens more often is an interval or a crontab expression."""

_PARTS = {
    "INTERVAL",
    "WKST",
    "BYSETPOS",
    "BYMONTH",
    "BYMONTHDAY",
    "BYYEARDAY",
    "BYWEEKNO",
    "BYDAY",
    "BYHOUR",
    "BYMINUTE",
    "BYSECOND",
}
_FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY")
_EVEN = {"WEEKLY": timedelta(weeks=1), "DAILY": timedelta(days=1), "HOURLY": timedelta(hours=1)}
"""Frequencies whose start can be moved by whole steps without changing what matches."""
_UNTIL = re.compile(r"^(\d{8})(?:T(\d{6})(Z?))?$")


class CalendarFirings:
    """See Firings. Raises InvalidInput."""

    def __init__(self, rule: str, start: datetime, clock: WallClock) -> None:
        self._clock = clock
        if start.year > LAST_YEAR:
            raise InvalidInput(f"trigger.start must be before {LAST_YEAR + 1}.", field="trigger.start")
        self._start = (start.astimezone(clock.zone) if start.tzinfo else start).replace(tzinfo=None, fold=0)
        parts = _parts_of(rule)
        self._until = _until(parts.pop("UNTIL", None), clock.zone)
        self._count = _number(parts.pop("COUNT", None), MAX_COUNT)
        self._step = _number(parts.get("INTERVAL"), 10_000) or 1
        self._frequency = parts["FREQ"]
        self._rule = ";".join(f"{name}={value}" for name, value in parts.items())
        self._walls(self._start)  # a wrong rule is refused now
        _refuse_impossible(parts, self._start)

    def after(self, instant: datetime) -> datetime | None:
        """See Firings."""
        at = self._clock.first_after(instant, self._next_wall)
        return None if at is None or (self._until and at > self._until) else at

    def _next_wall(self, wall: datetime) -> datetime | None:
        walls = islice(self._walls(self._start), self._count) if self._count else self._walls(self._near(wall))
        return next((found for found in walls if found > wall), None)

    def _near(self, wall: datetime) -> datetime:
        """Return the start moved by whole steps to shortly before `wall`."""
        if self._frequency not in _EVEN:
            return self._start
        step = _EVEN[self._frequency] * self._step
        return self._start + max(0, (wall - self._start) // step - 1) * step

    def _walls(self, start: datetime) -> Iterator[datetime]:
        return _rule(self._rule, start)


def _rule(rule: str, start: datetime) -> Iterator[datetime]:
    from dateutil.rrule import rrulestr

    try:
        return iter(rrulestr(rule, dtstart=start))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise _bad_rule(f"{error or 'it cannot be read'}") from error


def _refuse_impossible(parts: dict[str, str], start: datetime) -> None:
    """Refuse 30 February: day by day dateutil would look for it for seconds, year by year it sees it soon."""
    dates = {name: parts[name] for name in ("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO") if name in parts}
    if (
        dates
        and next(_rule(";".join(["FREQ=YEARLY", *(f"{name}={value}" for name, value in dates.items())]), start), None) is None
    ):
        raise _bad_rule("it names a date that never comes")


def _parts_of(rule: str) -> dict[str, str]:
    written = rule.strip().upper().removeprefix("RRULE:")
    pairs = [part.partition("=") for part in written.rstrip(";").split(";")]
    parts = {name: value for name, _, value in pairs}
    if len(rule) > LONGEST_RULE:
        raise _bad_rule(f"it is longer than {LONGEST_RULE} characters")
    if parts.get("FREQ") not in _FREQUENCIES:
        raise _bad_rule(f"FREQ must be one of {', '.join(_FREQUENCIES)}; for less than an hour use an interval")
    if unknown := sorted(parts.keys() - _PARTS - {"FREQ", "UNTIL", "COUNT"}):
        raise _bad_rule(f"there is no {unknown[0][:20]}")
    if len(parts) < len(pairs) or ("UNTIL" in parts and "COUNT" in parts):
        raise _bad_rule("each part may stand once, and only one of UNTIL and COUNT")
    if prod(len(parts.get(name, "").split(",")) for name in ("BYHOUR", "BYMINUTE", "BYSECOND")) > MAX_A_DAY:
        raise _bad_rule(f"it names more than {MAX_A_DAY} times a day")
    return parts


def _number(written: str | None, most: int) -> int | None:
    if written is None:
        return None
    if not written.isdecimal() or not 1 <= int(written) <= most:
        raise _bad_rule(f"COUNT and INTERVAL go from 1 to {most}")
    return int(written)


def _until(written: str | None, zone: ZoneInfo) -> datetime | None:
    """Read UNTIL: a date (to its end), a local time, or a time in UTC (with Z)."""
    if written is None:
        return None
    match = _UNTIL.match(written)
    try:
        if match is None:
            raise ValueError
        day, clock, utc = match.groups()
        at = datetime.strptime(day + (clock or "235959"), "%Y%m%d%H%M%S")  # noqa: DTZ007  # read on the schedule's clock below
    except ValueError as error:
        raise _bad_rule("UNTIL is a date such as 20261231 or 20261231T235959Z") from error
    return at.replace(tzinfo=UTC) if utc else aware(at, zone)


def _bad_rule(reason: str) -> InvalidInput:
    return InvalidInput(f"trigger.rule is no recurrence rule: {reason}.", field="trigger.rule")
