"""Waiting for whatever comes first."""

import asyncio
from collections.abc import Coroutine
from typing import Any


async def first_of(*waits: Coroutine[Any, Any, Any], within_s: float | None = None) -> None:
    """Return as soon as one of `waits` is over, or after `within_s`; the others are cancelled."""
    tasks = [asyncio.create_task(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, timeout=within_s, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def rest(stop: asyncio.Event, for_s: float) -> None:
    """Let `for_s` pass, or less when `stop` is set."""
    await first_of(stop.wait(), within_s=for_s)
