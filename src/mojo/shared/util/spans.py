"""Spans of time as people type them."""

import re

_SPAN = re.compile(r"(\d{1,6}) ?([smhd])", re.ASCII)
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def span_s(words: str) -> int | None:
    """Read `90s`, `15m`, `2h` or `1d` as seconds; None for all else, and for nothing."""
    found = _SPAN.fullmatch(words.strip().lower())
    return int(found[1]) * _SECONDS[found[2]] or None if found else None
