"""How each language says when: read from `locales/<language>.toml`, compiled on first use."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_LOCALES = Path(__file__).parent / "locales"
_DEFAULT = "en"
KINDS = ("relative", "every", "date", "day", "weekday", "clock", "part")
"""What a phrase can consist of. Of two that match equally long the earlier is meant."""


@dataclass(frozen=True)
class Words:
    """One language, ready to read with."""

    language: str
    lead: re.Pattern[str]
    """What may stand before everything: "please", "me"."""
    glue: re.Pattern[str]
    """What joins the time to the task behind it: "to", "that"."""
    tail: re.Pattern[str]
    """A preposition left over in front of a time that was cut off."""
    at_start: Mapping[str, list[re.Pattern[str]]]
    at_end: Mapping[str, list[re.Pattern[str]]]
    bare_parts: bool
    """Whether "in the evening" is one word that needs no preposition."""
    weekdays: list[re.Pattern[str]]
    days: list[tuple[re.Pattern[str], int]]
    parts: list[tuple[re.Pattern[str], int]]
    units: list[tuple[re.Pattern[str], str]]
    numbers: list[tuple[re.Pattern[str], float]]

    def number(self, word: str) -> float:
        """Return what a number word or digits mean."""
        return float(word) if word.isdecimal() else _look_up(self.numbers, word)

    def unit(self, word: str) -> str:
        """Return `minute`, `hour`, `day`, `week`, `month` or `year`."""
        return str(_look_up(self.units, word))

    def part(self, word: str) -> int | None:
        """Return the hour that a part of the day stands for, None if the word is none."""
        return next((hour for pattern, hour in self.parts if pattern.fullmatch(word)), None)

    def day(self, word: str) -> int:
        """Return how many days from today."""
        return int(_look_up(self.days, word))

    def weekdays_in(self, words: str) -> list[int]:
        """Return the weekdays that are named, Monday being 0."""
        found = {day for day, pattern in enumerate(self.weekdays) if pattern.search(words)}
        if self.language == "zh":  # 每周一和四 names the second by its number alone
            found |= {min("一二三四五六日天".index(sign), 6) for sign in words if sign in "一二三四五六日天"}
        return sorted(found)


@lru_cache
def words_of(language: str) -> Words:
    """Return how `language` says when; English if nobody has taught it."""
    path = _LOCALES / f"{language}.toml"
    if not path.is_file():
        return words_of(_DEFAULT)
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    sources = _sources(raw)
    before, after = (r"(?<!\w)", r"(?!\w)") if raw.get("spaced", True) else ("", "")
    return Words(
        language=language,
        lead=_compiled(raw["lead"]),
        glue=_compiled(raw["glue"]),
        tail=_compiled(raw["tail"] + r"$"),
        at_start={kind: [_compiled(f"(?:{one}){after}") for one in sources[kind]] for kind in KINDS},
        at_end={kind: [_compiled(f"{before}(?:{one})$") for one in sources[kind]] for kind in KINDS},
        bare_parts=raw.get("bare_parts", False),
        weekdays=[_compiled(f"(?:{one})") for one in raw["weekdays"]],
        days=_table(raw["days"]),
        parts=_table(raw["parts"]),
        units=[(_compiled(pattern), name) for name, pattern in raw["units"].items()],
        numbers=_table({**raw["numbers"], **raw.get("ordinal_hours", {})}),
    )


def _sources(raw: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the patterns of each kind with their placeholders filled in."""
    number, unit = rf"\d{{1,3}}|{_any(raw['numbers'])}", "|".join(raw["units"].values())
    fillings = {
        "{n}": f"(?P<n>{number})",
        "{n2}": f"(?P<n2>{number})",
        "{u}": f"(?P<u>{unit})",
        "{u2}": f"(?P<u2>{unit})",
        "{h}": rf"(?P<h>\d{{1,2}}|{_any(raw['numbers'])})",
        "{min}": f"(?P<m>{_any(raw['numbers'])})",
        "{oh}": f"(?P<h>{_any(raw.get('ordinal_hours', raw['numbers']))})",
        "{wd}": f"(?:{'|'.join(raw['weekdays'])})",
        "{mon}": f"(?:{raw['months']})",
        "{parts}": _any(raw["parts"]),
    }
    patterns = {**raw, "day": [f"(?P<offset>{_any(raw['days'])})"]}
    return {kind: [_filled(pattern, fillings) for pattern in patterns[kind]] for kind in KINDS}


def _filled(pattern: str, fillings: Mapping[str, str]) -> str:
    for name, filling in fillings.items():
        pattern = pattern.replace(name, filling)
    return pattern.replace(" ", r"\s+")


def _any(table: Mapping[str, Any]) -> str:
    """Return alternatives, longer words first: "fifteen" is not "fif" and no five."""
    words = (word for key in table for word in key.split("|"))
    return "|".join(sorted(words, key=len, reverse=True))


def _table(raw: Mapping[str, Any]) -> list[tuple[re.Pattern[str], Any]]:
    return [(_compiled(key.replace(" ", r"\s+")), value) for key, value in raw.items()]


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _look_up(table: Iterable[tuple[re.Pattern[str], Any]], word: str) -> Any:
    return next(value for pattern, value in table if pattern.fullmatch(word))
