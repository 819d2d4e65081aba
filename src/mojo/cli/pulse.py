"""A file that is fresh while this process works, for health checks that cost nothing: no port, no client, no Redis.

`python -m mojo.cli.pulse` is such a check: it exits with 0 if the file that MOJO_PULSE_FILE names is fresh, 1 if not. It imports
nothing but the standard library, since a container's health is asked for every few seconds.
"""

import asyncio
import contextlib
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the check itself starts in a twentieth of the time without
    from mojo.shared.health import HealthBoard

BEAT_EVERY_S = 2.0
LOOK_EVERY_S = 0.2
FRESH_S = 15.0
"""A machine that is busy may be late by a few beats."""


async def keep_pulse(path: Path, ready: asyncio.Event, stop: asyncio.Event, board: "HealthBoard") -> None:
    """Write the file at `path` every BEAT_EVERY_S from when `ready` is set and the store answers; remove it on `stop`.

    It is written by the event loop that does the work: one that is stuck has no pulse. What goes away later takes the pulse
    with it no more: whoever replaces what has none would only add to the trouble, for we come back by ourselves.
    """
    _end(path)
    begun = False
    try:
        while not stop.is_set():
            begun = begun or (ready.is_set() and not board.is_down("redis"))
            if begun:
                _beat(path)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), BEAT_EVERY_S if begun else LOOK_EVERY_S)
    finally:
        _end(path)


def _beat(path: Path) -> None:
    with contextlib.suppress(OSError):  # a full disk shows as a pulse that is missing
        path.write_text(str(os.getpid()))


def _end(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def is_fresh(path: Path) -> bool:
    """Tell whether somebody has written the file at `path` within FRESH_S."""
    try:
        return time.time() - path.stat().st_mtime < FRESH_S
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(0 if is_fresh(Path(os.environ.get("MOJO_PULSE_FILE", ""))) else 1)
