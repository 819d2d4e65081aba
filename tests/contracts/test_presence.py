"""Whose work is handed over: that of a worker whose connection has ended, and of no other."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.target import parse_target
from mojo.shared.queue import presence
from mojo.shared.queue.presence import Presence
from tests.contracts.stores import eventually

STREAM, GROUP = "work", "workers"


@pytest.fixture
async def redis(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[RedisClient]:
    monkeypatch.setattr(presence, "QUIET_S", 0.3)
    client = RedisClient(parse_target(redis_url))
    await client.execute("XGROUP", "CREATE", STREAM, GROUP, "0", "MKSTREAM")
    yield client
    await client.close()


async def take(redis: RedisClient, worker: str) -> list[bytes]:
    """Return the words of the tasks that `worker` is given."""
    answer = await redis.execute("XREADGROUP", "GROUP", GROUP, worker, "STREAMS", STREAM, ">")
    return [fields[b"word"] for _, entries in answer or [] for _, fields in entries]


async def held_by(redis: RedisClient, worker: str) -> int:
    consumers = [dict(zip(it[::2], it[1::2], strict=True)) for it in await redis.execute("XINFO", "CONSUMERS", STREAM, GROUP)]
    return sum(int(it[b"pending"]) for it in consumers if it[b"name"] == worker.encode())


async def test_what_the_dead_had_in_hand_is_handed_over_once_and_the_living_keep_theirs(
    redis: RedisClient, redis_url: str
) -> None:
    here, other, dead = (Presence(parse_target(redis_url), STREAM, GROUP, name) for name in ("here", "other", "dead"))
    keeping = {name: asyncio.create_task(each.keep()) for name, each in (("here", here), ("other", other), ("dead", dead))}
    for name in keeping:
        await redis.execute("XADD", STREAM, "*", "word", name)
        assert await take(redis, name) == [name.encode()]
    await eventually(lambda: here.lives("dead"))
    await asyncio.sleep(presence.QUIET_S + presence.CONFIRMED_AFTER_S * 2)
    assert [await held_by(redis, name) for name in keeping] == [1, 1, 1]

    keeping["dead"].cancel()
    words: list[bytes] = []
    async with asyncio.timeout(3):
        while not words:
            words = await take(redis, "here")
            await asyncio.sleep(0.01)
    assert words == [b"dead"]
    assert not await here.lives("dead")
    assert await here.lives("other")
    await asyncio.sleep(presence.CONFIRMED_AFTER_S * 2)
    assert await take(redis, "here") == []
    assert await held_by(redis, "other") == 1
    for task in keeping.values():
        task.cancel()
    await asyncio.wait(keeping.values())


async def test_who_has_only_just_come_judges_nobody(redis: RedisClient, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "QUIET_S", 60.0)
    await redis.execute("XADD", STREAM, "*", "word", "w")
    await take(redis, "gone")
    here = Presence(parse_target(redis_url), STREAM, GROUP, "here")
    keeping = asyncio.create_task(here.keep())
    await asyncio.sleep(presence.CONFIRMED_AFTER_S * 3)
    assert await here.lives("gone")
    assert await held_by(redis, "gone") == 1
    keeping.cancel()
    await asyncio.wait([keeping])
