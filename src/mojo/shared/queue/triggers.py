"""When a schedule fires.

Cron, as crontab(5) and POSIX mean it: weekday 0 and 7 are Sunday; if both the day of the month and the weekday are limited,
either will do. At a change of the clocks we follow Debian's cron: a fixed hour that the change skips fires as much later as the
clocks were put forward, one that comes twice fires the first time; a `*` in the hour means elapsed time and sees every hour.
APScheduler finds the matching times; it numbers weekdays from Monday, wants both days to match and knows one way through a
change of the clocks, so these three are arranged here.
"""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Protocol
from zoneinfo import ZoneInfo

from mojo.shared.errors import InvalidInput
from mojo.shared.model.schedules import Cron, Interval, Once, Schedule

MIN_INTERVAL_S = 0.1
_TICK = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")


class Firings(Protocol):
    """The instants at which a schedule fires."""

    def after(self, instant: datetime) -> datetime | None:
        """Return the first firing later than `instant`, in UTC; None if there is none."""
        ...


def firings_of(schedule: Schedule) -> Firings:
    """Return when `schedule` fires. Raises InvalidInput naming the field that cannot be understood."""
    zone = _zone(schedule.timezone)
    match schedule.trigger:
        case Cron(expression=expression):
            return _CronFirings(expression, zone)
        case Interval(every_s=every_s, start=start):
            return _IntervalFirings(every_s, _aware(start, zone) if start else _EPOCH)
        case Once(at=at):
            return _OnceFiring(_aware(at, zone))


class _OnceFiring:
    def __init__(self, at: datetime) -> None:
        self._at = at

    def after(self, instant: datetime) -> datetime | None:
        return self._at if self._at > instant else None


class _IntervalFirings:
    def __init__(self, every_s: float, start: datetime) -> None:
        if every_s < MIN_INTERVAL_S:
            raise InvalidInput(f"trigger.every_s must be at least {MIN_INTERVAL_S} seconds.", field="trigger.every_s")
        self._every = timedelta(seconds=every_s)
        self._start = start

    def after(self, instant: datetime) -> datetime | None:
        if instant < self._start:
            return self._start
        return self._start + ((instant - self._start) // self._every + 1) * self._every


class _CronFirings:
    def __init__(self, expression: str, zone: ZoneInfo) -> None:
        fields = expression.lower().split()
        if len(fields) != 5:
            raise _bad_cron(f"it has {len(fields)} fields instead of five: minute, hour, day of month, month, weekday")
        self._zone = zone
        self._elapsed = fields[1].startswith("*")
        days, weekdays = fields[2], fields[4]
        either = not days.startswith("*") and not weekdays.startswith("*")
        pairs = [(days, "*"), ("*", weekdays)] if either else [(days, weekdays)]
        self._matchers = [_matcher(fields, day, weekday, zone if self._elapsed else UTC) for day, weekday in pairs]

    def after(self, instant: datetime) -> datetime | None:
        return self._after_elapsed(instant) if self._elapsed else self._after_on_the_wall(instant)

    def _after_elapsed(self, instant: datetime) -> datetime | None:
        found = self._match(instant)
        return found.astimezone(UTC) if found else None

    def _after_on_the_wall(self, instant: datetime) -> datetime | None:
        """Match what the clock on the wall shows, then find the instant at which it first shows that, or would have."""
        wall = self._match(instant.astimezone(self._zone).replace(tzinfo=UTC) - self._put_forward(instant))
        while wall:
            at = wall.replace(tzinfo=self._zone, fold=0).astimezone(UTC)
            if at > instant:
                return at
            wall = self._match(wall)
        return None

    def _match(self, after: datetime) -> datetime | None:
        found = [matcher.get_next_fire_time(None, after + _TICK) for matcher in self._matchers]
        return min((at for at in found if at is not None), default=None)

    def _put_forward(self, instant: datetime) -> timedelta:
        """Return by how much the clocks were put forward within the last day."""
        local = instant.astimezone(self._zone)
        before = (instant - timedelta(days=1)).astimezone(self._zone)
        return max(timedelta(), (local.utcoffset() or timedelta()) - (before.utcoffset() or timedelta()))


class _Matcher(Protocol):
    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime | None: ...


def _matcher(fields: list[str], day: str, weekday: str, zone: tzinfo) -> _Matcher:
    from apscheduler.triggers.cron import CronTrigger

    try:
        minute, hour, _, month, _ = fields
        weekdays = weekday if weekday == "*" else _weekdays(weekday)
        matcher: _Matcher = CronTrigger(minute=minute, hour=hour, day=day, month=month, day_of_week=weekdays, timezone=zone)
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


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise InvalidInput("timezone must be an IANA name such as Europe/Lisbon.", field="timezone") from error


def _aware(at: datetime, zone: ZoneInfo) -> datetime:
    """Read a time without an offset on the schedule's clock."""
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
