"""What lets people in."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

MOJO = "mojo"
"""Who made the owner's invitation, and those made by who is no person: the shell before there is an owner, a developer."""


class Invitation(BaseModel):
    """What a code carries. The code itself is shown once and never stored."""

    model_config = ConfigDict(frozen=True)

    id: str
    role: str | None = None
    scopes: frozenset[str] = frozenset()
    """Given besides the role."""
    language: str | None = None
    """In which whoever comes is spoken to, until they choose (BCP 47)."""
    timezone: str | None = None
    """IANA name."""
    uses: int = Field(default=1, ge=1)
    """How many people may come in by it."""
    used: int = 0
    note: str = ""
    made_by: str
    """User id."""
    made_at: datetime
    expires_at: datetime | None = None
