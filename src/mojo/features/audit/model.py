"""What programs may ask the audit log."""

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from mojo.shared.model.audit import AuditFilter

CURSOR = r"^\d{1,15}-\d{1,15}$"
"""A cursor is the id of an entry; Redis refuses numbers over 64 bits."""


class Wanted(BaseModel):
    """Which entries; those for which everything that is given holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    since: AwareDatetime | None = Field(None, description="Earliest instant, ISO 8601 with its offset.")
    until: AwareDatetime | None = Field(None, description="Instant before which it was, ISO 8601 with its offset.")
    actor: str | None = Field(None, max_length=100, description="User id of who did it; `stranger`, or `mojo` for Mojo itself.")
    action: str | None = Field(
        None,
        pattern=r"^[a-z_]+(\.[a-z_]+)?$",
        max_length=100,
        description="`person.suspended`, or `person` for the area.",
    )
    target: str | None = Field(None, max_length=200, description="Id of the person or thing acted upon.")
    person: str | None = Field(None, max_length=100, description="User id of whoever acted or was acted upon.")

    def as_filter(self) -> AuditFilter:
        """Return the same for the log."""
        return AuditFilter(**self.model_dump(include=set(AuditFilter.model_fields)))


class WantedPage(Wanted):
    """Which entries, and how far back to begin."""

    limit: int = Field(50, ge=1, le=200, description="Most entries on the page.")
    cursor: str | None = Field(None, pattern=CURSOR, description="`next` of the page before.")
