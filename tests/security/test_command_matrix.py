"""Every command, button and conversation against every scope, from the running registry: new ones join by themselves."""

import logging
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest

from mojo.chronos.commands import ButtonData
from mojo.chronos.registry import Registry, build_registry, find_groups
from mojo.shared.auth.scopes import declared_scopes
from mojo.shared.model.people import EVERY_SCOPE, PersonState, User
from tests.chronos.support import House, known, make_house, message, press
from tests.security.support import all_but

OTHERS = 10_000
Doors = dict[str, tuple[str | None, Any]]
FORGED = ["x", "", "..", "0", "-1", "9" * 18, "\u202e", "*", "olga", "a:b:c", "%s{0}", "\x00"]


@pytest.fixture(scope="module")
def registry() -> Registry:
    return build_registry(find_groups())


def doors_of(registry: Registry) -> Doors:
    """Return every door by its name, with its scope and how somebody comes through it."""
    commands = {f"/{name}": (command.scope, ("text", f"/{name}")) for name, command in registry.commands.items()}
    buttons = {
        f"button {prefix}": (listener.scope, ("press", packed(kind, "x")))
        for prefix, (kind, listener) in registry.buttons.items()
    }
    talks = {f"talk {name}": (listener.scope, ("talk", name)) for name, listener in registry.conversations.items()}
    return {**commands, **buttons, **talks}


def packed(kind: type[ButtonData], value: str, number: int = 0) -> str:
    """Return callback data of this kind as somebody would forge it."""
    values = [str(number) if item.type is int else value for item in fields(kind)]  # type: ignore[arg-type]
    return ":".join([kind.prefix, *values])


async def come(house: House, chat: int, how: Any, number: int) -> list[str]:
    """Come through a door; return what is said then."""
    before = len(house.heard(chat))
    way, what = how
    if way == "talk":
        await house.documents.write(f"session:{chat}", {"awaiting": what}, 600)
    update = press(number, what, chat) if way == "press" else message(number, what if way == "text" else "x", chat)
    await house.receive(update)
    return house.heard(chat)[before:]


def people(registry: Registry, **more: Any) -> Iterator[User]:
    """Yield for each scope who holds it alone, and who holds every other one."""
    for number, scope in enumerate(declared_scopes(), 1):
        yield known(number, scopes=frozenset({scope}), **more)
        yield known(OTHERS + number, scopes=all_but(scope), **more)


def went_outside(record: logging.LogRecord) -> bool:
    """Tell whether a door wanted to ask the world, which tests do not have."""
    return bool(record.exc_info and "A test tried to use" in str(record.exc_info[1]))


async def answers(registry: Registry, offset: int, **more: Any) -> tuple[House, dict[str, list[str]]]:
    """Let the one for its scope come through every door, and return what each was told."""
    house = await make_house(*find_groups(), users=people(registry, **more), CHRONOS_COMMANDS_PER_MINUTE="10000")
    chats = {scope: number + offset for number, scope in enumerate(declared_scopes(), 1)}
    doors = doors_of(registry)
    assert len(doors) > 35
    said = {}
    for number, (name, (scope, how)) in enumerate(doors.items(), 1):
        if scope is not None:
            said[name] = await come(house, chats[scope], how, number)
    await house.context.close()
    return house, said


async def test_exactly_this_scope_passes(registry: Registry, caplog: pytest.LogCaptureFixture) -> None:
    house, said = await answers(registry, 0)
    assert [name for name, heard in said.items() if house.said("chronos-forbidden") in heard] == []
    assert [record.exc_info for record in caplog.records if record.exc_info and not went_outside(record)] == []


async def test_every_other_scope_together_is_refused(registry: Registry) -> None:
    house, said = await answers(registry, OTHERS)
    assert [name for name, heard in said.items() if heard != [house.said("chronos-forbidden")]] == []


