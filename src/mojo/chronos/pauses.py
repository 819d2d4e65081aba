"""Waiting that ends at once when Chronos is to stop."""

import asyncio
import contextlib
import random


async def pause(stop: asyncio.Event, seconds: float) -> None:
    """Wait `seconds`, or until `stop`."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)


def backoff_s(failures: int, base_s: float = 0.5, cap_s: float = 15.0) -> float:
    """Return how long to wait after the n-th failure in a row: doubling, capped, never in step with others."""
    return float(min(cap_s, base_s * 2 ** min(failures - 1, 16)) * random.uniform(0.5, 1.0))  # noqa: S311  # not a secret
