"""Look-ups that travel together: who asks while a trip is under way shares the next one."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Together(Generic[K, V]):
    """Turns many concurrent look-ups of one key each into few look-ups of many keys.

    A trip always starts after everybody on it has asked, so nobody is answered with what was true before their question.
    """

    def __init__(self, read_all: Callable[[list[K]], Awaitable[Sequence[V]]]) -> None:
        """`read_all` returns one value a key, in the keys' order."""
        self._read_all = read_all
        self._waiting: list[tuple[K, asyncio.Future[V]]] = []
        self._trips: asyncio.Task[None] | None = None

    async def get(self, key: K) -> V:
        """Return the value of `key`. Raises what the trip raises."""
        future: asyncio.Future[V] = asyncio.get_running_loop().create_future()
        self._waiting.append((key, future))
        if self._trips is None:
            self._trips = asyncio.create_task(self._travel())
        return await future

    async def _travel(self) -> None:
        try:
            while self._waiting:
                group, self._waiting = self._waiting, []
                await self._answer(group)
        finally:
            self._trips = None

    async def _answer(self, group: list[tuple[K, asyncio.Future[V]]]) -> None:
        keys = list(dict.fromkeys(key for key, _ in group))
        try:
            values = dict(zip(keys, await self._read_all(keys), strict=True))
        except Exception as error:
            for _, future in group:
                if not future.done():
                    future.set_exception(error)
            return
        for key, future in group:
            if not future.done():  # whoever asked may have given up
                future.set_result(values[key])
