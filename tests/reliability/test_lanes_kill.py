"""Workers of lanes die by kill -9: nothing is lost, order is kept, and what kills them is set aside."""

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mojo.shared.persistence.wiring import make_redis
from mojo.shared.queue.redis_lanes import RedisLanes
from tests.contracts.stores import eventually
from tests.reliability.workers import LEASE_S, MAX_ATTEMPTS, TAKERS, grows, notes, start

LANES = 20
ITEMS = 1000
KILLS = 6


@pytest.fixture
async def lanes(redis_url: str) -> AsyncIterator[RedisLanes]:
    client = make_redis(redis_url)
    yield RedisLanes(client, "work", LEASE_S)
    await client.close()


async def is_empty(lanes: RedisLanes) -> bool:
    return await lanes.depth() == 0


async def test_kill_9_of_workers_loses_nothing_and_keeps_order(lanes: RedisLanes, redis_url: str, tmp_path: Path) -> None:
    chance = random.Random(7)
    log = tmp_path / "done"
    workers = [start("lanes", redis_url, log) for _ in range(2)]
    started = time.monotonic()
    try:
        for number in range(ITEMS):
            await lanes.put(f"lane-{number % LANES}", str(number), number, b"")
            if number % (ITEMS // KILLS) == ITEMS // KILLS - 1:
                await grows(log)
                victim = workers.pop(chance.randrange(len(workers)))
                victim.kill()
                victim.wait()
                workers.append(start("lanes", redis_url, log))
        await eventually(lambda: is_empty(lanes), within_s=20)
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()

    first_seen: dict[str, list[int]] = defaultdict(list)
    handled: set[str] = set()
    for lane, item_id, _ in notes(log):
        if item_id not in handled:
            first_seen[lane].append(int(item_id))
        handled.add(item_id)
    lost = ITEMS - len(handled)
    repeated = len(notes(log)) - len(handled)
    took_s = time.monotonic() - started
    print(f"{ITEMS} items, {LANES} lanes, {KILLS} kills: {lost} lost, {repeated} repeated, {took_s:.1f} s")
    assert lost == 0
    assert all(numbers == sorted(numbers) for numbers in first_seen.values())
    assert repeated <= KILLS * TAKERS
    assert await lanes.dead() == []


async def test_an_item_that_kills_its_worker_is_set_aside(lanes: RedisLanes, redis_url: str, tmp_path: Path) -> None:
    log = tmp_path / "done"
    await lanes.put("a", "bad", 1, b"poison")
    await lanes.put("a", "good", 2, b"")
    deaths = 0
    worker = start("lanes", redis_url, log)
    try:
        async with asyncio.timeout(20):
            while await lanes.depth():
                if worker.poll() is not None:
                    deaths += 1
                    worker = start("lanes", redis_url, log)
                await asyncio.sleep(0.02)
    finally:
        worker.kill()
        worker.wait()
    print(f"a poison item killed {deaths} workers before it was set aside")
    assert deaths == MAX_ATTEMPTS
    assert [(lane, item.id, item.attempt) for lane, item, _ in await lanes.dead()] == [("a", "bad", MAX_ATTEMPTS + 1)]
    assert notes(log) == [["a", "bad", "1"], ["a", "bad", "2"], ["a", "bad", "3"], ["a", "good", "1"]]


async def test_a_dead_workers_lane_is_taken_over_when_its_lease_ends(lanes: RedisLanes) -> None:
    await lanes.put("a", "1", 1, b"")
    dead = await lanes.take(1)
    assert dead is not None
    died = time.monotonic()
    takeover = await lanes.take(5)
    took_s = time.monotonic() - died
    print(f"a lane was taken over after {took_s:.3f} s with a lease of {LEASE_S} s")
    assert takeover is not None
    assert LEASE_S - 0.01 <= took_s < LEASE_S + 0.5
