"""People as others may see them, and what others may do to them."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from mojo.shared.model.access import AccessToken, Session
from mojo.shared.model.invitations import Invitation
from mojo.shared.model.people import PersonState

ROLE_PATTERN = r"^[a-z][a-z_-]{0,23}$"

ScopeNames = Annotated[frozenset[str], Field(max_length=100)]


class PersonSummary(BaseModel):
    """A person in a list."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    role: str | None
    state: PersonState
    last_seen_at: datetime | None
    """When they last did anything through any door, to the minute."""


class PersonView(PersonSummary):
    """What can they see, when were they last here, by what do they come in."""

    scopes: list[str]
    language: str | None
    timezone: str
    created_at: datetime
    invited_by: str | None
    """User id."""
    sessions: list[Session]
    tokens: list[AccessToken]


class PersonChange(BaseModel):
    """What may be changed about somebody else: what they may do."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    role: str | None = Field(default=None, pattern=ROLE_PATTERN)
    grant: ScopeNames = frozenset()
    """Scopes to give besides the role."""
    revoke: ScopeNames = frozenset()
    """Scopes to take, also those that the role brings."""


class Removed(BaseModel):
    """Somebody is gone; `export` is everything Mojo kept about them, and the only copy."""

    user_id: str
    export: dict[str, Any]


class RoleView(BaseModel):
    """A named set of scopes."""

    name: str
    scopes: list[str]
    people: int
    """How many have it."""


class RoleChange(BaseModel):
    """What a role is to bring."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    scopes: ScopeNames


class InvitationWish(BaseModel):
    """What an invitation is to carry. Without role and scopes: the role member."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    role: str | None = Field(default=None, pattern=ROLE_PATTERN)
    scopes: ScopeNames = frozenset()
    language: str | None = Field(default=None, max_length=35)
    timezone: str | None = Field(default=None, max_length=64)
    uses: int = Field(default=1, ge=1, le=1000)
    expires_in_h: float = Field(default=72, gt=0, le=8760)
    note: str = Field(default="", max_length=200)


class MadeInvitation(BaseModel):
    """A fresh invitation; its code is shown this once."""

    invitation: Invitation
    code: str
    link: str | None
    """Deep link to Chronos; None while the bot's name cannot be had."""
