"""The look at Mojo itself, every two minutes: often enough, and its runs do not crowd out those of others."""

from mojo.features.watch.conditions import GAUGES
from mojo.features.watch.service import WatchService
from mojo.scheduler.jobs import JobGroup, Run
from mojo.shared.measures import Measurements, measures_showing
from mojo.shared.model.schedules import Cron

jobs = JobGroup("watch")


@jobs.job("watch.look", every=Cron(expression="*/2 * * * *"), timeout_s=50)
async def look(run: Run) -> dict[str, int]:
    """Look at everything that is watched."""
    service = await run.get(WatchService)
    return {"wrong": await service.look(Measurements(run.context, measures_showing(GAUGES)))}
