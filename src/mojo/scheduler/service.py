"""The scheduler host: fires schedules and runs jobs."""

import asyncio

from mojo.scheduler.firing import Firing
from mojo.scheduler.keeper import Keeper
from mojo.scheduler.registry import find_jobs
from mojo.scheduler.runs import Runner
from mojo.scheduler.settings import SchedulerSettings
from mojo.shared.context import AppContext
from mojo.shared.health import HealthBoard
from mojo.shared.persistence.schedules import RunStore, ScheduleStore
from mojo.shared.ports import Schedules
from mojo.shared.queue.jobs import JobQueue
from mojo.shared.queue.schedules import FIRE, RUN
from mojo.shared.util.clock import Clock

ENDS_WITHIN_S = 7.5


async def serve(context: AppContext, ready: asyncio.Event, stop: asyncio.Event) -> None:
    """Run jobs until `stop` is set; what runs then gets a few seconds to finish and is handed back otherwise.

    Raises ConfigurationError when two jobs share a name or a job's schedule cannot be used.
    """
    jobs = find_jobs()
    queue = await context.get(JobQueue)  # type: ignore[type-abstract]  # a port is the key
    store = await context.get(ScheduleStore)  # type: ignore[type-abstract]
    runs = await context.get(RunStore)  # type: ignore[type-abstract]
    schedules = await context.get(Schedules)  # type: ignore[type-abstract]
    clock = await context.get(Clock)  # type: ignore[type-abstract]
    keeper = Keeper(jobs=jobs, schedules=schedules, store=store, runs=runs, queue=queue, clock=clock)
    queue.register(FIRE, Firing(store, runs, queue, clock).fire)
    queue.register(RUN, Runner(context, jobs, runs, queue, clock).run)
    tasks = [
        asyncio.create_task(queue.work(context.settings[SchedulerSettings].concurrency), name="scheduler worker"),
        asyncio.create_task(keeper.keep(await context.get(HealthBoard), ready), name="scheduler keeper"),
    ]
    await _until(stop, tasks)


async def _until(stop: asyncio.Event, tasks: list[asyncio.Task[None]]) -> None:
    """Wait for `stop`, or for a task that failed, which is raised; then end all of them."""
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait([stopping, *tasks], return_when=asyncio.FIRST_COMPLETED)
    finally:
        failed = [task for task in tasks if task.done()]
        for task in [stopping, *tasks]:
            task.cancel()
        await asyncio.wait(tasks, timeout=ENDS_WITHIN_S)
    for task in failed:
        task.result()
