"""The scheduler host: fires schedules and runs jobs."""

import asyncio

from mojo.scheduler.admission import Admission
from mojo.scheduler.attendant import Attendant
from mojo.scheduler.declared import declared_schedules
from mojo.scheduler.firing import Firing
from mojo.scheduler.gate import AHEAD, Gate
from mojo.scheduler.keeper import Keeper
from mojo.scheduler.ping import keep_pinging
from mojo.scheduler.registry import find_jobs
from mojo.scheduler.runs import Runner
from mojo.scheduler.settings import SchedulerSettings
from mojo.scheduler.watch import Watch
from mojo.shared.context import AppContext
from mojo.shared.external.http import HttpExit
from mojo.shared.health import HealthBoard
from mojo.shared.persistence.runs import RunStore
from mojo.shared.persistence.schedules import ScheduleStore
from mojo.shared.persistence.slots import Slots
from mojo.shared.ports import Documents, Notifier, People, Schedules
from mojo.shared.queue.alarms import Alarms
from mojo.shared.queue.jobs import JobQueue
from mojo.shared.queue.orders import RUN
from mojo.shared.queue.schedules import FIRE
from mojo.shared.run_ports import RunFollowers
from mojo.shared.util.clock import Clock
from mojo.shared.util.redaction import Redactor

ENDS_WITHIN_S = 7.5


async def serve(context: AppContext, ready: asyncio.Event, stop: asyncio.Event) -> None:
    """Run jobs until `stop` is set; what runs then gets a few seconds to finish and is handed back otherwise.

    Raises ConfigurationError when two jobs share a name, a job's schedule cannot be used, or `mojo.yaml` is wrong.
    """
    jobs = find_jobs()
    declared = declared_schedules(jobs, context.settings[SchedulerSettings].config)
    queue = await context.get(JobQueue)  # type: ignore[type-abstract]  # a port is the key
    store = await context.get(ScheduleStore)  # type: ignore[type-abstract]
    runs = await context.get(RunStore)  # type: ignore[type-abstract]
    schedules = await context.get(Schedules)  # type: ignore[type-abstract]
    clock = await context.get(Clock)  # type: ignore[type-abstract]
    slots = await context.get(Slots)  # type: ignore[type-abstract]
    concurrency = context.settings[SchedulerSettings].concurrency
    alarms = Alarms(await context.get(Notifier), await context.get(People))  # type: ignore[type-abstract]
    documents = await context.get(Documents)  # type: ignore[type-abstract]
    watch = Watch(jobs=jobs, store=store, runs=runs, documents=documents, alarms=alarms, clock=clock)
    keeper = Keeper(
        jobs=jobs, declared=declared, schedules=schedules, store=store, runs=runs, queue=queue, watch=watch, clock=clock
    )
    followers = await context.get(RunFollowers)  # type: ignore[type-abstract]
    runner = Runner(
        context=context,
        jobs=jobs,
        runs=runs,
        queue=queue,
        clock=clock,
        admission=Admission(slots, runs),
        attendant=Attendant(runs, slots, clock, Redactor(context.settings.secrets), followers),
        alarms=alarms,
        gate=Gate(concurrency),
        followers=followers,
    )
    queue.register(FIRE, Firing(jobs, store, runs, queue, clock).fire)
    queue.register(RUN, runner.run)
    tasks = [
        asyncio.create_task(queue.work(concurrency * AHEAD), name="scheduler worker"),
        asyncio.create_task(keeper.keep(await context.get(HealthBoard), ready), name="scheduler keeper"),
    ]
    if url := context.settings[SchedulerSettings].ping_url.get_secret_value():
        pinging = keep_pinging(url, await context.get(HttpExit), await context.get(HealthBoard))
        tasks.append(asyncio.create_task(pinging, name="scheduler ping"))
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
