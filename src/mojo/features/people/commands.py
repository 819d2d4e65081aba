"""Chronos's door to other people: /people, /person, /roles, /invite, /invitations, and their buttons."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from mojo.chronos.commands import Button, ButtonData, CommandGroup, Reply, Turn
from mojo.features.people.guard import MANAGE, check_role_name
from mojo.features.people.invitations import InvitationService
from mojo.features.people.model import InvitationWish, MadeInvitation, PersonChange, PersonView, RoleView
from mojo.features.people.roles import RoleService
from mojo.features.people.service import PeopleService
from mojo.features.people.texts import (
    access_text,
    bullets,
    cut,
    invitation_text,
    person_text,
    role_name,
    role_text,
    scope_name,
    summary_text,
)
from mojo.shared.auth.scopes import declared_scopes
from mojo.shared.model.people import OWNER, PersonState
from mojo.shared.model.text import Text, text
from mojo.shared.ports import People

Rows: TypeAlias = tuple[tuple[Button, ...], ...]

commands = CommandGroup("people")

LISTED = 40
"""Telegram shows at most a hundred buttons; more people are found by name."""
_NAME_TALK = "people.name"


@dataclass(frozen=True)
class PersonButton(ButtonData):
    """Something to see of a person, or to do to them."""

    prefix: ClassVar[str] = "pp"
    do: str
    user_id: str


@dataclass(frozen=True)
class PersonRole(ButtonData):
    """A role to give somebody."""

    prefix: ClassVar[str] = "ppr"
    user_id: str
    role: str


@dataclass(frozen=True)
class PersonScope(ButtonData):
    """A scope to take from somebody, by its place among all there are: a name could be too long for a button."""

    prefix: ClassVar[str] = "pps"
    user_id: str
    place: int


@dataclass(frozen=True)
class EndButton(ButtonData):
    """A session (s) or an access token (t) of somebody to end."""

    prefix: ClassVar[str] = "ppe"
    kind: str
    user_id: str
    id: str


@dataclass(frozen=True)
class RoleButton(ButtonData):
    """A role to see."""

    prefix: ClassVar[str] = "pr"
    role: str


@dataclass(frozen=True)
class RoleScope(ButtonData):
    """A scope to put into a role (1) or to take out of it (0)."""

    prefix: ClassVar[str] = "prs"
    put: int
    place: int
    role: str


@dataclass(frozen=True)
class InviteStep(ButtonData):
    """What has been chosen for an invitation so far; 0 is not yet."""

    prefix: ClassVar[str] = "pi"
    uses: int
    hours: int
    role: str


@dataclass(frozen=True)
class RevokeInvitation(ButtonData):
    """An invitation to take back."""

    prefix: ClassVar[str] = "px"
    invitation: str


@commands.command("people", scope="people:read")
async def people(turn: Turn) -> Reply:
    everybody = await (await turn.get(PeopleService)).everybody(turn.principal)
    buttons = [(Button(summary_text(person), PersonButton("show", person.id)),) for person in everybody[:LISTED]]
    return Reply(text("people-all", count=len(everybody)), tuple(buttons))


@commands.command("person", scope="people:read", takes="person")
async def person(turn: Turn) -> Reply:
    if not turn.args:
        turn.session["awaiting"] = _NAME_TALK
        return Reply(text("people-whom"))
    return await person_named(turn)


@commands.conversation(_NAME_TALK, scope="people:read")
async def person_named(turn: Turn) -> Reply:
    found = await (await turn.get(PeopleService)).named(turn.principal, turn.args)
    if len(found) == 1:
        return await _person(turn, found[0].id)
    if not found:
        return Reply(text("people-not-found", name=turn.args))
    named = [(Button(text("people-plain", words=user.name), PersonButton("show", user.id)),) for user in found[:LISTED]]
    return Reply(text("people-which"), tuple(named))


@commands.button(PersonButton, scope="people:read")
async def person_button(turn: Turn) -> Reply:
    """Show somebody, do something to them, or ask first."""
    do = _DOINGS.get(turn.button.do, _show)
    return await do(turn, turn.button.user_id)


@commands.button(PersonRole, scope="people:manage")
async def role_given(turn: Turn) -> Reply:
    change = PersonChange(role=check_role_name(turn.button.role))  # a forged button may carry anything
    changed = await (await turn.get(PeopleService)).change(turn.principal, turn.button.user_id, change)
    return _shown(turn, changed, await _inviter(turn, changed.id))


@commands.button(PersonScope, scope="people:manage")
async def scope_taken(turn: Turn) -> Reply:
    change = PersonChange(revoke=frozenset({_scope_at(turn.button.place)}))
    changed = await (await turn.get(PeopleService)).change(turn.principal, turn.button.user_id, change)
    return _shown(turn, changed, await _inviter(turn, changed.id))


@commands.button(EndButton, scope="people:manage")
async def access_ended(turn: Turn) -> Reply:
    """End somebody's session or token, and show what is left."""
    service, pressed = await turn.get(PeopleService), turn.button
    end = service.end_session if pressed.kind == "s" else service.revoke_token
    await end(turn.principal, pressed.user_id, pressed.id)
    return await _list_access(turn, pressed.user_id)


