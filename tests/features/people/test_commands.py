"""/people, /person, /roles, /invite and /invitations as people meet them."""

import pytest

from mojo.features.people.commands import EndButton, PersonButton, PersonRole, PersonScope, RoleScope, commands
from mojo.features.people.guard import OwnerProtected
from mojo.shared.auth.scopes import declared_scopes
from mojo.shared.errors import InvalidInput, NotFound, PermissionDenied
from mojo.shared.model.people import PersonState
from mojo.shared.ports import People
from tests.features.people.circle import NOON, Circle


async def speak(circle: Circle, user_id: str, language: str) -> None:
    people = await circle.context.get(People)  # type: ignore[type-abstract]
    await people.change_user(user_id, lambda now: now.model_copy(update={"language": language}))


async def test_people_lists_everybody_and_each_is_a_button(circle: Circle) -> None:
    said, reply = await circle.write("adam", "/people")
    assert said == "There are 4 people here."
    shown, _ = await circle.press("adam", reply, "Gil · guest")
    assert shown.startswith("Gil · guest\n\nNot seen here yet\nCame in without")


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("en", "Ánna <b> · member"),
        ("de", "Ánna <b> · Mitglied"),
        ("es", "Ánna <b> · miembro"),
        ("ru", "Ánna <b> · участник"),
        ("zh", "Ánna <b> · 成员"),
    ],
)
async def test_what_can_anna_see_in_one_command_and_take_it_away_in_one_more(circle: Circle, language: str, first: str) -> None:
    await speak(circle, "adam", language)
    said, reply = await circle.write("adam", "/person anna")
    assert said.splitlines()[0] == first
    meaning = "• " + await _meaning(circle, "weather:read", language)
    assert meaning in said.splitlines()
    after, reply = await circle.press("adam", reply, "⛔")
    assert after.startswith("⛔ Ánna <b>")
    assert (await circle.user("anna")).state is PersonState.SUSPENDED
    await circle.press("adam", reply, "✅")
    assert (await circle.user("anna")).may("weather:read")


async def _meaning(circle: Circle, scope: str, language: str) -> str:
    from mojo.shared.i18n.translator import Translator

    return (await circle.context.get(Translator)).say(declared_scopes()[scope].meaning, language)


async def test_one_scope_is_taken_by_button(circle: Circle) -> None:
    _, reply = await circle.write("adam", "/person anna")
    _, reply = await circle.press("adam", reply, "✂️")
    said, _ = await circle.press("adam", reply, await _meaning(circle, "weather:read", "en"))
    assert await _meaning(circle, "weather:read", "en") not in said
    assert not (await circle.user("anna")).may("weather:read")


async def test_another_role_is_given_by_button_but_none_that_one_does_not_have(circle: Circle) -> None:
    _, reply = await circle.write("adam", "/person gil")
    _, reply = await circle.press("adam", reply, "🎭")
    labels = [button.data for row in reply.buttons for button in row]
    assert PersonRole("gil", "owner") not in labels
    said, _ = await circle.press("adam", reply, "member")
    assert said.startswith("Gil · member")


async def test_somebody_is_removed_only_after_a_second_look_and_their_data_comes_first(circle: Circle) -> None:
    _, reply = await circle.write("adam", "/person gil")
    said, reply = await circle.press("adam", reply, "🗑")
    assert said.startswith("Remove Gil and delete everything")
    assert (await circle.user("gil")).state is PersonState.ACTIVE
    said, _ = await circle.press("adam", reply, "🗑")
    assert said.startswith("Gil has been removed.")
    [sent] = circle.told.notifications
    assert (sent.to, sent.attachment.name) == ("adam", "gil.json")
    assert '"name": "Gil"' in sent.attachment.content.decode()
    people = await circle.context.get(People)  # type: ignore[type-abstract]
    assert await people.get_user("gil") is None


async def test_names_that_several_have_become_buttons_and_one_that_nobody_has_is_said(circle: Circle) -> None:
    said, reply = await circle.write("adam", "/person a")
    assert said == "Which one do you mean?"
    assert [button.data for row in reply.buttons for button in row] == [
        PersonButton("show", user_id) for user_id in ("adam", "anna", "olga")
    ]
    assert (await circle.write("adam", "/person Zoë"))[0] == "I don't know anybody called Zoë."
    assert (await circle.write("adam", "/person"))[0] == "Whom do you mean? Send me the name."
    assert (await circle.write("adam", "olga"))[0].startswith("Olga · owner")


async def test_an_owner_has_no_buttons_for_others_and_a_forged_one_does_nothing(circle: Circle) -> None:
    _, reply = await circle.write("adam", "/person olga")
    assert reply.buttons == ()
    for forged in (PersonButton("suspend", "olga"), PersonButton("gone", "olga"), PersonRole("olga", "guest")):
        with pytest.raises(Exception, match="owner"):
            await circle.press_data("adam", forged.pack())
    with pytest.raises(PermissionDenied):
        await circle.press_data("adam", PersonRole("adam", "owner").pack())
    for nowhere in (-1, 9999):
        await circle.press_data("adam", PersonScope("anna", nowhere).pack())
        with pytest.raises(InvalidInput):
            await circle.press_data("adam", RoleScope(1, nowhere, "guest").pack())
    assert (await circle.user("olga")).may("anything:at_all")


