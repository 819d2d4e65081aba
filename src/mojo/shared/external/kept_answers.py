"""Answers of a service kept as they came, and for how long: RFC 9111, as far as a private client needs it."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import orjson
from pydantic import BaseModel, ConfigDict

from mojo.shared.external.policy import Query

LONGEST_FRESH_S = 7 * 86_400.0


class KeptAnswer(BaseModel):
    """A document, and what its service said about keeping it."""

    model_config = ConfigDict(frozen=True)

    document: Any
    etag: str | None = None
    last_modified: str | None = None
    fresh_s: float = 0.0
    """For how long the service promised that it holds."""

    def conditions(self) -> dict[str, str]:
        """Return the headers that ask whether it has changed (RFC 9110, section 13.1)."""
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in headers.items() if value}


def kept_answer(document: Any, headers: Mapping[str, str], now: datetime, old: KeptAnswer | None = None) -> KeptAnswer:
    """Return an answer as it is kept; `old` if it only says that `old` still holds."""
    return KeptAnswer(
        document=document,
        etag=headers.get("ETag") or (old.etag if old else None),
        last_modified=headers.get("Last-Modified") or (old.last_modified if old else None),
        fresh_s=promised_fresh_s(headers, now),
    )


def promised_fresh_s(headers: Mapping[str, str], now: datetime) -> float:
    """Return for how long an answer is promised to hold: `max-age`, else `Expires`; 0 if neither can be read."""
    directives = dict(part.strip().lower().partition("=")[::2] for part in headers.get("Cache-Control", "").split(","))
    if "no-store" in directives or "no-cache" in directives:
        return 0.0
    try:
        if "max-age" in directives:
            fresh_s = float(int(directives["max-age"].strip('"'))) - float(int(headers.get("Age", "0")))
        else:
            fresh_s = (parsedate_to_datetime(headers["Expires"]) - now).total_seconds()
    except (KeyError, ValueError, TypeError, OverflowError):
        return 0.0
    return min(max(0.0, fresh_s), LONGEST_FRESH_S)


def key_of(base_url: str, path: str, params: Query | None) -> str:
    """Return a key that tells requests apart and shows nothing of them: a query may hold a position."""
    return hashlib.sha256(orjson.dumps([base_url, path, sorted((params or {}).items())])).hexdigest()[:32]
