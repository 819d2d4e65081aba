"""Strike secrets out of text and values: by the name of their key, by their look, and because they are known."""

import base64
import json
import re
import string
import sys
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from mojo.shared.util.confided import STRUCK
from mojo.shared.util.tracebacks import message_of

_NAMES = (
    r"p(?:ass(?:word|wd|phrase)|wd|rivate[_-]?key)|secret|token|a(?:uthorization|pi[_-]?key)|c(?:ookie|redential)|"
    r"invitation(?:_code)?"
)
"""With what begins alike together: it is tried at fewer letters."""
_KEY = re.compile(rf"(?:{_NAMES})s?$", re.IGNORECASE)
_SIGN = r"[\"']?\s*[=:]\s*[\"']?(?:(?:bearer|basic|digest)\s+)?"
_NAMED = re.compile(rf"(?P<name>(?:{_NAMES})s?{_SIGN})[^\s\"',;&}})\]]+")
"""In lower case: a pattern that minds no case is five times slower."""
_LOOKS = (
    (":", r":(?<=\d:)[A-Za-z0-9_-]{30,}"),  # https://core.telegram.org/bots/api#authorizing-your-bot; the bot's id stays
    ("%3", r"%3[Aa](?<=\d%3.)[A-Za-z0-9_-]{30,}"),
    ("eyJ", r"eyJ[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)*"),  # RFC 7519
    ("mojo_", r"mojo_[a-z]+_[A-Za-z0-9_-]{16,}"),
    ("@", r"(?<=://)[^\s/?#\"'<>]*:[^\s/?#\"'<>]*(?=@)"),  # RFC 3986 userinfo
    ("earer ", r"(?<=[Bb]earer )[A-Za-z0-9._~+/=-]{6,}"),  # RFC 6750
    ("asic ", r"(?<=[Bb]asic )[A-Za-z0-9._~+/=-]{6,}"),  # RFC 7617
    ("EARER ", r"(?<=BEARER )[A-Za-z0-9._~+/=-]{6,}"),
    ("ASIC ", r"(?<=BASIC )[A-Za-z0-9._~+/=-]{6,}"),
)
"""What secrets look like, each with what must be in a text that holds one: to look for that costs a twentieth of trying.

A pattern that begins with its hint is tried in half the time of one that has to look back first.
"""
_PATTERNS = tuple((hint, re.compile(look)) for hint, look in _LOOKS)
_CODE = re.compile(r"(?<![A-Z2-7])[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3,}(?![A-Z2-7])", re.IGNORECASE)
"""Invitation and log-in codes (`persistence/codes.py`)."""

_HARMLESS = (bool, int, float)


@lru_cache(maxsize=1024)
def names_secret(key: str) -> bool:
    """Tell whether what stands under `key` is a secret."""
    return _KEY.search(key) is not None


class Redactor:
    """Knows what may not be shown. Safe to use from several threads."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._known = tuple({spelling for secret in secrets if secret for spelling in _spellings(secret)})
        self._shortest = min(map(len, self._known), default=sys.maxsize)
        self._known_pattern = re.compile("|".join(map(re.escape, sorted(self._known, key=len, reverse=True))))

    def text(self, text: str) -> str:
        """Return `text` with every secret struck out."""
        if text.isalnum() and len(text) < self._shortest:  # whatever has a look has a sign in it
            return text
        if text.count("-") >= 3:
            text = _CODE.sub(STRUCK, text)
        if any(map(text.__contains__, self._known)):
            text = self._known_pattern.sub(STRUCK, text)
        if "=" in text or ":" in text:
            text = _strike_named(text)
        for hint, pattern in _PATTERNS:
            if hint in text:
                text = pattern.sub(STRUCK, text)
        return text

    def value(self, key: str, value: Any) -> Any:
        """Return what may be shown of `value`, which stands under `key`: all, some or nothing of it."""
        if names_secret(key):
            return STRUCK
        if isinstance(value, str):
            return self.text(value)
        if value is None or isinstance(value, _HARMLESS):
            return value
        if isinstance(value, Mapping):
            return {str(name): self.value(str(name), inner) for name, inner in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self.value("", inner) for inner in value]
        return self.text(message_of(value) if isinstance(value, BaseException) else str(value))


def _spellings(secret: str) -> tuple[str, ...]:
    """Return the forms in which a secret turns up: in a URL, in a `repr`, in JSON, in a Basic header."""
    encoded = base64.b64encode(secret.encode()).decode().rstrip("=")
    return secret, quote(secret, safe=""), repr(secret)[1:-1], json.dumps(secret)[1:-1], encoded


def _strike_named(text: str) -> str:
    """Strike out what follows the name of a secret; the name stays."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter with a dot or two above it: only ASCII is of interest here
        lowered = text.translate(_LOWER)
    pieces, end = [], 0
    for match in _NAMED.finditer(lowered):
        pieces += [text[end : match.end("name")], STRUCK]
        end = match.end()
    return "".join([*pieces, text[end:]]) if pieces else text


_LOWER = {ord(letter): letter.lower() for letter in string.ascii_uppercase}
