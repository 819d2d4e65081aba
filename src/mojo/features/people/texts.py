"""What Chronos says about other people."""

from collections.abc import Iterable
from functools import reduce

from mojo.features.people.model import PersonSummary, PersonView, RoleView
from mojo.shared.auth.scopes import declared_scopes
from mojo.shared.model.access import AccessToken
from mojo.shared.model.invitations import MOJO, Invitation
from mojo.shared.model.people import EVERY_SCOPE, PersonState
from mojo.shared.model.text import Text, text

_ROLES = {
    "owner": text("people-role-owner"),
    "admin": text("people-role-admin"),
    "member": text("people-role-member"),
    "guest": text("people-role-guest"),
}


def role_name(role: str | None) -> Text:
    """Name a role; those that somebody added are called as they called them."""
    if role is None:
        return text("people-role-none")
    return _ROLES.get(role, text("people-plain", words=role))


def scope_name(scope: str) -> Text:
    """Say what a scope allows."""
    if scope == EVERY_SCOPE:
        return text("people-every-scope")
    declared = declared_scopes().get(scope)
    return declared.meaning if declared else text("people-plain", words=scope)


def summary_text(person: PersonSummary) -> Text:
    """Say who somebody is in one line."""
    if person.state is PersonState.SUSPENDED:
        return text("people-line-suspended", name=person.name, role=role_name(person.role))
    return text("people-line", name=person.name, role=role_name(person.role))


def person_text(person: PersonView, inviter: str | None) -> Text:
    """Say what somebody may do, when they were last here, and by what they come in."""
    seen = person.last_seen_at
    return text(
        "people-person",
        who=summary_text(person),
        seen=text("people-seen-never") if seen is None else text("people-seen", at=seen),
        invited=text("people-invited-first") if person.invited_by in (None, MOJO) else text("people-invited", by=inviter or "?"),
        sessions=text("people-sessions", count=len(person.sessions)),
        tokens=text("people-tokens", count=len(person.tokens)),
        scopes=bullets(scope_name(scope) for scope in person.scopes),
    )


def access_text(person: PersonView, most: int) -> Text:
    """Say by what somebody comes in: their sessions, then their access tokens, up to `most` of each."""
    sessions = [text("people-session-line", device=cut(it.device), used=it.last_used_at) for it in person.sessions[:most]]
    tokens = [_token_line(it) for it in person.tokens[:most]]
    return text("people-access", name=person.name, lines=bullets([*sessions, *tokens]))


def _token_line(token: AccessToken) -> Text:
    if token.last_used_at is None:
        return text("people-token-line-unused", name=cut(token.name))
    return text("people-token-line", name=cut(token.name), used=token.last_used_at)


def cut(name: str, limit: int = 40) -> str:
    """Return `name`, not longer than fits on a button."""
    return name if len(name) <= limit else f"{name[: limit - 1]}…"


def role_text(role: RoleView) -> Text:
    """Say what a role brings."""
    return text(
        "people-role", role=role_name(role.name), count=role.people, scopes=bullets(scope_name(scope) for scope in role.scopes)
    )


def invitation_text(invitation: Invitation) -> Text:
    """Say what an invitation carries, in one line."""
    what = role_name(invitation.role) if invitation.role else text("people-plain", words=", ".join(sorted(invitation.scopes)))
    return text(
        "people-invitation-line",
        what=what,
        left=invitation.uses - invitation.used,
        until=invitation.expires_at or invitation.made_at,
        note=text("people-invitation-note", note=invitation.note) if invitation.note else text("people-nothing"),
    )


def bullets(texts: Iterable[Text]) -> Text:
    """Set texts below each other, each behind a bullet."""
    rows = [text("people-bullet", line=line) for line in texts]
    if not rows:
        return text("people-no-scopes")
    return reduce(lambda head, tail: text("people-rows", head=head, tail=tail), rows)
