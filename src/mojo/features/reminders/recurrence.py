"""Recurrence rules of RFC 5545, on a wall clock."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

_PART = re.compile(r"(?:FREQ|INTERVAL|COUNT|UNTIL|BYDAY|BYMONTHDAY|BYMONTH|BYSETPOS|BYHOUR|BYMINUTE|WKST)=[A-Z0-9,+\-]+")
_ZERO = re.compile(r"(?:INTERVAL|COUNT)=(?![1-9]\d{0,3}(?:;|$))")
"""dateutil would look for the next time of INTERVAL=0 for ever."""
_EVEN = re.compile(r"FREQ=(HOURLY|MINUTELY)(?:;INTERVAL=([1-9]\d{0,4}))?")
SHORTEST = timedelta(minutes=5)
_HORIZON = timedelta(days=20 * 366)
"""A rule that names nothing within twenty years is taken to name nothing."""
_LOOK_AHEAD = 50
_EXAMPLE = "must be a recurrence rule such as FREQ=WEEKLY;BYDAY=MO, FREQ first"


def check_rule(rule: str) -> str:
    """Return `rule` in capitals. Raises ValueError for what is no rule, never comes, or comes more than every five minutes."""
    rule = rule.strip().upper().removeprefix("RRULE:")
    if every(rule) is None:
        _check_parts(rule)
        rule = rule if "UNTIL=" not in rule else re.sub(r"(UNTIL=\d{8}T\d{6})Z", r"\1", rule)
    start = datetime(2024, 1, 1)  # noqa: DTZ001  # a wall clock
    try:
        open_ended = re.sub(r";(?:COUNT|UNTIL)=[^;]*", "", rule)
        times = [at for at, _ in zip(wall_times(start, open_ended, start), range(_LOOK_AHEAD), strict=False)]
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError) as error:
        raise ValueError(_EXAMPLE) from error
    if not times:
        raise ValueError("must name a time within twenty years")
    if any(later - sooner < SHORTEST for sooner, later in pairwise(times)):
        raise ValueError("must not come more often than every five minutes")
    return rule


def every(rule: str | None) -> timedelta | None:
    """Return the span of a rule that means elapsed time (every two hours), None for one that means a calendar."""
    match = _EVEN.fullmatch(rule or "")
    if match is None:
        return None
    count = int(match[2] or 1)
    return timedelta(hours=count) if match[1] == "HOURLY" else timedelta(minutes=count)


def wall_times(start: datetime, rule: str | None, after: datetime) -> Iterator[datetime]:
    """Yield the times later than `after`, all on the wall clock."""
    if rule is None:
        yield from [start] if start > after else []
    elif span := every(rule):
        at = start if after < start else start + ((after - start) // span + 1) * span
        while True:
            yield at
            at += span
    else:
        from dateutil.rrule import rrule as dateutil_rule
        from dateutil.rrule import rrulestr

        times = rrulestr(rule, dtstart=start)
        assert isinstance(times, dateutil_rule)  # noqa: S101  # one rule alone makes no set
        bounded = "COUNT=" in rule or "UNTIL=" in rule
        yield from (times if bounded else times.replace(until=max(after, start) + _HORIZON)).xafter(after)


def instant(wall: datetime, timezone: str) -> datetime:
    """Return the instant at which the wall clock shows `wall`.

    The first of two where the clocks go back; where they skip it, the next that exists, as schedules do.
    """
    at = wall.replace(tzinfo=ZoneInfo(timezone), fold=0).astimezone(UTC)
    while wall_clock(at, timezone) != wall:
        wall = wall.replace(second=0, microsecond=0) + timedelta(minutes=1)
        at = wall.replace(tzinfo=ZoneInfo(timezone), fold=0).astimezone(UTC)
    return at


def wall_clock(at: datetime, timezone: str) -> datetime:
    """Return what the wall clock shows at an instant."""
    return at.astimezone(ZoneInfo(timezone)).replace(tzinfo=None)


def next_instant(start: datetime, rule: str | None, timezone: str, after: datetime) -> datetime | None:
    """Return the first instant later than `after`, None if there is none."""
    if span := every(rule):
        first = instant(start, timezone)
        return first if after < first else first + ((after - first) // span + 1) * span
    earlier = wall_clock(after, timezone) - timedelta(days=1)  # clocks may have changed in between
    for wall, _ in zip(wall_times(start, rule, earlier), range(_LOOK_AHEAD), strict=False):
        if (at := instant(wall, timezone)) > after:
            return at
    return None


def _check_parts(rule: str) -> None:
    parts = rule.split(";")
    if _ZERO.search(rule) or not all(_PART.fullmatch(part) for part in parts):
        raise ValueError(_EXAMPLE)
    if not re.fullmatch(r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)", parts[0]):
        raise ValueError(_EXAMPLE)
    names = [part.partition("=")[0] for part in parts]
    if len(set(names)) != len(names) or {"COUNT", "UNTIL"} <= set(names):
        raise ValueError("must name each part once, and COUNT or UNTIL but not both")