@commands.command("roles", scope="people:read")
async def roles(turn: Turn) -> Reply:
    found = await (await turn.get(RoleService)).all(turn.principal)
    return Reply(text("people-roles"), tuple([(Button(role_name(role.name), RoleButton(role.name)),) for role in found]))


@commands.button(RoleButton, scope="people:read")
async def role_shown(turn: Turn) -> Reply:
    return _role(turn, await (await turn.get(RoleService)).get(turn.principal, turn.button.role))


@commands.button(RoleScope, scope="people:manage")
async def role_scope(turn: Turn) -> Reply:
    pressed, service = turn.button, await turn.get(RoleService)
    scope, brings = _scope_at(pressed.place), bool(pressed.put)
    return _role(turn, await service.switch(turn.principal, pressed.role, scope, brings=brings))


@commands.command("invite", scope="people:invite", takes="note")
async def invite(turn: Turn) -> Reply:
    """Begin an invitation; what stands behind the command is its note."""
    turn.session["invite_note"] = turn.args[:200]
    return Reply(text("people-invite-role"), await _invite_roles(turn))


@commands.button(InviteStep, scope="people:invite")
async def invite_step(turn: Turn) -> Reply:
    """Ask what is still to be chosen, else make the invitation."""
    step = turn.button
    if not step.uses:
        return Reply(text("people-invite-uses"), _steps([InviteStep(uses, 0, step.role) for uses in (1, 2, 5, 20)]), edit=True)
    if not step.hours:
        spans = [InviteStep(step.uses, hours, step.role) for hours in (1, 24, 72, 168)]
        return Reply(text("people-invite-hours"), _steps(spans), edit=True)
    note = str(turn.session.pop("invite_note", ""))
    uses, hours = _bounded(step.uses, 1000), _bounded(step.hours, 8760)
    wish = InvitationWish(role=check_role_name(step.role), uses=uses, expires_in_h=hours, note=note)
    return Reply(_made(await (await turn.get(InvitationService)).make(turn.principal, wish)), edit=True)


@commands.command("invitations", scope="people:invite")
async def invitations(turn: Turn) -> Reply:
    return await _invitations(turn)


@commands.button(RevokeInvitation, scope="people:invite")
async def invitation_revoked(turn: Turn) -> Reply:
    await (await turn.get(InvitationService)).revoke(turn.principal, turn.button.invitation)
    return await _invitations(turn, edit=True)


async def _person(turn: Turn, user_id: str, *, edit: bool = False) -> Reply:
    found = await (await turn.get(PeopleService)).person(turn.principal, user_id)
    return _shown(turn, found, await _inviter(turn, user_id), edit=edit)


def _shown(turn: Turn, person: PersonView, inviter: str | None, *, edit: bool = True) -> Reply:
    return Reply(person_text(person, inviter), _person_buttons(turn, person), edit=edit)


async def _inviter(turn: Turn, user_id: str) -> str | None:
    """Return the name of who invited the person."""
    known = await turn.get(People)  # type: ignore[type-abstract]  # a Protocol is the key
    user = await known.get_user(user_id)
    maker = await known.get_user(user.invited_by) if user and user.invited_by else None
    return maker.name if maker else None


def _person_buttons(turn: Turn, person: PersonView) -> Rows:
    if not turn.user.may(MANAGE) or (person.role == OWNER and person.id != turn.user.id):
        return ()

    def button(label: Text, do: str) -> Button:
        return Button(label, PersonButton(do, person.id))

    suspended = person.state is PersonState.SUSPENDED
    first = button(text("people-button-restore"), "restore") if suspended else button(text("people-button-suspend"), "suspend")
    return (
        (first, button(text("people-button-role"), "role")),
        (button(text("people-button-scope"), "scope"), button(text("people-button-remove"), "remove")),
        *([(button(text("people-button-access"), "access"),)] if person.sessions or person.tokens else []),
    )


async def _show(turn: Turn, user_id: str) -> Reply:
    return await _person(turn, user_id, edit=True)


async def _suspend(turn: Turn, user_id: str) -> Reply:
    return _shown(turn, await (await turn.get(PeopleService)).suspend(turn.principal, user_id), await _inviter(turn, user_id))


async def _restore(turn: Turn, user_id: str) -> Reply:
    return _shown(turn, await (await turn.get(PeopleService)).restore(turn.principal, user_id), await _inviter(turn, user_id))


