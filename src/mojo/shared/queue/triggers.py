"""When a schedule fires."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Protocol

from mojo.shared.errors import InvalidInput
from mojo.shared.model.schedules import Calendar, Cron, Interval, Once, Schedule
from mojo.shared.queue.crontab import CronFirings
from mojo.shared.queue.recurrence import CalendarFirings
from mojo.shared.queue.walls import WallClock, aware, zone_of

MIN_INTERVAL_S = 0.1
_TICK = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Firings(Protocol):
    """The instants at which a schedule fires, before jitter."""

    def after(self, instant: datetime) -> datetime | None:
        """Return the first firing later than `instant`, in UTC; None if there is none."""
        ...


def firings_of(schedule: Schedule) -> Firings:
    """Return when `schedule` fires; never while it is paused. Raises InvalidInput naming the field that cannot be understood."""
    zone = zone_of(schedule.timezone)
    firings = _unbounded(schedule, WallClock(zone, schedule.when_skipped, schedule.when_repeated))
    start, end, resumes = (aware(at, zone) if at else None for at in (schedule.start, schedule.end, schedule.paused_until))
    if start and end and end < start:
        raise InvalidInput("end must not be before start.", field="end")
    if schedule.paused and resumes is None:
        return _NoFirings()
    first = max(start or _EPOCH, resumes or _EPOCH) if schedule.paused else start
    return firings if first is None and end is None else _BoundedFirings(firings, first or _EPOCH, end)


def jitter_of(schedule: Schedule, planned_at: datetime) -> timedelta:
    """Return by how much the firing of that instant is put off: the same for whoever asks."""
    if not schedule.jitter_s:
        return timedelta()
    seed = hashlib.sha256(f"{schedule.id}:{planned_at.astimezone(UTC).isoformat()}".encode()).digest()
    return timedelta(seconds=schedule.jitter_s * int.from_bytes(seed[:8]) / 2**64)


def upcoming(schedule: Schedule, after: datetime, count: int) -> list[datetime]:
    """Return up to `count` firings later than `after`. Raises InvalidInput."""
    firings = firings_of(schedule)
    found: list[datetime] = []
    at = firings.after(after)
    while at and len(found) < count:
        found.append(at)
        at = firings.after(at)
    return found


def latest(firings: Firings, after: datetime, until: datetime) -> datetime | None:
    """Return the last firing later than `after` and not later than `until`."""
    back = timedelta(minutes=1)
    found = None
    while found is None and until - back / 2 > after:
        found = _within(firings, max(after, until - back), until)
        back *= 2
    while found and (later := _within(firings, found, until)):
        found = later
    return found


def _within(firings: Firings, after: datetime, until: datetime) -> datetime | None:
    at = firings.after(after)
    return at if at and at <= until else None


def _unbounded(schedule: Schedule, clock: WallClock) -> Firings:
    match schedule.trigger:
        case Cron(expression=expression):
            return CronFirings(expression, clock)
        case Calendar(rule=rule, start=start):
            return CalendarFirings(rule, start, clock)
        case Interval(every_s=every_s, start=start):
            return _IntervalFirings(every_s, aware(start, clock.zone) if start else _EPOCH)
        case Once(at=at):
            return _OnceFiring(aware(at, clock.zone))


class _NoFirings:
    def after(self, instant: datetime) -> datetime | None:
        return None


class _BoundedFirings:
    def __init__(self, firings: Firings, start: datetime, end: datetime | None) -> None:
        self._firings = firings
        self._start = start
        self._end = end

    def after(self, instant: datetime) -> datetime | None:
        at = self._firings.after(max(instant, self._start - _TICK))
        return None if at is None or (self._end and at > self._end) else at


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
