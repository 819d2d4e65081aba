"""What people have entrusted to us, for as long as it is being worked on: words and positions, which no log line may repeat.

Nobody logs these on purpose. But what a crash says may quote them (`could not convert string to float: '...'`), and so may a
refusal. Whoever takes up a piece of work tells what is in it; it is looked into only if something is logged meanwhile.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from typing import Any
from urllib.parse import unquote_plus

import orjson

STRUCK = "***"
"""What stands where something may not be shown."""

MIN_LENGTH = 4
MAX_PIECES = 500
"""More than this is not looked through: then every message and exception is struck out whole."""
_DECIMALS = (7, 6, 5, 4, 3)
"""0.001 degrees are about 100 m."""


class Confided:
    """One piece of work's content."""

    def __init__(self, *contents: Any) -> None:
        self._contents = contents

    def strike(self, text: str) -> str:
        """Return `text` without anything that was confided."""
        pattern = self._pattern
        return STRUCK if pattern is None else pattern.sub(STRUCK, text)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        pieces = {piece for content in self._contents for leaf in _leaves(content) for piece in _pieces(leaf)}
        if len(pieces) > MAX_PIECES:
            return None
        longest_first = sorted(pieces, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)", re.IGNORECASE)


_current: ContextVar[Confided | None] = ContextVar("mojo_confided", default=None)


def current_confided() -> Confided | None:
    """Return what the running task works on."""
    return _current.get()


def confide(*contents: Any) -> None:
    """Keep `contents` (JSON as bytes, a query string, or plain values) out of the log for the rest of the running task."""
    _current.set(Confided(*contents))


@contextmanager
def confided(*contents: Any) -> Iterator[None]:
    """Keep `contents` out of the log within the block."""
    token = _current.set(Confided(*contents))
    try:
        yield
    finally:
        _current.reset(token)


def _leaves(value: Any) -> Iterator[str | float]:
    if isinstance(value, bytes):
        try:
            value = orjson.loads(value)
        except orjson.JSONDecodeError:
            value = re.split("[&=]", unquote_plus(value.decode("utf-8", "replace")))
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in _HARMLESS:
                yield from _leaves(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _leaves(inner)
    elif isinstance(value, str | float):
        yield value


_HARMLESS = frozenset({"id", "kind", "type", "job", "schedule", "language_code", "language", "is_bot"})
"""Keys of our own envelopes and of Telegram's whose values are no secret and that the log needs."""


def _pieces(leaf: str | float) -> Iterator[str]:
    """Yield the ways in which a message may quote a value: whole, as one word of it, or rounded."""
    if isinstance(leaf, float):
        shown = {repr(leaf), *(f"{leaf:.{places}f}" for places in _DECIMALS)}
        yield from (text for text in shown if len(text.partition(".")[2]) >= _DECIMALS[-1])
        return
    text = leaf.strip()
    if len(text) >= MIN_LENGTH:
        yield text
        yield repr(text)[1:-1]
        yield from (word for word in re.findall(r"[\w.@'-]+", text) if len(word) >= MIN_LENGTH)
