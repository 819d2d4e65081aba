"""The audit log in Chronos: /audit, and a button to go further back."""

from dataclasses import dataclass
from typing import ClassVar

from mojo.chronos.commands import Button, ButtonData, CommandGroup, Reply, Turn
from mojo.features.audit.service import AuditService
from mojo.features.audit.texts import page_text
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.audit import AuditFilter
from mojo.shared.model.text import text

SCOPE = "audit:read"
ENTRIES = 10
NAMESAKES = 8

commands = CommandGroup("audit", area="people")


@dataclass(frozen=True)
class Entries(ButtonData):
    """What one person (or everybody, if empty) had to do with, before a cursor (or from the newest on)."""

    prefix: ClassVar[str] = "audit"
    person: str
    before: str


@commands.command("audit", scope=SCOPE, takes="person")
async def audit(turn: Turn) -> Reply:
    """Say what happened last, to everybody or to the named person."""
    if not turn.args:
        return await _page(turn, Entries("", ""))
    people = await (await turn.get(AuditService)).named(turn.args)
    if len(people) == 1:
        return await _page(turn, Entries(people[0].id, ""))
    if not people:
        return Reply(text("audit-nobody", name=turn.args))
    buttons = (Button(text("audit-choice", name=user.name), Entries(user.id, "")) for user in people[:NAMESAKES])
    return Reply(text("audit-which"), tuple((button,) for button in buttons))


@commands.button(Entries, scope=SCOPE)
async def older(turn: Turn) -> Reply:
    return await _page(turn, turn.button)


async def _page(turn: Turn, asked: Entries) -> Reply:
    service = await turn.get(AuditService)
    page = await service.page(AuditFilter(person=asked.person or None), ENTRIES, asked.before or None)
    further = ((Button(text("audit-older"), Entries(asked.person, page.next)),),) if page.next else ()
    if not page.entries:
        return Reply(text("audit-empty"), further)
    return Reply(page_text(page.entries, await service.names(), await turn.get(Translator)), further)
