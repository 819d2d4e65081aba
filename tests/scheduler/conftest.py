"""The scheduler's parts over stores in memory and a clock that the test sets."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from dishka import Provider, Scope

from mojo.scheduler.admission import Admission
from mojo.scheduler.attendant import Attendant
from mojo.scheduler.firing import Firing
from mojo.scheduler.gate import Gate
from mojo.scheduler.jobs import JobGroup, Run
from mojo.scheduler.keeper import Keeper
from mojo.scheduler.registry import JobRegistry
from mojo.scheduler.runs import Runner
from mojo.scheduler.watch import Watch
from mojo.shared.context import AppContext, AppName
from mojo.shared.model.notifications import Notification
from mojo.shared.model.schedules import RunRecord, Schedule
from mojo.shared.persistence.memory import MemoryDocuments
from mojo.shared.persistence.runs import RunStore
from mojo.shared.persistence.schedules import ScheduleStore
from mojo.shared.persistence.slots import Slots
from mojo.shared.ports import Documents, People, Schedules
from mojo.shared.queue.alarms import Alarms
from mojo.shared.queue.jobs import JobQueue
from mojo.shared.queue.memory_jobs import MemoryJobs
from mojo.shared.queue.orders import RUN
from mojo.shared.queue.schedules import FIRE
from mojo.shared.util.clock import Clock, SetClock
from mojo.shared.util.redaction import Redactor
from tests.support import make_memory_context

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
"""A Monday."""


@dataclass
class Told:
    """A `Notifier` that remembers."""

    notifications: list[Notification] = field(default_factory=list)

    async def notify(self, notification: Notification) -> bool:
        new = all(notification.dedupe_key != other.dedupe_key for other in self.notifications)
        if new:
            self.notifications.append(notification)
        return new


@dataclass
class Followers:
    """A `RunFollowers` that remembers."""

    told: list[RunRecord] = field(default_factory=list)

    async def tell(self, run: RunRecord) -> None:
        self.told.append(run)


@dataclass
class Works:
    """One scheduler that does nothing until it is told to."""

    context: AppContext
    clock: SetClock
    queue: MemoryJobs
    store: ScheduleStore
    runs: RunStore
    schedules: Schedules
    group: JobGroup
    slots: Slots
    people: People
    told: Told = field(default_factory=Told)
    followers: Followers = field(default_factory=Followers)
    concurrency: int = 10
    declared: list[Schedule] | None = None
    watch: Watch = field(init=False)
    documents: Documents = field(init=False)
    done: list[Run] = field(default_factory=list)
    """The runs that `t.note` made."""

    def __post_init__(self) -> None:
        @self.group.job("t.note")
        async def note(run: Run) -> None:
            self.done.append(run)

    def start(self) -> Keeper:
        """Register the handlers, as the host does once all jobs are known."""
        jobs = JobRegistry([self.group])
        self.queue.register(FIRE, Firing(jobs, self.store, self.runs, self.queue, self.clock).fire)
        runner = Runner(
            context=self.context,
            jobs=jobs,
            runs=self.runs,
            queue=self.queue,
            clock=self.clock,
            admission=Admission(self.slots, self.runs),
            attendant=Attendant(self.runs, self.slots, self.clock, Redactor(["s3cret-value"]), self.followers),
            alarms=Alarms(self.told, self.people),
            gate=Gate(self.concurrency),
            followers=self.followers,
        )
        self.queue.register(RUN, runner.run)
        alarms = Alarms(self.told, self.people)
        parts = {"jobs": jobs, "store": self.store, "runs": self.runs, "clock": self.clock}
        self.documents = MemoryDocuments(self.clock)
        self.watch = Watch(**parts, documents=self.documents, alarms=alarms)  # type: ignore[arg-type]
        declared = jobs.declared() if self.declared is None else self.declared
        return Keeper(**parts, declared=declared, schedules=self.schedules, queue=self.queue, watch=self.watch)  # type: ignore[arg-type]

    async def put(self, schedule: Schedule) -> None:
        await self.schedules.put(schedule)

    async def pass_time(self, seconds: float, step_s: float | None = None) -> None:
        """Let time pass, in steps if given, and do what falls due."""
        left = seconds
        while left > 0:
            step = min(step_s or seconds, left)
            self.clock.move(timedelta(seconds=step))
            left -= step
            await self.queue.run_due()

    @property
    def planned(self) -> list[float]:
        """When the runs of `t.note` were planned, in seconds after NOW."""
        return [(run.planned_at - NOW).total_seconds() for run in self.done]


@pytest.fixture
async def works() -> AsyncIterator[Works]:
    clock = SetClock(NOW)
    clocks = Provider(scope=Scope.APP)
    clocks.provide(lambda: clock, provides=Clock)
    context = make_memory_context(AppName.SCHEDULER, {}, clocks)
    queue = await context.get(JobQueue)  # type: ignore[type-abstract]  # a port is the key
    assert isinstance(queue, MemoryJobs)
    store = await context.get(ScheduleStore)  # type: ignore[type-abstract]
    runs = await context.get(RunStore)  # type: ignore[type-abstract]
    schedules = await context.get(Schedules)  # type: ignore[type-abstract]
    slots = await context.get(Slots)  # type: ignore[type-abstract]
    people = await context.get(People)  # type: ignore[type-abstract]
    yield Works(context, clock, queue, store, runs, schedules, JobGroup("t"), slots, people)
    await context.close()
