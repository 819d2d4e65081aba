"""A job, as whoever schedules it sees it."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from mojo.shared.model.policies import Policy


class JobInfo(BaseModel):
    """What a feature can do on a timetable."""

    model_config = ConfigDict(frozen=True)

    name: str
    policy: Policy
    payload_schema: dict[str, Any] | None = None
    """JSON Schema of its payload; None if it takes any JSON object."""
    summary: str = ""
