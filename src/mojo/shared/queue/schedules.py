"""Schedules made at run time, from any process: stored, and their first firing enqueued.

What the scheduler and everybody who makes schedules agree on is here: one task a schedule fires it and enqueues itself for the
next time (FIRE), and each firing is one task that runs the job (RUN, see orders.py).
"""

from datetime import UTC, datetime

from mojo.shared.errors import InvalidInput
from mojo.shared.model.schedules import Payload, RunRecord, Schedule
from mojo.shared.persistence.runs import RunStore
from mojo.shared.persistence.schedules import ScheduleStore
from mojo.shared.queue.jobs import JobQueue
from mojo.shared.queue.triggers import firings_of
from mojo.shared.util.clock import Clock

FIRE = "fire"


def fire_key(schedule_id: str) -> str:
    """Return the key of the one task that fires this schedule."""
    return f"sched:{schedule_id}"


def run_id(schedule_id: str, planned_at: datetime) -> str:
    """Return the key of one firing; the same instant always has the same."""
    return f"{schedule_id}:{planned_at.astimezone(UTC).isoformat()}"


def fire_payload(schedule_id: str, due: datetime) -> Payload:
    """Return what a FIRE task is told: which schedule, and the first instant it has not yet fired."""
    return {"schedule": schedule_id, "due": due.isoformat()}


class StoredSchedules:
    """The port `Schedules`."""

    def __init__(self, store: ScheduleStore, runs: RunStore, queue: JobQueue, clock: Clock) -> None:
        self._store = store
        self._runs = runs
        self._queue = queue
        self._clock = clock

    async def put(self, schedule: Schedule) -> None:
        """See Schedules. The scheduler repairs what a crash between the two steps leaves undone."""
        now = self._clock.now()
        due = firings_of(schedule).after(now)
        if due is None and not schedule.paused:
            raise InvalidInput("trigger never fires: it names no instant in the future.", field="trigger")
        await self._store.put(schedule.model_copy(update={"changed_at": now}))
        if due is None:
            await self._queue.cancel(fire_key(schedule.id))
        else:
            await self._queue.replace(FIRE, fire_key(schedule.id), fire_payload(schedule.id, due), due)

    async def remove(self, schedule_id: str) -> bool:
        """See Schedules."""
        removed = await self._store.remove(schedule_id)
        await self._queue.cancel(fire_key(schedule_id))
        await self._runs.forget_success(schedule_id)
        return removed

    async def get(self, schedule_id: str) -> Schedule | None:
        """See Schedules."""
        return await self._store.get(schedule_id)

    async def next_run(self, schedule_id: str) -> datetime | None:
        """See Schedules."""
        schedule = await self._store.get(schedule_id)
        return firings_of(schedule).after(self._clock.now()) if schedule else None

    async def all(self) -> list[Schedule]:
        """See Schedules."""
        return await self._store.all()

    async def runs(self, schedule_id: str, limit: int = 20) -> list[RunRecord]:
        """See Schedules."""
        return await self._runs.of_schedule(schedule_id, limit)
