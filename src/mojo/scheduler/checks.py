"""What can be wrong with the schedules."""

from mojo.scheduler.declared import declared_schedules, differences
from mojo.scheduler.keeper import CURE, cannot_fire
from mojo.scheduler.registry import find_jobs
from mojo.scheduler.settings import SchedulerSettings
from mojo.shared.checks import Check
from mojo.shared.context import AppContext
from mojo.shared.errors import MojoException
from mojo.shared.health import Health, State
from mojo.shared.ports import Schedules


async def _schedules(context: AppContext) -> Health:
    try:
        jobs = find_jobs()
        declared = declared_schedules(jobs, context.settings[SchedulerSettings].config)
        stored = await (await context.get(Schedules)).all()  # type: ignore[type-abstract]  # a port is the key
        broken = cannot_fire(stored, jobs)
        open = differences(stored, declared)
    except MojoException as error:
        return Health("schedules", State.DOWN, error.detail)
    if broken:
        return Health("schedules", State.DEGRADED, f"They cannot run: {', '.join(broken[:3])}", cure=CURE)
    if open:
        listed = f"At the next start of the Scheduler: {'; '.join(map(str, open[:5]))}"
        return Health("schedules", State.HEALTHY, listed)
    return Health("schedules", State.HEALTHY)


checks = [Check("schedules", _schedules)]
