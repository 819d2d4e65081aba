"""Whether the process that began a run still lives, told by a thread that no busy event loop can hold up.

The queue gives a task to another worker when its own has not renewed it for half a second; a worker whose loop is busy for longer
(blocking code, a slow disk) would be taken for dead, and its runs would be made twice. Its pulse says that it lives.
"""

import asyncio
import contextlib
import threading
from typing import Protocol

from mojo.shared.errors import StoreUnavailable
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.slots import RedisSlots, Slots
from mojo.shared.persistence.target import parse_target

BEATS_EVERY_S = 0.15
BEAT_TTL_S = 0.6


class Pulse(Protocol):
    """The pulse of every process that runs jobs."""

    def start(self, worker: str) -> None:
        """Beat for this process, called `worker`, until it ends or `stop`."""
        ...

    def stop(self) -> None:
        """Beat no more."""
        ...

    async def lives(self, worker: str) -> bool:
        """Tell whether the process called `worker` has beaten lately. Raises StoreUnavailable."""
        ...


class RedisPulse:
    """Keeps `Pulse`."""

    def __init__(self, url: str, slots: Slots) -> None:
        self._url = url
        self._slots = slots
        self._stopping = threading.Event()

    def start(self, worker: str) -> None:
        self._stopping.clear()
        threading.Thread(target=self._beat, args=(worker,), name="pulse", daemon=True).start()

    def stop(self) -> None:
        self._stopping.set()

    async def lives(self, worker: str) -> bool:
        return worker in await self._slots.take(_key(worker), "whoever asks", 1, 0.001)

    def _beat(self, worker: str) -> None:
        asyncio.run(self._keep_beating(worker))

    async def _keep_beating(self, worker: str) -> None:
        redis = RedisClient(parse_target(self._url))
        slots = RedisSlots(redis)
        while not self._stopping.is_set():
            with contextlib.suppress(StoreUnavailable):
                await slots.take(_key(worker), worker, 1, BEAT_TTL_S)
            await asyncio.sleep(BEATS_EVERY_S)
        with contextlib.suppress(StoreUnavailable):
            await slots.release(_key(worker), worker)
        await redis.close()


class NoPulse:
    """Keeps `Pulse` where there is one process, which lives when it asks."""

    def start(self, worker: str) -> None:
        """Do nothing."""

    def stop(self) -> None:
        """Do nothing."""

    async def lives(self, worker: str) -> bool:
        return False


def _key(worker: str) -> str:
    return f"alive:{worker}"
