"""Every command, button and conversation of every feature, found once at start."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec

from mojo.chronos.commands import ButtonData, Clash, Command, CommandGroup, Handler
from mojo.shared.auth.scopes import declared_scopes
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
    live_locations: tuple[Listener, ...] = ()
    files: Mapping[str, Listener] = field(default_factory=dict)

    def in_name_order(self) -> tuple[Command, ...]:
        """Return every command."""
        return tuple(self.commands[name] for name in sorted(self.commands))

    def file_listener(self, name: str) -> Listener | None:
        """Return who takes a file of this name."""
        return next((listener for ending, listener in self.files.items() if name.lower().endswith(ending)), None)

    def locations_for(self, awaiting: str | None) -> tuple[Listener, ...]:
        """Return who receives a shared location: the feature whose conversation waits for one, else all."""
        talk = self.conversations.get(awaiting or "")
        asked = tuple(listener for listener in self.locations if talk and listener.feature == talk.feature)
        return asked or self.locations


def find_groups() -> list[CommandGroup]:
    """Find the doors of Chronos itself and of every feature."""
    own = [import_module("mojo.chronos.builtin")] if find_spec("mojo.chronos.builtin") else []
    return [module.commands for module in [*own, *feature_modules("commands")]]


def build_registry(groups: Iterable[CommandGroup], declared: Container[str] | None = None) -> Registry:
    """Put the groups together, with the scopes that features declare, or `declared`.

    Raises ConfigurationError naming the place: for a scope that nobody declares, for a name that Telegram would refuse, and
    (Clash) for one that two features claim.
    """
    groups = list(groups)
    doors = [door for group in groups for door in _doors(group)]
    _refuse_clashes(doors)
    _refuse_undeclared(doors, declared_scopes() if declared is None else declared)
    return Registry(
        commands={command.name: command for group in groups for command in group.commands},
        buttons={
            kind.prefix: (kind, Listener(handler, scope, group.feature))
            for group in groups
            for kind, (handler, scope) in group.buttons.items()
        },
        conversations={
            name: Listener(handler, scope, group.feature)
            for group in groups
            for name, (handler, scope) in group.conversations.items()
        },
        locations=tuple(
            Listener(handler, scope, group.feature) for group in groups for handler, scope in group.location_handlers
        ),
        live_locations=tuple(
            Listener(handler, scope, group.feature) for group in groups for handler, scope in group.live_handlers
        ),
        files={
            ending: Listener(handler, scope, group.feature)
            for group in groups
            for ending, (handler, scope) in group.files.items()
        },
    )


@dataclass(frozen=True, slots=True)
class _Door:
    """One way to reach a handler."""

    name: str
    where: str
    scope: str | None


def _doors(group: CommandGroup) -> Iterator[_Door]:
    """Yield every door of `group`. Raises ConfigurationError for a name that Telegram would refuse."""
    for command in group.commands:
        if not _NAME.fullmatch(command.name):
            raise ConfigurationError(f"/{command.name} in {command.where}: Telegram takes a-z, 0-9 and _, at most 32 of them.")
        yield _Door(f"/{command.name}", command.where, command.scope)
    for kind, (handler, scope) in group.buttons.items():
        yield _Door(f"button {kind.prefix!r}", _where(handler), scope)
    for name, (handler, scope) in group.conversations.items():
        yield _Door(f"conversation {name!r}", _where(handler), scope)
    for ending, (handler, scope) in group.files.items():
        yield _Door(f"file *{ending}", _where(handler), scope)
    for handler, scope in [*group.location_handlers, *group.live_handlers]:
        yield _Door(f"location in {_where(handler)}", _where(handler), scope)


def _refuse_clashes(doors: Iterable[_Door]) -> None:
    taken: dict[str, str] = {}
    for door in doors:
        if door.name in taken:
            raise Clash(f"{door.name} is claimed by {taken[door.name]} and by {door.where}; rename one of them.")
        taken[door.name] = door.where


def _refuse_undeclared(doors: Iterable[_Door], declared: Container[str]) -> None:
    wrong = [f"{door.name} ({door.where}) needs {door.scope}" for door in doors if door.scope and door.scope not in declared]
    if wrong:
        raise ConfigurationError(
            f"{'; '.join(wrong)}: no feature declares such a scope. Cure: add it to the feature's scopes.py."
        )


def _where(handler: Handler) -> str:
    return f"{handler.__module__}.{getattr(handler, '__qualname__', handler)}"
