"""What lanes promise, in memory and in Redis."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from mojo.shared.persistence.pool import Value
from mojo.shared.persistence.wiring import make_redis
from mojo.shared.queue.lanes import Item, Lanes, LanesFactory, Lease
from mojo.shared.queue.memory_lanes import MemoryLanesFactory
from mojo.shared.queue.redis_lanes import RedisLanesFactory
from mojo.shared.util.clock import SystemClock
from mojo.shared.util.trace import traced
from tests.contracts.conftest import empty

WAIT_S = 5.0
"""Far longer than anything here takes: what waits this long has failed."""


@pytest.fixture(params=["memory", "valkey_url", "cluster_url"])
async def factory(request: pytest.FixtureRequest) -> AsyncIterator[LanesFactory]:
    if request.param == "memory":
        yield MemoryLanesFactory(SystemClock())
        return
    url = request.getfixturevalue(request.param)
    await empty(url)
    client = make_redis(url)
    yield RedisLanesFactory(client)
    await client.close()


@pytest.fixture
def lanes(factory: LanesFactory) -> Lanes:
    return factory("inbox")


async def ids_of(lanes: Lanes, lane: str) -> list[str]:
    """Work off the next lane and return the ids in the order they were handed out."""
    lease = await lanes.take(WAIT_S)
    assert lease is not None
    assert lease.lane == lane
    ids = []
    while item := await lanes.head(lease):
        ids.append(item.id)
        assert await lanes.done(lease, item)
    await lanes.release(lease)
    return ids


async def test_items_of_a_lane_come_in_order(lanes: Lanes) -> None:
    for order in (3, 1, 10, 2):
        assert await lanes.put("a", f"id-{order}", order, b"")
    assert await ids_of(lanes, "a") == ["id-1", "id-2", "id-3", "id-10"]
    assert await lanes.depth() == 0


async def test_an_item_is_stored_once_even_after_it_is_done(lanes: Lanes) -> None:
    assert await lanes.put("a", "1", 1, b"first")
    assert not await lanes.put("a", "1", 1, b"second")
    assert await lanes.depth() == 1
    assert await ids_of(lanes, "a") == ["1"]
    assert not await lanes.put("a", "1", 1, b"third")
    assert await lanes.take(0) is None


async def test_bodies_are_bytes_and_the_story_goes_on(lanes: Lanes) -> None:
    with traced() as trace:
        await lanes.put("a", "1", 1, b"\x00\xff{}")
    lease = await lanes.take(WAIT_S)
    assert lease is not None
    item = await lanes.head(lease)
    assert item is not None
    assert item.body == b"\x00\xff{}"
    assert item.traceparent is not None
    assert trace.trace_id in item.traceparent


async def test_a_lane_has_one_worker_and_several_lanes_have_several(lanes: Lanes) -> None:
    await lanes.put("a", "1", 1, b"")
    await lanes.put("a", "2", 2, b"")
    await lanes.put("b", "3", 3, b"")
    leases = [await lanes.take(0), await lanes.take(0)]
    assert {lease.lane for lease in leases if lease} == {"a", "b"}
    assert await lanes.take(0) is None


async def test_take_wakes_when_something_is_put(lanes: Lanes) -> None:
    waiting = [asyncio.create_task(lanes.take(WAIT_S)) for _ in range(3)]
    assert not (await asyncio.wait(waiting, timeout=0.1))[0]
    started = time.monotonic()
    for lane in "abc":
        await lanes.put(lane, lane, 1, b"")
    leases = await asyncio.gather(*waiting)
    assert {lease.lane for lease in leases if lease} == {"a", "b", "c"}
    assert time.monotonic() - started < 1


async def test_one_wake_up_is_passed_on_while_lanes_are_due(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two lanes became due while both takers were on their way to wait: there is one token for the two of them."""
    client = make_redis(redis_url)
    wait, gate = client.wait, asyncio.Event()

    async def later(*command: Value, wait_s: float) -> object:
        await gate.wait()
        return await wait(*command, wait_s=wait_s)

    monkeypatch.setattr(client, "wait", later)
    lanes = RedisLanesFactory(client)("inbox")
    waiting = [asyncio.create_task(lanes.take(WAIT_S)) for _ in range(2)]
    assert not (await asyncio.wait(waiting, timeout=0.1))[0]
    await lanes.put("a", "1", 1, b"")
    await lanes.put("b", "2", 2, b"")
    gate.set()
    async with asyncio.timeout(WAIT_S / 2):
        leases = await asyncio.gather(*waiting)
    assert {lease.lane for lease in leases if lease} == {"a", "b"}
    await client.close()


