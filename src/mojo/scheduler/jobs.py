"""How a feature opens its door in the scheduler.

jobs = JobGroup("weather")

@jobs.job("weather.morning_report")
async def morning_report(run: Run) -> None: ...

@jobs.job("weather.refresh", every=Cron(expression="*/10 * * * *"))   # scheduled from the first start on
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias, TypeVar

from mojo.shared.context import AppContext
from mojo.shared.model.schedules import Payload, Trigger

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a job. `key` is the same when a crash makes it run again, so it serves as a dedupe key."""

    context: AppContext
    key: str
    planned_at: datetime
    attempt: int
    payload: Payload

    async def get(self, kind: type[T]) -> T:
        """Return the process's one `kind`."""
        return await self.context.get(kind)


Work: TypeAlias = Callable[[Run], Awaitable[None]]
W = TypeVar("W", bound=Work)


@dataclass(frozen=True, slots=True)
class Job:
    """One entry of the registry."""

    name: str
    work: Work
    every: Trigger | None = None
    max_attempts: int = 3
    timeout_s: float = 60.0
    where: str = ""


@dataclass
class JobGroup:
    """One feature's jobs."""

    feature: str
    jobs: list[Job] = field(default_factory=list)

    def job(self, name: str, *, every: Trigger | None = None, max_attempts: int = 3, timeout_s: float = 60.0) -> Callable[[W], W]:
        """Register `name`; with `every`, also its schedule (id = name)."""

        def register(work: W) -> W:
            where = f"{work.__module__}.{work.__qualname__}"
            self.jobs.append(Job(name, work, every, max_attempts, timeout_s, where))
            return work

        return register
