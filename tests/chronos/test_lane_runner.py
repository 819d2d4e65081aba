"""Many lanes at a time, each in order; nothing in hand is lost when we stop, crash or lose a lease."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from mojo.chronos import lane_runner
from mojo.chronos.lane_runner import Bury, Done, LaneRunner, Later, Verdict
from mojo.shared.errors import StoreUnavailable
from mojo.shared.queue.lanes import Item, Lanes
from mojo.shared.queue.memory_lanes import MemoryLanes
from mojo.shared.util.clock import SystemClock
from tests.chronos.support import Outage, reach

LEASE_S = 0.3


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait for what takes long on purpose."""
    monkeypatch.setattr(lane_runner, "TAKE_WAIT_S", 0.05)
    monkeypatch.setattr(lane_runner, "DRAIN_S", 0.2)
    monkeypatch.setattr(lane_runner, "CRASH_REST", timedelta(0))


@pytest.fixture
def lanes() -> MemoryLanes:
    return MemoryLanes(SystemClock(), LEASE_S)


@asynccontextmanager
async def running(lanes: Lanes, handle: Callable[[str, Item], Awaitable[Verdict]], concurrency: int = 4) -> AsyncIterator[None]:
    """Run a runner for the length of the block."""
    stop = asyncio.Event()
    task = asyncio.create_task(LaneRunner(lanes, handle, concurrency, LEASE_S).run(stop))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(task, 3)


async def test_each_lane_is_worked_in_order_and_several_at_a_time(lanes: MemoryLanes) -> None:
    handled: list[str] = []
    at_once: Counter[str] = Counter()
    most = 0

    async def handle(lane: str, item: Item) -> Verdict:
        nonlocal most
        at_once[lane] += 1
        most = max(most, at_once.total())
        assert at_once[lane] == 1
        await asyncio.sleep(0.001)
        at_once[lane] -= 1
        handled.append(item.id)
        return Done()

    for number in range(20):
        for lane in "abcdef":
            await lanes.put(lane, f"{lane}{number:02}", number, b"")
    async with running(lanes, handle, concurrency=3):
        await reach(lambda: len(handled) == 120)
    assert all([id for id in handled if id[0] == lane] == [f"{lane}{number:02}" for number in range(20)] for lane in "abcdef")
    assert most == 3
    assert await lanes.depth() == 0


async def test_a_lane_that_rests_keeps_its_item_and_holds_up_nobody(lanes: MemoryLanes) -> None:
    handled: list[tuple[str, int]] = []

    async def handle(lane: str, item: Item) -> Verdict:
        handled.append((item.id, item.attempt))
        if (item.id, item.attempt) == ("s1", 1):
            return Later(datetime.now(UTC) + timedelta(seconds=0.15))
        return Done()

    await lanes.put("slow", "s1", 1, b"")
    await lanes.put("slow", "s2", 2, b"")
    async with running(lanes, handle, concurrency=1):
        await reach(lambda: handled)
        await lanes.put("other", "o1", 1, b"")
        await reach(lambda: len(handled) == 4)
    assert handled == [("s1", 1), ("o1", 1), ("s1", 2), ("s2", 1)]


async def test_a_hopeless_item_is_set_aside_and_the_next_has_its_turn(lanes: MemoryLanes) -> None:
    handled: list[str] = []

    async def handle(lane: str, item: Item) -> Verdict:
        handled.append(item.id)
        return Bury("hopeless") if item.id == "1" else Done()

    await lanes.put("a", "1", 1, b"")
    await lanes.put("a", "2", 2, b"")
    async with running(lanes, handle):
        await reach(lambda: handled == ["1", "2"])
    assert [(lane, item.id, reason) for lane, item, reason in await lanes.dead()] == [("a", "1", "hopeless")]


async def test_a_crash_over_an_item_keeps_it(lanes: MemoryLanes, caplog: pytest.LogCaptureFixture) -> None:
    attempts: list[int] = []

    async def handle(lane: str, item: Item) -> Verdict:
        attempts.append(item.attempt)
        if item.attempt < 3:
            raise RuntimeError("bug")
        return Done()

    await lanes.put("a", "1", 1, b"")
    async with running(lanes, handle):
        await reach(lambda: attempts == [1, 2, 3])
    assert "chronos.lane_crashed" in caplog.text


async def test_the_lease_is_renewed_while_an_item_takes_long(lanes: MemoryLanes) -> None:
    attempts: list[int] = []

    async def handle(lane: str, item: Item) -> Verdict:
        attempts.append(item.attempt)
        await asyncio.sleep(LEASE_S * 2.2)
        return Done()

    await lanes.put("a", "1", 1, b"")
    async with running(lanes, handle, concurrency=2):
        await reach(lambda: attempts)
        await asyncio.sleep(LEASE_S * 2.6)
    assert attempts == [1]
    assert await lanes.depth() == 0


async def test_who_lost_the_lease_lets_go(lanes: MemoryLanes) -> None:
    started, let_go = asyncio.Event(), asyncio.Event()

    async def handle(lane: str, item: Item) -> Verdict:
        if item.attempt > 1:
            return Done()
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            let_go.set()
        raise AssertionError

    await lanes.put("a", "1", 1, b"")
    async with running(lanes, handle):
        await started.wait()
        lanes._lanes["a"].fence = 999  # somebody else has taken over
        await asyncio.wait_for(let_go.wait(), 2)


async def test_at_a_stop_items_in_hand_are_finished_and_no_new_ones_begun(lanes: MemoryLanes) -> None:
    started, finish = asyncio.Event(), asyncio.Event()
    handled: list[str] = []

    async def handle(lane: str, item: Item) -> Verdict:
        started.set()
        await finish.wait()
        handled.append(item.id)
        return Done()

    await lanes.put("a", "1", 1, b"")
    await lanes.put("a", "2", 2, b"")
    async with running(lanes, handle):
        await started.wait()
        asyncio.get_running_loop().call_later(0.1, finish.set)
    assert handled == ["1"]
    assert await lanes.depth() == 1


async def test_at_a_stop_what_takes_too_long_is_given_back_at_once(lanes: MemoryLanes) -> None:
    started = asyncio.Event()

    async def handle(lane: str, item: Item) -> Verdict:
        started.set()
        await asyncio.Event().wait()
        raise AssertionError

    await lanes.put("a", "1", 1, b"")
    async with running(lanes, handle):
        await started.wait()
    lease = await lanes.take(0)
    assert lease is not None
    item = await lanes.head(lease)
    assert item is not None
    assert (item.id, item.attempt) == ("1", 2)


async def test_a_store_that_goes_away_and_comes_back_is_survived(lanes: MemoryLanes) -> None:
    store = Outage(lanes)
    handled: list[str] = []

    async def handle(lane: str, item: Item) -> Verdict:
        handled.append(item.id)
        if item.id == "1" and item.attempt == 1:
            store.away = True
            raise StoreUnavailable("gone")
        return Done()

    await lanes.put("a", "1", 1, b"")
    async with running(store, handle):
        await reach(lambda: handled == ["1"])
        await lanes.put("b", "2", 1, b"")
        await asyncio.sleep(0.1)
        assert handled == ["1"]
        store.away = False
        await reach(lambda: sorted(handled) == ["1", "1", "2"])
    assert await lanes.depth() == 0
