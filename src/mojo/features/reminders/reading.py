"""From the parts of a phrase to a time on the person's clock.

Rules where people leave something open: a day without an hour means 09:00; an hour without a day is the next one, and a bare
one from 1 to 11 may be meant by a twelve-hour clock ("at 5" said at noon is 17:00); with a day it is taken as it is said.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from mojo.features.reminders.model import When
from mojo.features.reminders.phrases import Found, dissect
from mojo.features.reminders.recurrence import SHORTEST, check_rule, every, wall_clock, wall_times
from mojo.features.reminders.words import Words, words_of
from mojo.shared.errors import InvalidInput

DEFAULT_TIME = time(9)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQ = {
    "second": "SECONDLY",
    "minute": "MINUTELY",
    "hour": "HOURLY",
    "day": "DAILY",
    "week": "WEEKLY",
    "month": "MONTHLY",
    "year": "YEARLY",
}
_ELAPSED = {"second": timedelta(seconds=1), "minute": timedelta(minutes=1), "hour": timedelta(hours=1)}
_FURTHEST_DAYS = 36_600


class PastTime(InvalidInput):
    """The time that was named has gone by."""

    code = "reminders.past"


class TooOften(InvalidInput):
    """A rule that comes every few minutes is no reminder any more."""

    code = "reminders.too_often"


class NoSuchTime(InvalidInput):
    """Names a clock or a date that no clock and no calendar shows."""

    code = "reminders.no_such_time"


@dataclass(frozen=True)
class Understood:
    """What a phrase means; either part may be missing."""

    task: str
    when: When | None


def understand(typed: str, language: str, now: datetime, timezone: str) -> Understood:
    """Read `typed` as somebody means it who lives in `timezone`. Raises PastTime, NoSuchTime, TooOften."""
    words = words_of(language)
    phrase = dissect(typed, words)
    if not phrase.found:
        return Understood(phrase.task, None)
    try:
        start, rule = _Reading(phrase.found, words, wall_clock(now, timezone)).when()
    except OverflowError as error:
        raise NoSuchTime("text: names a time too far away.", field="text") from error
    except ValueError as error:
        raise NoSuchTime("text: names a time that no clock and no calendar shows.", field="text") from error
    return Understood(phrase.task, When(start=start, rule=rule, timezone=timezone))


class _Reading:
    def __init__(self, found: Found, words: Words, now: datetime) -> None:
        self._found = found
        self._words = words
        self._now = now
        self._today = now.date()

    def when(self) -> tuple[datetime, str | None]:
        if "relative" in self._found:
            return self._relative(self._found["relative"]), None
        if "every" in self._found:
            return self._every(self._found["every"])
        start = self._dated() if {"date", "day", "weekday"} & set(self._found) else self._next_clock()
        if start <= self._now:
            raise PastTime("text: names a time that has gone by.", field="text")
        return start, None

    # How long from now

    def _relative(self, match: re.Match[str]) -> datetime:
        given = match.groupdict()
        if given.get("half_hour"):
            return self._now + timedelta(minutes=30)
        count = self._words.number(given["n"]) if given.get("n") else 1.0
        unit = self._words.unit(given["u"])
        at = _later(self._now, count + (0.5 if given.get("and_half") else 0), unit)
        if given.get("u2"):
            at = _later(at, self._words.number(given["n2"]), self._words.unit(given["u2"]))
        if unit not in _ELAPSED and (clock := self._clock()):
            return datetime.combine(at.date(), clock)
        return at

    # Again and again

    def _every(self, match: re.Match[str]) -> tuple[datetime, str]:
        given = {name: value for name, value in match.groupdict().items() if value}
        rule = self._rule(given)
        if rule.startswith("FREQ=SECONDLY") or ((span := every(rule)) and span < SHORTEST):
            raise TooOften("text: must not come more often than every five minutes.", field="text")
        check_rule(rule)
        part = self._words.part(given["part"]) if "part" in given else None
        clock = self._clock() or (time(part) if part is not None else DEFAULT_TIME)
        if rule.startswith(("FREQ=MINUTELY", "FREQ=HOURLY")):
            return next(wall_times(self._now, rule, self._now)), rule
        start = datetime.combine(self._today, clock)
        if ";" not in rule or (rule.count(";") == 1 and "INTERVAL" in rule):
            return (start if start > self._now else start + timedelta(days=1)), rule
        return next(wall_times(start, rule.replace("INTERVAL=2;", ""), self._now)), rule

    def _rule(self, given: dict[str, str]) -> str:
        if "workday" in given:
            return "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
        if "weekend" in given:
            return "FREQ=WEEKLY;BYDAY=SA,SU"
        if "wd" in given:
            return "FREQ=WEEKLY;BYDAY=" + ",".join(_DAYS[day] for day in self._words.weekdays_in(given["wd"]))
        if "md" in given:
            return f"FREQ=MONTHLY;BYMONTHDAY={int(given['md'])}"
        if "u" in given:
            count = int(self._words.number(given["n"])) if "n" in given else 1
            frequency = f"FREQ={_FREQ[self._words.unit(given['u'])]}"
            return frequency if count == 1 else f"{frequency};INTERVAL={count}"
        named = next((unit for unit in _FREQ if unit in given), "day")
        return f"FREQ={_FREQ[named]}"

    # On a day

    def _dated(self) -> datetime:
        clock = self._clock() or DEFAULT_TIME
        if "date" in self._found:
            return self._on_date(self._found["date"], clock)
        if "weekday" in self._found:
            return self._on_weekday(self._found["weekday"], clock)
        days = self._words.day(self._found["day"]["offset"])
        start = datetime.combine(self._today + timedelta(days=days), clock)
        spoken = self._found.get("clock")
        if start <= self._now < start + timedelta(hours=12) and spoken and _is_open(spoken) and days == 0:
            return start + timedelta(hours=12)
        return start

    def _on_weekday(self, match: re.Match[str], clock: time) -> datetime:
        (day, *_) = self._words.weekdays_in(match["wd"])
        monday = self._today - timedelta(days=self._today.weekday())
        if match.groupdict().get("nextweek"):
            return datetime.combine(monday + timedelta(days=7 + day), clock)
        start = datetime.combine(monday + timedelta(days=day), clock)
        return start if start > self._now else start + timedelta(days=7)

    def _on_date(self, match: re.Match[str], clock: time) -> datetime:
        if match.groupdict().get("md"):
            start = datetime.combine(self._today, clock)
            rule = check_rule(f"FREQ=MONTHLY;BYMONTHDAY={int(match['md'])}")
            return next(wall_times(start.replace(day=1), rule, self._now))
        return datetime.combine(_calendar_day(match["date"], self._words.language, self._now, clock), clock)

    # At an hour

    def _next_clock(self) -> datetime:
        clock = self._clock() or DEFAULT_TIME
        start = datetime.combine(self._today, clock)
        spoken = self._found.get("clock")
        candidates = [start, start + timedelta(days=1)]
        if spoken and _is_open(spoken) and self._part_of_day() is None and 1 <= clock.hour < 12:
            candidates = [start, start + timedelta(hours=12), start + timedelta(days=1)]
        return next(at for at in candidates if at > self._now)

    def _clock(self) -> time | None:
        """Return the time of day that was named, by the clock or as a part of the day."""
        match, part = self._found.get("clock"), self._part_of_day()
        if match is None:
            return None if part is None else time(part)
        given = {name: value for name, value in match.groupdict().items() if value}
        if "noon" in given or "midnight" in given:
            return time(12 if "noon" in given else 0)
        hour = int(self._words.number(given["h"]))
        minutes = hour * 60 + (int(self._words.number(given["m"])) if "m" in given else _beyond(given))
        if hour > 24 or ("m" in given and minutes - hour * 60 > 59) or (("am" in given or "pm" in given) and not 1 <= hour <= 12):
            raise ValueError("no such time")
        return _time_of(minutes, _is_afternoon(given, hour, part))

    def _part_of_day(self) -> int | None:
        """Return the hour that the part of the day stands for; "tonight" is a day and a part of it."""
        if "part" in self._found:
            return self._words.part(self._found["part"]["part"])
        again = self._found.get("every")
        if again and again.groupdict().get("part"):
            return self._words.part(again["part"])
        return self._words.part(self._found["day"]["offset"]) if "day" in self._found else None


def _beyond(given: dict[str, str]) -> int:
    """Return the minutes that words add to the hour, or take from it."""
    minutes = {"half": 30, "half_to": -30, "quarter": 15, "quarter_to": -15, "quarter_past_to": -45, "three_quarters": 45}
    return next((minutes[name] for name in minutes if name in given), 0)


def _is_afternoon(given: dict[str, str], hour: int, part: int | None) -> bool | None:
    """Tell whether twelve hours belong to it; None if nothing was said."""
    if "am" in given or "pm" in given:
        return "pm" in given
    if part is None or hour > 12:
        return None
    if part >= 20 and hour in (12, 1, 2, 3, 4):
        return False  # twelve or two at night
    return part >= 12


def _time_of(minutes: int, afternoon: bool | None) -> time:
    if afternoon is not None:
        minutes = minutes % 720 + (720 if afternoon else 0)
    return time(minutes % 1440 // 60, minutes % 60)


def _is_open(clock: re.Match[str]) -> bool:
    """Tell whether an hour may be meant by a twelve-hour clock: neither 08:00, nor 8:00, nor 8 am is."""
    given = clock.groupdict()
    spoken = str(given.get("h") or "")
    exact = given.get("am") or given.get("pm") or spoken.startswith("0") or (given.get("m") and ":" in clock[0])
    return bool(spoken) and not exact


def _later(at: datetime, count: float, unit: str) -> datetime:
    if unit in _ELAPSED:
        return at + count * _ELAPSED[unit]
    if unit in ("day", "week"):
        return at + timedelta(days=min(count * (7 if unit == "week" else 1), _FURTHEST_DAYS))
    from dateutil.relativedelta import relativedelta

    return at + relativedelta(months=int(count * (12 if unit == "year" else 1)))


def _calendar_day(named: str, language: str, now: datetime, clock: time) -> datetime:
    """Return the day that a date names; without a year the coming one. Raises ValueError when there is no such day."""
    import dateparser

    order = "YMD" if re.match(r"\d{4}", named) else "DMY"
    settings = {"PREFER_DATES_FROM": "future", "RELATIVE_BASE": now.replace(hour=0, minute=0), "DATE_ORDER": order}
    cleaned = re.sub(r"(?<=\d)(?:st|nd|rd|th|-го)\b|года?\b|г\.", "", named).replace("号", "日")
    if re.match(r"\d+月", cleaned):
        cleaned = f"{now.year}年{cleaned}"
    day = dateparser.parse(cleaned.strip(" ."), languages=[language], settings=settings)
    if day is None:
        raise ValueError("no such day")
    day = datetime.combine(day.date(), clock)
    if day <= now and not re.search(r"\d{4}|[./]\d+[./]\d\d$", named):
        day = day.replace(year=day.year + 1)
    return day
