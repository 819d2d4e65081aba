"""The registry finds everything, and two features that claim one name are both named at start."""

from dataclasses import dataclass
from typing import ClassVar

import pytest

from mojo.chronos.commands import ButtonData, Clash, CommandGroup, Reply, Turn
from mojo.chronos.registry import build_registry, find_groups
from mojo.shared.errors import ConfigurationError
from tests.chronos.support import words


@dataclass(frozen=True)
class Sun(ButtonData):
    prefix: ClassVar[str] = "sun"


@dataclass(frozen=True)
class OtherSun(ButtonData):
    prefix: ClassVar[str] = "sun"


async def sunrise(turn: Turn) -> Reply:
    return Reply(words("sunrise"))


async def sunset(turn: Turn) -> Reply:
    return Reply(words("sunset"))


def group(feature: str) -> CommandGroup:
    return CommandGroup(feature)


def test_what_mojo_ships_is_found_and_has_no_clash() -> None:
    registry = build_registry(find_groups())
    assert {"help", "cancel", "status", "start", "language", "weather"} <= set(registry.commands)
    assert [command.name for command in registry.in_name_order()] == sorted(registry.commands)


def test_two_commands_of_one_name_are_a_clash_that_names_both_places() -> None:
    first, second = group("dawn"), group("dusk")
    first.command("sun", scope=None)(sunrise)
    second.command("sun", scope=None)(sunset)
    with pytest.raises(Clash, match=r"/sun is claimed by .*\.sunrise and by .*\.sunset"):
        build_registry([first, second])


def test_two_buttons_of_one_prefix_are_a_clash() -> None:
    first, second = group("dawn"), group("dusk")
    first.button(Sun, scope=None)(sunrise)
    second.button(OtherSun, scope=None)(sunset)
    with pytest.raises(Clash, match=r"button 'sun' is claimed by .*sunrise and by .*sunset"):
        build_registry([first, second])


def test_two_conversations_of_one_name_are_a_clash() -> None:
    first, second = group("dawn"), group("dusk")
    first.conversation("sun.when", scope=None)(sunrise)
    second.conversation("sun.when", scope=None)(sunset)
    with pytest.raises(Clash, match=r"conversation 'sun\.when' is claimed by .*sunrise and by .*sunset"):
        build_registry([first, second])


@pytest.mark.parametrize("name", ["Sun", "sun-rise", "sun rise", "", "s" * 33, "sonnenaufgäng"])
def test_a_name_that_telegram_would_refuse_is_refused_at_start(name: str) -> None:
    odd = group("dawn")
    odd.command(name, scope=None)(sunrise)
    with pytest.raises(ConfigurationError, match="Telegram takes a-z"):
        build_registry([odd])


def test_a_location_goes_to_whoever_asked_for_one_else_to_all() -> None:
    weather, places = group("weather"), group("places")
    weather.location(scope=None)(sunrise)
    weather.conversation("weather.place", scope=None)(sunrise)
    places.location(scope=None)(sunset)
    places.conversation("places.name", scope=None)(sunset)
    registry = build_registry([places, weather])
    assert [entry.feature for entry in registry.locations_for("weather.place")] == ["weather"]
    assert [entry.feature for entry in registry.locations_for(None)] == ["places", "weather"]
    assert [entry.feature for entry in registry.locations_for("gone")] == ["places", "weather"]


def test_a_door_whose_scope_nobody_declares_is_refused_at_start_and_named() -> None:
    odd = group("dawn")
    odd.command("sun", scope="sun:see")(sunrise)
    odd.button(Sun, scope="sun:press")(sunset)
    odd.conversation("sun.when", scope="sun:talk")(sunrise)
    odd.location(scope="sun:find")(sunset)
    with pytest.raises(ConfigurationError) as refused:
        build_registry([odd], {"sun:press"})
    assert all(part in str(refused.value) for part in ("/sun", ".sunrise", "sun:see", "sun:talk", "location in", "sun:find"))
    assert "sun:press" not in str(refused.value)
    build_registry([odd], {"sun:see", "sun:press", "sun:talk", "sun:find"})


@pytest.mark.parametrize("door", ["command", "button", "conversation"])
def test_a_door_that_does_not_say_its_scope_fails_as_soon_as_it_is_read(door: str) -> None:
    with pytest.raises(TypeError, match="scope"):
        getattr(group("dawn"), door)("sun")
    with pytest.raises(TypeError, match="scope"):
        group("dawn").location()  # type: ignore[call-arg]
