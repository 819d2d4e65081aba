"""How the schedules and their jobs are: how many there are, which have fallen silent, what is due, and what was given up."""

import math

from mojo.scheduler.watch import silent_schedules
from mojo.shared.context import AppContext
from mojo.shared.measures import Measure
from mojo.shared.metrics import gauge
from mojo.shared.persistence.runs import RunStore
from mojo.shared.persistence.schedules import ScheduleStore
from mojo.shared.ports import Documents
from mojo.shared.queue.jobs import JobQueue

SILENT = "mojo_schedules_silent"
MOST_DEAD = 100

_schedules = gauge("mojo_schedules", "Schedules there are, by state.", "state")
_silent = gauge(SILENT, "Schedules without a success when one was due.")
_due = gauge("mojo_jobs_due", "Tasks of the job queue that are due and not done, those that run included.")
_dead = gauge("mojo_job_dead_letters", "Runs that were given up and that nobody has looked after; 100 at most.")


async def _take(context: AppContext) -> None:
    stored = await (await context.get(ScheduleStore)).all()  # type: ignore[type-abstract]  # a port is the key
    paused = sum(schedule.paused for schedule in stored)
    _schedules.labels("active").set(len(stored) - paused)
    _schedules.labels("paused").set(paused)
    _silent.set(len(await silent_schedules(await context.get(Documents))))  # type: ignore[type-abstract]
    runs = await context.get(RunStore)  # type: ignore[type-abstract]
    _dead.set(len(await runs.dead(MOST_DEAD)))


async def _queue(context: AppContext) -> None:
    due = await (await context.get(JobQueue)).due()  # type: ignore[type-abstract]
    _due.set(math.nan if due is None else due)


measures = [Measure("schedules", _take, (_schedules, _silent, _dead), fresh_s=10), Measure("queue", _queue, (_due,))]
