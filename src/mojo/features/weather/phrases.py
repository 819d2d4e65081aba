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
    rf"(?:in|en|dentro\s+de|через)\s+(?:(?P<count>\d{{1,6}}|{_ONE})\s*)?(?:{_UNIT})\.?{_END}"
    rf"|(?P<count_zh>\d{{1,6}}|{_ONE})\s*(?:(?P<z1>秒钟?)|(?P<z60>分钟?)|(?P<z3600>个?小时|个?钟头))(?:之后|以后|后)"
    rf"|(?P<count_bare>\d{{1,6}})\s*(?:(?P<b60>(?:min(?:ute[ns]?|utos?|s)?|минут[уыа]?|мин){_END}|分钟)"
    rf"|(?P<b3600>(?:hours?|stunden?){_END}|个?小时))",
    re.IGNORECASE,
)
"""Without `in`, hours are a delay only where nobody would say a time of day so."""
_WORDS: tuple[tuple[When, str], ...] = (
    (Now(), rf"(?:now|jetzt|sofort|ahora(?:\s+mismo)?|сейчас){_END}|现在|马上|立刻"),
    (Off(), rf"(?:off|stop|none|aus|nein|stopp|apagar?|desactivar|parar|no|выкл(?:ючить)?|стоп|нет){_END}"),
    (Off(), r"关闭|关掉|关|停止|停|取消"),
    (After(1800), rf"(?:in\s+half\s+an\s+hour|in\s+einer\s+halben\s+stunde|en\s+media\s+hora|через\s+полчаса){_END}"),
    (After(1800), r"半个?小时(?:之后|以后|后)"),
)
_TIME = re.compile(
    rf"""
    (?:(?:every\ day|daily|täglich|jeden\ (?:tag|morgen)|cada\ día|todos\ los\ días|каждый\ день|ежедневно)\ |每天\ ?)?
    (?:(?:at|um|a\ las?|в)\ |在)?
    (?:早上|早晨|上午|凌晨|(?P<pm_zh>下午|晚上|傍晚))?\ ?
    (?P<hour>\d{{1,2}})
    (?:(?::|\.|h|点|时|\ ?uhr\ )(?P<minute>\d\d)分?|点(?P<half>半)|[点时]|h(?![^\W\d]))?
    (?:\ ?(?:uhr|o'clock|час(?:а|ов)?|horas){_END})?
    (?:\ ?(?:
        (?P<am>am|a\.m\.|morgens|früh|de\ la\ mañana|утра|ночи)
        |(?P<pm>pm|p\.m\.|nachmittags|abends|de\ la\ (?:tarde|noche)|дня|вечера)
    )(?!\w))?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_REST = re.compile(r"(?:[\s,;.!。]+(?:(?:for|in|für|para|en|для|в)\s+)?|(?=[\u4e00-\u9fff])|$)", re.IGNORECASE)
"""What parts the time from the place: a gap, or nothing before Chinese characters."""


def parse_when(phrase: str) -> tuple[When, str] | None:
    """Return when the report is to come and the place named behind it (may be empty); None if it is not understood."""
    phrase = " ".join(unicodedata.normalize("NFKC", phrase).split())
    for read in (_read_word, _read_after, _read_time):
        found = read(phrase)
        if found is not None:
            when, end = found
            rest = _REST.match(phrase, end)
            return (when, phrase[rest.end() :]) if rest else None
    return None


def _read_after(phrase: str) -> tuple[When, int] | None:
    match = _AFTER.match(phrase)
    if match is None:
        return None
    digits = match["count"] or match["count_zh"] or match["count_bare"] or "1"
    count = int(digits) if digits.isdecimal() else 2 if digits == "两" else 1
    said = match.groupdict()
    delay_s = count * next(scale for scale in _UNITS if any(said.get(f"{form}{scale}") for form in "szb"))
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
    hour, minute = int(match["hour"]), int(match["minute"] or (30 if match["half"] else 0))
    if (match["pm"] or match["pm_zh"]) and hour < 12:
        hour += 12
    elif match["am"] and hour == 12:
        hour = 0
    return (Daily(time(hour, minute)), match.end()) if hour < 24 and minute < 60 else None
