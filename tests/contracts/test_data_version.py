"""The data goes forward, once, whoever starts and whoever dies on the way."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from mojo.shared.errors import ConfigurationError
from mojo.shared.persistence import migrations
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.data_version import FIRST, DataVersion, found_migrations
from mojo.shared.persistence.wiring import make_redis

Migrate = Callable[[RedisClient], Awaitable[None]]


def renaming(old: str, new: str) -> Migrate:
    """A step as a real one is: it may have been interrupted between any two commands."""

    async def migrate(redis: RedisClient) -> None:
        value = await redis.execute("GET", old)
        if value is not None:
            await redis.execute("INCR", f"mojo:count:{new}")
            await redis.execute("SET", new, value)
            await redis.execute("DEL", old)

    return migrate


STEPS = {2: renaming("mojo:a", "mojo:b"), 3: renaming("mojo:b", "mojo:c")}


async def test_a_new_store_gets_our_version(client: RedisClient) -> None:
    version = DataVersion(client)
    assert await version.stored() is None
    assert await version.settle() == version.ours
    assert await version.stored() == version.ours


async def test_data_without_a_version_is_the_first(client: RedisClient) -> None:
    await client.execute("SET", "mojo:a", "kept")
    assert await DataVersion(client, STEPS).settle() == 3
    assert await client.execute("GET", "mojo:c") == b"kept"


async def test_each_step_is_run_once_by_one_of_many(any_redis_url: str) -> None:
    clients = [make_redis(any_redis_url) for _ in range(4)]
    await clients[0].execute("SET", "mojo:a", "kept")
    await DataVersion(clients[0]).note(FIRST)
    assert await asyncio.gather(*(DataVersion(client, STEPS).settle() for client in clients)) == [3, 3, 3, 3]
    assert await clients[0].execute("GET", "mojo:c") == b"kept"
    assert [await clients[0].execute("GET", f"mojo:count:mojo:{it}") for it in "bc"] == [b"1", b"1"]
    for client in clients:
        await client.close()


async def test_a_step_that_was_cut_short_is_run_again_and_those_before_are_not(client: RedisClient) -> None:
    await client.execute("SET", "mojo:a", "kept")

    async def dying(redis: RedisClient) -> None:
        await redis.execute("SET", "mojo:c", "half")
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        await DataVersion(client, {**STEPS, 3: dying}).settle()
    assert await DataVersion(client, STEPS).stored() == 2
    assert await DataVersion(client, STEPS).settle() == 3
    assert await client.execute("GET", "mojo:c") == b"kept"
    assert await client.execute("GET", "mojo:count:mojo:b") == b"1"


async def test_data_of_a_newer_mojo_is_refused_with_the_cure(client: RedisClient) -> None:
    await DataVersion(client, STEPS).settle()
    with pytest.raises(ConfigurationError, match=r"version 3.*reads up to 1.*Cure: install the newer Mojo again"):
        await DataVersion(client, {}).settle()
    assert await DataVersion(client, STEPS).stored() == 3


async def test_half_a_restore_is_refused(client: RedisClient) -> None:
    await DataVersion(client).note(FIRST, restoring=True)
    with pytest.raises(ConfigurationError, match="mojo restore"):
        await DataVersion(client).settle()


def test_the_steps_there_are_have_no_gap() -> None:
    assert sorted(found_migrations(migrations)) == list(range(2, DataVersion(make_redis("redis://nowhere")).ours + 1))
