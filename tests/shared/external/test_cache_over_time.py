"""Renewal behind an old answer, revalidation, freshness that a value decides, and flights shared by processes."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mojo.shared.errors import ExternalTimeout
from mojo.shared.external.cache import AnswerCache
from mojo.shared.persistence.memory import MemoryDocuments, MemoryFleet
from mojo.shared.util.clock import SetClock


class Bench:
    """Caches of several processes on one store, and a source that is asked."""

    def __init__(self) -> None:
        self.clock = SetClock(datetime(2026, 7, 1, 12, 0, tzinfo=UTC))
        self.documents, self.fleet = MemoryDocuments(self.clock), MemoryFleet(self.clock)
        self.asked: list[str] = []
        self.open = asyncio.Event()
        self.open.set()
        self.failure: Exception | None = None

    def cache(self, **options: Any) -> AnswerCache[str]:
        given: dict[str, Any] = {"fresh_s": 60, "keep_s": 3600, "fleet": self.fleet, **options}
        return AnswerCache("test", str, self.documents, self.clock, **given)

    async def fetch(self) -> str:
        return await self._answer("fetch")

    async def renew(self, old: str) -> str:
        return await self._answer(f"renew {old}")

    async def _answer(self, question: str) -> str:
        self.asked.append(question)
        number = len(self.asked)
        await self.open.wait()
        if self.failure:
            raise self.failure
        return str(number)

    def wait(self, seconds: float) -> None:
        self.clock.move(timedelta(seconds=seconds))


@pytest.fixture
def bench() -> Bench:
    return Bench()


async def settle(condition: Any) -> None:
    async with asyncio.timeout(3):
        while not condition():
            await asyncio.sleep(0)


async def test_an_old_answer_is_given_at_once_while_the_next_is_fetched(bench: Bench) -> None:
    cache = bench.cache(renew_behind_s=30)
    await cache.get("k", bench.fetch)
    bench.wait(61)
    bench.open.clear()
    assert [(await cache.get("k", bench.fetch)).value for _ in range(3)] == ["1", "1", "1"]
    await settle(lambda: len(bench.asked) == 2)
    bench.open.set()
    await settle(lambda: not cache._flights)
    assert (await cache.get("k", bench.fetch)).value == "2"
    assert len(bench.asked) == 2


async def test_a_renewal_that_fails_leaves_the_old_answer(bench: Bench) -> None:
    cache = bench.cache(renew_behind_s=30)
    await cache.get("k", bench.fetch)
    bench.wait(61)
    bench.failure = ExternalTimeout("slow")
    assert not (await cache.get("k", bench.fetch)).stale
    await settle(lambda: not cache._flights)
    kept = await cache.get("k", bench.fetch)
    assert (kept.value, kept.stale) == ("1", True)


async def test_beyond_that_the_caller_waits(bench: Bench) -> None:
    cache = bench.cache(renew_behind_s=30)
    await cache.get("k", bench.fetch)
    bench.wait(91)
    assert (await cache.get("k", bench.fetch)).value == "2"


async def test_an_old_answer_is_revalidated_rather_than_fetched(bench: Bench) -> None:
    await bench.cache().get("k", bench.fetch, bench.renew)
    bench.wait(61)
    await bench.cache().get("k", bench.fetch, bench.renew)
    assert bench.asked == ["fetch", "renew 1"]


async def test_a_value_may_say_how_long_it_is_fresh(bench: Bench) -> None:
    cache = bench.cache(fresh_s=lambda value: 10 if value == "1" else 1000)
    await cache.get("k", bench.fetch)
    bench.wait(11)
    await cache.get("k", bench.fetch)
    bench.wait(900)
    assert (await cache.get("k", bench.fetch)).value == "2"


async def test_two_processes_cost_one_call(bench: Bench) -> None:
    bench.open.clear()
    callers = [asyncio.create_task(cache.get("k", bench.fetch)) for cache in (bench.cache(), bench.cache())]
    await settle(lambda: bench.asked)
    bench.open.set()
    assert {(await caller).value for caller in callers} == {"1"}
    assert bench.asked == ["fetch"]


async def test_if_the_first_fails_the_second_asks_itself(bench: Bench) -> None:
    bench.open.clear()
    first = asyncio.create_task(bench.cache().get("k", bench.fetch))
    await settle(lambda: bench.asked)
    second = asyncio.create_task(bench.cache().get("k", bench.fetch))
    bench.failure = ExternalTimeout("slow")
    bench.open.set()
    with pytest.raises(ExternalTimeout):
        await first
    bench.failure = None
    assert (await second).value == "2"


async def test_an_answer_that_came_just_before_the_claim_is_seen(bench: Bench) -> None:
    """Another process reads, asks, writes and gives back between our first look and our claim."""
    late = bench.cache()
    claim = bench.fleet.claim

    async def claim_after_the_other(task: str, ttl_s: float) -> str | None:
        bench.fleet.claim = claim  # type: ignore[method-assign]
        await bench.cache().get("k", bench.fetch)
        await settle(lambda: not bench.fleet._until)
        return await claim(task, ttl_s)

    bench.fleet.claim = claim_after_the_other  # type: ignore[method-assign]
    assert (await late.get("k", bench.fetch)).value == "1"
    assert bench.asked == ["fetch"]
