"""The watch in Chronos: /watch and its button."""

from dataclasses import dataclass
from typing import ClassVar

from mojo.chronos.commands import Button, ButtonData, CommandGroup, Reply, Turn
from mojo.features.watch.service import SCOPE, WatchService
from mojo.features.watch.texts import view_text
from mojo.shared.model.text import text

commands = CommandGroup("watch", area="mojo")


@dataclass(frozen=True)
class LookAgain(ButtonData):
    """Shows how things stand now."""

    prefix: ClassVar[str] = "wl"


@commands.command("watch", scope=SCOPE)
async def watch(turn: Turn) -> Reply:
    """Say how everything stands that is watched."""
    return await _show(turn, edit=False)


@commands.button(LookAgain, scope=SCOPE)
async def again(turn: Turn) -> Reply:
    """Say it anew."""
    return await _show(turn, edit=True)


async def _show(turn: Turn, *, edit: bool) -> Reply:
    view = await (await turn.get(WatchService)).view(turn.principal)
    return Reply(view_text(view), ((Button(text("watch-button-refresh"), LookAgain()),),), edit=edit)
