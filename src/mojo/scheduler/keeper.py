"""Keeps every schedule alive: declares those that jobs bring along, and repairs those whose firing task has gone."""

import asyncio
import contextlib
import logging
from datetime import UTC, datetime, timedelta

from mojo.scheduler.declared import differences
from mojo.scheduler.registry import JobRegistry
from mojo.scheduler.watch import Watch
from mojo.shared.errors import InvalidInput, StoreUnavailable
from mojo.shared.health import HealthBoard, State
from mojo.shared.model.schedules import Once, Schedule
from mojo.shared.persistence.runs import RunStore
from mojo.shared.persistence.schedules import ScheduleStore
from mojo.shared.ports import Schedules
from mojo.shared.queue.jobs import JobQueue
from mojo.shared.queue.schedules import FIRE, fire_key, fire_payload
from mojo.shared.queue.triggers import Firings, firings_of
from mojo.shared.util.clock import Clock
from mojo.shared.util.pieces import in_pieces

log = logging.getLogger("mojo.scheduler")

EVERY_S = 30.0
RETRY_S = 2.0
KEEP_FINISHED = timedelta(days=1)
"""How long a schedule that will not fire again can still be looked at."""

CURE = "Install the feature that the schedules belong to, or remove them."
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class Keeper:
    """The reconciler. Every scheduler process has one; doing its work twice does no harm."""

    def __init__(
        self,
        *,
        jobs: JobRegistry,
        declared: list[Schedule],
        schedules: Schedules,
        store: ScheduleStore,
        runs: RunStore,
        queue: JobQueue,
        watch: Watch,
        clock: Clock,
    ) -> None:
        self._jobs = jobs
        self._declared = declared
        self._watch = watch
        self._schedules = schedules
        self._store = store
        self._runs = runs
        self._queue = queue
        self._clock = clock

    async def keep(self, health: HealthBoard, ready: asyncio.Event) -> None:
        """Declare once, reconcile for ever; set `ready` after the first time that worked."""
        declared = False
        while True:
            try:
                if not declared:
                    await self.declare()
                    declared = True
                broken = await self.reconcile()
                await self._watch.look()
            except StoreUnavailable as error:
                health.report("scheduler", State.DOWN, error.detail, "Schedules fire again as soon as Redis answers.")
                await asyncio.sleep(RETRY_S)
                continue
            _report(health, broken)
            ready.set()
            await asyncio.sleep(EVERY_S)

    async def declare(self) -> None:
        """Store what is declared in code and file, if it is new or was changed there; forget what the file declares no more."""
        wanted = {schedule.id: schedule for schedule in self._declared}
        stored = {schedule.id: schedule for schedule in await self._store.all()}
        for difference in differences(stored.values(), wanted.values()):
            before, after = stored.get(difference.id), wanted.get(difference.id)
            if after is None:
                await self._schedules.remove(difference.id)
            else:
                kept = {"paused": before.paused, "paused_until": before.paused_until} if before else {}
                await self._put(after.model_copy(update=kept))
            log.info("scheduler.declared", extra={"schedule": difference.id, "difference": str(difference)})

    async def _put(self, schedule: Schedule) -> None:
        try:
            await self._schedules.put(schedule)
        except InvalidInput as error:  # a single instant that is over: no reason not to start
            log.warning("scheduler.declared_in_vain", extra={"schedule": schedule.id, "reason": error.detail})

    async def reconcile(self) -> list[str]:
        """Give every schedule its firing task again, forget finished ones, and return the ids of those that cannot fire."""
        stored = await self._store.all()
        broken: list[str] = []
        async for piece in in_pieces(stored):
            gone = set(await self._queue.missing([fire_key(schedule.id) for schedule in piece]))
            for schedule in [it for it in piece if fire_key(it.id) in gone]:
                with contextlib.suppress(InvalidInput):
                    await self._revive(schedule, firings_of(schedule))
            broken += cannot_fire(piece, self._jobs)
        return broken

    async def _revive(self, schedule: Schedule, firings: Firings) -> None:
        due = firings.after(await self._last_planned(schedule))
        if due:
            # `enqueue`, not `replace`: whoever puts this schedule at the same moment knows better.
            if await self._queue.enqueue(FIRE, fire_key(schedule.id), fire_payload(schedule.id, due), due):
                log.warning("scheduler.schedule_revived", extra={"schedule": schedule.id, "due": due.isoformat()})
        elif not schedule.paused and firings.after(self._clock.now() - KEEP_FINISHED) is None:
            await self._store.remove(schedule.id)
            log.info("scheduler.finished_forgotten", extra={"schedule": schedule.id})

    async def _last_planned(self, schedule: Schedule) -> datetime:
        """Return the last instant known to have fired. Of one that never fired, only a single instant can have been missed."""
        last = await self._runs.of_schedule(schedule.id, limit=1)
        if last:
            return last[0].planned_at
        return _BEGINNING if isinstance(schedule.trigger, Once) else self._clock.now()


def cannot_fire(schedules: list[Schedule], jobs: JobRegistry) -> list[str]:
    """Return the ids of the schedules whose trigger nobody understands or whose job nobody has."""
    return [schedule.id for schedule in schedules if jobs.get(schedule.job) is None or not _understood(schedule)]


def _understood(schedule: Schedule) -> bool:
    try:
        firings_of(schedule)
    except InvalidInput:
        return False
    return True


def _report(health: HealthBoard, broken: list[str]) -> None:
    if broken:
        health.report("scheduler", State.DEGRADED, f"Schedules that cannot run: {', '.join(broken[:3])}", CURE)
    else:
        health.report("scheduler", State.HEALTHY)
