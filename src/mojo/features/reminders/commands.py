"""Reminders in Chronos: /remind, /reminders, and their buttons."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeAlias

from mojo.chronos.commands import Button, CommandGroup, Reply, Turn
from mojo.features.reminders.consents import Consent, Consents
from mojo.features.reminders.importing import FILE_LIMIT_BYTES, Importer
from mojo.features.reminders.model import Nag, NewReminder, ReminderChange, ReminderView
from mojo.features.reminders.placed import PlacedReminders
from mojo.features.reminders.service import NoTask, NotUnderstood, ReminderService
from mojo.features.reminders.texts import (
    ConsentButton,
    PlacedButton,
    ReminderButton,
    Rows,
    imported_text,
    listed_buttons,
    made_buttons,
    made_text,
    place_text,
    placed_buttons,
    when_text,
)
from mojo.shared.errors import NotFound
from mojo.shared.model.text import text
from mojo.shared.place_ports import Errand
from mojo.shared.ports import People

SAYING = "reminders.say"
CHANGING = "reminders.change"
KEPT = "reminders_kept"
"""In the session: the task whose time has been asked for, or the time whose task has."""
CHANGING_PLACED = "reminders.change_placed"
CHANGED = "reminders_changed"
"""In the session: the reminder that is being changed."""
LISTED = 20
LABEL_CHARS = 40

commands = CommandGroup("reminders")


@commands.command("remind", scope="reminders:write", takes="reminder")
async def remind(turn: Turn) -> Reply:
    """Make a reminder from what was said."""
    turn.session.pop(KEPT, None)
    if not turn.args:
        turn.session["awaiting"] = SAYING
        return Reply(text("reminders-ask"))
    return await _say(turn, turn.args)


@commands.conversation(SAYING, scope="reminders:write")
async def said_more(turn: Turn) -> Reply:
    """Take the part that was missing."""
    kept = turn.session.pop(KEPT, "")
    return await _say(turn, f"{turn.args} {kept}".strip())


@commands.conversation(CHANGING, scope="reminders:write")
async def said_otherwise(turn: Turn) -> Reply:
    """Take the new time, the new task or both."""
    service, id = await turn.get(ReminderService), turn.session.pop(CHANGED, "")
    change = ReminderChange(text=turn.args, language=turn.language)
    return await _made(turn, await service.change(turn.principal, id, change))


@commands.command("reminders", scope="reminders:read")
async def reminders(turn: Turn) -> Reply:
    """List what is to come, each with a button."""
    views = await (await turn.get(ReminderService)).all(turn.principal)
    consents = await (await turn.get(Consents)).of(turn.user.id)
    revocable = [(user, consent) for user, consent in consents if consent is Consent.GIVEN]
    placed = await (await turn.get(PlacedReminders)).all(turn.user.id)
    rows: Rows = tuple([(_listed(view),) for view in views[:LISTED]] + [(_listed_at(errand),) for errand in placed[:LISTED]])
    stops = tuple(
        [(Button(text("reminders-button-revoke", person=user.name), ConsentButton(0, user.id)),) for user, _ in revocable]
    )
    if not rows:
        return Reply(text("reminders-none"), stops)
    return Reply(text("reminders-list", count=len(views) + len(placed)), rows + stops)


@commands.file(".ics", scope="reminders:write")
async def calendar_sent(turn: Turn) -> Reply:
    """Make reminders of a calendar file, and say what was left out and why."""
    assert turn.file is not None  # noqa: S101  # a file handler is called with one
    content = await turn.file.read(FILE_LIMIT_BYTES)
    return Reply(imported_text(await (await turn.get(Importer)).read(turn.principal, content)))


@commands.button(ConsentButton, scope=None)
async def consent(turn: Turn) -> Reply:
    """Let somebody remind this person, or not."""
    allowed = bool(turn.button.allowed)
    sender = await (await turn.get(Consents)).answer(turn.principal, turn.button.person, allowed=allowed)
    said = text("reminders-consent-given", person=sender.name) if allowed else text("reminders-consent-not", person=sender.name)
    return Reply(said, edit=True)


@commands.button(ReminderButton, scope="reminders:write")
async def act(turn: Turn) -> Reply:
    """Do what the button says; one whose reminder is gone says so."""
    doing = _ACTS.get(turn.button.act)
    try:
        return await doing(turn, await turn.get(ReminderService), turn.button.id) if doing else Reply(text("reminders-gone"))
    except NotFound:
        return Reply(text("reminders-gone"), edit=True)


@commands.conversation(CHANGING_PLACED, scope="reminders:write")
async def said_another_place(turn: Turn) -> Reply:
    """Take the new place, the new task or both."""
    id = str(turn.session.pop(CHANGED, ""))
    try:
        return _put_off(await (await turn.get(PlacedReminders)).change(turn.user.id, id, turn.args))
    except NotFound:
        return Reply(text("reminders-gone"))


@commands.button(PlacedButton, scope="reminders:write")
async def act_on_placed(turn: Turn) -> Reply:
    """Show, change or forget one that waits for a place; one that is gone says so."""
    placed, id = await turn.get(PlacedReminders), turn.button.id
    errand = await placed.get(turn.user.id, id)
    if errand is None:
        return Reply(text("reminders-gone"), edit=True)
    match turn.button.act:
        case "drop":
            return Reply(text("reminders-dropped", task=(await placed.drop(turn.user.id, id)).task), edit=True)
        case "edit":
            turn.session |= {"awaiting": CHANGING_PLACED, CHANGED: id}
            return Reply(text("reminders-change-place-ask", task=errand.task))
        case _:
            return Reply(text("reminders-one", task=errand.task, when=place_text(errand)), placed_buttons(errand))


async def _say(turn: Turn, words: str) -> Reply:
    service = await turn.get(ReminderService)
    if (errand := await (await turn.get(PlacedReminders)).say(turn.user.id, words)) is not None:
        return _put_off(errand)
    person, rest = await service.addressee(turn.principal, words)
    wanted = NewReminder(text=rest, language=turn.language, person=person.id if person else None)
    try:
        view = await service.create(turn.principal, wanted)
    except NotUnderstood:
        turn.session |= {"awaiting": SAYING, KEPT: words if person is None else ""}
        return Reply(text("reminders-ask-time"))
    except NoTask:
        turn.session |= {"awaiting": SAYING, KEPT: words if person is None else ""}
        return Reply(text("reminders-ask-task"))
    return await _made(turn, view)


def _put_off(errand: Errand) -> Reply:
    return Reply(text("reminders-made", task=errand.task, when=place_text(errand)), placed_buttons(errand))


async def _made(turn: Turn, view: ReminderView, *, edit: bool = False) -> Reply:
    other = view.reminder.user_id if view.reminder.user_id != turn.user.id else None
    person = await (await turn.get(People)).get_user(other) if other else None  # type: ignore[type-abstract]  # a port is the key
    return Reply(made_text(view, person.name if person else None), made_buttons(view.reminder), edit=edit)


def _listed(view: ReminderView) -> Button:
    return Button(text("reminders-button-open", task=_short(view.reminder.task)), ReminderButton("open", view.reminder.id))


def _listed_at(errand: Errand) -> Button:
    return Button(text("reminders-button-open", task=_short(errand.task)), PlacedButton("open", errand.id))


def _short(task: str) -> str:
    return task if len(task) <= LABEL_CHARS else task[:LABEL_CHARS] + "…"


async def _open(turn: Turn, service: ReminderService, id: str) -> Reply:
    view = await service.get(turn.principal, id)
    said = text("reminders-one", task=view.reminder.task, when=when_text(view))
    return Reply(said, listed_buttons(view.reminder))


async def _done(turn: Turn, service: ReminderService, id: str) -> Reply:
    reminder = await service.done(turn.principal, id)
    return Reply(text("reminders-done", task=reminder.task), edit=True)


async def _drop(turn: Turn, service: ReminderService, id: str) -> Reply:
    reminder = await service.delete(turn.principal, id)
    return Reply(text("reminders-dropped", task=reminder.task), edit=True)


async def _edit(turn: Turn, service: ReminderService, id: str) -> Reply:
    view = await service.get(turn.principal, id)
    turn.session |= {"awaiting": CHANGING, CHANGED: id}
    return Reply(text("reminders-change-ask", task=view.reminder.task))


async def _nag(turn: Turn, service: ReminderService, id: str) -> Reply:
    nag = Nag() if turn.button.act == "nag" else None
    return await _made(turn, await service.nag(turn.principal, id, nag), edit=True)


def _snooze(span: timedelta | None) -> "Act":
    async def snooze(turn: Turn, service: ReminderService, id: str) -> Reply:
        view = await service.get(turn.principal, id)
        at = await service.snooze(turn.principal, id, span)
        return Reply(text("reminders-snoozed", task=view.reminder.task, at=at), edit=True)

    return snooze


Act: TypeAlias = Callable[[Turn, ReminderService, str], Awaitable[Reply]]
_ACTS: dict[str, Act] = {
    "open": _open,
    "done": _done,
    "drop": _drop,
    "edit": _edit,
    "nag": _nag,
    "calm": _nag,
    "10m": _snooze(timedelta(minutes=10)),
    "1h": _snooze(timedelta(hours=1)),
    "1d": _snooze(None),
}
