"""Access tokens through the API's door."""

from datetime import timedelta
from typing import Any

import pytest

from mojo.features.access.credentials import TOKENS_LIMIT
from mojo.shared.auth.tokens import well_formed
from tests.features.access.desk import BEN, NOON, Desk


async def made(desk: Desk, token: str, **changes: Any) -> Any:
    return await desk.post("tokens", {"name": "router", **changes}, token)


async def test_a_token_is_shown_once_and_acts_for_its_person(desk: Desk) -> None:
    owner = (await desk.login())["access_token"]
    answer = await made(desk, owner, scopes=["access:manage"])
    clear = answer.json["token"]
    assert answer.status == 201
    assert well_formed(clear)
    assert answer.json["expires_at"] == (NOON + timedelta(days=90)).isoformat().replace("+00:00", "Z")
    listed = await desk.send("GET", "tokens", owner)
    assert [(it["name"], it["scopes"], it["last_used_at"]) for it in listed.json] == [("router", ["access:manage"], None)]
    assert clear.encode() not in listed.body
    assert (await desk.send("GET", "sessions", clear)).status == 200
    assert (await desk.send("GET", "tokens", clear)).status == 403
    assert (await desk.send("GET", "tokens", owner)).json[0]["last_used_at"] is not None


async def test_a_token_carries_no_scope_that_its_maker_lacks(desk: Desk) -> None:
    await desk.save(BEN)
    ben = (await desk.login(BEN))["access_token"]
    for scopes in (["metrics:read"], ["*"], ["weather:read", "metrics:read"]):
        answer = await made(desk, ben, scopes=scopes)
        assert (answer.status, answer.json["code"]) == (403, "auth.forbidden")
    assert (await made(desk, ben)).json["scopes"] == sorted(BEN.scopes)


async def test_a_token_makes_no_wider_token(desk: Desk) -> None:
    owner = (await desk.login())["access_token"]
    narrow = (await made(desk, owner, scopes=["tokens:manage"])).json["token"]
    assert (await made(desk, narrow, scopes=["weather:read"])).status == 403
    assert (await made(desk, narrow)).json["scopes"] == ["tokens:manage"]


BAD = [
    ({"name": ""}, "name"),
    ({"name": "  "}, "name"),
    ({"name": "x" * 65}, "name"),
    ({"scopes": []}, "scopes"),
    ({"scopes": ["no:such"]}, "scopes"),
    ({"expires_in_days": 0}, "expires_in_days"),
    ({"user_id": "ben"}, "user_id"),
    ({"id": "mine"}, "id"),
]


@pytest.mark.parametrize(("changes", "field"), BAD)
async def test_a_wrong_wish_names_the_field(desk: Desk, changes: dict[str, Any], field: str) -> None:
    answer = await made(desk, (await desk.login())["access_token"], **changes)
    assert answer.status == 422
    assert [error["field"] for error in answer.json["errors"]] == [field]


async def test_a_token_expires_or_never_does(desk: Desk) -> None:
    owner = (await desk.login())["access_token"]
    short = (await made(desk, owner, expires_in_days=1)).json["token"]
    endless = (await made(desk, owner, expires_in_days=None)).json
    assert endless["expires_at"] is None
    desk.clock.move(timedelta(days=1))
    assert (await desk.send("GET", "tokens", short)).status == 401
    assert (await desk.send("GET", "tokens", endless["token"])).status == 200


async def test_a_revoked_token_opens_nothing_and_others_cannot_revoke_it(desk: Desk) -> None:
    await desk.save(BEN)
    owner, ben = (await desk.login())["access_token"], (await desk.login(BEN))["access_token"]
    answer = (await made(desk, owner)).json
    assert (await desk.send("DELETE", f"tokens/{answer['id']}", ben)).status == 404
    assert (await desk.send("DELETE", f"tokens/{answer['id']}", owner)).status == 204
    assert (await desk.send("DELETE", f"tokens/{answer['id']}", owner)).status == 404
    assert (await desk.send("GET", "tokens", answer["token"])).status == 401
    assert {"token.created", "token.revoked"} <= {action for _, action, _ in await desk.audited()}


async def test_a_token_has_no_session_to_log_out_of(desk: Desk) -> None:
    token = (await made(desk, (await desk.login())["access_token"])).json["token"]
    assert (await desk.send("POST", "logout", token)).status == 409


async def test_there_is_an_end_of_tokens(desk: Desk) -> None:
    owner = (await desk.login())["access_token"]
    statuses = [(await made(desk, owner)).status for _ in range(TOKENS_LIMIT + 1)]
    assert statuses == [201] * TOKENS_LIMIT + [409]
