"""Who did what, on whom, through which door, from where, when, and how it ended."""

from datetime import UTC, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, computed_field

from mojo.shared.model.people import Door


class AuditOutcome(StrEnum):
    DONE = "done"
    DENIED = "denied"
    """Refused for want of a right or of a good credential."""
    FAILED = "failed"


STRANGER = "stranger"
"""The actor when nobody knows who it was."""

DETAIL_LIMIT = 200
"""Longest value of a detail, in characters; the rest is cut off."""


class AuditEvent(BaseModel):
    """What goes into the audit log. Never holds a secret, a message's text or a position."""

    model_config = ConfigDict(frozen=True)

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


class AuditEntry(AuditEvent):
    """One line of the audit log."""

    id: str
    """Grows with time: `<milliseconds since 1970>-<number>`."""

    @computed_field  # type: ignore[prop-decorator]  # pydantic's own way
    @property
    def at(self) -> datetime:
        """When it was written down, by the clock of the store."""
        return instant_of(self.id)


class AuditFilter(BaseModel):
    """Which entries are wanted: those for which everything that is given holds."""

    model_config = ConfigDict(frozen=True)

    since: datetime | None = None
    until: datetime | None = None
    """Exclusive."""
    actor: str | None = None
    action: str | None = None
    """`person.suspended`, or `person` for whatever happened to people."""
    target: str | None = None
    person: str | None = None
    """User id of whoever acted or was acted upon."""

    def wants(self, entry: AuditEntry) -> bool:
        """Tell whether `entry` is wanted."""
        return (
            (self.since is None or entry.at >= self.since)
            and (self.until is None or entry.at < self.until)
            and self.actor in (None, entry.actor)
            and self.action in (None, entry.action, entry.action.partition(".")[0])
            and self.target in (None, entry.target)
            and self.person in (None, entry.actor, entry.target)
        )


class AuditPage(BaseModel):
    """Some entries, newest first."""

    entries: list[AuditEntry]
    next: str | None = None
    """Cursor of the older ones; None if there are none. A page may hold few entries, or none, and still have a next one."""


def instant_of(entry_id: str) -> datetime:
    """Return when the entry was written."""
    return datetime.fromtimestamp(int(entry_id.partition("-")[0]) / 1000, UTC)
