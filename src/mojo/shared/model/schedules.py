"""When something is to happen, and what became of it."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from mojo.shared.model.policies import PolicyChange

Payload: TypeAlias = dict[str, Any]
"""JSON only: whoever can write to Redis must not be able to make Mojo run code."""


class Cron(BaseModel):
    """Crontab expression (POSIX, with names), read in the schedule's timezone.

    Five fields; six if the first is seconds; or a word such as `@daily`.
    """

    model_config = ConfigDict(frozen=True)
    kind: Literal["cron"] = "cron"
    expression: str


class Interval(BaseModel):
    """Every `every_s` seconds, counted from `start`."""

    model_config = ConfigDict(frozen=True)
    kind: Literal["interval"] = "interval"
    every_s: float = Field(gt=0)
    start: datetime | None = None


class Once(BaseModel):
    """One instant."""

    model_config = ConfigDict(frozen=True)
    kind: Literal["once"] = "once"
    at: datetime


class Calendar(BaseModel):
    """A recurrence rule (RFC 5545, 3.3.10), counted from `start`, on the clock of the schedule's timezone."""

    model_config = ConfigDict(frozen=True)
    kind: Literal["calendar"] = "calendar"
    rule: str
    """`FREQ=WEEKLY;BYDAY=MO,WE;COUNT=10`."""
    start: datetime
    """The first date and time the rule may name (DTSTART); without an offset on the schedule's clock."""


Trigger: TypeAlias = Annotated[Cron | Interval | Once | Calendar, Field(discriminator="kind")]


class WhenSkipped(StrEnum):
    """What happens at a local time that the clocks jump over."""

    NEXT_VALID = "next_valid"
    """It fires when the clocks have jumped."""
    SKIP = "skip"


class WhenRepeated(StrEnum):
    """What happens at a local time that comes twice because the clocks go back."""

    FIRST = "first"
    BOTH = "both"


class Origin(StrEnum):
    """Who declared a schedule."""

    CODE = "code"
    """A feature, by `@jobs.job(every=...)`."""
    FILE = "file"
    """`mojo.yaml`."""
    PERSON = "person"
    """Somebody, or a feature on their behalf, while Mojo ran."""


class Schedule(BaseModel):
    """A trigger, the job it starts and what the job is told."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(pattern=r"^[A-Za-z0-9._:-]{1,120}$")
    job: str
    trigger: Trigger
    timezone: str = "UTC"
    start: datetime | None = None
    """No firing is earlier; without an offset on the schedule's clock. As `end`."""
    end: datetime | None = None
    """No firing is later."""
    jitter_s: float = Field(default=0, ge=0, le=86_400)
    """Each firing starts up to so much later; how much is fixed for each instant, so that every process agrees."""
    when_skipped: WhenSkipped = WhenSkipped.NEXT_VALID
    when_repeated: WhenRepeated = WhenRepeated.FIRST
    payload: Payload = Field(default_factory=dict)
    owner: str | None = None
    """User id of the person it belongs to; None for one declared in code."""
    misfire_grace_s: float = Field(default=3600, gt=0)
    """A firing later than this is recorded as missed instead of being run."""
    policy: PolicyChange = PolicyChange()
    """What is to be different from the job's own policy."""
    origin: Origin = Origin.PERSON
    paused: bool = False
    """It does not fire until it is resumed, or until `paused_until`. What it misses meanwhile was not to happen."""
    paused_until: datetime | None = None
    changed_at: datetime | None = None
    """When it was last created, changed, paused or resumed; before that no success is expected."""


class Outcome(StrEnum):
    WAITING = "waiting"
    """Asked for by somebody, and not yet begun."""
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    """Failed, and will be tried again."""
    DEAD = "dead"
    """Given up after the last attempt; kept for somebody to look at."""
    MISSED = "missed"
    """Not started: it was due longer ago than its misfire grace, or the catch-up policy passed over it."""
    SKIPPED = "skipped"
    """Not started: an earlier run of the same schedule still ran."""
    CANCELLED = "cancelled"
    """Ended because somebody, or the overlap policy, wished so."""


FINAL = frozenset({Outcome.SUCCEEDED, Outcome.DEAD, Outcome.MISSED, Outcome.SKIPPED, Outcome.CANCELLED})
"""Nothing follows on these by itself."""

MAX_LOG_LINES = 50
MAX_LINE_CHARS = 300
MAX_RESULT_BYTES = 16_384
MAX_PAYLOAD_BYTES = 16_384


class LogLine(BaseModel):
    """What a job said of itself while it ran."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    text: str


class RunRecord(BaseModel):
    """What became of one firing."""

    model_config = ConfigDict(frozen=True)

    id: str
    """`<schedule id>:<planned instant, UTC, ISO 8601>`, or the key it was enqueued with."""
    job: str
    schedule: str | None = None
    owner: str | None = None
    """User id of the person whose schedule it was, or who asked for it."""
    payload: Payload = Field(default_factory=dict)
    policy: PolicyChange = PolicyChange()
    planned_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    attempt: int = 0
    outcome: Outcome = Outcome.RUNNING
    worker: str | None = None
    """The process that makes, or made, the latest attempt."""
    progress: float | None = Field(default=None, ge=0, le=1)
    progress_text: str | None = None
    log: tuple[LogLine, ...] = ()
    """The last lines of the latest attempt."""
    result: Any = None
    """What the job returned: JSON."""
    error: str | None = None
    error_code: str | None = None
    trace_id: str | None = None
    followers: tuple[int, ...] = ()
    """Chats with a message that says how it stands."""
    revision: int = 0
    """How often it was changed: what comes late to the store never replaces what is newer."""

    def changed(self, **changes: object) -> "RunRecord":
        """Return its next revision."""
        return self.model_copy(update={**changes, "revision": self.revision + 1})
