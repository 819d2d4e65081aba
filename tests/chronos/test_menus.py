"""Telegram's menus show each person what they may use, in their language."""

import pytest

from mojo.chronos import menus
from mojo.chronos.commands import CommandGroup, Reply, Turn
from mojo.shared.errors import ExternalServiceError
from mojo.shared.external.lazy_aiogram import methods, types
from tests.chronos.support import ANNA, House, known, make_house, words

GROUP = CommandGroup("menu")
AWAY = ExternalServiceError("502", service="telegram")


@GROUP.command("help", scope=None)
@GROUP.command("weather", scope="weather:read")
@GROUP.command("start", scope=None, hidden=True)
async def anything(turn: Turn) -> Reply:
    return Reply(words("x"))


@pytest.fixture
async def house() -> House:
    return await make_house(GROUP)


def published(house: House) -> list[tuple[str | None, dict[str, str]]]:
    calls = house.telegram.of(methods.SetMyCommands)
    return [(call.language_code, {line.command: line.description for line in call.commands}) for call in calls]


async def test_everybody_sees_what_everybody_may_use_in_every_language(house: House) -> None:
    await house.parts.menus.publish_all()
    shown = dict(published(house))
    assert list(shown) == [None, "de", "es", "ru", "zh"]
    assert shown[None] == {"help": house.said("help-command")}
    assert shown["ru"] == {"help": house.said("help-command", "ru")}


async def test_it_is_tried_until_telegram_takes_it(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menus, "pause_after_s", lambda *_, **__: 0)
    house.telegram.fail("setMyCommands", AWAY, AWAY, AWAY)
    await house.parts.menus.publish_all()
    assert [language for language, _ in published(house)] == [None, "de", "es", "ru", "zh"]


async def test_a_person_sees_what_they_may_use(house: House) -> None:
    await house.parts.menus.publish_menu(known(language="de", scopes={"weather:read"}))
    ((language, shown),) = published(house)
    assert (language, list(shown)) == (None, ["help", "weather"])
    assert shown["help"] == house.said("help-command", "de")
    assert house.telegram.of(methods.SetMyCommands)[0].scope == types.BotCommandScopeChat(chat_id=ANNA)


async def test_a_menu_that_cannot_be_published_is_no_failure_of_the_turn(house: House) -> None:
    house.telegram.fail("setMyCommands", AWAY)
    await house.parts.menus.publish_menu(known())
    assert published(house) == []
