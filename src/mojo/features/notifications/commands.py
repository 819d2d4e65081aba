"""Notifications in Chronos: /notifications, /targets, and the buttons below alerts."""

from dataclasses import dataclass
from typing import ClassVar

from pydantic import SecretStr

from mojo.chronos.alerts import Acknowledge, Mute, Snooze
from mojo.chronos.commands import Button, ButtonData, CommandGroup, Reply, Turn
from mojo.chronos.help import lines
from mojo.features.notifications.alerts import AlertService
from mojo.features.notifications.model import NewTarget, TargetView
from mojo.features.notifications.service import NotificationService
from mojo.features.notifications.targets import TargetService
from mojo.shared.model.text import text

commands = CommandGroup("notifications", area="you")

NAME_LIMIT = 60


@dataclass(frozen=True)
class TestTarget(ButtonData):
    """Say something at a target."""

    prefix: ClassVar[str] = "tt"
    target: str


@dataclass(frozen=True)
class RemoveTarget(ButtonData):
    """Forget a target."""

    prefix: ClassVar[str] = "tr"
    target: str


@dataclass(frozen=True)
class Unmute(ButtonData):
    """Be told about a kind again."""

    prefix: ClassVar[str] = "nu"
    kind: str


@commands.command("notifications", scope="notify:read")
async def notifications(turn: Turn) -> Reply:
    """Say what waits and what is mute."""
    return await _overview(turn)


@commands.button(Unmute, scope="notify:read")
async def unmute(turn: Turn) -> Reply:
    """End a mute."""
    await (await turn.get(AlertService)).unmute(turn.principal, turn.button.kind)
    return await _overview(turn, edit=True)


@commands.command("targets", scope="notify:write", takes="target")
async def targets(turn: Turn) -> Reply:
    """Show the targets, or add one: its URL, then what to call it."""
    if not turn.args:
        return await _target_list(turn)
    url, _, name = turn.args.partition(" ")
    called = name.strip()[:NAME_LIMIT] or url.partition(":")[0][:NAME_LIMIT]
    new = NewTarget(name=called, url=SecretStr(url), fallback=True)
    added = await (await turn.get(TargetService)).add(turn.principal, new)
    return Reply(text("notifications-target-added", name=added.name), (_buttons_of(added),))


@commands.button(TestTarget, scope="notify:write")
async def test_target(turn: Turn) -> Reply:
    """Try a target."""
    await (await turn.get(TargetService)).test(turn.principal, turn.button.target)
    return Reply(text("notifications-target-tested"))


@commands.button(RemoveTarget, scope="notify:write")
async def remove_target(turn: Turn) -> Reply:
    """Forget a target."""
    await (await turn.get(TargetService)).remove(turn.principal, turn.button.target)
    return await _target_list(turn, edit=True)


@commands.button(Acknowledge, scope="notify:read")
async def acknowledge(turn: Turn) -> Reply | None:
    """Take care of an alert; its messages change by themselves."""
    first = await (await turn.get(AlertService)).acknowledge(turn.principal, turn.button.notification)
    return None if first else Reply(text("notifications-acknowledged-before"))


@commands.button(Snooze, scope="notify:read")
async def snooze(turn: Turn) -> None:
    """Be told again later; the messages change by themselves."""
    await (await turn.get(AlertService)).snooze(turn.principal, turn.button.notification, turn.button.minutes)


@commands.button(Mute, scope="notify:read")
async def mute(turn: Turn) -> Reply:
    """Be told nothing of the kind for a while."""
    kind, until = await (await turn.get(AlertService)).mute(turn.principal, turn.button.notification, turn.button.hours)
    undo = Button(text("notifications-unmute", kind=kind), Unmute(kind))
    return Reply(text("notifications-muted", kind=kind, until=until), ((undo,),))


async def _overview(turn: Turn, edit: bool = False) -> Reply:
    mine = await (await turn.get(NotificationService)).mine(turn.principal)
    said = text("notifications-waiting", waiting=len(mine.waiting), held=len(mine.held))
    mutes = [text("notifications-mute-line", kind=kind, until=until) for kind, until in sorted(mine.muted.items())]
    rows = tuple((Button(text("notifications-unmute", kind=kind), Unmute(kind)),) for kind in sorted(mine.muted))
    return Reply(text("notifications-overview", waiting=said, mutes=lines(mutes)) if mutes else said, rows, edit=edit)


async def _target_list(turn: Turn, edit: bool = False) -> Reply:
    mine = [target for target in await (await turn.get(TargetService)).all(turn.principal) if target.owner == turn.user.id]
    if not mine:
        return Reply(text("notifications-targets-none"), edit=edit)
    shown = lines(text("notifications-target-line", name=target.name, shown=target.shown) for target in mine)
    return Reply(text("notifications-targets", lines=shown), tuple(_buttons_of(target) for target in mine), edit=edit)


def _buttons_of(target: TargetView) -> tuple[Button, ...]:
    return (
        Button(text("notifications-target-test", name=target.name), TestTarget(target.id)),
        Button(text("notifications-target-remove", name=target.name), RemoveTarget(target.id)),
    )
