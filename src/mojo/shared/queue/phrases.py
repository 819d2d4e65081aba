"""A schedule in a sentence: "every weekday at 07:30, next Monday 30 November"."""

import re
from datetime import datetime, time
from functools import reduce
from zoneinfo import ZoneInfo

from mojo.shared.model.schedules import Calendar, Cron, Interval, Schedule
from mojo.shared.model.text import Text, text
from mojo.shared.queue.crontab import cron_fields

_DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
_UNITS = ((86_400, "schedule-every-days"), (3600, "schedule-every-hours"), (60, "schedule-every-minutes"))
_STEP = re.compile(r"^\*/(\d+)$")


def phrase_of(schedule: Schedule) -> Text:
    """Return when `schedule` fires, in words; what is too special for words is quoted."""
    match schedule.trigger:
        case Interval(every_s=every_s):
            return _every(every_s)
        case Cron(expression=expression):
            return _cron(cron_fields(expression)) or text("schedule-by-rule", rule=expression)
        case Calendar(rule=rule, start=start):
            local = start.astimezone(ZoneInfo(schedule.timezone)) if start.tzinfo else start
            return _calendar(rule.upper(), local) or text("schedule-by-rule", rule=rule)
    return text("schedule-once")


def preview_of(schedule: Schedule, following: datetime | None) -> Text:
    """Return the phrase with the next firing, on the schedule's own clock."""
    if schedule.paused:
        return text("schedule-paused", phrase=phrase_of(schedule))
    if following is None:
        return text("schedule-over", phrase=phrase_of(schedule))
    local = following.astimezone(ZoneInfo(schedule.timezone))
    return text("schedule-next", phrase=phrase_of(schedule), next=local)


def _every(every_s: float) -> Text:
    for unit_s, id in _UNITS:
        if every_s >= unit_s and every_s % unit_s == 0:
            return text(id, count=int(every_s // unit_s))
    return text("schedule-every-seconds", count=int(every_s) if every_s == int(every_s) else every_s)


def _cron(fields: list[str]) -> Text | None:
    second, minute, hour, day, month, weekday = fields
    if (day, month, weekday) == ("*", "*", "*") and second == "0":
        if hour == "*" and (minute == "*" or _STEP.match(minute)):
            return text("schedule-every-minutes", count=int(minute[2:] or 1))
        if hour == "*" and minute.isdecimal():
            return text("schedule-hourly", minute=f"{int(minute):02}")
    if not (second == "0" and minute.isdecimal() and hour.isdecimal() and month == "*"):
        return None
    at = time(int(hour), int(minute))
    if day == "*":
        days = _weekdays(weekday)
        return None if days is None else _weekly(days, at)
    return text("schedule-monthly", day=int(day), time=at) if day.isdecimal() and weekday == "*" else None


def _weekdays(field: str) -> list[int] | None:
    """Return the days (0 is Sunday), [] for every day, None for what is more than a list and ranges."""
    if field == "*":
        return []
    names = {name[:3]: str(number) for number, name in enumerate(_DAYS)}
    written = re.sub(r"[a-z]{3}", lambda name: names.get(name[0], "x"), field)
    if not re.fullmatch(r"[0-7](-[0-7])?(,[0-7](-[0-7])?)*", written):
        return None
    spans = [part.partition("-") for part in written.split(",")]
    return sorted({day % 7 for first, _, last in spans for day in range(int(first), int(last or first) + 1)})


def _weekly(days: list[int], at: time) -> Text:
    if days in ([], list(range(7))):
        return text("schedule-daily", time=at)
    if days == [1, 2, 3, 4, 5]:
        return text("schedule-weekdays", time=at)
    if days == [0, 6]:
        return text("schedule-weekends", time=at)
    ordered = sorted(days, key=lambda day: day or 7)
    names = [text(f"schedule-day-{_DAYS[day]}") for day in ordered]
    *firsts, last = names
    listed = last
    if firsts:
        head = reduce(lambda left, right: text("schedule-comma", head=left, next=right), firsts)
        listed = text("schedule-and", head=head, last=last)
    return text("schedule-on-days", days=listed, time=at)


def _calendar(rule: str, start: datetime) -> Text | None:
    parts = dict(part.partition("=")[::2] for part in rule.removeprefix("RRULE:").split(";"))
    frequency, step, days = parts.pop("FREQ", ""), parts.pop("INTERVAL", "1"), parts.pop("BYDAY", None)
    at = time(int(parts.pop("BYHOUR", start.hour)), int(parts.pop("BYMINUTE", start.minute))) if _plain(parts) else None
    if at is None or step != "1" or parts.keys() - {"WKST", "COUNT", "UNTIL", "BYSECOND"}:
        return None
    numbers = {name[:2].upper(): number for number, name in enumerate(_DAYS)}
    named = days.split(",") if days else []
    if any(name not in numbers for name in named):
        return None
    if frequency == "DAILY":
        return _weekly([numbers[name] for name in named], at)
    if frequency == "WEEKLY":
        return _weekly(sorted(numbers[name] for name in named) or [start.isoweekday() % 7], at)
    return text("schedule-monthly", day=start.day, time=at) if frequency == "MONTHLY" and not named else None


def _plain(parts: dict[str, str]) -> bool:
    return all(parts.get(name, "0").isdecimal() for name in ("BYHOUR", "BYMINUTE"))
