"""What a person may do, told by area; and what they may have meant."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import reduce
from itertools import groupby

from mojo.chronos.commands import Command
from mojo.shared.model.people import User
from mojo.shared.model.text import Text, text

SHARED_AREAS = ("you", "people", "mojo")
"""Headings in /help that several features stand under. They come last: first what Mojo does for people, then how it is run."""


def offered(available: Iterable[Command], user: User) -> list[Command]:
    """Return what `user` may do."""
    return [command for command in available if not command.hidden and user.may(command.scope)]


def help_text(available: Iterable[Command], user: User) -> Text:
    """Say what `user` may do, under one heading an area."""
    return text("chronos-help", commands=_by_area(offered(available, user)))


def found_text(available: Iterable[Command], user: User, word: str, said: Callable[[Text], str]) -> Text | None:
    """Say which commands have `word` in their name or in their line as `said` to the person; None if there is none."""
    wanted = word.lstrip("/").casefold()
    found = [command for command in offered(available, user) if wanted in f"{command.name} {said(_line(command))}".casefold()]
    return _by_area(found) if found else None


def nearest(name: str, available: Iterable[Command], user: User) -> str | None:
    """Return the command whose name `user` most likely meant."""
    return next(iter(get_close_matches(name.casefold(), [command.name for command in offered(available, user)], n=1)), None)


def lines(texts: Iterable[Text]) -> Text:
    """Set texts below each other; there is at least one."""
    return reduce(lambda head, tail: text("chronos-lines", head=head, tail=tail), texts)


def _by_area(commands: list[Command]) -> Text:
    areas = groupby(sorted(commands, key=_place), key=lambda command: command.area)
    told = (text("chronos-help-area", area=text(f"area-{area}"), commands=lines(map(_line, group))) for area, group in areas)
    return reduce(lambda head, tail: text("chronos-paragraphs", head=head, tail=tail), told)


def _place(command: Command) -> tuple[int, str, str]:
    shared = SHARED_AREAS.index(command.area) + 1 if command.area in SHARED_AREAS else 0
    return shared, command.area, command.name


def _line(command: Command) -> Text:
    if command.takes is None:
        return text("chronos-help-line", name=command.name, help=text(command.help_id))
    return text("chronos-help-line-takes", name=command.name, takes=text(f"takes-{command.takes}"), help=text(command.help_id))
