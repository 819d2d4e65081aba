"""Who did what, on whom, through which door, from where, when, and how it ended."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from mojo.shared.model.people import Door


class AuditOutcome(StrEnum):
    DONE = "done"
    DENIED = "denied"
    """Refused for want of a right or of a good credential."""
    FAILED = "failed"


class AuditEntry(BaseModel):
    """One line of the audit log. Never holds a secret, a message's text or a position."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    actor: str
    """User id; `stranger` for somebody unknown, `mojo` for Mojo itself."""
    action: str = Field(pattern=r"^[a-z_]+\.[a-z_]+$")
    """Such as `person.suspended`, `session.ended`, `invitation.redeemed`."""
    target: str | None = None
    """Id of the person or thing acted upon."""
    door: Door
    origin: str | None = None
    """The client's address, or the chat's id."""
    outcome: AuditOutcome = AuditOutcome.DONE
    details: dict[str, str] = Field(default_factory=dict)
    trace_id: str | None = None