async def test_take_returns_empty_handed_after_its_wait(lanes: Lanes) -> None:
    started = time.monotonic()
    assert await lanes.take(0.05) is None
    assert 0.04 < time.monotonic() - started < WAIT_S


async def test_attempts_are_counted_when_an_item_is_handed_out(lanes: Lanes) -> None:
    await lanes.put("a", "1", 1, b"")
    attempts = []
    for _ in range(3):
        lease = await lanes.take(WAIT_S)
        assert lease is not None
        item = await lanes.head(lease)
        assert item is not None
        attempts.append(item.attempt)
        await lanes.release(lease)
    assert attempts == [1, 2, 3]


async def test_a_dead_workers_lane_is_taken_over_and_it_can_change_nothing_any_more(factory: LanesFactory) -> None:
    lanes = factory("short", lease_s=0.1)
    await lanes.put("a", "1", 1, b"")
    lost = await lanes.take(WAIT_S)
    assert lost is not None
    item = await lanes.head(lost)
    assert item is not None
    taken = await lanes.take(WAIT_S)
    assert taken is not None
    assert taken.lane == "a"
    assert taken.fence > lost.fence
    assert await lanes.head(lost) is None
    assert not await lanes.renew(lost)
    assert not await lanes.done(lost, item)
    assert not await lanes.bury(lost, item, "lost")
    await lanes.release(lost)
    assert await lanes.depth() == 1
    again = await lanes.head(taken)
    assert again is not None
    assert again.attempt == 2


async def test_a_renewed_lease_is_not_taken_over(factory: LanesFactory) -> None:
    lanes = factory("renewed", lease_s=0.3)
    await lanes.put("a", "1", 1, b"")
    lease = await lanes.take(WAIT_S)
    assert lease is not None
    thief = asyncio.create_task(lanes.take(0.8))
    while not thief.done():
        assert await lanes.renew(lease)
        await asyncio.wait([thief], timeout=0.05)
    assert await thief is None


async def test_put_while_a_lane_is_worked_is_not_forgotten(lanes: Lanes) -> None:
    await lanes.put("a", "1", 1, b"")
    lease = await lanes.take(WAIT_S)
    assert lease is not None
    item = await lanes.head(lease)
    assert item is not None
    await lanes.done(lease, item)
    assert await lanes.head(lease) is None
    await lanes.put("a", "2", 2, b"")
    assert await lanes.take(0) is None
    await lanes.release(lease)
    assert await ids_of(lanes, "a") == ["2"]


async def test_release_delays_a_lane_and_keeps_its_order(lanes: Lanes) -> None:
    await lanes.put("a", "1", 1, b"")
    lease = await lanes.take(WAIT_S)
    assert lease is not None
    not_before = datetime.now(UTC) + timedelta(seconds=0.3)
    await lanes.release(lease, not_before)
    await lanes.put("a", "2", 2, b"")
    await lanes.put("b", "3", 3, b"")
    assert await ids_of(lanes, "b") == ["3"]
    assert await lanes.take(0) is None
    assert await ids_of(lanes, "a") == ["1", "2"]
    assert datetime.now(UTC) >= not_before


