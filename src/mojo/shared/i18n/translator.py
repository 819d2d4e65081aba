"""`Text` to words in its reader's language."""

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, tzinfo
from functools import cache
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from mojo.shared.i18n.catalogue import Catalogue, languages_in, locale_dirs, read_catalogue
from mojo.shared.i18n.clocks import clock_words
from mojo.shared.metrics import counter
from mojo.shared.model.tastes import ClockFace
from mojo.shared.model.text import Arg, Text

DEFAULT_LANGUAGE = "en"

_REFERENCE = re.compile(r"\{\s*(-?[a-zA-Z][\w-]*)")
_Message: TypeAlias = Callable[[dict[str, Any], list[Exception]], str]

_FAILURES = counter("mojo_translation_failures_total", "Messages that could not be said as they should be.", "language")

_UNSEEN = {*range(0x20), *range(0x7F, 0xA0)} - {ord("\n"), ord("\t")}
_TURNING = {0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
"""Marks, embeddings, overrides and isolates of direction: https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters"""
_HIDING = {0x200B, 0x2060, 0xFEFF}
_TAMED = dict.fromkeys([*_UNSEEN, *_TURNING, *_HIDING, *range(0xD800, 0xE000)])
"""What is left out of a name that somebody gave: it would turn, break or hide the words around it."""

log = logging.getLogger("mojo.i18n")


@dataclass(frozen=True, slots=True)
class _Ear:
    """Where somebody listens, beside their language."""

    timezone: tzinfo
    face: ClockFace | None


class Translator:
    """Every language Mojo has. Nothing here raises for a missing word: somebody waits for an answer."""

    def __init__(self, catalogues: Mapping[str, Catalogue]) -> None:
        self._catalogues = catalogues
        self._compiled: dict[tuple[str, str], _Message | None] = {}
        self._complained: set[tuple[str, str]] = set()
        self.languages = tuple(sorted(catalogues, key=lambda language: (language != DEFAULT_LANGUAGE, language)))
        """Codes of the languages Mojo has, the default first."""

    def match(self, *wanted: str | None) -> str:
        """Return the first wanted language (BCP 47) whose primary subtag Mojo has, else the default."""
        subtags = (re.split("[-_]", tag, maxsplit=1)[0].lower() for tag in wanted if tag)
        return next((subtag for subtag in subtags if subtag in self._catalogues), DEFAULT_LANGUAGE)

    def has(self, id: str) -> bool:
        """Tell whether there is a message `id`."""
        return id in self._catalogues[DEFAULT_LANGUAGE]

    def say(self, text: Text, language: str, timezone: str = "UTC", face: ClockFace | None = None) -> str:
        """Return `text` in `language`, its instants in `timezone` (IANA); in English, or as its id, where words are missing.

        Times are shown on `face`, None being what is usual in the language.
        """
        return self._say(text, self.match(language), _Ear(_zone(timezone), face))

    def _say(self, text: Text, language: str, ear: _Ear) -> str:
        for candidate in dict.fromkeys((language, DEFAULT_LANGUAGE)):
            said = self._try(text, candidate, ear)
            if said is not None:
                return said
        return text.id

    def name_of(self, language: str) -> str:
        """Return what `language` calls itself."""
        return self.say(Text("language-name"), language)

    def _try(self, text: Text, language: str, ear: _Ear) -> str | None:
        """Return the words, or None after complaining in the log."""
        errors: list[Exception] = []
        try:
            message = self._message(language, text.id)
            if message is None:
                self._complain(language, text.id, "missing")
                return None
            said = message({name: self._arg(arg, language, ear) for name, arg in text.args.items()}, errors)
        except Exception as error:  # an argument of the wrong kind must not cost the person the answer
            self._complain(language, text.id, type(error).__name__)
            return None
        if errors:
            self._complain(language, text.id, type(errors[0]).__name__)
        return said

    def _arg(self, arg: Arg, language: str, ear: _Ear) -> Any:
        if isinstance(arg, Text):
            return self._say(arg, language, ear)
        if isinstance(arg, datetime):
            return _instant(arg, ear)
        if isinstance(arg, time):
            return clock_words(arg, ear.face, language)
        return tamed(arg) if isinstance(arg, str) else arg

    def _message(self, language: str, id: str) -> _Message | None:
        key = language, id
        if key not in self._compiled:
            self._compiled[key] = _compile(language, id, self._catalogues[language])
        return self._compiled[key]

    def _complain(self, language: str, id: str, problem: str) -> None:
        """Count it, and log it once: a message that is said every second would fill the log."""
        _FAILURES.labels(language).inc()
        if (language, id) not in self._complained:
            self._complained.add((language, id))
            log.warning("i18n.message_failed", extra={"language": language, "message_id": id, "problem": problem})


def tamed(said: str) -> str:
    """Return words that somebody else chose so that they cannot change the text around them."""
    return said if said.isascii() and said.isprintable() else said.translate(_TAMED)


def make_translator() -> Translator:
    """Return the process's one, which knows every language. Raises ConfigurationError when two files define one message."""
    return _read_every_language()


@cache
def _read_every_language() -> Translator:
    dirs = locale_dirs()
    return Translator({language: read_catalogue(language, dirs) for language in languages_in(dirs[0])})


def _compile(language: str, id: str, catalogue: Catalogue) -> _Message | None:
    """Compile one message and what it refers to: 3 ms, where a whole language would hold the event loop for half a second."""
    from fluent_compiler.bundle import FluentBundle  # 15 MB that only who speaks should pay

    from mojo.shared.i18n.instants import spoken_instant

    if id not in catalogue:
        return None
    needed = _with_references(id, catalogue)
    source, functions = "".join(catalogue[part].source for part in needed), {"DATETIME": spoken_instant}
    bundle = FluentBundle.from_string(language, source, functions=functions, use_isolating=False)

    def message(args: dict[str, Any], errors: list[Exception]) -> str:
        said, found = bundle.format(id, args)
        errors += found
        return str(said)

    return message if bundle.has_message(id) else None


def _with_references(id: str, catalogue: Catalogue) -> list[str]:
    found, queue = [id], [id]
    while queue:
        names = _REFERENCE.findall(catalogue[queue.pop()].source)
        new = [name for name in dict.fromkeys(names) if name in catalogue and name not in found]
        found += new
        queue += new
    return found


def _instant(at: datetime, ear: _Ear) -> datetime:
    local = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(ear.timezone)
    if ear.face is None:
        return local
    from mojo.shared.i18n.instants import FacedInstant

    return FacedInstant.shown(local, ear.face)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC
