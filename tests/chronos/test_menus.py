"""Telegram's menus show each person what they may use, in their language, and nothing to anybody else."""

from typing import Any

import pytest

from mojo.chronos import menus
from mojo.chronos.commands import CommandGroup, Reply, Turn
from mojo.chronos.errors import BlockedByPerson, TokenRefused
from mojo.chronos.registry import build_registry
from mojo.chronos.service import assemble
from mojo.shared.errors import ExternalServiceError
from mojo.shared.external.lazy_aiogram import methods
from mojo.shared.model.people import PersonState
from mojo.shared.ports import MenuRefresh
from tests.chronos.support import ANNA, BEN, AnyScope, House, known, make_house, words

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


def published(house: House) -> list[tuple[int | None, dict[str, str]]]:
    """Return the chat of each menu that was shown, and its lines."""
    calls = house.telegram.of(methods.SetMyCommands)
    return [(call.scope and call.scope.chat_id, {line.command: line.description for line in call.commands}) for call in calls]


def removed(house: House) -> list[tuple[int | None, str | None]]:
    """Return the chat and the language of each menu that was taken away."""
    calls = house.telegram.of(methods.DeleteMyCommands)
    return [(call.scope and call.scope.chat_id, call.language_code) for call in calls]


async def refresh(house: House, *user: Any) -> None:
    menus: Any = await house.context.get(MenuRefresh)
    await menus.refresh(*user)


async def test_a_stranger_is_shown_nothing_in_any_language(house: House) -> None:
    await house.parts.menus.publish_all()
    assert removed(house) == [(None, language) for language in (None, "de", "es", "ru", "zh")]
    assert published(house) == []


async def test_it_is_tried_until_telegram_takes_it(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menus, "pause_after_s", lambda *_, **__: 0)
    house.telegram.fail("deleteMyCommands", AWAY, AWAY, AWAY)
    await house.parts.menus.publish_all()
    assert [language for _, language in removed(house)] == [None, "de", "es", "ru", "zh"]


async def test_at_the_start_everybody_gets_the_menu_of_this_version(house: House) -> None:
    await house.people.save_user(known(BEN))
    await house.parts.menus.publish_all()
    await house.show_menus()
    assert sorted(chat for chat, _ in published(house) if chat) == [ANNA, BEN]


async def test_a_new_version_with_other_commands_shows_them_to_everybody() -> None:
    old = await make_house(GROUP)
    await old.parts.menus.publish_all()
    more = CommandGroup("more")
    more.command("status", scope=None)(anything)
    parts = await assemble(old.context, build_registry([GROUP, more], AnyScope()))
    await parts.menus.publish_all()
    await old.work_off(parts.menu_lanes, parts.menu_worker.handle)
    assert [list(shown) for _, shown in published(old)] == [["help", "status"]] * 2


async def test_a_person_sees_what_they_may_use_in_their_language(house: House) -> None:
    await house.people.save_user(known(language="de", scopes={"weather:read"}))
    await refresh(house, "tg101")
    await house.show_menus()
    assert published(house) == [
        (ANNA, {"help": house.said("help-command", "de"), "weather": house.said("weather-command", "de")})
    ]


async def test_it_follows_what_becomes_of_them(house: House) -> None:
    anna = known(scopes={"weather:read"})
    for change in ({}, {"scopes": frozenset()}, {"state": PersonState.SUSPENDED}, {"state": PersonState.ACTIVE}):
        anna = anna.model_copy(update=change)
        await house.people.save_user(anna)
        await refresh(house, anna.id)
        await house.show_menus()
    assert [list(shown) for _, shown in published(house)] == [["help", "weather"], ["help"], ["help"]]
    assert removed(house) == [(ANNA, None)]


async def test_whoever_has_been_removed_is_shown_nothing(house: House) -> None:
    await refresh(house, "tg999", 999)
    await refresh(house, "tg888")
    await house.show_menus()
    assert (removed(house), published(house)) == ([(999, None)], [])


async def test_it_waits_for_telegram_and_is_shown_as_things_are_then(house: House) -> None:
    house.telegram.fail("setMyCommands", AWAY)
    await refresh(house, "tg101")
    await house.show_menus()
    assert published(house) == []
    await house.people.save_user(known(language="ru"))
    house.pass_time(2)
    await house.show_menus()
    assert published(house) == [(ANNA, {"help": house.said("help-command", "ru")})]


@pytest.mark.parametrize(
    ("failure", "shown"), [(BlockedByPerson("403", service="telegram"), 0), (TokenRefused("401", service="telegram"), 1)]
)
async def test_only_a_hopeless_menu_is_given_up(house: House, failure: ExternalServiceError, shown: int) -> None:
    house.telegram.fail("setMyCommands", failure)
    await refresh(house, "tg101")
    await house.show_menus()
    house.pass_time(600)
    await house.show_menus()
    assert len(published(house)) == shown
