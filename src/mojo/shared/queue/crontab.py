"""Cron, as crontab(5) and POSIX mean it.

Weekday 0 and 7 are Sunday; if both the day of the month and the weekday are limited, either will do; six fields begin with
seconds. As in Debian's cron, a `*` in the hour or the minute means elapsed time and sees every hour, whatever the clocks do; else
the times are those on the wall.
APScheduler finds the matching times; it numbers weekdays from Monday and wants both days to match, so that is arranged here.
"""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Protocol

from mojo.shared.errors import InvalidInput
from mojo.shared.queue.walls import WallClock

WORDS = {
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
}
"""crontab(5), but for @reboot, which names no time."""

_TICK = timedelta(microseconds=1)
_WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")


def cron_fields(expression: str) -> list[str]:
    """Return second, minute, hour, day of month, month and weekday. Raises InvalidInput."""
    written = expression.strip().lower()
    if written.startswith("@") and written not in WORDS:
        raise _bad_cron(f"{expression[:20]!r} is none of {', '.join(WORDS)}")
    fields = WORDS.get(written, written).split()
    if len(fields) not in (5, 6):
        raise _bad_cron(
            f"it has {len(fields)} fields; five are minute, hour, day of month, month, weekday; six begin with seconds"
        )
    return fields if len(fields) == 6 else ["0", *fields]


class CronFirings:
    """See Firings. Raises InvalidInput."""

    def __init__(self, expression: str, clock: WallClock) -> None:
        fields = cron_fields(expression)
        self._clock = clock
        self._elapsed = any(field.startswith("*") for field in fields[:3])
        days, weekdays = fields[3], fields[5]
        either = not days.startswith("*") and not weekdays.startswith("*")
        pairs = [(days, "*"), ("*", weekdays)] if either else [(days, weekdays)]
        self._matchers = [_matcher(fields, day, weekday, clock.zone if self._elapsed else UTC) for day, weekday in pairs]

    def after(self, instant: datetime) -> datetime | None:
        """See Firings."""
        if not self._elapsed:
            return self._clock.first_after(instant, self._next_wall)
        found = self._match(instant)
        return found.astimezone(UTC) if found else None

    def _next_wall(self, wall: datetime) -> datetime | None:
        found = self._match(wall.replace(tzinfo=UTC))
        return found.replace(tzinfo=None) if found else None

    def _match(self, after: datetime) -> datetime | None:
        found = [matcher.get_next_fire_time(None, after + _TICK) for matcher in self._matchers]
        return min((at for at in found if at is not None), default=None)


class _Matcher(Protocol):
    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime | None: ...


def _matcher(fields: list[str], day: str, weekday: str, zone: tzinfo) -> _Matcher:
    from apscheduler.triggers.cron import CronTrigger

    second, minute, hour, _, month, _ = fields
    try:
        weekdays = weekday if weekday == "*" else _weekdays(weekday)
        matcher: _Matcher = CronTrigger(
            second=second, minute=minute, hour=hour, day=day, month=month, day_of_week=weekdays, timezone=zone
        )
    except ValueError as error:
        raise _bad_cron(str(error)) from error
    return matcher


def _weekdays(field: str) -> str:
    """Spell POSIX weekdays (`1-5`, `*/2`, `sun,3`) as APScheduler understands them. Raises ValueError."""
    days = {day for part in field.split(",") for day in _weekday_range(part)}
    return ",".join(_WEEKDAYS[day] for day in sorted(days))


def _weekday_range(part: str) -> list[int]:
    span, _, step = part.partition("/")
    first, _, last = ("0-6" if span == "*" else span).partition("-")
    low, high = _weekday(first), _weekday(last or ("6" if step else first))
    if last and high == 0:
        high = 7
    if low > high or (step and not (step.isdecimal() and int(step) > 0)):
        raise ValueError(f"{part!r} is no range of weekdays")
    return [day % 7 for day in range(low, high + 1, int(step or 1))]


def _weekday(name: str) -> int:
    if name in _WEEKDAYS:
        return _WEEKDAYS.index(name)
    if name.isdecimal() and int(name) <= 7:
        return int(name) % 7
    raise ValueError(f"{name!r} is no weekday")


def _bad_cron(reason: str) -> InvalidInput:
    return InvalidInput(f"trigger.expression is no crontab expression: {reason}.", field="trigger.expression")