async def test_who_may_only_look_gets_no_buttons_and_cannot_press_them(circle: Circle) -> None:
    people = await circle.context.get(People)  # type: ignore[type-abstract]
    await people.change_user("gil", lambda now: now.model_copy(update={"scopes": now.scopes | {"people:read"}}))
    _, reply = await circle.write("gil", "/person anna")
    assert reply.buttons == ()
    with pytest.raises(PermissionDenied):
        await circle.press_data("gil", PersonButton("suspend", "anna").pack())


async def test_sessions_and_tokens_are_listed_and_each_is_ended_by_its_button(circle: Circle) -> None:
    _, reply = await circle.write("adam", "/person gil")
    assert all(button.data != PersonButton("access", "gil") for row in reply.buttons for button in row)
    await circle.logged_in("gil", "s1", NOON)
    await circle.given_token("gil", "t1", "router")
    _, reply = await circle.write("adam", "/person gil")
    said, reply = await circle.press("adam", reply, "🔑")
    assert said.startswith("Gil comes in by:\n\n• phone, last used ")
    assert "• token “router”, never used" in said
    said, reply = await circle.press("adam", reply, "Log out: phone")
    assert "phone" not in said
    said, reply = await circle.press("adam", reply, "Revoke: router")
    assert said == "Gil comes in by:\n\nnothing"
    assert (await circle.press("adam", reply, "←"))[0].startswith("Gil · guest")
    assert [action for _, action, _ in await circle.actions()] == ["session.ended", "token.revoked"]


@pytest.mark.parametrize("kind", ["s", "t"])
async def test_sessions_and_tokens_of_an_owner_or_unmanaged_are_nobodys_to_end(circle: Circle, kind: str) -> None:
    await circle.logged_in("olga", "s1", NOON)
    await circle.given_token("olga", "t1", "router")
    id = f"{kind}1"
    with pytest.raises(OwnerProtected):
        await circle.press_data("adam", EndButton(kind, "olga", id).pack())
    with pytest.raises(NotFound):
        await circle.press_data("adam", EndButton(kind, "gil", id).pack())
    assert (await circle.write("adam", "/person olga"))[1].buttons == ()
    _, reply = await circle.press_data("adam", PersonButton("access", "olga").pack())
    assert [button.data for row in reply.buttons for button in row] == [PersonButton("show", "olga")]
    assert await circle.actions() == []


async def test_a_role_is_changed_by_buttons(circle: Circle) -> None:
    _, reply = await circle.write("adam", "/roles")
    said, reply = await circle.press("adam", reply, "guest")
    assert said.startswith("guest · one person\n\nMay:\n• ")
    weather = await _meaning(circle, "weather:read", "en")
    said, reply = await circle.press("adam", reply, f"➖ {weather}")
    assert f"• {weather}" not in said
    assert not (await circle.user("gil")).may("weather:read")
    await circle.press("adam", reply, f"➕ {weather}")
    assert (await circle.user("gil")).may("weather:read")
    _, reply = await circle.press("adam", (await circle.write("adam", "/roles"))[1], "owner")
    assert reply.buttons == ()


@pytest.mark.parametrize(
    ("language", "steps", "begins"),
    [
        ("en", ("member", "2 people", "one day"), "✉️ member · 2 places · until"),
        ("de", ("Mitglied", "2 Personen", "einen Tag"), "✉️ Mitglied · 2 Plätze · bis"),
        ("es", ("miembro", "2 personas", "un día"), "✉️ miembro · 2 plazas · hasta"),
        ("ru", ("участник", "2 человека", "сутки"), "✉️ участник · 2 места · до"),
        ("zh", ("成员", "2 人", "一天"), "✉️ 成员 · 剩余 2 个名额"),
    ],
)
async def test_an_invitation_is_made_step_by_step(
    circle: Circle, language: str, steps: tuple[str, str, str], begins: str
) -> None:
    await speak(circle, "adam", language)
    said, reply = await circle.write("adam", "/invite Oma & Opa")
    for step in steps:
        said, reply = await circle.press("adam", reply, step)
    assert said.startswith(begins)
    assert "Oma & Opa" in said
    (made,) = await (await circle.desk()).outstanding(await circle.by("adam"))
    assert (made.role, made.uses, (made.expires_at or NOON) - NOON) == ("member", 2, NOON.replace(day=2) - NOON)


async def test_open_invitations_are_listed_and_taken_back(circle: Circle) -> None:
    assert (await circle.write("adam", "/invitations"))[0] == "No invitation is open."
    _, reply = await circle.write("adam", "/invite")
    for step in ("guest", "one person", "one hour"):
        _, reply = await circle.press("adam", reply, step)
    said, reply = await circle.write("adam", "/invitations")
    assert said.startswith("Open invitations:\n\n• guest · one place · until")
    assert (await circle.press("adam", reply, "🗑"))[0] == "No invitation is open."


def test_what_the_door_offers() -> None:
    assert [(command.name, command.scope) for command in commands.commands] == [
        ("people", "people:read"),
        ("person", "people:read"),
        ("roles", "people:read"),
        ("invite", "people:invite"),
        ("invitations", "people:invite"),
    ]
