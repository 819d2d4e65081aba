"""Reminders that come by themselves."""

from mojo.features.reminders.due import DueReminders
from mojo.features.reminders.timing import DUE_JOB
from mojo.scheduler.jobs import JobGroup, Run
from mojo.shared.model.schedules import Interval

REPAIR_EVERY_S = 3600

jobs = JobGroup("reminders")


@jobs.job(DUE_JOB, max_attempts=10)
async def due(run: Run) -> None:
    """Tell one person that it is time."""
    told = run.payload
    await (await run.get(DueReminders)).due(told["user_id"], told["reminder"], told["why"], run.planned_at, run.key)


@jobs.job("reminders.repair", every=Interval(every_s=REPAIR_EVERY_S))
async def repair(run: Run) -> None:
    """Plan anew what a crash between two steps left without a schedule."""
    await (await run.get(DueReminders)).repair()
