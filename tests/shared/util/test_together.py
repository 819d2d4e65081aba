"""Concurrent look-ups share trips, and nobody gets an answer older than their question."""

import asyncio

import pytest

from mojo.shared.util.together import Together


class Ferry:
    """Reads letters in capitals; each trip waits for its go."""

    def __init__(self) -> None:
        self.trips: list[list[str]] = []
        self.go = asyncio.Event()
        self.failure: Exception | None = None
        self.ask = Together(self._read).get

    async def _read(self, keys: list[str]) -> list[str]:
        self.trips.append(keys)
        await self.go.wait()
        if self.failure:
            raise self.failure
        return [key.upper() for key in keys]

    async def asked(self, *keys: str) -> list[asyncio.Task[str]]:
        tasks = [asyncio.create_task(self.ask(key)) for key in keys]
        for _ in range(3):  # let each ask, and a trip that can start do so
            await asyncio.sleep(0)
        return tasks


async def test_who_asks_alone_travels_alone() -> None:
    ferry = Ferry()
    ferry.go.set()
    assert await ferry.ask("a") == "A"
    assert await ferry.ask("a") == "A"
    assert ferry.trips == [["a"], ["a"]]


async def test_who_asks_at_once_travels_together_and_a_key_once() -> None:
    ferry = Ferry()
    ferry.go.set()
    assert await asyncio.gather(*(ferry.ask(key) for key in "abab")) == ["A", "B", "A", "B"]
    assert ferry.trips == [["a", "b"]]


async def test_who_asks_during_a_trip_waits_for_the_next() -> None:
    ferry = Ferry()
    first = await ferry.asked("a")
    later = await ferry.asked("a", "b")
    assert ferry.trips == [["a"]]
    ferry.go.set()
    assert await asyncio.gather(*first, *later) == ["A", "A", "B"]
    assert ferry.trips == [["a"], ["a", "b"]]


async def test_a_trip_that_fails_fails_for_all_on_it_and_for_nobody_else() -> None:
    ferry = Ferry()
    ferry.failure = ConnectionError("the ferry sank")
    sunk = await ferry.asked("a", "b")
    ferry.go.set()
    for task in sunk:
        with pytest.raises(ConnectionError):
            await task
    ferry.failure = None
    assert await ferry.ask("a") == "A"


async def test_who_gives_up_holds_up_nobody() -> None:
    ferry = Ferry()
    impatient, patient = await ferry.asked("a", "a")
    impatient.cancel()
    ferry.go.set()
    assert await patient == "A"
    assert impatient.cancelled()
