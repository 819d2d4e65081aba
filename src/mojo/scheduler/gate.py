"""Who starts first when more waits than can run."""

import asyncio
import heapq
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from mojo.shared.model.policies import Priority

AHEAD = 4
"""How many times its slots a process takes out of the queue, so that there is something to choose from."""

_RANK = {Priority.HIGH: 0, Priority.NORMAL: 1, Priority.LOW: 2}


class Gate:
    """Lets `slots` in at a time; of those who wait the most urgent, and of equals the first."""

    def __init__(self, slots: int) -> None:
        self._free = slots
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    @asynccontextmanager
    async def enter(self, priority: Priority) -> AsyncIterator[None]:
        """Wait for a slot, and hold it for the block."""
        await self._wait(priority)
        try:
            yield
        finally:
            self._free += 1
            self._admit()

    async def _wait(self, priority: Priority) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (_RANK[priority], next(self._numbers), turn))
        self._admit()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # it was just let in
                self._free += 1
                self._admit()
            raise

    def _admit(self) -> None:
        while self._free and self._waiting:
            *_, turn = heapq.heappop(self._waiting)
            if not turn.done():
                self._free -= 1
                turn.set_result(None)
