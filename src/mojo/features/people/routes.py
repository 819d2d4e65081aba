"""The API's door to other people: who is in, who may come, and what they may do."""

from typing import Annotated

from fastapi import APIRouter

from mojo.api.doors import needs, principal, use
from mojo.features.people.invitations import InvitationService
from mojo.features.people.model import (
    InvitationWish,
    MadeInvitation,
    PersonChange,
    PersonSummary,
    PersonView,
    Removed,
    RoleChange,
    RoleView,
)
from mojo.features.people.roles import RoleService
from mojo.features.people.service import PeopleService
from mojo.shared.model.invitations import Invitation
from mojo.shared.model.people import Principal

router = APIRouter(tags=["people"])

Who = Annotated[Principal, principal()]
Others = Annotated[PeopleService, use(PeopleService)]
Roles = Annotated[RoleService, use(RoleService)]
Desk = Annotated[InvitationService, use(InvitationService)]


@router.get("/people", openapi_extra=needs("people:read"))
async def people(who: Who, others: Others) -> list[PersonSummary]:
    """Return everybody."""
    return await others.everybody(who)


@router.get("/people/{user_id}", openapi_extra=needs("account:read"))
async def person(user_id: str, who: Who, others: Others) -> PersonView:
    """Return one person. Others than oneself answer 404 without `people:read`."""
    return await others.person(who, user_id)


@router.patch("/people/{user_id}", openapi_extra=needs("people:manage"))
async def change_person(user_id: str, change: PersonChange, who: Who, others: Others) -> PersonView:
    """Change what somebody may do."""
    return await others.change(who, user_id, change)


@router.delete("/people/{user_id}", openapi_extra=needs("people:manage"))
async def remove_person(user_id: str, who: Who, others: Others) -> Removed:
    """Delete somebody everywhere; the answer is the only copy of what was kept about them."""
    return await others.remove(who, user_id)


@router.post("/people/{user_id}/suspend", openapi_extra=needs("people:manage"))
async def suspend_person(user_id: str, who: Who, others: Others) -> PersonView:
    """Let nothing open for somebody any more."""
    return await others.suspend(who, user_id)


@router.post("/people/{user_id}/restore", openapi_extra=needs("people:manage"))
async def restore_person(user_id: str, who: Who, others: Others) -> PersonView:
    """Let somebody in again."""
    return await others.restore(who, user_id)


@router.delete("/people/{user_id}/sessions/{session_id}", status_code=204, openapi_extra=needs("people:manage"))
async def end_session_of(user_id: str, session_id: str, who: Who, others: Others) -> None:
    """End one of somebody's sessions."""
    await others.end_session(who, user_id, session_id)


@router.delete("/people/{user_id}/tokens/{token_id}", status_code=204, openapi_extra=needs("people:manage"))
async def revoke_token_of(user_id: str, token_id: str, who: Who, others: Others) -> None:
    """Revoke one of somebody's access tokens."""
    await others.revoke_token(who, user_id, token_id)


@router.get("/roles", openapi_extra=needs("people:read"))
async def roles(who: Who, named: Roles) -> list[RoleView]:
    """Return every role and what it brings."""
    return await named.all(who)


@router.get("/roles/{name}", openapi_extra=needs("people:read"))
async def role(name: str, who: Who, named: Roles) -> RoleView:
    """Return one role."""
    return await named.get(who, name)


@router.put("/roles/{name}", openapi_extra=needs("people:manage"))
async def put_role(name: str, change: RoleChange, who: Who, named: Roles) -> RoleView:
    """Let a role, which may be new, bring exactly these scopes."""
    return await named.put(who, name, change.scopes)


@router.get("/invitations", openapi_extra=needs("people:invite"))
async def invitations(who: Who, desk: Desk) -> list[Invitation]:
    """Return what can still be used: one's own, or all with `people:manage`."""
    return await desk.outstanding(who)


@router.post("/invitations", status_code=201, openapi_extra=needs("people:invite"))
async def invite(wish: InvitationWish, who: Who, desk: Desk) -> MadeInvitation:
    """Make an invitation. The code is in this answer and nowhere else."""
    return await desk.make(who, wish)


@router.delete("/invitations/{invitation_id}", status_code=204, openapi_extra=needs("people:invite"))
async def revoke_invitation(invitation_id: str, who: Who, desk: Desk) -> None:
    """Let nobody use it any more."""
    await desk.revoke(who, invitation_id)
