"""Who may pass, and what everybody else is told."""

import asyncio
import time
from typing import Annotated, Any

import pytest
from fastapi import APIRouter

from mojo.api.doors import needs, person, principal, public
from mojo.shared.auth.access_tokens import AccessTokenStore
from mojo.shared.auth.guard import Finding, Guard, Question
from mojo.shared.auth.limits import Bucket, Quota
from mojo.shared.auth.tokens import fingerprint, new_token
from mojo.shared.errors import StoreUnavailable
from mojo.shared.model.access import AccessToken
from mojo.shared.model.people import PersonState, Principal, User
from mojo.shared.ports import Access, People
from tests.api.support import ANNA, TOKEN, Client, grant, make_api_context, make_client, providing


class Store:
    """A guard that counts how often it is asked, and answers as told."""

    def __init__(self, answer: Any = None, delay_s: float = 0) -> None:
        self.asked = 0
        self._answer = answer
        self._delay_s = delay_s

    async def check(self, question: Question) -> Finding | None:
        self.asked += 1
        await asyncio.sleep(self._delay_s)
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer  # type: ignore[no-any-return]

    async def count(self, bucket: Bucket, subject: str) -> Quota:
        await self.check(None)  # type: ignore[arg-type]
        raise AssertionError("nothing to say")


def garden() -> APIRouter:
    router = APIRouter()

    @router.get("/beds", openapi_extra=needs("garden:read"))
    async def beds(who: Annotated[Principal, principal()]) -> str:
        return who.user_id

    @router.get("/gardener", openapi_extra=needs("garden:read"))
    async def gardener(user: Annotated[User, person()]) -> dict[str, str | bool]:
        return {"name": user.name, "may_all": user.may("anything:else")}

    @router.get("/gate", openapi_extra=public())
    async def gate() -> str:
        return "open"

    @router.get("/stranger", openapi_extra=public())
    async def stranger(who: Annotated[Principal, principal()]) -> str:
        return who.user_id

    return router


def client_with(store: Store) -> Client:
    return make_client(make_api_context({}, providing(store, Guard)), garden())


async def test_a_token_with_the_scope_passes_and_the_route_knows_who_asks() -> None:
    context = make_api_context()
    headers = await grant(context, "garden:read")
    answer = await make_client(context, garden()).get("/api/v1/beds", headers)
    assert (answer.status, answer.json) == (200, "anna")


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
async def test_the_scheme_is_read_in_any_case(scheme: str) -> None:
    context = make_api_context()
    await grant(context, "*")
    answer = await make_client(context, garden()).get("/api/v1/beds", {"authorization": f"{scheme} {TOKEN}"})
    assert answer.status == 200


@pytest.mark.parametrize(
    ("headers", "challenge"),
    [
        ([], 'Bearer realm="mojo"'),
        ([("authorization", "Basic YW5uYTpwdw==")], 'Bearer realm="mojo"'),
        ([("authorization", "mojo_test_token")], 'Bearer realm="mojo"'),
        ([("authorization", "")], 'Bearer realm="mojo"'),
        ([("authorization", "Bearer a"), ("authorization", "Bearer b")], 'Bearer realm="mojo"'),
        ([("authorization", "Bearer")], 'Bearer realm="mojo", error="invalid_token"'),
        ([("authorization", "Bearer two words")], 'Bearer realm="mojo", error="invalid_token"'),
        ([("authorization", "Bearer tökén")], 'Bearer realm="mojo", error="invalid_token"'),
        ([("authorization", "Bearer " + "x" * 4097)], 'Bearer realm="mojo", error="invalid_token"'),
    ],
    ids=["missing", "basic", "no-scheme", "empty", "twice", "no-token", "two-words", "not-ascii", "oversize"],
)
async def test_what_cannot_be_a_token_is_refused_before_the_store_is_asked(headers: Any, challenge: str) -> None:
    store = Store()
    answer = await client_with(store).send("GET", "/api/v1/beds", headers)
    assert (answer.status, answer.json["code"]) == (401, "auth.unauthenticated")
    assert answer["www-authenticate"] == challenge
    assert store.asked == 0


@pytest.mark.parametrize(
    "token",
    ["x" * 4096, "mojo_pat_short", TOKEN[:-1] + ("a" if TOKEN[-1] != "a" else "b"), "a.b.c"],
    ids=["not-a-jwt", "short", "flipped", "three-parts"],
)
async def test_what_has_the_wrong_form_or_checksum_is_refused_before_the_store_is_asked(token: str) -> None:
    store = Store()
    answer = await client_with(store).get("/api/v1/beds", {"authorization": f"Bearer {token}"})
    assert (answer.status, store.asked) == (401, 0)


