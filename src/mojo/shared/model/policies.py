"""How the runs of a job are to be treated: what is late, what overlaps, what fails."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class CatchUp(StrEnum):
    """What is done about firings that nobody was there to start in time (more than ON_TIME_S late)."""

    NONE = "none"
    LAST = "last"
    """The newest of them runs, unless a later one is in time."""
    ALL = "all"


class Overlap(StrEnum):
    """What is done about a run while an earlier one of the same schedule still runs."""

    ALLOW = "allow"
    QUEUE = "queue"
    """It waits, until it would be later than the misfire grace; those that wait start in no certain order."""
    SKIP = "skip"
    REPLACE = "replace"
    """The earlier one is cancelled."""


class Priority(StrEnum):
    """Who starts first when more waits than can run."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


ON_TIME_S = 60.0
"""A firing that is less late than this is in time: a takeover or a short outage is nothing to catch up on."""

_Seconds = Annotated[float, Field(gt=0, le=86_400)]
_Attempts = Annotated[int, Field(ge=1, le=20)]
_Codes = Annotated[tuple[str, ...], Field(max_length=20)]
_Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9._:-]{1,100}$")]
_Limit = Annotated[int, Field(ge=1, le=1000)]
_Silence = Annotated[float, Field(gt=0, le=30 * 86_400)]


class Policy(BaseModel):
    """Everything there is to choose. A job declares it (`@jobs.job(policy=...)`), a schedule may change parts of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    catch_up: CatchUp = CatchUp.LAST
    overlap: Overlap = Overlap.ALLOW
    timeout_s: _Seconds = 60.0
    max_attempts: _Attempts = 3
    first_retry_s: _Seconds = 5.0
    """The pause after the first failure; it is tripled each time, a little unevenly."""
    longest_retry_s: _Seconds = 600.0
    retry_on: _Codes | None = None
    """Codes of the failures worth a retry, `job.timeout` among them; None leaves it to each failure."""
    limit_key: _Key | None = None
    """Runs with the same key, of whatever job, share `limit`."""
    limit: _Limit = 1
    priority: Priority = Priority.NORMAL
    silence_s: _Silence = 3600.0
    """So long after a success was expected somebody is told that there was none."""

    def changed(self, change: "PolicyChange") -> "Policy":
        """Return this policy with what `change` sets."""
        return self.model_copy(update=change.model_dump(exclude_none=True)) if change != NO_CHANGE else self


class PolicyChange(BaseModel):
    """Parts of a `Policy`; None leaves that part to the job."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    catch_up: CatchUp | None = None
    overlap: Overlap | None = None
    timeout_s: _Seconds | None = None
    max_attempts: _Attempts | None = None
    first_retry_s: _Seconds | None = None
    longest_retry_s: _Seconds | None = None
    retry_on: _Codes | None = None
    limit_key: _Key | None = None
    limit: _Limit | None = None
    priority: Priority | None = None
    silence_s: _Silence | None = None


NO_CHANGE = PolicyChange()
