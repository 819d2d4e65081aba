"""Measures how much waits to be delivered, and for how long."""

import asyncio
import contextlib
from collections.abc import Mapping

from mojo.chronos import metrics
from mojo.shared.errors import StoreUnavailable
from mojo.shared.queue.lanes import Lanes
from mojo.shared.util.clock import Clock

EVERY_S = 10.0


async def measure(lanes: Mapping[str, Lanes], clock: Clock) -> None:
    """Look at each set of lanes once. Raises StoreUnavailable."""
    for name, waiting in lanes.items():
        oldest = await waiting.oldest()
        metrics.outbox_waiting.labels(name).set(await waiting.depth())
        metrics.outbox_oldest.labels(name).set((clock.now() - oldest).total_seconds() if oldest else 0)


async def keep_measuring(lanes: Mapping[str, Lanes], clock: Clock) -> None:
    """Look again and again, until cancelled; the figures stand still while the store is away."""
    while True:
        with contextlib.suppress(StoreUnavailable):
            await measure(lanes, clock)
        await asyncio.sleep(EVERY_S)
