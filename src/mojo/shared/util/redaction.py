"""Strike secrets out of text and values: by the name of their key, by their look, and because they are known."""

import base64
import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from mojo.shared.util.confided import STRUCK
from mojo.shared.util.tracebacks import message_of

_NAMES = (
    r"password|passwd|passphrase|pwd|secret|token|authorization|cookie|credential|api[_-]?key|private[_-]?key|"
    r"invitation|invitation_code"
)
_KEY = re.compile(rf"(?:{_NAMES})s?$", re.IGNORECASE)
_SIGN = r"[\"']?\s*[=:]\s*[\"']?(?:(?:bearer|basic|digest)\s+)?"
_NAMED = rf"(?i:(?P<name>(?:{_NAMES})s?{_SIGN})[^\s\"',;&}})\]]+)"
_LOOKS = (
    r"\d+(?::|%3[Aa])[A-Za-z0-9_-]{30,}",  # https://core.telegram.org/bots/api#authorizing-your-bot
    r"eyJ[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)*",  # RFC 7519
    r"mojo_[a-z]+_[A-Za-z0-9_-]{16,}",
    r"(?<=://)[^\s/?#\"'<>]*:[^\s/?#\"'<>]*(?=@)",  # RFC 3986 userinfo
    r"(?i:(?<=bearer )|(?<=basic ))[A-Za-z0-9._~+/=-]{6,}",  # RFC 6750, RFC 7617
)
_CODE = re.compile(r"(?<![A-Z2-7])[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3,}(?![A-Z2-7])", re.IGNORECASE)
"""Invitation and log-in codes (`persistence/codes.py`)."""
_HINTS = (":", "=", "%3", "eyJ", "mojo_", "earer ", "EARER ", "asic ", "ASIC ")
"""A text with none of these matches none of the patterns, and looking for them costs a twentieth of trying."""


_HARMLESS = (bool, int, float)


@lru_cache(maxsize=1024)
def names_secret(key: str) -> bool:
    """Tell whether what stands under `key` is a secret."""
    return _KEY.search(key) is not None


class Redactor:
    """Knows what may not be shown. Safe to use from several threads."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        spellings = {spelling for secret in secrets if secret for spelling in _spellings(secret)}
        known = [re.escape(spelling) for spelling in sorted(spellings, key=len, reverse=True)]
        self._hints = (*_HINTS, *spellings)
        self._pattern = re.compile("|".join([*known, *_LOOKS, _NAMED]))

    def text(self, text: str) -> str:
        """Return `text` with every secret struck out."""
        if text.count("-") >= 3:
            text = _CODE.sub(STRUCK, text)
        for hint in self._hints:
            if hint in text:
                return self._pattern.sub(_strike, text)
        return text

    def value(self, key: str, value: Any) -> Any:
        """Return what may be shown of `value`, which stands under `key`: all, some or nothing of it."""
        if names_secret(key):
            return STRUCK
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


def _strike(match: re.Match[str]) -> str:
    return (match["name"] or "") + STRUCK
