"""The backup of every night. Whether it comes is watched like any schedule: who waits for it in vain tells the owner."""

from mojo.features.backup.service import BackupService
from mojo.scheduler.jobs import JobGroup, Run
from mojo.shared.model.policies import CatchUp, Overlap, Policy
from mojo.shared.model.schedules import Cron

jobs = JobGroup("backup")


@jobs.job(
    "backup.take",
    every=Cron(expression="15 3 * * *"),
    policy=Policy(timeout_s=3600, catch_up=CatchUp.LAST, overlap=Overlap.SKIP),
)
async def take(run: Run) -> dict[str, str | int]:
    """Make a backup, look whether it can be read, and remove those that are over the limits."""
    made = await (await run.get(BackupService)).take(run.progress)
    return {"name": made.name, "bytes": made.bytes, "keys": made.keys, "removed": made.removed}
