"""/start, /language and /timezone as people meet them."""

from datetime import timedelta

import pytest

from mojo.chronos.commands import Reply
from mojo.features.account.commands import (
    LanguageButton,
    TimezoneButton,
    commands,
    language,
    language_chosen,
    start,
    timezone,
    timezone_chosen,
    timezone_located,
    timezone_named,
)
from mojo.shared.errors import InvalidInput
from mojo.shared.model.places import Coordinates
from mojo.shared.model.text import text
from tests.features.account.door import Door


async def labels(door: Door, reply: Reply, user_language: str = "en") -> list[str]:
    turn = await door.turn(await door.admitted(7))
    turn.language = user_language
    return [await door.say(button.label, turn) for row in reply.buttons for button in row]


@pytest.mark.parametrize(
    ("telegram", "greeting", "first"),
    [
        ("de-AT", "👋 Hallo Anna, ich bin Chronos.", "Deutsch"),
        ("zh-hans", "👋 Anna，你好！我是 Chronos。", "简体中文"),
        ("ru", "👋 Привет, Anna! Я Хронос.", "Русский"),
        ("es", "👋 ¡Hola, Anna! Soy Chronos.", "Español"),
        ("fr", "👋 Hello Anna, I'm Chronos.", "English"),
        (None, "👋 Hello Anna, I'm Chronos.", "English"),
    ],
)
async def test_a_newcomer_is_welcomed_in_telegrams_language_and_asked_for_theirs(
    door: Door, telegram: str | None, greeting: str, first: str
) -> None:
    turn = await door.turn(await door.admitted(7, "Anna", telegram))
    reply = await start(turn)
    assert (await door.say(reply.text, turn)).splitlines()[0] == greeting
    offered = await labels(door, reply)
    assert offered[0] == first
    assert sorted(offered) == sorted(["English", "Deutsch", "Español", "Русский", "简体中文"])


async def test_the_chosen_language_stays_and_leads_to_what_they_may_do(door: Door) -> None:
    anna = await door.admitted(7, "Anna", "en")
    turn = await door.turn(anna, button=LanguageButton("de", 1))
    reply = await language_chosen(turn)
    assert reply.edit
    said = await door.say(reply.text, turn)
    assert said.startswith("✓ Ab jetzt sprechen wir Deutsch.\n\nDas kann ich für dich tun:\n\n🛠 Mojo betreiben\n/help – ")
    assert "/weather" in said
    assert "/backup" not in said
    assert "Nach meiner Uhr ist es bei dir 12:00 Uhr (UTC)." in said
    assert (await door.turn(anna)).language == "de"
    located = await door.turn(anna)
    located.location = Coordinates(latitude=38.72, longitude=-9.14)
    reply = await timezone_located(located)
    assert reply is not None
    assert "Europe/Lisbon" in await door.say(reply.text, located)
    assert (await door.turn(anna)).user.timezone == "Europe/Lisbon"
    assert await timezone_located(located) is None, "nobody asked this time"


async def test_whoever_comes_back_is_greeted_and_shown_what_they_may_do(door: Door) -> None:
    anna = await door.change(await door.admitted(7, "Anna", "en"), language="es")
    door.clock.move(timedelta(hours=1))
    turn = await door.turn(anna)
    reply = await start(turn)
    assert (await door.say(reply.text, turn)).startswith("👋 ¡Qué bien verte de nuevo, Anna!\n\nEsto es lo que puedo hacer")
    assert (await labels(door, reply, "es"))[0] == "Español"


async def test_a_deep_link_with_the_owners_code_makes_a_member_the_owner(door: Door) -> None:
    anna = await door.admitted(7)
    await start(await door.turn(anna, args=await door.owner_code()))
    stored = await door.stored(7)
    assert stored is not None
    assert stored.may("admin")


async def test_a_code_that_admission_has_used_already_does_not_disturb_the_welcome(door: Door) -> None:
    code = await door.owner_code()
    owner = await door.admitted(7, code=code)
    reply = await start(await door.turn(owner, args=code))
    assert reply.text == text("account-welcome", name="Anna")


