"""/login, /sessions and /tokens as people meet them."""

import pytest

from mojo.features.access.commands import (
    EndAllButton,
    EndSessionButton,
    MakeTokenButton,
    RevokeButton,
    all_ended,
    commands,
    login,
    revoked,
    session_ended,
    sessions,
    token_named,
    token_wanted,
    tokens,
)
from mojo.shared.errors import NotFound
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.text import text
from tests.features.access.desk import ANNA, BEN, Desk


async def test_login_gives_a_code_and_a_link_whose_code_no_server_sees(desk: Desk) -> None:
    reply = await login(await desk.turn())
    code, link = str(reply.text.args["code"]), str(reply.text.args["link"])
    assert link == f"https://mojo.example/api/v1/auth/login#{code}"
    assert (await desk.post("login", {"code": code})).status == 200
    assert code in await desk.say(reply.text)


async def test_sessions_are_listed_and_ended_by_button(desk: Desk) -> None:
    assert (await sessions(await desk.turn())).text == text("access-no-sessions")
    grant, _ = await desk.login(), await desk.login(device="Telly")
    reply = await sessions(await desk.turn())
    assert (await desk.say(reply.text)).startswith("You are logged in at 2 places:\n\n• ")
    assert await desk.say(reply.buttons[-1][0].label) == "Log out everywhere"
    button = EndSessionButton.unpack(EndSessionButton(grant["session_id"]).pack())
    assert button in [row[0].data for row in reply.buttons]
    assert (await session_ended(await desk.turn(button=button))).edit
    assert (await desk.send("GET", "sessions", grant["access_token"])).status == 401
    assert (await all_ended(await desk.turn(button=EndAllButton()))).text == text("access-all-ended", count=1)


async def test_nobody_ends_or_revokes_what_is_anothers_by_a_forged_button(desk: Desk) -> None:
    grant = await desk.login()
    made = await desk.post("tokens", {"name": "router"}, grant["access_token"])
    with pytest.raises(NotFound):
        await session_ended(await desk.turn(BEN, button=EndSessionButton(grant["session_id"])))
    with pytest.raises(NotFound):
        await revoked(await desk.turn(BEN, button=RevokeButton(made.json["id"])))


@pytest.mark.parametrize("reading", [0, 1])
async def test_a_token_is_made_named_listed_and_revoked_without_leaving_the_chat(desk: Desk, reading: int) -> None:
    turn = await desk.turn(button=MakeTokenButton(reading))
    assert (await token_wanted(turn)).text == text("access-token-name")
    turn.session.pop("awaiting")
    made = await token_named(await desk.turn(args="  my   router ", session=turn.session))
    assert turn.session == {}
    clear = str(made.text.args["token"])
    assert "“my router” may now act for you until Sep 29, 2026." in await desk.say(made.text)
    assert (await desk.send("GET", "sessions", clear)).status == (403 if reading else 200)
    listed = await tokens(await desk.turn())
    assert "You have one access token:" in await desk.say(listed.text)
    assert clear not in await desk.say(listed.text)
    button = listed.buttons[0][0].data
    assert isinstance(button, RevokeButton)
    assert (await revoked(await desk.turn(button=RevokeButton.unpack(button.pack())))).text == text("access-token-revoked")
    assert (await desk.send("GET", "sessions", clear)).status == 401
    assert (await tokens(await desk.turn())).text == text("access-no-tokens")


@pytest.mark.parametrize("language", ["de", "es", "ru", "zh"])
async def test_every_answer_is_said_in_every_language(desk: Desk, language: str) -> None:
    await desk.login()
    said = [
        (await login(await desk.turn())).text,
        (await sessions(await desk.turn())).text,
        text("access-locked", kind="password", subject="6.6.6.6"),
        text("access-session-reused", now=desk.clock.now()),
        text("error-auth-too-many-attempts", retry_after_s=5, reference="x"),
    ]
    translator = await desk.context.get(Translator)
    for one in said:
        assert translator.say(one, language) not in (one.id, translator.say(one, "en"))


def test_what_the_door_offers() -> None:
    assert {command.name: command.scope for command in commands.commands} == {
        "login": "access:manage",
        "sessions": "access:manage",
        "tokens": "tokens:manage",
    }
    assert ANNA.may("tokens:manage")
