"""Two processes' worth of way out on one store: what one learns, the other knows."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from mojo.shared.errors import ExternalServiceError
from mojo.shared.external.cache import STORE_PATIENCE_S
from mojo.shared.external.fleet import PATIENCE_S
from mojo.shared.external.http import ExternalService, HttpExit
from mojo.shared.external.middlewares import CircuitOpen
from mojo.shared.external.policy import Keeping, ServicePolicy
from mojo.shared.external.quota import QuotaSpent
from mojo.shared.external.settings import ExternalSettings
from mojo.shared.health import HealthBoard
from mojo.shared.ports import Documents, Fleet
from mojo.shared.util.clock import SystemClock
from tests.contracts.stores import eventually, open_stores
from tests.shared.external.raw_server import RawServer, answer, document, running


async def slowly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer after a while, as a service that has work to do."""
    await asyncio.sleep(0.2)
    await answer(b'{"fine": true}')(reader, writer)


class Replicas:
    """Services of the same policy in two processes, each with its own connections to the store."""

    def __init__(self, server: RawServer, ways: list[HttpExit]) -> None:
        self.server = server
        self.ways = ways

    def service(self, **limits: Any) -> tuple[ExternalService, ExternalService]:
        policy = ServicePolicy(name="meteo", base_url=self.server.url, **{"attempts": 1, **limits})
        first, second = (way.service(policy) for way in self.ways)
        return first, second


@pytest.fixture
async def replicas(redis_url: str, tmp_path: Path) -> AsyncIterator[Replicas]:
    async with AsyncExitStack() as stack, running() as server:
        ways = []
        for _ in range(2):
            get = await stack.enter_async_context(open_stores(redis_url, tmp_path))
            documents, fleet = await get(Documents), await get(Fleet)
            clock = SystemClock()
            ways.append(HttpExit(HealthBoard(clock), ExternalSettings(), clock, documents=documents, fleet=fleet))
            stack.push_async_callback(ways[-1].close)
        yield Replicas(server, ways)


async def fails(service: ExternalService, kind: type[Exception] = ExternalServiceError) -> bool:
    try:
        await service.get_json("/")
    except ExternalServiceError as failure:
        return isinstance(failure, kind)
    return False


async def test_a_breaker_that_opens_here_is_felt_there_and_closes_for_both(replicas: Replicas) -> None:
    here, there = replicas.service(breaker_min_calls=3, breaker_rest_s=2.0)
    replicas.server.play(document({}, 500))
    for _ in range(3):
        assert await fails(here)
    seen = len(replicas.server.requests)
    await eventually(lambda: fails(there, CircuitOpen))
    assert len(replicas.server.requests) - seen <= 2, "the news is at most a second late"
    replicas.server.play(document({"fine": True}))
    await eventually(lambda: _answers(here), within_s=6)
    await eventually(lambda: _answers(there), within_s=3)


async def _answers(service: ExternalService) -> bool:
    return not await fails(service)


async def test_a_hundred_callers_in_two_processes_cost_one_call(replicas: Replicas) -> None:
    here, there = replicas.service(keeping=Keeping(fresh_s=60))
    replicas.server.play(slowly)
    asked = [service.get("/v1", {"place": 1}) for _ in range(50) for service in (here, there)]
    answers = await asyncio.gather(*asked)
    assert [kept.value for kept in answers] == [{"fine": True}] * 100
    assert len(replicas.server.requests) == 1


async def test_different_questions_are_asked_apart(replicas: Replicas) -> None:
    here, there = replicas.service(keeping=Keeping(fresh_s=60))
    replicas.server.play(slowly)
    await asyncio.gather(*(service.get("/v1", {"place": n}) for n in range(5) for service in (here, there)))
    assert len(replicas.server.requests) == 5


async def test_a_holder_that_dies_keeps_nobody_waiting_for_ever(replicas: Replicas) -> None:
    here, there = replicas.service(keeping=Keeping(fresh_s=60), total_timeout_s=1.0)
    replicas.server.play(document({}, 500), document({"fine": True}))
    first, second = await asyncio.gather(here.get("/v1"), there.get("/v1"), return_exceptions=True)
    assert {isinstance(first, ExternalServiceError), isinstance(second, ExternalServiceError)} == {True, False}


async def test_the_quota_is_one_for_both(replicas: Replicas) -> None:
    here, there = replicas.service(daily_quota=4)
    replicas.server.play(document({"fine": True}))
    for service in (here, there, here, there):
        await service.get_json("/")
    assert await fails(here, QuotaSpent)
    assert await fails(there, QuotaSpent)
    assert len(replicas.server.requests) == 4


@pytest.mark.parametrize("hangs", [False, True], ids=["gone", "hanging"])
async def test_a_dead_store_changes_nothing(replicas: Replicas, hangs: bool) -> None:
    def dead(*args: Any, **kwargs: Any) -> Any:
        return _dead(hangs)

    for way in replicas.ways:
        _replace(way, dead)
    here, _ = replicas.service(keeping=Keeping(fresh_s=60), daily_quota=100)
    replicas.server.play(document({"fine": True}))
    began_at = asyncio.get_running_loop().time()
    assert (await here.get("/")).value == {"fine": True}
    assert asyncio.get_running_loop().time() - began_at < STORE_PATIENCE_S + 3 * PATIENCE_S
    assert (await here.get("/")).value == {"fine": True}
    assert len(replicas.server.requests) == 1, "the process itself still remembers"


async def _dead(hangs: bool) -> None:
    from mojo.shared.errors import StoreUnavailable

    if hangs:
        await asyncio.sleep(3)
    raise StoreUnavailable("away")


def _replace(way: HttpExit, dead: Callable[..., Any]) -> None:
    class Dead:
        def __getattr__(self, name: str) -> Callable[..., Any]:
            return dead

    way._documents = way._fleet = Dead()
