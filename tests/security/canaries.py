"""Marked secrets, words and positions, and everything that this process writes while they are driven about."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mojo import __version__
from mojo.api.access_log import AccessRecord
from mojo.shared.persistence.codes import new_code
from mojo.shared.util.ecs import EcsFormatter, Origin, PrettyFormatter, prepare
from mojo.shared.util.redaction import Redactor
from tests.chronos.support import TOKEN as BOT_TOKEN

LATITUDE, LONGITUDE = 38.7123847, -9.1298374
CANARIES: dict[str, str] = {
    "bot token": BOT_TOKEN,
    "jwt": "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJjYW5hcnkifQ.Y2FuYXJ5LXNpZ25hdHVyZQ",
    "own token": "mojo_pat_canary0canary1canary2canary3",
    "bearer": "Bearer canarybearer4711",
    "url credentials": "https://canaryuser:canarypass4711@host.example/x",
    "setting": "canary-setting-0815-otter",
    "password": "password=canarypassword4711",
    "invitation": new_code(),
    "words": "canary zebra trombone",
    "address": "zebra.canary@example.org",
    "position": f"{LATITUDE}, {LONGITUDE}",
}
"""What is driven into every error path, by kind."""
LEAKS: dict[str, tuple[str, ...]] = {
    **{name: (value[-12:],) for name, value in CANARIES.items()},
    "bot token": (BOT_TOKEN[10:],),
    "url credentials": ("canaryuser", "canarypass4711"),
    "words": ("zebra", "trombone"),
    "position": ("38.712", "-9.129", "38.71238", "9.12984"),
}
"""What may not be found of each."""
SETTINGS = [CANARIES["setting"], BOT_TOKEN]
"""What the process knows to be secret because it was loaded at start."""


class Written(logging.Handler):
    """Every line as the file and the terminal get it, from every logger at every level."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self._lines: list[str] = []
        self._access: list[AccessRecord] = []
        origin, redactor = Origin("mojo", "PROD", __version__), Redactor(SETTINGS)
        self._forms = (EcsFormatter(origin, redactor), PrettyFormatter(origin, redactor, coloured=False))

    @property
    def lines(self) -> list[str]:
        """What was written so far, the lines of requests included."""
        return [*self._lines, *(line.decode() for record in self._access for line in record.waiting)]

    def emit(self, record: logging.LogRecord) -> None:
        if isinstance(record, AccessRecord):
            self._access.append(record)
            return
        copy = logging.makeLogRecord(record.__dict__)
        prepare(copy)
        self._lines += [form.line(copy).decode() for form in self._forms]


@contextmanager
def listening() -> Iterator[Written]:
    """Catch every line there is within the block."""
    handler, root, mojo = Written(), logging.getLogger(), logging.getLogger("mojo")
    before = root.level, mojo.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    mojo.setLevel(logging.DEBUG)
    try:
        yield handler
    finally:
        root.removeHandler(handler)
        root.setLevel(before[0])
        mojo.setLevel(before[1])


def found(*places: str, kinds: Any = LEAKS) -> list[tuple[str, str]]:
    """Return every canary that is in one of `places`, with where it was."""
    return [
        (name, place[max(0, place.find(leak) - 80) :][:200])
        for place in places
        for name in kinds
        for leak in LEAKS[name]
        if leak.lower() in place.lower()
    ]
