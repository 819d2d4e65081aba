"""What doctor says of Redis."""

import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from dishka import Provider, Scope, make_async_container

from mojo.shared.context import AppContext, AppName, Stage
from mojo.shared.health import Health, State
from mojo.shared.persistence.checks import checks
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.embedded import EmbeddedValkey
from mojo.shared.persistence.wiring import make_redis
from tests.contracts.stores import settings_for

WELL = {"redis_version": "7.2.4", "aof_enabled": 1, "maxmemory": 1_000_000, "maxmemory_policy": "noeviction"}


async def examine(client: Any) -> Health:
    provider = Provider(scope=Scope.APP)
    provider.provide(lambda: client, provides=RedisClient)
    container = make_async_container(provider)
    context = AppContext(AppName.API, Stage.DEV, settings_for("", Path()), logging.getLogger("mojo.api"), container)
    (check,) = checks
    health = await check.probe(context)
    await container.close()
    return health


class Answering:
    """A Redis that says of itself what it is told to."""

    def __init__(self, **info: Any) -> None:
        self._info = WELL | info

    async def info(self) -> dict[str, Any]:
        return {name: value for name, value in self._info.items() if value is not None}


@pytest.fixture
async def embedded(tmp_path: Path) -> AsyncIterator[RedisClient]:
    valkey = EmbeddedValkey(tmp_path)
    await valkey.start()
    client = make_redis(valkey.url)
    yield client
    await client.close()
    await valkey.stop()


async def test_the_embedded_valkey_is_well(embedded: RedisClient) -> None:
    health = await examine(embedded)
    assert (health.name, health.state, health.cure) == ("redis", State.HEALTHY, None)


async def test_a_redis_as_it_comes_may_forget_and_grow(embedded: RedisClient) -> None:
    await embedded.execute("CONFIG SET", "appendonly", "no")
    await embedded.execute("CONFIG SET", "maxmemory", 0)
    health = await examine(embedded)
    assert health.state is State.DEGRADED
    assert "append-only file is off" in str(health.reason)
    assert "memory is unbounded" in str(health.reason)
    assert "appendonly yes" in str(health.cure)
    assert "maxmemory" in str(health.cure)


async def test_every_topology_can_be_asked(client: RedisClient) -> None:
    assert (await examine(client)).reason is not None


async def test_a_redis_that_is_gone_is_down_with_the_cure(tmp_path: Path) -> None:
    client = make_redis(f"unix://{tmp_path}/no.sock")
    health = await examine(client)
    assert health.state is State.DOWN
    assert "REDIS_URL" in str(health.cure)
    await client.close()


@pytest.mark.parametrize(
    ("info", "state", "said"),
    [
        ({}, State.HEALTHY, "7.2.4"),
        ({"redis_version": "7.2.4", "valkey_version": "9.1.2"}, State.HEALTHY, "9.1.2"),
        ({"redis_version": "6.2.14"}, State.DOWN, "6.2.14"),
        ({"aof_enabled": 0}, State.DEGRADED, "append-only file is off"),
        ({"aof_last_write_status": "err"}, State.DEGRADED, "cannot be written"),
        ({"maxmemory": 0}, State.DEGRADED, "unbounded"),
        ({"maxmemory_policy": "allkeys-lru"}, State.DEGRADED, "forgets \\(allkeys-lru\\)"),
        ({"aof_enabled": None, "maxmemory": None, "maxmemory_policy": None}, State.HEALTHY, "7.2.4"),
    ],
)
async def test_each_worry_has_its_cure(info: dict[str, Any], state: State, said: str) -> None:
    health = await examine(Answering(**info))
    assert health.state is state
    assert health.reason is not None
    assert said.replace("\\", "") in health.reason
    assert (health.cure is None) == (state is State.HEALTHY)
