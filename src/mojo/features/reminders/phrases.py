"""From what a person typed to its parts: which words say when, and which say what.

The words that say when stand at the beginning, at the end, or at both; what stands between is the task. So "tomorrow at 8 tell
Ann about Monday" is about tomorrow, and "book 2 tickets at 9" buys two.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TypeAlias

from mojo.features.reminders.words import KINDS, Words

Found: TypeAlias = "dict[str, re.Match[str]]"

_EXCLUDES = {
    "relative": {"every", "date", "weekday", "day"},
    "every": {"relative", "date", "day", "weekday"},
    "date": {"relative", "every", "day", "weekday"},
    "day": {"relative", "every", "date", "weekday"},
    "weekday": {"relative", "every", "date", "day"},
}
"""What contradicts what: of two days only the first counts, and the second belongs to the task."""
_PAUSE = " \t\n,;–—-"
_STOP = _PAUSE + ".!。！，、；："


@dataclass
class Phrase:
    """What was found: at most one match of each kind, and the task."""

    task: str
    found: Found = field(default_factory=dict)


def dissect(typed: str, words: Words) -> Phrase:
    """Tell the words that say when from the task."""
    phrase = Phrase(_tidy(typed))
    phrase.task = _without(phrase.task, words.lead)
    while match := _longest(phrase, words, at_end=False):
        phrase.task = phrase.task[match.end() :].lstrip(_PAUSE + ":，、：")
    phrase.task = _without(phrase.task, words.glue)
    while match := _longest(phrase, words, at_end=True):
        phrase.task = words.tail.sub("", phrase.task[: match.start()].rstrip(_STOP))
    if phrase.found:
        phrase.task = _without(phrase.task, words.lead)
        phrase.task = _without(phrase.task, words.glue)
    return phrase


def _longest(phrase: Phrase, words: Words, *, at_end: bool) -> re.Match[str] | None:
    """Find the longest time at one edge, note it and return where it stands."""
    best: tuple[int, str, re.Match[str]] | None = None
    text = phrase.task.rstrip(_STOP) if at_end else phrase.task
    for kind in KINDS:
        if kind in phrase.found or _EXCLUDES.get(kind, set()) & set(phrase.found):
            continue
        for pattern in (words.at_end if at_end else words.at_start)[kind]:
            match = pattern.search(text) if at_end else pattern.match(text)
            if match and _is_meant(kind, match, phrase, words, at_end) and (best is None or len(match[0]) > best[0]):
                best = len(match[0]), kind, match
    if best is None:
        return None
    phrase.found[best[1]] = best[2]
    return best[2]


def _is_meant(kind: str, match: re.Match[str], phrase: Phrase, words: Words, at_end: bool) -> bool:
    """Refuse what only looks like a time: "evening dress", and an hour beside "in 10 minutes"."""
    if kind == "part" and not at_end and not words.bare_parts:
        return bool(phrase.found) or match[0] != match["part"]
    return True


def _without(text: str, pattern: re.Pattern[str]) -> str:
    match = pattern.match(text)
    return text[match.end() :].lstrip(_PAUSE + "：:，") if match else text


def _tidy(typed: str) -> str:
    """Read full-width digits and signs as plain ones, and any space as one space."""
    return " ".join(unicodedata.normalize("NFKC", typed).split()).strip(_PAUSE)