@pytest.mark.parametrize("live_s", [None, 900], ids=["once", "live"])
async def test_a_location_reaches_only_those_for_whom_one_has_the_scope(registry: Registry, live_s: int | None) -> None:
    listeners = registry.live_locations if live_s else registry.locations
    scopes = sorted({listener.scope for listener in listeners if listener.scope})
    assert scopes
    users = [known(number, scopes=frozenset({scope})) for number, scope in enumerate(scopes, 1)]
    outsider = known(OTHERS, scopes=frozenset(declared_scopes()) - set(scopes))
    house = await make_house(*find_groups(), users=[*users, outsider])
    where = {"latitude": 38.72, "longitude": -9.14, **({"live_period": live_s} if live_s else {})}
    for number, user in enumerate([*users, outsider], 1):
        await house.receive(message(number, chat=user.chat_id, location=where))
    assert [user for user in users if house.said("chronos-forbidden") in house.heard(user.chat_id)] == []
    assert all(house.heard(user.chat_id) for user in users)
    nothing = [[house.said("chronos-forbidden")], [house.said("chronos-nothing-to-do")]]
    assert house.heard(OTHERS) in ([[]] if live_s else nothing)
    await house.context.close()


async def test_a_file_is_taken_only_from_whoever_has_its_scope_and_not_even_fetched_from_others(registry: Registry) -> None:
    assert registry.files
    for number, (ending, listener) in enumerate(registry.files.items(), 1):
        outsider = known(OTHERS, scopes=frozenset(declared_scopes()) - {listener.scope or ""})
        house = await make_house(*find_groups(), users=[known(scopes={listener.scope or ""}), outsider])
        house.telegram.files["f"] = b"odd \xff\x00 content"
        document = {"file_id": "f", "file_name": f"It{ending.upper()}", "file_size": 3}
        await house.receive(message(number, document=document), message(number + 100, chat=OTHERS, document=document))
        assert house.heard(OTHERS) == [house.said("chronos-forbidden")]
        assert len(house.heard()) == 1
        assert house.said("chronos-forbidden") not in house.heard()
        await house.context.close()


async def test_somebody_suspended_is_told_once_and_gets_nothing(registry: Registry) -> None:
    house = await make_house(*find_groups(), users=[known(scopes={EVERY_SCOPE}, state=PersonState.SUSPENDED)])
    for number, (_, how) in enumerate(doors_of(registry).values(), 1):
        await come(house, 101, how, number)
    assert house.heard() == [house.said("chronos-suspended")]


async def test_a_stranger_is_refused_once_and_gets_nothing(registry: Registry) -> None:
    house = await make_house(*find_groups(), users=[known(202, scopes={EVERY_SCOPE}, role="owner")])
    for number, (_, how) in enumerate(doors_of(registry).values(), 1):
        await come(house, 101, how, number)
    assert house.heard() == [house.said("chronos-refused")]
    assert len(await house.people.list_users()) == 1


async def test_a_right_that_is_taken_away_is_gone_at_the_next_press(registry: Registry) -> None:
    house = await make_house(*find_groups(), users=[known(202, scopes={EVERY_SCOPE}, role="owner"), known(role="admin")])
    open_buttons = [how for scope, how in doors_of(registry).values() if scope and how[0] == "press"]
    await house.people.change_user("tg101", lambda now: now.model_copy(update={"scopes": frozenset()}))
    for number, how in enumerate(open_buttons, 1):
        assert await come(house, 101, how, number) == [house.said("chronos-forbidden")]


@pytest.mark.parametrize("forged", FORGED)
async def test_callback_data_forged_by_hand_crashes_nothing_and_changes_nobody(
    registry: Registry, forged: str, caplog: pytest.LogCaptureFixture
) -> None:
    """By an administrator: whoever may press nothing is refused before."""
    olga = known(202, id="olga", name="Olga", role="owner", scopes={EVERY_SCOPE})
    house = await make_house(*find_groups(), users=[olga, known(role="admin")], CHRONOS_COMMANDS_PER_MINUTE="10000")
    with caplog.at_level(logging.ERROR):
        for number, (kind, _) in enumerate(registry.buttons.values(), 1):
            for turn, place in enumerate((0, -1, 10**9)):
                await come(house, 101, ("press", packed(kind, forged, place)), number * 10 + turn)
            await come(house, 101, ("press", f"{kind.prefix}:{forged}"), number * 10 + 9)
    assert [record.exc_info for record in caplog.records if not went_outside(record)] == []
    await house.context.close()
    stored = await house.people.get_user("olga")
    assert (stored.role, stored.state, stored.may("anything:else")) == ("owner", PersonState.ACTIVE, True)