async def test_an_unknown_or_revoked_token_is_refused_without_being_shown() -> None:
    context = make_api_context()
    client = make_client(context, garden())
    headers = await grant(context, "*")
    assert (await client.get("/api/v1/beds", headers)).status == 200
    access = await context.get(Access)  # type: ignore[type-abstract]
    assert await access.revoke_token("anna", "t1")
    answer = await client.get("/api/v1/beds", headers)
    assert answer.status == 401
    assert answer["www-authenticate"] == 'Bearer realm="mojo", error="invalid_token"'
    assert TOKEN.encode() not in answer.body


async def test_a_suspended_or_removed_person_does_not_pass() -> None:
    context = make_api_context()
    client = make_client(context, garden())
    headers = await grant(context, "*")
    people = await context.get(People)  # type: ignore[type-abstract]
    await people.save_user(ANNA.model_copy(update={"state": PersonState.SUSPENDED}))
    assert (await client.get("/api/v1/beds", headers)).status == 401
    await people.save_user(ANNA)
    assert (await client.get("/api/v1/beds", headers)).status == 200


async def test_a_token_carries_no_more_than_its_person_has_now() -> None:
    context = make_api_context()
    client = make_client(context, garden())
    headers = await grant(context, "garden:read", user=ANNA.model_copy(update={"scopes": frozenset({"garden:read"})}))
    assert (await client.get("/api/v1/beds", headers)).status == 200
    people = await context.get(People)  # type: ignore[type-abstract]
    await people.save_user(ANNA.model_copy(update={"scopes": frozenset({"kitchen:read"})}))
    assert (await client.get("/api/v1/beds", headers)).status == 403


async def test_the_route_gets_its_person_without_a_second_trip() -> None:
    context = make_api_context()
    headers = await grant(context, "garden:read")
    answer = await make_client(context, garden()).get("/api/v1/gardener", headers)
    assert answer.json == {"name": "Anna", "may_all": True}


async def test_a_thousand_unknown_tokens_slow_their_sender_down_but_not_who_has_a_good_one() -> None:
    context = make_api_context()
    client = make_client(context, garden())
    good = await grant(context, "garden:read")
    answers = [await client.get("/api/v1/beds", {"authorization": f"Bearer {new_token('pat')}"}) for _ in range(5)]
    assert [answer.status for answer in answers] == [401, 401, 401, 429, 429]
    assert int(answers[-1]["retry-after"]) >= 1
    assert answers[-1].json["code"] == "auth.too_many_attempts"
    assert (await client.get("/api/v1/beds", good)).status == 200


async def test_the_development_tokens_person_needs_not_be_known() -> None:
    context = make_api_context()
    token = new_token("dev")
    store = await context.get(AccessTokenStore)  # type: ignore[type-abstract]
    made = AccessToken(id="dev", user_id="developer", name="DEV", scopes=frozenset({"*"}), created_at=ANNA.created_at)
    await store.put(fingerprint(token), made, ANNA.model_copy(update={"id": "developer"}))
    answer = await make_client(context, garden()).get("/api/v1/beds", {"authorization": f"Bearer {token}"})
    assert (answer.status, answer.json) == (200, "developer")


async def test_a_missing_scope_is_named() -> None:
    context = make_api_context()
    headers = await grant(context, "kitchen:read")
    answer = await make_client(context, garden()).get("/api/v1/beds", headers)
    assert (answer.status, answer.json["code"]) == (403, "auth.forbidden")
    assert "garden:read" in answer.json["detail"]
    assert answer["www-authenticate"] == 'Bearer realm="mojo", error="insufficient_scope", scope="garden:read"'


async def test_when_the_store_is_down_nobody_passes_but_open_routes_answer() -> None:
    client = client_with(Store(StoreUnavailable("Redis is away.")))
    answer = await client.get("/api/v1/beds", {"authorization": f"Bearer {TOKEN}"})
    assert (answer.status, answer.json["code"]) == (503, "store.unavailable")
    assert answer["retry-after"] == "2"
    assert (await client.get("/api/v1/gate")).status == 200


async def test_a_slow_store_is_waited_for_a_quarter_of_a_second() -> None:
    client = client_with(Store(delay_s=30))
    started = time.monotonic()
    answer = await client.get("/api/v1/beds", {"authorization": f"Bearer {TOKEN}"})
    took_s = time.monotonic() - started
    assert answer.status == 503
    assert 0.2 < took_s < 1


async def test_an_open_route_asks_nobody() -> None:
    store = Store()
    answer = await client_with(store).get("/api/v1/gate", {"authorization": "Bearer x"})
    assert (answer.status, store.asked) == (200, 0)


async def test_what_is_not_there_needs_no_token() -> None:
    store = Store()
    client = client_with(store)
    assert (await client.get("/api/v1/nothing")).status == 404
    assert (await client.send("DELETE", "/api/v1/beds")).status == 405
    assert store.asked == 0


async def test_an_open_route_cannot_ask_who_is_asking() -> None:
    assert (await client_with(Store()).get("/api/v1/stranger")).status == 401


async def test_head_is_guarded_like_get() -> None:
    assert (await client_with(Store()).send("HEAD", "/api/v1/beds")).status == 401
