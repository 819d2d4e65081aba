"""Long lists a piece at a time, so that whatever else the event loop has to do waits for one piece and not for all of it."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

PIECE = 100


async def in_pieces(items: Iterable[T], size: int = PIECE) -> AsyncIterator[list[T]]:
    """Yield up to `size` items at a time, letting others run between."""
    rest = iter(items)
    while piece := list(islice(rest, size)):
        yield piece
        await asyncio.sleep(0)
