"""What happens to places by itself."""

import logging

from mojo.features.location.history import History
from mojo.features.location.intake import Intake
from mojo.scheduler.jobs import JobGroup, Run
from mojo.shared.model.schedules import Cron
from mojo.shared.util.clock import Clock

jobs = JobGroup("location")

log = logging.getLogger("mojo.location")


@jobs.job("location.settle", every=Cron(expression="* * * * *"))
async def settle(run: Run) -> None:
    """Believe arrivals and departures that no later report has contradicted."""
    await (await run.get(Intake)).settle_due()


@jobs.job("location.prune", every=Cron(expression="17 3 * * *"))
async def prune(run: Run) -> None:
    """Delete history that is older than its person wants."""
    clock = await run.get(Clock)  # type: ignore[type-abstract]
    gone = await (await run.get(History)).prune(clock.now())
    log.info("location.history_pruned", extra={"fixes": gone})
