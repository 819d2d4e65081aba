"""Fresh answers, old answers, one call for many, and a store that goes away."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mojo.shared.errors import ExternalServiceError, ExternalTimeout, StoreUnavailable
from mojo.shared.external.cache import RETRY_STALE_AFTER_S, AnswerCache
from mojo.shared.persistence.memory import MemoryDocuments
from mojo.shared.util.clock import SetClock

FRESH_S, KEEP_S = 600.0, 3600.0


class CountedDocuments(MemoryDocuments):
    """A store that counts its reads and can go away."""

    def __init__(self, clock: SetClock) -> None:
        super().__init__(clock)
        self.reads = 0
        self.away = False

    async def read(self, key: str) -> Any | None:
        self.reads += 1
        if self.away:
            raise StoreUnavailable("away")
        return await super().read(key)

    async def write(self, key: str, document: Any, ttl_s: float) -> None:
        if self.away:
            raise StoreUnavailable("away")
        await super().write(key, document, ttl_s)


class Source:
    """Answers with how often it has been asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.failure: Exception | None = None
        self.open = asyncio.Event()
        self.open.set()

    async def __call__(self) -> int:
        self.asked += 1
        await self.open.wait()
        if self.failure:
            raise self.failure
        return self.asked


class Bench:
    """A cache and everything around it."""

    def __init__(self) -> None:
        self.clock = SetClock(datetime(2026, 7, 1, 12, 0, tzinfo=UTC))
        self.documents = CountedDocuments(self.clock)
        self.source = Source()
        self.cache = self.another_process()

    def another_process(self) -> AnswerCache[int]:
        return AnswerCache("test", int, self.documents, self.clock, fresh_s=FRESH_S, keep_s=KEEP_S, max_entries=3)

    def wait(self, seconds: float) -> None:
        self.clock.move(timedelta(seconds=seconds))


@pytest.fixture
def bench() -> Bench:
    return Bench()


async def test_a_fresh_answer_spares_the_source_and_the_store(bench: Bench) -> None:
    first = await bench.cache.get("k", bench.source)
    bench.documents.reads = 0
    bench.wait(FRESH_S - 1)
    assert await bench.cache.get("k", bench.source) == first
    assert (bench.source.asked, bench.documents.reads) == (1, 0)
    assert first.age_s(bench.clock.now()) == FRESH_S - 1


async def test_after_its_time_it_is_asked_anew(bench: Bench) -> None:
    await bench.cache.get("k", bench.source)
    bench.wait(FRESH_S)
    kept = await bench.cache.get("k", bench.source)
    assert (kept.value, kept.stale) == (2, False)


async def test_another_process_finds_it_in_the_store(bench: Bench) -> None:
    await bench.cache.get("k", bench.source)
    bench.wait(100)
    kept = await bench.another_process().get("k", bench.source)
    assert (kept.value, bench.source.asked) == (1, 1)
    assert kept.age_s(bench.clock.now()) == 100


async def test_keys_do_not_mix(bench: Bench) -> None:
    assert (await bench.cache.get("a", bench.source)).value != (await bench.cache.get("b", bench.source)).value


async def test_a_hundred_callers_cost_one_call(bench: Bench) -> None:
    answers = await asyncio.gather(*(bench.cache.get("k", bench.source) for _ in range(100)))
    assert bench.source.asked == 1
    assert {kept.value for kept in answers} == {1}


async def test_a_hundred_callers_share_one_failure_and_the_next_asks_again(bench: Bench) -> None:
    bench.source.failure = ExternalTimeout("slow")
    outcomes = await asyncio.gather(*(bench.cache.get("k", bench.source) for _ in range(100)), return_exceptions=True)
    assert all(isinstance(outcome, ExternalTimeout) for outcome in outcomes)
    assert bench.source.asked == 1
    bench.source.failure = None
    assert (await bench.cache.get("k", bench.source)).value == 2


