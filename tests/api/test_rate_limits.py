"""Who asks too often is told so, when to come back, and how much is left."""

from datetime import UTC, datetime, timedelta

import pytest
from dishka import Provider, Scope
from fastapi import APIRouter

from mojo.api.doors import needs, public
from mojo.shared.auth.guard import Guard
from mojo.shared.auth.limits import Bucket, Quota
from mojo.shared.errors import StoreUnavailable
from mojo.shared.util.clock import Clock, SetClock
from tests.api.support import Client, grant, make_api_context, make_client, providing

ENVIRON = {"API_RATE_LIMITS": "heavy=2/60", "API_TRUSTED_PROXIES": "127.0.0.1/32"}


def garden() -> APIRouter:
    router = APIRouter()

    @router.get("/dig", openapi_extra=needs("garden:read", limit="heavy"))
    async def dig() -> str:
        return "a hole"

    @router.get("/gate", openapi_extra=public(limit="heavy"))
    async def gate() -> str:
        return "open"

    @router.get("/fence", openapi_extra=public())
    async def fence() -> str:
        return "closed"

    return router


class Gone:
    """A guard whose store is away."""

    async def count(self, bucket: Bucket, subject: str) -> Quota:
        raise StoreUnavailable("Redis is away.")


def with_clock(*overrides: Provider) -> tuple[SetClock, list[Provider]]:
    clock = SetClock(datetime(2026, 7, 1, 12, tzinfo=UTC))
    provider = Provider(scope=Scope.APP)
    provider.provide(lambda: clock, provides=Clock, override=True)
    return clock, [provider, *overrides]


async def test_a_guarded_route_counts_and_says_what_is_left() -> None:
    clock, overrides = with_clock()
    context = make_api_context(ENVIRON, *overrides)
    headers = await grant(context, "garden:read")
    client = make_client(context, garden())
    answers = [await client.get("/api/v1/dig", headers) for _ in range(3)]
    assert [answer.status for answer in answers] == [200, 200, 429]
    assert [answer["ratelimit"] for answer in answers] == [
        f'"heavy-credential";r={left};t={s}' for left, s in ((1, 30), (0, 60), (0, 60))
    ]
    policy = '"heavy-person";q=4;w=60, "heavy-credential";q=2;w=60, "heavy-address";q=8;w=60'
    assert {answer["ratelimit-policy"] for answer in answers} == {policy}
    assert answers[2]["retry-after"] == "30"
    assert answers[2].json["code"] == "limit.too_many_requests"
    clock.move(timedelta(seconds=30))
    assert (await client.get("/api/v1/dig", headers)).status == 200


async def address_of(client: Client, address: str) -> int:
    return (await client.get("/api/v1/gate", {"x-forwarded-for": address})).status


@pytest.mark.parametrize("away", [False, True])
async def test_a_public_route_counts_by_address_even_when_the_store_is_away(away: bool) -> None:
    clock, overrides = with_clock(*([providing(Gone(), Guard)] if away else []))
    client = make_client(make_api_context(ENVIRON, *overrides), garden())
    statuses = [await address_of(client, "192.0.2.1") for _ in range(3)]
    assert statuses == [200, 200, 429]
    assert await address_of(client, "192.0.2.2") == 200
    assert await address_of(client, "6.6.6.6, 192.0.2.1") == 429
    clock.move(timedelta(seconds=30))
    assert await address_of(client, "192.0.2.1") == 200


async def test_a_public_route_without_a_limit_has_none() -> None:
    client = make_client(make_api_context(ENVIRON), garden())
    answers = [await client.get("/api/v1/fence") for _ in range(5)]
    assert {answer.status for answer in answers} == {200}
    assert "ratelimit" not in answers[0]


async def test_openapi_says_which_scope_and_which_limit() -> None:
    client = make_client(make_api_context(ENVIRON), garden())
    document = (await client.get("/openapi.json")).json
    operation = document["paths"]["/api/v1/dig"]["get"]
    assert (operation["x-mojo-scope"], operation["x-mojo-rate-limit"]) == ("garden:read", "heavy")
    assert operation["security"] == [{"bearer": ["garden:read"]}]
    assert "429" in operation["responses"]
