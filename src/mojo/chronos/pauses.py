"""Waiting, and working, until Chronos is to stop."""

import asyncio
import contextlib
import random
from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any

from mojo.shared.errors import MojoException, RateLimited

LONGEST_RETRY_S = 60.0
"""So long after Telegram is back, everything that waited is on its way."""


async def pause(stop: asyncio.Event, seconds: float) -> None:
    """Wait `seconds`, or until `stop`."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)


async def until(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Run `work`, which is cancelled at `stop`. Raises what it raises."""
    working, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            working.result()
    finally:
        working.cancel()
        stopping.cancel()
        await asyncio.gather(working, stopping, return_exceptions=True)


def backoff_s(failures: int, base_s: float = 0.5, cap_s: float = 15.0) -> float:
    """Return how long to wait after the n-th failure in a row: doubling, capped, never in step with others."""
    return float(min(cap_s, base_s * 2 ** min(failures - 1, 16)) * random.uniform(0.5, 1.0))  # noqa: S311  # not a secret


def pause_after_s(error: MojoException, failures: int, cap_s: float = 15.0) -> float:
    """Return how long to wait after `error`: what Telegram asked for, if it did, else `backoff_s`."""
    return float(error.params.get("retry_after_s") or backoff_s(failures, cap_s=cap_s))


def retry_at(now: datetime, error: MojoException, attempt: int) -> datetime:
    """Return when to try a message again: obey a `retry_after`, else wait twice as long each time, a little unevenly."""
    asked_s = error.params.get("retry_after_s") if isinstance(error, RateLimited) else None
    grown_s = min(LONGEST_RETRY_S, 2.0 ** min(attempt - 1, 16)) * random.uniform(0.75, 1.0)  # noqa: S311  # no secret
    return now + timedelta(seconds=grown_s if asked_s is None else asked_s)
