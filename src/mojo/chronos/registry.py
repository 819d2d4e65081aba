"""Every command, button and conversation of every feature, found once at start."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec

from mojo.chronos.commands import ButtonData, Clash, Command, CommandGroup, Handler
from mojo.shared.errors import ConfigurationError
from mojo.shared.util.discovery import feature_modules

_NAME = re.compile(r"[a-z0-9_]{1,32}")
"""https://core.telegram.org/bots/api#botcommand"""


@dataclass(frozen=True, slots=True)
class Listener:
    """Who handles something, and the scope a person needs for it; None is everybody whom Mojo knows."""

    handler: Handler
    scope: str | None
    feature: str


@dataclass(frozen=True)
class Registry:
    """What people can do. One look-up in a dict finds the handler."""

    commands: Mapping[str, Command] = field(default_factory=dict)
    buttons: Mapping[str, tuple[type[ButtonData], Listener]] = field(default_factory=dict)
    conversations: Mapping[str, Listener] = field(default_factory=dict)
    locations: tuple[Listener, ...] = ()

    def in_name_order(self) -> tuple[Command, ...]:
        """Return every command."""
        return tuple(self.commands[name] for name in sorted(self.commands))

    def locations_for(self, awaiting: str | None) -> tuple[Listener, ...]:
        """Return who receives a shared location: the feature whose conversation waits for one, else all."""
        talk = self.conversations.get(awaiting or "")
        asked = tuple(listener for listener in self.locations if talk and listener.feature == talk.feature)
        return asked or self.locations


def find_groups() -> list[CommandGroup]:
    """Find the doors of Chronos itself and of every feature."""
    own = [import_module("mojo.chronos.builtin")] if find_spec("mojo.chronos.builtin") else []
    return [module.commands for module in [*own, *feature_modules("commands")]]


def build_registry(groups: Iterable[CommandGroup]) -> Registry:
    """Put the groups together. Raises ConfigurationError (Clash if two claim one name), naming the places."""
    groups = list(groups)
    _refuse_clashes(groups)
    return Registry(
        commands={command.name: command for group in groups for command in group.commands},
        buttons={
            kind.prefix: (kind, Listener(handler, scope, group.feature))
            for group in groups
            for kind, (handler, scope) in group.buttons.items()
        },
        conversations={
            name: Listener(handler, None, group.feature) for group in groups for name, handler in group.conversations.items()
        },
        locations=tuple(
            Listener(handler, scope, group.feature) for group in groups for handler, scope in group.location_handlers
        ),
    )


def _refuse_clashes(groups: Iterable[CommandGroup]) -> None:
    taken: dict[str, str] = {}
    for group in groups:
        for name, where in _claims(group):
            if name in taken:
                raise Clash(f"{name} is claimed by {taken[name]} and by {where}; rename one of them.")
            taken[name] = where


def _claims(group: CommandGroup) -> Iterator[tuple[str, str]]:
    """Yield each name that `group` claims, and where. Raises ConfigurationError for one that Telegram would refuse."""
    for command in group.commands:
        if not _NAME.fullmatch(command.name):
            raise ConfigurationError(f"/{command.name} in {command.where}: Telegram takes a-z, 0-9 and _, at most 32 of them.")
        yield f"/{command.name}", command.where
    for kind, (handler, _) in group.buttons.items():
        yield f"button {kind.prefix!r}", _where(handler)
    for name, handler in group.conversations.items():
        yield f"conversation {name!r}", _where(handler)


def _where(handler: Handler) -> str:
    return f"{handler.__module__}.{getattr(handler, '__qualname__', handler)}"
