"""Hooks in Chronos: /hooks and its buttons."""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from mojo.chronos.commands import Button, ButtonData, CommandGroup, Reply, Turn
from mojo.features.hooks.model import Event, EventState, HookChange, HookView
from mojo.features.hooks.service import HookService
from mojo.shared.model.text import Text, text

Rows: TypeAlias = tuple[tuple[Button, ...], ...]

SHOWN_EVENTS = 5
STATES = {EventState.WAITING: "hooks-waiting", EventState.HANDLED: "hooks-handled", EventState.FAILED: "hooks-failed"}

commands = CommandGroup("hooks", area="mojo")


@dataclass(frozen=True)
class HookButton(ButtonData):
    """Something to do with a hook."""

    prefix: ClassVar[str] = "hk"
    act: str
    name: str


@commands.command("hooks", scope="hooks:manage")
async def hooks(turn: Turn) -> Reply:
    """List the hooks, each with a button."""
    found = await (await turn.get(HookService)).all(turn.principal)
    if not found:
        return Reply(text("hooks-none"))
    return Reply(
        text("hooks-list", count=len(found)),
        tuple([(_button(Text("hooks-button", {"hook": one.name}), "open", one.name),) for one in found]),
    )


@commands.button(HookButton, scope="hooks:manage")
async def act(turn: Turn) -> Reply:
    """Do what the button says."""
    service, name = await turn.get(HookService), turn.button.name
    if turn.button.act == "test":
        await service.test(turn.principal, name)
        return Reply(text("hooks-tested", hook=name))
    if turn.button.act in ("pause", "resume"):
        change = HookChange(paused=turn.button.act == "pause")
        await service.change(turn.principal, name, change)
    hook = await service.get(turn.principal, name)
    events = await service.events(turn.principal, name, SHOWN_EVENTS)
    return Reply(_hook_text(hook, events), _hook_buttons(hook), edit=turn.button.act != "open")


def _hook_text(hook: HookView, events: list[Event]) -> Text:
    said = text("hooks-paused", hook=hook.name) if hook.paused else text("hooks-open", hook=hook.name)
    if not events:
        return text("hooks-no-events", hook=said)
    for event in events:
        said = text("hooks-line", before=said, at=event.received_at, state=Text(STATES[event.state]))
    return said


def _hook_buttons(hook: HookView) -> Rows:
    pause = (text("hooks-button-resume"), "resume") if hook.paused else (text("hooks-button-pause"), "pause")
    return ((_button(text("hooks-button-test"), "test", hook.name), _button(*pause, hook.name)),)


def _button(label: Text, act: str, name: str) -> Button:
    return Button(label, HookButton(act, name))