async def test_language_offers_all_and_confirms_without_the_introduction(door: Door) -> None:
    anna = await door.admitted(7)
    asked = await language(await door.turn(anna))
    assert asked.text == text("account-language-ask")
    assert [button.data for row in asked.buttons for button in row][1] == LanguageButton("de", 0)
    turn = await door.turn(anna, button=LanguageButton("ru", 0))
    assert await door.say((await language_chosen(turn)).text, turn) == "✓ Теперь общаемся по-русски."


@pytest.mark.parametrize("named", ["de", "Deutsch", "DEUTSCH"])
async def test_a_language_may_be_named_at_once(door: Door, named: str) -> None:
    turn = await door.turn(await door.admitted(7), args=named)
    assert (await language(turn)).text == text("account-language-saved")
    assert (await door.turn(turn.user)).language == "de"


async def test_a_forged_button_changes_nothing(door: Door) -> None:
    anna = await door.admitted(7)
    with pytest.raises(InvalidInput):
        await language_chosen(await door.turn(anna, button=LanguageButton("xx", 1)))
    with pytest.raises(InvalidInput):
        await timezone_chosen(await door.turn(anna, button=TimezoneButton("../UTC")))
    assert await door.stored(7) == anna


async def test_a_timezone_is_asked_for_and_the_next_words_answer(door: Door) -> None:
    anna = await door.admitted(7, "Anna", "de")
    asking = await door.turn(anna)
    asked = await door.say((await timezone(asking)).text, asking)
    assert asked.startswith("Nach meiner Uhr ist es bei dir 12:00 Uhr (UTC).")
    assert asking.session["awaiting"] == "account.timezone"

    turn = await door.turn(anna, args="Lissabon")
    said = await door.say((await timezone_named(turn)).text, turn)
    assert said == "✓ Gemerkt: Deine Zeitzone ist Europe/Lisbon. Dort ist es jetzt 13:00 Uhr."
    assert turn.session == {}
    assert (await door.turn(anna)).user.timezone == "Europe/Lisbon"


async def test_a_timezone_may_be_named_at_once(door: Door) -> None:
    turn = await door.turn(await door.admitted(7), args="europe/berlin")
    assert (await timezone(turn)).text == text("account-timezone-saved", timezone="Europe/Berlin", now=door.clock.now())


async def test_several_that_fit_are_offered_and_chosen_by_button(door: Door) -> None:
    anna = await door.admitted(7, "Anna", "de")
    reply = await timezone_named(await door.turn(anna, args="Deutschland"))
    assert reply.text == text("account-timezone-which")
    assert await labels(door, reply, "de") == ["Berlin, Deutschland · UTC+2", "Büsingen, Deutschland · UTC+2"]
    data = reply.buttons[0][0].data
    chosen = await timezone_chosen(await door.turn(anna, button=TimezoneButton.unpack(data.pack())))
    assert chosen.edit
    assert (await door.turn(anna)).user.timezone == "Europe/Berlin"


async def test_what_fits_nothing_is_said_and_may_be_tried_again(door: Door) -> None:
    turn = await door.turn(await door.admitted(7), args="qwertz")
    assert (await timezone_named(turn)).text == text("account-timezone-unknown")
    assert turn.session == {"awaiting": "account.timezone"}


async def test_another_persons_conversation_is_not_touched(door: Door) -> None:
    anna, ben = await door.admitted(7, "Anna"), await door.admitted(8, "Ben")
    await timezone(await door.turn(anna))
    assert (await door.turn(ben)).session == {}


def test_every_zone_fits_into_a_button() -> None:
    from mojo.features.account.zones import _zones

    assert max(len(TimezoneButton(name).pack().encode()) for name in _zones("en")) <= 64


def test_what_the_door_offers() -> None:
    assert [(command.name, command.scope, command.hidden) for command in commands.commands] == [
        ("start", None, True),
        ("language", None, False),
        ("timezone", None, False),
        ("me", "account:read", False),
    ]
