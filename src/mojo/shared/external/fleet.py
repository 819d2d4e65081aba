"""What the processes of one Mojo tell each other about outside services, as far as one process needs it.

Redis only carries the news. While it is away every process decides by what it has seen itself, and no call waits for it for
longer than `PATIENCE_S`.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from mojo.shared.errors import StoreUnavailable

T = TypeVar("T")

PATIENCE_S = 0.25

_under_way: set[asyncio.Task[Any]] = set()
"""Held, because an event loop does not keep its tasks alive."""


class Alone:
    """`Fleet` and `Documents` of a process that has nobody to tell: there is only itself."""

    def __init__(self) -> None:
        self._calls: dict[tuple[str, str], int] = {}

    async def claim(self, task: str, ttl_s: float) -> str | None:
        return task

    async def release(self, task: str, token: str) -> None:
        return None

    async def leave_alone(self, service: str, for_s: float) -> None:
        return None

    async def welcome(self, service: str) -> None:
        return None

    async def left_alone_s(self, service: str) -> float | None:
        return None

    async def count_call(self, service: str, day: str) -> int:
        self._calls[service, day] = self._calls.get((service, day), 0) + 1
        return self._calls[service, day]

    async def read(self, key: str) -> Any | None:
        return None

    async def write(self, key: str, document: Any, ttl_s: float) -> None:
        return None

    async def delete(self, key: str) -> None:
        return None


def tell(news: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
    """Send news without waiting for it; if the store is away, nobody hears them."""
    task = asyncio.create_task(news)
    _under_way.add(task)
    task.add_done_callback(_landed)
    return task


async def ask(question: Coroutine[Any, Any, T], patience_s: float = PATIENCE_S) -> T:
    """Return the answer. Raises StoreUnavailable when none comes in time; a slow question is left to end by itself."""
    task = tell(question)
    done, _ = await asyncio.wait({task}, timeout=patience_s)
    if not done:
        raise StoreUnavailable("The store did not answer in time.")
    answer: T = task.result()
    return answer


def _landed(task: "asyncio.Task[Any]") -> None:
    _under_way.discard(task)
    if not task.cancelled():
        task.exception()  # looked at, so that asyncio does not complain; the health board knows about the store
