"""Fires schedules, without a leader.

Each schedule is one task in the job queue, key `sched:<id>`, that any scheduler process may run: it enqueues a run for every
instant that has come, and itself for the next one. An instant always gives the same run id; the queue refuses an id that
waits or runs, and the history refuses one that has ended. So a crash between any two steps only repeats steps.
"""

import logging
from datetime import datetime, timedelta

from mojo.scheduler.runs import Order
from mojo.shared.errors import InvalidInput
from mojo.shared.model.schedules import Outcome, Payload, RunRecord, Schedule
from mojo.shared.persistence.schedules import RunStore, ScheduleStore
from mojo.shared.queue.jobs import JobQueue
from mojo.shared.queue.schedules import FIRE, RUN, fire_key, fire_payload, run_id
from mojo.shared.queue.triggers import Firings, firings_of
from mojo.shared.util.clock import Clock
from mojo.shared.util.trace import traced

log = logging.getLogger("mojo.scheduler")

BATCH = 100
"""How many instants one task fires before it lets others run."""

_TICK = timedelta(microseconds=1)


class Firing:
    """The handler of FIRE tasks."""

    def __init__(self, store: ScheduleStore, runs: RunStore, queue: JobQueue, clock: Clock) -> None:
        self._store = store
        self._runs = runs
        self._queue = queue
        self._clock = clock

    async def fire(self, key: str, payload: Payload) -> None:
        """Fire the schedule for every instant from `due` to now, and plan the next. Raises StoreUnavailable."""
        schedule = await self._store.get(payload["schedule"])
        if schedule is None:
            return
        try:
            firings = firings_of(schedule)
        except InvalidInput as error:
            log.error("scheduler.schedule_broken", extra={"schedule": schedule.id, "reason": error.detail})
            return
        first = firings.after(datetime.fromisoformat(payload["due"]) - _TICK)
        upcoming = await self._fire_due(schedule, firings, await self._skip_missed(schedule, firings, first))
        if upcoming:
            await self._queue.replace(FIRE, key, fire_payload(schedule.id, upcoming), upcoming)
        await self._follow_change(schedule)

    async def _skip_missed(self, schedule: Schedule, firings: Firings, due: datetime | None) -> datetime | None:
        """Write down that instants older than the grace were missed, and return the first that was not.

        After a long pause there may be thousands, so the first stands for all of them.
        """
        horizon = self._clock.now() - timedelta(seconds=schedule.misfire_grace_s)
        if due is None or due >= horizon:
            return due
        resumed = firings.after(horizon - _TICK)
        await self._record_missed(schedule, due, resumed)
        return resumed

    async def _record_missed(self, schedule: Schedule, due: datetime, resumed: datetime | None) -> None:
        missed = run_id(schedule.id, due)
        if await self._runs.get(missed):
            return
        until = f", nor was any other before {resumed.isoformat()}" if resumed else ""
        reason = f"Not fired within {schedule.misfire_grace_s:g} s of its time{until}."
        record = RunRecord(
            id=missed, job=schedule.job, schedule=schedule.id, planned_at=due, outcome=Outcome.MISSED, error=reason
        )
        await self._runs.save(record)
        log.warning("scheduler.misfired", extra={"schedule": schedule.id, "run": missed, "reason": reason})

    async def _fire_due(self, schedule: Schedule, firings: Firings, due: datetime | None) -> datetime | None:
        """Enqueue a run for each instant that has come, each its own story; return the next instant, which may have come too."""
        for _ in range(BATCH):
            if due is None or due > self._clock.now():
                break
            run = run_id(schedule.id, due)
            with traced():
                await self._queue.enqueue(RUN, run, Order.of(schedule, due).model_dump(mode="json"))
                log.info("scheduler.fired", extra={"schedule": schedule.id, "run": run})
            due = firings.after(due)
        return due

    async def _follow_change(self, fired: Schedule) -> None:
        """If the schedule was replaced while it fired, plan by the new one: our plan may have overwritten the new one's."""
        current = await self._store.get(fired.id)
        if current is None or current == fired:
            return
        if due := firings_of(current).after(self._clock.now()):
            await self._queue.replace(FIRE, fire_key(current.id), fire_payload(current.id, due), due)