async def test_a_caller_who_gives_up_takes_nothing_from_the_others(bench: Bench) -> None:
    bench.source.open.clear()
    first = asyncio.create_task(bench.cache.get("k", bench.source))
    second = asyncio.create_task(bench.cache.get("k", bench.source))
    while not bench.source.asked:
        await asyncio.sleep(0)
    first.cancel()
    bench.source.open.set()
    assert (await second).value == 1
    assert first.cancelled()
    assert bench.source.asked == 1


async def test_a_failure_that_nobody_waits_for_makes_no_noise(bench: Bench) -> None:
    noise: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: noise.append(context))
    bench.source.open.clear()
    bench.source.failure = ExternalTimeout("slow")
    only = asyncio.create_task(bench.cache.get("k", bench.source))
    while not bench.source.asked:
        await asyncio.sleep(0)
    only.cancel()
    bench.source.open.set()
    bench.source.failure = None
    assert (await bench.cache.get("k", bench.source)).value == 1
    assert noise == []


async def test_an_old_answer_serves_while_the_source_is_away(bench: Bench) -> None:
    await bench.cache.get("k", bench.source)
    bench.source.failure = ExternalTimeout("slow")
    bench.wait(KEEP_S - 1)
    kept = await bench.cache.get("k", bench.source)
    assert (kept.value, kept.stale, kept.age_s(bench.clock.now())) == (1, True, KEEP_S - 1)


async def test_while_it_serves_the_source_is_asked_seldom(bench: Bench) -> None:
    await bench.cache.get("k", bench.source)
    bench.source.failure = ExternalTimeout("slow")
    bench.wait(FRESH_S)
    for _ in range(10):
        assert (await bench.cache.get("k", bench.source)).stale
    assert bench.source.asked == 2
    bench.source.failure = None
    bench.wait(RETRY_STALE_AFTER_S)
    kept = await bench.cache.get("k", bench.source)
    assert (kept.value, kept.stale) == (3, False)


async def test_an_answer_that_is_too_old_does_not_serve(bench: Bench) -> None:
    await bench.cache.get("k", bench.source)
    bench.source.failure = ExternalTimeout("slow")
    bench.wait(KEEP_S + 1)
    with pytest.raises(ExternalTimeout):
        await bench.cache.get("k", bench.source)


async def test_a_mistake_is_not_covered_up_by_an_old_answer(bench: Bench) -> None:
    await bench.cache.get("k", bench.source)
    bench.source.failure = KeyError("ours")
    bench.wait(FRESH_S)
    with pytest.raises(KeyError):
        await bench.cache.get("k", bench.source)


async def test_without_its_store_it_still_answers(bench: Bench) -> None:
    bench.documents.away = True
    assert (await bench.cache.get("k", bench.source)).value == 1
    assert (await bench.cache.get("k", bench.source)).value == 1
    bench.wait(FRESH_S)
    bench.source.failure = ExternalServiceError("gone")
    assert (await bench.cache.get("k", bench.source)).stale


@pytest.mark.parametrize(
    "stored", [{"at": "2026-07-01T12:00:00+00:00", "value": "many"}, {"value": 1}, {"at": "once", "value": 1}, [1], "x", 5]
)
async def test_what_another_version_stored_is_as_good_as_nothing(bench: Bench, stored: Any) -> None:
    await bench.documents.write("test:k", stored, 100)
    assert (await bench.cache.get("k", bench.source)).value == 1
    assert bench.source.asked == 1


async def test_the_layer_in_the_process_stays_small(bench: Bench) -> None:
    for key in "abcd":
        await bench.cache.get(key, bench.source)
    bench.documents.reads = 0
    for key in "bcd":
        await bench.cache.get(key, bench.source)
    assert bench.documents.reads == 0
    await bench.cache.get("a", bench.source)
    assert bench.documents.reads == 1
    assert bench.source.asked == 4
