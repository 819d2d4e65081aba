"""How much the scheduler does at a time."""

from typing import ClassVar

from pydantic import Field

from mojo.shared.settings import Section


class SchedulerSettings(Section):
    """The scheduler's limits."""

    title: ClassVar[str] = "Scheduler"

    concurrency: int = Field(
        10, alias="SCHEDULER_CONCURRENCY", ge=1, le=1000, description="How many jobs run at a time in one process, 1 to 1000."
    )