async def _choose_role(turn: Turn, user_id: str) -> Reply:
    found = await (await turn.get(PeopleService)).person(turn.principal, user_id)
    names = await (await turn.get(InvitationService)).roles_to_give(turn.principal)
    buttons = [(Button(role_name(name), PersonRole(user_id, name)),) for name in names]
    return Reply(text("people-choose-role", name=found.name), (*buttons, _back(user_id)), edit=True)


async def _choose_scope(turn: Turn, user_id: str) -> Reply:
    found = await (await turn.get(PeopleService)).person(turn.principal, user_id)
    held = [(place, scope) for place, scope in enumerate(declared_scopes()) if scope in found.scopes]
    buttons = [(Button(scope_name(scope), PersonScope(user_id, place)),) for place, scope in held]
    return Reply(text("people-choose-scope", name=found.name), (*buttons, _back(user_id)), edit=True)


async def _list_access(turn: Turn, user_id: str) -> Reply:
    """List by what somebody comes in, each with a button that ends it for who may."""
    found = await (await turn.get(PeopleService)).person(turn.principal, user_id)
    sessions, tokens = found.sessions[:LISTED], found.tokens[:LISTED]
    ends = [(Button(text("people-end-session", device=cut(it.device)), EndButton("s", user_id, it.id)),) for it in sessions]
    revokes = [(Button(text("people-revoke-token", name=cut(it.name)), EndButton("t", user_id, it.id)),) for it in tokens]
    buttons = (*ends, *revokes) if _person_buttons(turn, found) else ()
    return Reply(access_text(found, LISTED), (*buttons, _back(user_id)), edit=True)


async def _ask_to_remove(turn: Turn, user_id: str) -> Reply:
    found = await (await turn.get(PeopleService)).person(turn.principal, user_id)
    yes = Button(text("people-button-really"), PersonButton("gone", user_id))
    return Reply(text("people-remove-ask", name=found.name), ((yes,), _back(user_id)), edit=True)


async def _remove(turn: Turn, user_id: str) -> Reply:
    service = await turn.get(PeopleService)
    name = (await service.person(turn.principal, user_id)).name
    await service.remove(turn.principal, user_id, send_export=True)
    return Reply(text("people-removed", name=name))


def _back(user_id: str) -> tuple[Button]:
    return (Button(text("people-button-back"), PersonButton("show", user_id)),)


def _role(turn: Turn, found: RoleView) -> Reply:
    name = found.name
    if name == OWNER or not turn.user.may(MANAGE):
        return Reply(role_text(found), edit=True)
    offered = [(place, scope) for place, scope in enumerate(declared_scopes()) if scope in found.scopes or turn.user.may(scope)]
    buttons = [(_toggle(name, place, scope, scope in found.scopes),) for place, scope in offered]
    return Reply(role_text(found), tuple(buttons), edit=True)


def _toggle(role: str, place: int, scope: str, held: bool) -> Button:
    label = text("people-take", what=scope_name(scope)) if held else text("people-give", what=scope_name(scope))
    return Button(label, RoleScope(0 if held else 1, place, role))


async def _invite_roles(turn: Turn) -> Rows:
    names = await (await turn.get(InvitationService)).roles_to_give(turn.principal)
    return tuple([(Button(role_name(name), InviteStep(0, 0, name)),) for name in names])


def _steps(steps: list[InviteStep]) -> Rows:
    def label(step: InviteStep) -> Text:
        return text("people-hours", count=step.hours) if step.hours else text("people-uses", count=step.uses)

    return tuple([(Button(label(step), step),) for step in steps])


def _made(made: MadeInvitation) -> Text:
    come = text("people-invite-link", link=made.link) if made.link else text("people-invite-code")
    return text("people-invited-now", what=invitation_text(made.invitation), code=made.code, come=come)


async def _invitations(turn: Turn, *, edit: bool = False) -> Reply:
    found = await (await turn.get(InvitationService)).outstanding(turn.principal)
    if not found:
        return Reply(text("people-no-invitations"), edit=edit)
    buttons = [
        (Button(text("people-button-revoke", what=invitation_text(invitation)), RevokeInvitation(invitation.id)),)
        for invitation in found[:LISTED]
    ]
    return Reply(text("people-invitations", lines=bullets(map(invitation_text, found[:LISTED]))), tuple(buttons), edit=edit)


def _scope_at(place: int) -> str:
    """Return the scope at that place; a forged place is nowhere, and its name nobody's."""
    names = list(declared_scopes())
    return names[place] if 0 <= place < len(names) else ""


def _bounded(value: int, most: int) -> int:
    return max(1, min(value, most))


_DOINGS: dict[str, Callable[[Turn, str], Awaitable[Reply]]] = {
    "suspend": _suspend,
    "restore": _restore,
    "role": _choose_role,
    "scope": _choose_scope,
    "access": _list_access,
    "remove": _ask_to_remove,
    "gone": _remove,
}
