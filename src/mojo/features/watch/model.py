"""What can be wrong with Mojo, what is, and since when."""

from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from pydantic import BaseModel, ConfigDict

Key: TypeAlias = tuple[str, str]
"""A cause, and whom or what it is about; the latter is empty where there is only one."""

OWN = "mojo"
"""Who looks when nobody else is set up; the other is `alertmanager`."""
WATCHDOG = "watchdog"
"""Cause of the alert that always fires: as long as it comes, Prometheus and Alertmanager work."""


class Severity(StrEnum):
    WARNING = "warning"
    CRITICAL = "critical"
    """Neither quiet hours nor a mute hold it back."""


class Sighting(BaseModel):
    """Something that is wrong, as somebody sees it now."""

    model_config = ConfigDict(frozen=True)

    cause: str
    subject: str = ""
    severity: Severity = Severity.WARNING
    figure: float | None = None
    """What shows it: a percentage, an age ..."""
    words: str = ""
    """Of an alert that is not one of ours, in whatever language its rule is written."""

    @property
    def key(self) -> Key:
        """What makes it the same trouble as another sighting."""
        return self.cause, self.subject


class Trouble(BaseModel):
    """Something that is, or may be, wrong: kept from its first sighting until its end."""

    model_config = ConfigDict(frozen=True)

    seen: Sighting
    since: datetime
    """Of the first sighting."""
    sources: dict[str, datetime] = {}
    """Who sees it, and until when that counts without hearing of it again."""
    well_since: datetime | None = None
    """When nobody saw it any more."""
    resolved: bool = False
    """Whoever saw it last has said that it is over, rather than just not seen it any more."""
    opened_at: datetime | None = None
    """When it had lasted long enough to be told; None while that is still open."""
    told: tuple[str, ...] = ()
    """Dedupe keys of what the owner was told."""
    told_at: datetime | None = None
    acknowledged: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether it has lasted long enough."""
        return self.opened_at is not None


class Standing(StrEnum):
    OK = "ok"
    UNKNOWN = "unknown"
    """It could not be looked up."""
    PENDING = "pending"
    """Seen, but not for long enough to be told."""
    OPEN = "open"
    ENDING = "ending"
    """Well again, but not for long enough."""


class ConditionView(BaseModel):
    """One thing that is watched, and how it stands."""

    cause: str
    subject: str = ""
    standing: Standing
    severity: Severity = Severity.WARNING
    since: datetime | None = None
    figure: float | None = None
    words: str = ""
    sources: list[str] = []
    acknowledged: bool = False


class WatchView(BaseModel):
    """How everything that is watched stands."""

    looked_at: datetime | None = None
    """When it was last looked at; None if never, or not within a day."""
    stale: bool = True
    """Nobody has looked for five minutes: the Scheduler does not work, or WATCH_ENABLED is off."""
    alertmanager_at: datetime | None = None
    """When Alertmanager was last heard of."""
    conditions: list[ConditionView]
