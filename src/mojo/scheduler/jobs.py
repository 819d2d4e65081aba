"""How a feature opens its door in the scheduler.

jobs = JobGroup("weather")

@jobs.job("weather.morning_report")
async def morning_report(run: Run) -> None: ...

@jobs.job("weather.refresh", every=Cron(expression="*/10 * * * *"))   # scheduled from the first start on

@jobs.job("photos.index", blocking=True, policy=Policy(timeout_s=600))   # a plain function: it runs in a process of its own
def index(run: BlockingRun) -> dict[str, int]: ...
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

from pydantic import BaseModel

from mojo.scheduler.blocking import BlockingRun, Progress
from mojo.shared.context import AppContext
from mojo.shared.model.policies import Policy
from mojo.shared.model.schedules import Payload, Trigger

__all__ = ["BlockingRun", "Job", "JobGroup", "Run", "Work"]

T = TypeVar("T")


def _unheard(progress: float | None, said: str | None) -> None:
    """Serve a run that nobody attends."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a job. `key` is the same when a crash makes it run again, so it serves as a dedupe key."""

    context: AppContext
    key: str
    planned_at: datetime
    attempt: int
    payload: Payload
    report: Progress = _unheard

    async def get(self, kind: type[T]) -> T:
        """Return the process's one `kind`."""
        return await self.context.get(kind)

    def progress(self, done: float, said: str | None = None) -> None:
        """Say how much is done, 0 to 1, and what is being done; whoever watches sees it within half a second."""
        self.report(min(max(done, 0.0), 1.0), said)

    def log(self, said: str) -> None:
        """Add a line to the run's own log."""
        self.report(None, said)


Work: TypeAlias = Callable[[Run], Awaitable[Any]]
BlockingWork: TypeAlias = Callable[[BlockingRun], Any]
W = TypeVar("W", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Job:
    """One entry of the registry."""

    name: str
    work: Callable[..., Any]
    every: Trigger | None = None
    policy: Policy = field(default_factory=Policy)
    payload: type[BaseModel] | None = None
    blocking: bool = False
    where: str = ""


@dataclass
class JobGroup:
    """One feature's jobs."""

    feature: str
    jobs: list[Job] = field(default_factory=list)

    def job(
        self,
        name: str,
        *,
        every: Trigger | None = None,
        policy: Policy | None = None,
        max_attempts: int | None = None,
        timeout_s: float | None = None,
        payload: type[BaseModel] | None = None,
        blocking: bool = False,
    ) -> Callable[[W], W]:
        """Register `name`; with `every`, also its schedule (id = name).

        `policy` says how its runs are treated (`max_attempts` and `timeout_s` are short for parts of it), `payload` what it must
        be told. A `blocking` job is a plain function of a module, which gets a process of its own.
        """
        short = {"max_attempts": max_attempts, "timeout_s": timeout_s}
        whole = (policy or Policy()).model_copy(update={name: value for name, value in short.items() if value is not None})

        def register(work: W) -> W:
            where = f"{work.__module__}.{work.__qualname__}"
            self.jobs.append(Job(name, work, every, whole, payload, blocking, where))
            return work

        return register
