"""Deadline, breaker, retries and attempts together, with a clock that only sleeping moves."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import pytest
from aiohttp.client_middlewares import build_client_middlewares

from mojo.shared.errors import ExternalServiceError, ExternalTimeout, RateLimited, RejectedByService
from mojo.shared.external.breaker import FleetBreaker
from mojo.shared.external.deadline import within
from mojo.shared.external.fleet import Alone
from mojo.shared.external.middlewares import CircuitOpen, Middlewares
from mojo.shared.external.policy import ServicePolicy
from mojo.shared.external.quota import Quota
from mojo.shared.metrics import registry
from mojo.shared.util.clock import SystemClock
from tests.shared.external.clockwork import Clockwork

RESET = aiohttp.ServerDisconnectedError()


class Response:
    """As much of a response as an attempt looks at."""

    def __init__(self, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        self.status = status
        self.headers = headers or {}
        self.closed = False

    not_modified = False

    async def take_in(self, policy: ServicePolicy) -> None:
        """Pretend."""

    def close(self) -> None:
        self.closed = True


class Way:
    """The way out, ending in a script instead of a network."""

    def __init__(self, *script: Response | Exception, **limits: Any) -> None:
        self.clockwork = Clockwork()
        self.policy = ServicePolicy(name="meteo", base_url="http://x", **limits)
        self.fleet_breaker = FleetBreaker(self.policy, Alone(), self.clockwork.timing.monotonic)
        self.breaker = self.fleet_breaker.own
        self.script = list(script)
        self.sent = 0
        self._handler = self.ending_in(self._end)

    def ending_in(self, end: Callable[[Any], Awaitable[Any]]) -> Any:
        quota = Quota(self.policy, Alone(), SystemClock())
        middlewares = Middlewares(self.policy, self.fleet_breaker, quota, SystemClock(), self.clockwork.timing)
        return build_client_middlewares(cast(Any, end), middlewares.in_order)

    async def _end(self, request: object) -> Response:
        self.sent += 1
        step = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if isinstance(step, Exception):
            raise step
        return step

    async def go(self, method: str = "GET") -> Response:
        with within(self.policy.total_timeout_s, self.clockwork.timing.monotonic):
            return cast(Response, await self._handler(cast(Any, SimpleNamespace(method=method))))


async def test_a_failure_that_passes_is_not_seen() -> None:
    way = Way(RESET, Response(503), Response())
    assert (await way.go()).status == 200
    assert way.sent == 3
    assert way.clockwork.pauses_s == [0.2, 0.4]


async def test_it_gives_up_after_the_last_attempt() -> None:
    way = Way(RESET, attempts=4)
    with pytest.raises(ExternalServiceError) as caught:
        await way.go()
    assert caught.value.params["service"] == "meteo"
    assert way.sent == 4


@pytest.mark.parametrize(("method", "sent"), [("GET", 3), ("PUT", 3), ("DELETE", 3), ("POST", 1), ("PATCH", 1)])
async def test_only_idempotent_requests_are_repeated(method: str, sent: int) -> None:
    way = Way(Response(500))
    with pytest.raises(ExternalServiceError):
        await way.go(method)
    assert way.sent == sent


async def test_a_refusal_is_not_repeated() -> None:
    way = Way(Response(404))
    with pytest.raises(RejectedByService):
        await way.go()
    assert way.sent == 1


async def test_retry_after_is_obeyed() -> None:
    way = Way(Response(429, {"Retry-After": "3"}), Response())
    await way.go()
    assert way.clockwork.pauses_s == [3.0]


async def test_a_pause_beyond_the_deadline_is_not_begun() -> None:
    way = Way(Response(429, {"Retry-After": "60"}), total_timeout_s=8)
    with pytest.raises(RateLimited) as caught:
        await way.go()
    assert caught.value.params == {"service": "meteo", "status": 429, "retry_after_s": 60.0}
    assert way.clockwork.pauses_s == []


async def test_all_attempts_and_pauses_share_one_deadline() -> None:
    way = Way(RESET, attempts=100, backoff_base_s=1, backoff_max_s=3, total_timeout_s=10)
    with pytest.raises(ExternalServiceError):
        await way.go()
    assert way.clockwork.pauses_s == [1, 2, 3, 3]
    assert way.clockwork.now_s <= 1010


async def test_an_attempt_ends_at_the_deadline() -> None:
    way = Way(Response(), total_timeout_s=0.02)

    async def never(request: object) -> Response:
        await asyncio.Event().wait()
        raise AssertionError

    handler = way.ending_in(never)
    with pytest.raises(ExternalTimeout), within(0.02, way.clockwork.timing.monotonic):
        await handler(cast(Any, SimpleNamespace(method="POST")))


async def test_a_service_that_keeps_failing_is_left_alone() -> None:
    way = Way(Response(500), attempts=1, breaker_min_calls=5, breaker_rest_s=30)
    for _ in range(5):
        with pytest.raises(ExternalServiceError):
            await way.go()
    with pytest.raises(CircuitOpen) as caught:
        await way.go()
    assert caught.value.code == "external.unavailable"
    assert caught.value.params["retry_after_s"] == 30
    assert way.sent == 5


async def test_it_is_asked_again_after_its_rest() -> None:
    way = Way(*[Response(500)] * 5, Response(), attempts=1, breaker_min_calls=5, breaker_rest_s=30)
    for _ in range(5):
        with pytest.raises(ExternalServiceError):
            await way.go()
    way.clockwork.now_s += 30
    assert (await way.go()).status == 200
    assert not way.breaker.is_open


async def test_a_call_counts_once_however_often_it_was_tried() -> None:
    way = Way(Response(500), attempts=3, breaker_min_calls=5)
    with pytest.raises(ExternalServiceError):
        await way.go()
    assert way.sent == 3
    assert not way.breaker.is_open


@pytest.mark.parametrize("status", [400, 401, 404, 422])
async def test_refusals_do_not_open_the_breaker(status: int) -> None:
    way = Way(Response(status), breaker_min_calls=2)
    for _ in range(10):
        with pytest.raises(RejectedByService):
            await way.go()
    assert not way.breaker.is_open


async def test_a_caller_who_gives_up_does_not_blame_the_service() -> None:
    way = Way(Response(), breaker_min_calls=1)
    waiting = asyncio.Event()

    async def endless(request: object) -> Response:
        waiting.set()
        await asyncio.Event().wait()
        raise AssertionError

    handler = way.ending_in(endless)
    task = asyncio.ensure_future(handler(cast(Any, SimpleNamespace(method="GET"))))
    await waiting.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not way.breaker.is_open


@pytest.mark.parametrize("mistake", [ValueError, KeyError, RuntimeError])
async def test_a_mistake_of_ours_is_not_dressed_up(mistake: type[Exception]) -> None:
    way = Way(mistake())
    with pytest.raises(mistake):
        await way.go()
    assert way.sent == 1


async def test_answers_that_are_not_used_are_closed() -> None:
    bad = Response(500)
    await Way(bad, Response()).go()
    assert bad.closed


async def test_every_attempt_is_measured() -> None:
    def measured(result: str) -> float:
        return registry.get_sample_value("mojo_external_attempt_seconds_count", {"service": "meteo", "result": result}) or 0

    before = measured("ok"), measured("external.unavailable")
    await Way(RESET, Response(503), Response()).go()
    assert (measured("ok"), measured("external.unavailable")) == (before[0] + 1, before[1] + 2)
