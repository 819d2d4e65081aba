"""How much the scheduler does at a time, what it is told by file, and who watches it."""

from pathlib import Path
from typing import ClassVar

from pydantic import Field, SecretStr

from mojo.shared.settings import Section


class SchedulerSettings(Section):
    """How the scheduler is set up."""

    title: ClassVar[str] = "Scheduler"

    concurrency: int = Field(
        10, alias="SCHEDULER_CONCURRENCY", ge=1, le=1000, description="How many jobs run at a time in one process, 1 to 1000."
    )
    config: Path = Field(
        Path("mojo.yaml"), alias="MOJO_CONFIG", description="File that declares schedules; the default may be missing."
    )
    ping_url: SecretStr = Field(
        SecretStr(""),
        alias="HEARTBEAT_PING_URL",
        description="URL that is asked for every minute while the Scheduler works, for a watcher outside. Empty: none.",
    )
