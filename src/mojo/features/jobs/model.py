"""Schedules as they are asked for and shown."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from mojo.shared.model.policies import PolicyChange
from mojo.shared.model.schedules import Payload, RunRecord, Schedule, Trigger, WhenRepeated, WhenSkipped

ID = r"^[A-Za-z0-9._:-]{1,120}$"
"""Of a schedule; `kinds` and `preview` are words of the API."""


class Draft(BaseModel):
    """A schedule to be made."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=ID, description="Its name: letters, digits, . _ : -")
    job: str = Field(max_length=100, description="What runs; `GET /api/v1/jobs/kinds` lists what there is.")
    trigger: Trigger
    timezone: str = Field("UTC", max_length=64, description="IANA name, such as Europe/Lisbon.")
    start: datetime | None = None
    end: datetime | None = None
    jitter_s: float = Field(0, ge=0, le=86_400, allow_inf_nan=False)
    when_skipped: WhenSkipped = WhenSkipped.NEXT_VALID
    when_repeated: WhenRepeated = WhenRepeated.FIRST
    payload: Payload = Field(default_factory=dict, description="What the job is told: a JSON object of at most 16 KiB.")
    misfire_grace_s: float = Field(3600, gt=0, le=30 * 86_400, allow_inf_nan=False)
    policy: PolicyChange = PolicyChange()


class Change(BaseModel):
    """What is to be different about a schedule; what is left out stays."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    trigger: Trigger | None = None
    timezone: str | None = Field(None, max_length=64)
    start: datetime | None = None
    end: datetime | None = None
    jitter_s: float | None = Field(None, ge=0, le=86_400, allow_inf_nan=False)
    payload: Payload | None = None
    misfire_grace_s: float | None = Field(None, gt=0, le=30 * 86_400, allow_inf_nan=False)
    policy: PolicyChange | None = None


class Snooze(BaseModel):
    """Until when a schedule pauses; null: until it is resumed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    until: datetime | None = None


class RunNow(BaseModel):
    """A run out of turn."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    payload: Payload | None = Field(None, description="What the job is told this time; null: what the schedule says.")


class Shown(BaseModel):
    """A schedule as it stands."""

    model_config = ConfigDict(frozen=True)

    schedule: Schedule
    next: list[datetime] = Field(description="When it fires next, UTC; empty while it is paused.")
    summary: str = Field(description="When it fires, in a sentence, in the language of Accept-Language or English.")
    last: RunRecord | None = Field(description="Its latest run.")
