"""The stores under every contract test."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.wiring import make_redis
from mojo.shared.util.clock import SetClock
from tests.contracts import topologies
from tests.contracts.stores import Stores, open_stores


@pytest.fixture
def set_clock() -> SetClock:
    """A clock that the test moves, under every repository."""
    return SetClock(datetime(2026, 7, 1, 12, tzinfo=UTC))


@pytest.fixture(scope="session")
def tcp_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One Valkey on a port, behind a password."""
    with topologies.tcp(tmp_path_factory.mktemp("tcp")) as url:
        yield url


@pytest.fixture(scope="session")
def sentinel_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One master that a Sentinel watches."""
    with topologies.sentinel(tmp_path_factory.mktemp("sentinel")) as (url, _):
        yield url


@pytest.fixture(scope="session")
def cluster_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Three masters that share the slots."""
    with topologies.cluster(tmp_path_factory.mktemp("cluster")) as (url, _):
        yield url


async def empty(url: str) -> None:
    """Remove every key."""
    client = make_redis(url)
    await client.execute("FLUSHALL")
    await client.close()


@pytest.fixture(params=["valkey_url", "tcp_url", "sentinel_url", "cluster_url"])
async def any_redis_url(request: pytest.FixtureRequest) -> str:
    """A real Redis, emptied, in every topology."""
    url: str = request.getfixturevalue(request.param)
    await empty(url)
    return url


@pytest.fixture(params=["memory", "valkey_url", "sentinel_url", "cluster_url"])
async def stores(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Stores]:
    """The repositories: in memory, and on a real Redis in every topology; by `set_clock` if the test asks for it."""
    clock = request.getfixturevalue("set_clock") if "set_clock" in request.fixturenames else None
    url = None if request.param == "memory" else request.getfixturevalue(request.param)
    if url:
        await empty(url)
    async with open_stores(url, tmp_path, clock) as get:
        yield get


@pytest.fixture
async def client(any_redis_url: str) -> AsyncIterator[RedisClient]:
    """The client itself."""
    client = make_redis(any_redis_url)
    yield client
    await client.close()
