"""Hooks in Chronos: /hooks lists them, /hooks NAME shows one or makes it."""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from mojo.chronos.commands import Button, ButtonData, CommandGroup, Reply, Turn
from mojo.features.hooks.model import Event, EventState, HookChange, HookView, MadeHook, NewHook, Style, checked_name
from mojo.features.hooks.service import HookService
from mojo.shared.errors import NotFound
from mojo.shared.model.links import PublicUrl
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


@dataclass(frozen=True)
class MakeHook(ButtonData):
    """Make a hook; `signed` is 1 if its sender signs as GitHub does, 0 if it sends the secret itself."""

    prefix: ClassVar[str] = "hkmake"
    signed: int
    name: str


@commands.command("hooks", scope="hooks:manage", takes="hook")
async def hooks(turn: Turn) -> Reply:
    """List the hooks, each with a button; or show the named one, or offer to make it."""
    if turn.args:
        return await _named(turn, checked_name(turn.args))
    found = await (await turn.get(HookService)).all(turn.principal)
    if not found:
        return Reply(text("hooks-none"))
    return Reply(
        text("hooks-list", count=len(found)),
        tuple([(_button(Text("hooks-button", {"hook": one.name}), "open", one.name),) for one in found]),
    )


@commands.button(MakeHook, scope="hooks:manage")
async def make(turn: Turn) -> Reply:
    """Make it; what comes in is told to whoever makes it."""
    style = Style.GITHUB if turn.button.signed else Style.TOKEN
    wanted = NewHook(name=checked_name(turn.button.name), style=style)
    made = await (await turn.get(HookService)).create(turn.principal, wanted)
    return Reply(await _made_text(turn, made), _hook_buttons(made.hook), edit=True)


@commands.button(HookButton, scope="hooks:manage")
async def act(turn: Turn) -> Reply:
    """Do what the button says."""
    service, name = await turn.get(HookService), turn.button.name
    match turn.button.act:
        case "test":
            await service.test(turn.principal, name)
            return Reply(text("hooks-tested", hook=name))
        case "secret":
            made = await service.change(turn.principal, name, HookChange(new_secret=True))
            return Reply(await _made_text(turn, made))
        case "ask":
            return Reply(text("hooks-delete-sure", hook=name), ((_button(text("hooks-button-delete"), "delete", name),),))
        case "delete":
            await service.delete(turn.principal, name)
            return Reply(text("hooks-deleted", hook=name), edit=True)
        case "pause" | "resume" as wish:
            await service.change(turn.principal, name, HookChange(paused=wish == "pause"))
    return await _shown(turn, name, edit=turn.button.act != "open")


async def _named(turn: Turn, name: str) -> Reply:
    try:
        return await _shown(turn, name)
    except NotFound:
        labels = (text("hooks-style-token"), text("hooks-style-github"))
        offers = tuple((Button(label, MakeHook(signed, name)),) for signed, label in enumerate(labels))
        return Reply(text("hooks-make", hook=name), offers)


async def _shown(turn: Turn, name: str, *, edit: bool = False) -> Reply:
    service = await turn.get(HookService)
    hook = await service.get(turn.principal, name)
    events = await service.events(turn.principal, name, SHOWN_EVENTS)
    return Reply(_hook_text(hook, events), _hook_buttons(hook), edit=edit)


async def _made_text(turn: Turn, made: MadeHook) -> Text:
    url = f"{await turn.get(PublicUrl)}/hooks/{made.hook.name}"
    how = text("hooks-how-signed") if made.hook.style is not Style.TOKEN else text("hooks-how-token", url=url)
    return text("hooks-made", hook=made.hook.name, url=url, secret=made.secret or "", how=how)


def _hook_text(hook: HookView, events: list[Event]) -> Text:
    said = text("hooks-paused", hook=hook.name) if hook.paused else text("hooks-open", hook=hook.name)
    if not events:
        return text("hooks-no-events", hook=said)
    for event in events:
        said = text("hooks-line", before=said, at=event.received_at, state=Text(STATES[event.state]))
    return said


def _hook_buttons(hook: HookView) -> Rows:
    pause = (text("hooks-button-resume"), "resume") if hook.paused else (text("hooks-button-pause"), "pause")
    return (
        (_button(text("hooks-button-test"), "test", hook.name), _button(*pause, hook.name)),
        (_button(text("hooks-button-secret"), "secret", hook.name), _button(text("hooks-button-delete"), "ask", hook.name)),
    )


def _button(label: Text, act: str, name: str) -> Button:
    return Button(label, HookButton(act, name))
