"""When a report is to come, in the words of five languages at once: nobody has to say which language they type.

What follows the time is the place: `07:30 Lisbon`, `через 1 минуту`, `1分钟后 里斯本`.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import time
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Daily:
    """Every day at this local time."""

    at: time


@dataclass(frozen=True, slots=True)
class After:
    """Once, so many seconds from now."""

    delay_s: int


@dataclass(frozen=True, slots=True)
class Now:
    """At once."""


@dataclass(frozen=True, slots=True)
class Off:
    """No more reports."""


When: TypeAlias = Daily | After | Now | Off

LONGEST_DELAY_S = 86_400

_END = r"(?=[\s,.;!]|$)"
_ONE = r"an?|one|eine[rmn]?|ein|una?|uno|одну|один|одна|一|两"
_UNITS = {
    1: r"seconds?|secs?|s|sekunden?|sek|segundos?|seg|секунд[уыа]?|сек|秒钟?",
    60: r"minutes?|mins?|m|minuten?|minutos?|минут[уыа]?|мин|分钟?",
    3600: r"hours?|hrs?|h|stunden?|std|horas?|час(?:а|ов)?|ч|小时|个小时|钟头",
}
_UNIT = "|".join(f"(?P<s{scale}>{words})" for scale, words in _UNITS.items())
_AFTER = re.compile(
    rf"(?:(?:in|en|dentro\s+de|через)\s+(?:(?P<count>\d{{1,6}}|{_ONE})\s*)?(?:{_UNIT})\.?{_END}"
    rf"|(?P<count_zh>\d{{1,6}}|{_ONE})\s*(?:(?P<z1>秒钟?)|(?P<z60>分钟?)|(?P<z3600>个?小时|个?钟头))(?:之后|以后|后))",
    re.IGNORECASE,
)
_WORDS: tuple[tuple[When, str], ...] = (
    (Now(), rf"(?:(?:now|jetzt|sofort|ahora(?:\s+mismo)?|сейчас){_END}|现在|马上|立刻)"),
    (
        Off(),
        rf"(?:(?:off|stop|none|aus|nein|stopp|apagar?|desactivar|parar|no|выкл(?:ючить)?|стоп|нет){_END}|关闭|关掉|关|停止|停|取消)",
    ),
)
_MORNING, _EVENING = r"早上|早晨|上午|凌晨", r"下午|晚上|傍晚"
_TIME = re.compile(
    rf"(?:(?:every\s+day|daily|täglich|jeden\s+(?:tag|morgen)|cada\s+día|todos\s+los\s+días|каждый\s+день|ежедневно)\s+|每天\s*)?"
    rf"(?:(?:at|um|a\s+las?|в)\s+)?(?:{_MORNING}|(?P<pm_zh>{_EVENING}))?\s*"
    rf"(?P<hour>\d{{1,2}})(?:(?:[:.h]|点|时)\s*(?P<minute>\d{{2}})(?!\d)分?|点|时|h(?![a-z]))?(?!\d)"
    rf"(?:\s*(?:(?P<am>am|a\.m\.)|(?P<pm>pm|p\.m\.))(?![a-z])|\s+(?:uhr|o'clock|час(?:а|ов)?|horas){_END})?",
    re.IGNORECASE,
)
_BEFORE_PLACE = re.compile(r"^[\s,;.!]*(?:(?:for|für|para|для)\s+)?", re.IGNORECASE)


def parse_when(phrase: str) -> tuple[When, str] | None:
    """Return when the report is to come and the place named behind it (may be empty); None if it is not understood."""
    phrase = unicodedata.normalize("NFKC", phrase).strip()
    for read in (_read_after, _read_word, _read_time):
        found = read(phrase)
        if found is not None:
            when, end = found
            return when, _BEFORE_PLACE.sub("", phrase[end:]).strip()
    return None


def _read_after(phrase: str) -> tuple[When, int] | None:
    match = _AFTER.match(phrase)
    if match is None:
        return None
    digits = match["count"] or match["count_zh"] or "1"
    count = int(digits) if digits.isdecimal() else 2 if digits == "两" else 1
    delay_s = count * next(scale for scale in _UNITS if match[f"s{scale}"] or match[f"z{scale}"])
    return (After(delay_s), match.end()) if 0 < delay_s <= LONGEST_DELAY_S else None


def _read_word(phrase: str) -> tuple[When, int] | None:
    for when, words in _WORDS:
        match = re.match(words, phrase, re.IGNORECASE)
        if match is not None:
            return when, match.end()
    return None


def _read_time(phrase: str) -> tuple[When, int] | None:
    match = _TIME.match(phrase)
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["am"] or match["pm"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["pm"] else 0)
    elif match["pm_zh"] and hour < 12:
        hour += 12
    return (Daily(time(hour, minute)), match.end()) if hour < 24 and minute < 60 else None
