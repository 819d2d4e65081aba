"""Logging in and staying logged in, through the API's door."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from mojo.shared.auth.attempts import FREE, LOCK_S, LOCKED_AT
from mojo.shared.auth.sessions import GRACE_S
from mojo.shared.model.people import PersonState
from tests.features.access.desk import ANNA, BEN, PASSWORD, Desk


async def test_a_code_from_chronos_lets_in_once(desk: Desk) -> None:
    code = await desk.code()
    answer = await desk.post("login", {"code": code})
    grant = answer.json
    assert (answer.status, grant["token_type"], grant["expires_in"]) == (200, "Bearer", 900)
    [session] = (await desk.send("GET", "sessions", grant["access_token"])).json
    assert (session["id"], session["device"], session["current"]) == (grant["session_id"], "Firefox", True)
    again = await desk.post("login", {"code": code})
    assert (again.status, again.json["code"]) == (401, "auth.unauthenticated")
    assert code.encode() not in again.body
    assert await desk.audited() == [
        ("anna", "login.code_made", "done"),
        ("anna", "session.started", "done"),
        ("stranger", "login.refused", "denied"),
    ]


async def test_of_many_who_bring_one_code_one_comes_in(desk: Desk) -> None:
    code = await desk.code()
    answers = await asyncio.gather(*(desk.post("login", {"code": code}, address=f"192.0.2.{n}") for n in range(30)))
    assert sorted(answer.status for answer in answers) == [200] + [401] * 29


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code} "])
async def test_a_code_may_be_typed_carelessly(desk: Desk, typed: Any) -> None:
    assert (await desk.post("login", {"code": typed(await desk.code())})).status == 200


async def test_a_code_ends_after_five_minutes(desk: Desk) -> None:
    code = await desk.code()
    desk.clock.move(timedelta(minutes=5))
    assert (await desk.post("login", {"code": code})).status == 401


BODIES = [
    {},
    {"code": "x", "user_name": "a", "password": "b"},
    {"user_name": "a"},
    {"code": "x", "scopes": ["*"]},
    {"code": 1},
    [],
]


@pytest.mark.parametrize("body", BODIES, ids=["empty", "both", "half", "unknown-field", "number", "list"])
async def test_a_body_of_another_shape_is_refused(desk: Desk, body: Any) -> None:
    answer = await desk.post("login", body)
    assert (answer.status, answer.json["code"]) == (422, "input.invalid")


async def test_a_device_may_name_itself_and_odd_signs_do_no_harm(desk: Desk) -> None:
    for name in ("Anna's phone", "a\x00b\nc\u202e", "x" * 120):
        await desk.login(device=name)
    grant = await desk.login()
    devices = {session["device"] for session in (await desk.send("GET", "sessions", grant["access_token"])).json}
    assert devices == {"Anna's phone", "a b c", "x" * 120, "Firefox"}


async def test_a_suspended_person_neither_comes_in_nor_stays(desk: Desk) -> None:
    grant, code = await desk.login(), await desk.code()
    await desk.save(ANNA.model_copy(update={"state": PersonState.SUSPENDED}))
    assert (await desk.post("login", {"code": code})).status == 401
    assert (await desk.post("refresh", {"refresh_token": grant["refresh_token"]})).status == 401
    assert (await desk.send("GET", "sessions", grant["access_token"])).status == 401


async def test_refreshing_gives_new_tokens_with_what_the_person_may_now(desk: Desk) -> None:
    await desk.save(BEN)
    grant = await desk.login(BEN)
    await desk.save(BEN.model_copy(update={"scopes": frozenset({"access:manage"})}))
    assert (await desk.send("GET", "tokens", grant["access_token"])).status == 403
    desk.clock.move(timedelta(minutes=15))
    assert (await desk.send("GET", "sessions", grant["access_token"])).status == 401
    fresh = (await desk.post("refresh", {"refresh_token": grant["refresh_token"]})).json
    assert fresh["refresh_token"] != grant["refresh_token"]
    assert (await desk.send("GET", "sessions", fresh["access_token"])).status == 200


async def test_an_old_refresh_token_ends_the_session_and_the_person_is_told_once(desk: Desk) -> None:
    grant = await desk.login()
    fresh = (await desk.post("refresh", {"refresh_token": grant["refresh_token"]})).json
    desk.clock.move(timedelta(seconds=GRACE_S + 1))
    assert (await desk.post("refresh", {"refresh_token": grant["refresh_token"]}, address="6.6.6.6")).status == 401
    assert (await desk.post("refresh", {"refresh_token": fresh["refresh_token"]})).status == 401
    assert (await desk.send("GET", "sessions", fresh["access_token"])).status == 401
    [(who, said)] = await desk.told()
    assert (who, said.id) == ("anna", "access-session-reused")
    assert ("anna", "session.reused", "denied") in await desk.audited()


async def test_a_client_that_never_got_its_answer_may_ask_again(desk: Desk) -> None:
    grant = await desk.login()
    first, second = [(await desk.post("refresh", {"refresh_token": grant["refresh_token"]})).json for _ in range(2)]
    assert first["refresh_token"] == second["refresh_token"]
    assert (await desk.post("refresh", {"refresh_token": first["refresh_token"]})).status == 200
    assert await desk.told() == []


@pytest.mark.parametrize("token", ["x", "mojo_rt_a_b_c", "mojo_rt_" + "_".join(["a" * 22, "b" * 22, "c" * 43])])
async def test_what_is_no_refresh_token_is_refused(desk: Desk, token: str) -> None:
    assert (await desk.post("refresh", {"refresh_token": token})).status == 401


async def test_logging_out_ends_this_session_only(desk: Desk) -> None:
    first, second = await desk.login(), await desk.login()
    assert (await desk.send("POST", "logout", first["access_token"])).status == 204
    assert (await desk.send("GET", "sessions", first["access_token"])).status == 401
    assert (await desk.post("refresh", {"refresh_token": first["refresh_token"]})).status == 401
    assert (await desk.send("GET", "sessions", second["access_token"])).status == 200


async def test_one_session_or_all_can_be_ended_but_nobody_elses(desk: Desk) -> None:
    await desk.save(BEN)
    first, second, bens = await desk.login(), await desk.login(), await desk.login(BEN)
    for missing in (bens["session_id"], "nothing"):
        answer = await desk.send("DELETE", f"sessions/{missing}", first["access_token"])
        assert (answer.status, answer.json["code"]) == (404, "not_found")
    assert (await desk.send("DELETE", f"sessions/{second['session_id']}", first["access_token"])).status == 204
    assert (await desk.send("DELETE", "sessions", first["access_token"])).json == {"ended": 1}
    assert (await desk.send("GET", "sessions", first["access_token"])).status == 401
    assert (await desk.send("GET", "sessions", bens["access_token"])).status == 200


async def test_wrong_codes_slow_their_address_down_then_lock_it_and_the_owner_hears_of_it_once(desk: Desk) -> None:
    statuses = []
    for _ in range(LOCKED_AT + 3):
        answer = await desk.post("login", {"code": "wrong"}, address="6.6.6.6")
        statuses.append(answer.status)
        if answer.status == 429:
            assert answer.json["code"] == "auth.too_many_attempts"
            desk.clock.move(timedelta(seconds=int(answer["retry-after"])))
            statuses.append((await desk.post("login", {"code": "wrong"}, address="6.6.6.6")).status)
    assert statuses[: FREE + 2] == [401] * (FREE + 1) + [429]
    [(who, said)] = await desk.told()
    assert (who, said.id, said.args) == ("anna", "access-locked", {"kind": "code", "subject": "6.6.6.6"})
    assert ("stranger", "access.locked", "denied") in await desk.audited()
    assert (await desk.post("login", {"code": await desk.code()}, address="6.6.6.6")).status == 429
    assert (await desk.post("login", {"code": await desk.code()}, address="192.0.2.9")).status == 200
    desk.clock.move(timedelta(seconds=LOCK_S))
    assert (await desk.post("login", {"code": await desk.code()}, address="6.6.6.6")).status == 200


async def test_the_page_of_the_link_uses_nothing_up_and_speaks_the_browsers_language(desk: Desk) -> None:
    code = await desk.code()
    answer = await desk.client.get("/api/v1/auth/login", {"accept-language": "de-AT,de;q=0.9"})
    page = answer.body.decode()
    assert (answer.status, answer["content-type"]) == (200, "text/html; charset=utf-8")
    assert "Bei Mojo anmelden" in page
    assert '<html lang="de">' in page
    assert answer["content-security-policy"].startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in answer["content-security-policy"]
    assert (await desk.post("login", {"code": code})).status == 200


async def set_password(desk: Desk, token: str, **changes: Any) -> Any:
    body = {"user_name": "anna", "password": PASSWORD, **changes}
    return await desk.send("PUT", "password", token, body)


async def test_a_password_lets_in_under_its_name(desk: Desk) -> None:
    grant = await desk.login()
    assert (await set_password(desk, grant["access_token"], user_name="Anna")).status == 204
    for name in ("anna", "ANNA", " Anna "):
        answer = await desk.post("login", {"user_name": name, "password": PASSWORD})
        assert answer.status == 200
    wrong = await desk.post("login", {"user_name": "anna", "password": PASSWORD + "x"})
    nobody = await desk.post("login", {"user_name": "nobody", "password": PASSWORD})
    assert wrong.status == nobody.status == 401
    assert wrong.json["detail"] == nobody.json["detail"]


async def test_a_password_is_changed_or_removed_only_by_who_knows_it(desk: Desk) -> None:
    token = (await desk.login())["access_token"]
    await set_password(desk, token)
    assert (await set_password(desk, token, password="another fine password")).status == 403
    assert (await set_password(desk, token, password="violet harbour engine", current_password=PASSWORD)).status == 204
    assert (await desk.post("login", {"user_name": "anna", "password": PASSWORD})).status == 401
    assert (await desk.send("DELETE", "password", token, {"current_password": PASSWORD})).status == 403
    assert (await desk.send("DELETE", "password", token, {"current_password": "violet harbour engine"})).status == 204
    assert (await desk.post("login", {"user_name": "anna", "password": "violet harbour engine"})).status == 401


async def test_two_people_cannot_have_one_name(desk: Desk) -> None:
    await desk.save(BEN)
    await set_password(desk, (await desk.login())["access_token"])
    answer = await set_password(desk, (await desk.login(BEN))["access_token"], user_name="ANNA")
    assert (answer.status, answer.json["code"]) == (409, "conflict")


async def test_guessed_passwords_lock_the_account_from_every_address_but_not_out_of_chronos(desk: Desk) -> None:
    await set_password(desk, (await desk.login())["access_token"])
    for number in range(LOCKED_AT):
        await desk.post("login", {"user_name": "anna", "password": "wrong"}, address=f"6.6.6.{number}")
        desk.clock.move(timedelta(seconds=64))
    answer = await desk.post("login", {"user_name": "anna", "password": PASSWORD}, address="192.0.2.7")
    assert (answer.status, answer.json["code"]) == (429, "auth.too_many_attempts")
    assert (await desk.post("login", {"code": await desk.code()}, address="192.0.2.7")).status == 200
    assert [said.args["subject"] for _, said in await desk.told()] == ["anna"]
