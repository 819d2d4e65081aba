"""Fires schedules, without a leader.

Each schedule is one task in the job queue, key `sched:<id>`, that any scheduler process may run: it enqueues a run for every
instant that has come, and itself for the next one. An instant always gives the same run id; the queue refuses an id that
waits or runs, and the history refuses one that has ended. So a crash between any two steps only repeats steps.
"""

import logging
from datetime import datetime, timedelta

from mojo.scheduler.registry import JobRegistry
from mojo.shared.errors import InvalidInput
from mojo.shared.model.policies import ON_TIME_S, CatchUp, Policy
from mojo.shared.model.schedules import Outcome, Payload, Schedule
from mojo.shared.persistence.runs import RunStore
from mojo.shared.persistence.schedules import ScheduleStore
from mojo.shared.queue.jobs import JobQueue
from mojo.shared.queue.orders import RUN, Order
from mojo.shared.queue.schedules import FIRE, fire_key, fire_payload, run_id
from mojo.shared.queue.triggers import Firings, firings_of, latest
from mojo.shared.util.clock import Clock
from mojo.shared.util.trace import traced

log = logging.getLogger("mojo.scheduler")

BATCH = 100
"""How many instants one task fires before it lets others run."""

_TICK = timedelta(microseconds=1)


class Firing:
    """The handler of FIRE tasks."""

    def __init__(self, jobs: JobRegistry, store: ScheduleStore, runs: RunStore, queue: JobQueue, clock: Clock) -> None:
        self._jobs = jobs
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
        """Write down that the instants which the policy passes over were missed, and return the first that it does not.

        After a long pause there may be thousands, so the first stands for all of them.
        """
        first = self._first_to_fire(schedule, firings)
        if due is None or due >= first:
            return due
        resumed = firings.after(first - _TICK)
        await self._record_missed(schedule, due, resumed)
        return resumed

    def _first_to_fire(self, schedule: Schedule, firings: Firings) -> datetime:
        """Return the instant before which nothing is fired any more."""
        now = self._clock.now()
        oldest = now - timedelta(seconds=schedule.misfire_grace_s)
        in_time = max(oldest, now - timedelta(seconds=ON_TIME_S))
        catch_up = self._policy(schedule).catch_up
        if catch_up is CatchUp.ALL:
            return oldest
        fresh = firings.after(in_time - _TICK)
        if catch_up is CatchUp.NONE or (fresh and fresh <= now):
            return in_time
        return latest(firings, oldest - _TICK, in_time) or in_time

    def _policy(self, schedule: Schedule) -> Policy:
        job = self._jobs.get(schedule.job)
        return (job.policy if job else Policy()).changed(schedule.policy)

    async def _record_missed(self, schedule: Schedule, due: datetime, resumed: datetime | None) -> None:
        missed = run_id(schedule.id, due)
        if await self._runs.get(missed):
            return
        until = f", nor was any other before {resumed.isoformat()}" if resumed else ""
        catch_up = self._policy(schedule).catch_up
        reason = f"Not fired in time (grace {schedule.misfire_grace_s:g} s, catch-up {catch_up}){until}."
        ended = {"outcome": Outcome.MISSED, "error": reason, "ended_at": self._clock.now()}
        await self._runs.save(Order.of(schedule, due).record(missed).model_copy(update=ended))
        log.warning("scheduler.misfired", extra={"schedule": schedule.id, "run": missed, "reason": reason})

    async def _fire_due(self, schedule: Schedule, firings: Firings, due: datetime | None) -> datetime | None:
        """Enqueue a run for each instant that has come, each its own story; return the next instant, which may have come too."""
        for _ in range(BATCH):
            if due is None or due > self._clock.now():
                break
            run = run_id(schedule.id, due)
            with traced():
                order = Order.of(schedule, due)
                await self._queue.enqueue(RUN, run, order.to_payload(), order.starts_at if order.put_off_s else None)
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
