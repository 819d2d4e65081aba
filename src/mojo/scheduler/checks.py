"""What can be wrong with the schedules."""

from mojo.scheduler.keeper import CURE, cannot_fire
from mojo.scheduler.registry import find_jobs
from mojo.shared.checks import Check
from mojo.shared.context import AppContext
from mojo.shared.errors import MojoException
from mojo.shared.health import Health, State
from mojo.shared.ports import Schedules


async def _schedules(context: AppContext) -> Health:
    try:
        stored = await (await context.get(Schedules)).all()  # type: ignore[type-abstract]  # a port is the key
        broken = cannot_fire(stored, find_jobs())
    except MojoException as error:
        return Health("schedules", State.DOWN, error.detail)
    if broken:
        return Health("schedules", State.DEGRADED, f"They cannot run: {', '.join(broken[:3])}", cure=CURE)
    return Health("schedules", State.HEALTHY)


checks = [Check("schedules", _schedules)]