async def test_a_buried_item_leaves_its_lane_and_is_kept(lanes: Lanes) -> None:
    await lanes.put("a", "1", 1, b"poison")
    await lanes.put("a", "2", 2, b"")
    lease = await lanes.take(WAIT_S)
    assert lease is not None
    poison = await lanes.head(lease)
    assert poison is not None
    assert await lanes.bury(lease, poison, "too many attempts")
    after = await lanes.head(lease)
    assert after is not None
    assert after.id == "2"
    assert await lanes.bury(lease, after, "also")
    letters = await lanes.dead()
    assert [(lane, item.id, reason) for lane, item, reason in letters] == [("a", "2", "also"), ("a", "1", "too many attempts")]
    assert letters[1][1] == poison
    assert await lanes.dead(limit=1) == letters[:1]
    assert await lanes.depth() == 0


async def test_lanes_of_one_name_are_shared_and_of_another_are_not(factory: LanesFactory) -> None:
    await factory("inbox").put("a", "1", 1, b"")
    assert await factory("outbox").take(0) is None
    assert await ids_of(factory("inbox"), "a") == ["1"]


async def test_crowd_of_workers_hands_every_item_out_once_in_order(lanes: Lanes) -> None:
    done: dict[str, list[int]] = {}

    async def work() -> None:
        while lease := await lanes.take(0.2):
            while item := await lanes.head(lease):
                done.setdefault(lease.lane, []).append(int(item.body))
                await asyncio.sleep(0)
                await lanes.done(lease, item)
            await lanes.release(lease)

    workers = [asyncio.create_task(work()) for _ in range(8)]
    for number in range(300):
        await lanes.put(f"chat-{number % 10}", str(number), number, str(number).encode())
    await asyncio.gather(*workers)
    assert done == {f"chat-{chat}": list(range(chat, 300, 10)) for chat in range(10)}


async def hand_out(lanes: Lanes) -> tuple[Lease, Item]:
    """Take the next lane and its head."""
    lease = await lanes.take(WAIT_S)
    assert lease is not None
    item = await lanes.head(lease)
    assert item is not None
    return lease, item


async def test_peek_shows_a_lane_in_order_and_counts_nothing(lanes: Lanes) -> None:
    for order in (2, 1, 3):
        await lanes.put("a", f"id-{order}", order, str(order).encode())
    assert [(item.id, item.body) for item in await lanes.peek("a", 2)] == [("id-1", b"1"), ("id-2", b"2")]
    assert await lanes.peek("nobody") == []
    assert (await hand_out(lanes))[1].attempt == 1


async def test_several_items_can_be_finished_at_once(lanes: Lanes) -> None:
    for order in (1, 2, 3):
        await lanes.put("a", f"id-{order}", order, b"")
    lease, first = await hand_out(lanes)
    assert await lanes.done(lease, first, (await lanes.peek("a"))[2])
    assert [item.id for item in await lanes.peek("a")] == ["id-2"]
    assert await lanes.depth() == 1


async def test_whoever_comes_next_is_told_that_an_attempt_came_to_nothing(lanes: Lanes) -> None:
    await lanes.put("a", "1", 1, b"")
    told = []
    for known in (True, False, False):
        lease, item = await hand_out(lanes)
        told.append(item.surely_unsent)
        await lanes.release(lease, unsent=item if known else None)
    assert told == [False, True, False]


async def test_the_oldest_item_is_known(lanes: Lanes) -> None:
    assert await lanes.oldest() is None
    before = datetime.now(UTC)
    await lanes.put("a", "1", 9, b"")
    await lanes.put("b", "2", 1, b"")
    oldest = await lanes.oldest()
    assert oldest is not None
    assert abs((oldest - before).total_seconds()) < 1


async def test_dead_letters_can_be_sent_again_or_dropped(lanes: Lanes) -> None:
    for number in (1, 2):
        await lanes.put("a", str(number), number, b"body")
        lease, item = await hand_out(lanes)
        await lanes.bury(lease, item, "why")
        await lanes.release(lease)
    assert not await lanes.revive("3", 1)
    assert not await lanes.forget("3")
    assert await lanes.revive("1", 1)
    assert not await lanes.revive("1", 1)
    assert await lanes.forget("2")
    assert await lanes.dead() == []
    _, again = await hand_out(lanes)
    assert (again.id, again.body, again.attempt) == ("1", b"body", 1)
