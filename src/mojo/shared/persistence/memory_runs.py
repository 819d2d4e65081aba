"""Runs and slots again, in memory."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from mojo.shared.model.schedules import Outcome, RunRecord
from mojo.shared.persistence.runs import KEPT_FOR, KEPT_RECENT, KEPT_RUNS
from mojo.shared.util.clock import Clock


class MemoryRuns:
    """Keeps `RunStore`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._runs: dict[str, tuple[RunRecord, datetime]] = {}
        self._dropped: set[str] = set()
        self._cancels: set[str] = set()
        self._successes: dict[str, datetime] = {}

    async def get(self, run_id: str) -> RunRecord | None:
        self._forget_old()
        record, _ = self._runs.get(run_id, (None, None))
        return record

    async def save(self, record: RunRecord) -> bool:
        stored, _ = self._runs.get(record.id, (record, None))
        if stored.revision > record.revision or (stored.revision == record.revision and stored.worker != record.worker):
            return False
        self._runs[record.id] = (record, self._clock.now())
        self._dropped.discard(record.id)
        if record.schedule and record.outcome is Outcome.SUCCEEDED:
            known = self._successes.get(record.schedule, record.planned_at)
            self._successes[record.schedule] = max(known, record.planned_at)
        if record.schedule:
            for surplus in self._listed(lambda run: run.schedule == record.schedule)[KEPT_RUNS:]:
                del self._runs[surplus.id]
        return True

    async def of_schedule(self, schedule_id: str, limit: int = 20) -> list[RunRecord]:
        return self._listed(lambda run: run.schedule == schedule_id)[:limit]

    async def recent(self, limit: int = 20) -> list[RunRecord]:
        return self._listed(lambda run: True)[: min(limit, KEPT_RECENT)]

    async def last_successes(self) -> dict[str, datetime]:
        return dict(self._successes)

    async def forget_success(self, schedule_id: str) -> None:
        self._successes.pop(schedule_id, None)

    async def dead(self, limit: int = 20) -> list[RunRecord]:
        return self._listed(lambda run: run.outcome is Outcome.DEAD and run.id not in self._dropped)[:limit]

    async def drop(self, run_id: str) -> bool:
        is_dead = any(run.id == run_id for run in await self.dead(KEPT_RECENT))
        self._dropped.add(run_id)
        return is_dead

    async def ask_to_cancel(self, run_id: str) -> None:
        self._cancels.add(run_id)

    async def asked_to_cancel(self, run_ids: Iterable[str]) -> set[str]:
        return self._cancels.intersection(run_ids)

    async def take_back_cancel(self, run_id: str) -> None:
        self._cancels.discard(run_id)

    def _listed(self, wanted: Callable[[RunRecord], bool]) -> list[RunRecord]:
        self._forget_old()
        runs = [record for record, _ in self._runs.values() if wanted(record)]
        return sorted(runs, key=lambda record: (record.planned_at, record.id), reverse=True)

    def _forget_old(self) -> None:
        oldest = self._clock.now() - KEPT_FOR
        self._runs = {id: kept for id, kept in self._runs.items() if kept[1] > oldest}


class MemorySlots:
    """Keeps `Slots`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._held: dict[str, dict[str, datetime]] = {}

    async def take(self, key: str, holder: str, limit: int, ttl_s: float) -> list[str]:
        now = self._clock.now()
        held = {other: until for other, until in self._held.get(key, {}).items() if until > now}
        self._held[key] = held
        if holder not in held and len(held) >= limit:
            return sorted(held, key=lambda other: (held[other], other))
        held[holder] = now + timedelta(seconds=ttl_s)
        return []

    async def release(self, key: str, holder: str) -> None:
        self._held.get(key, {}).pop(holder, None)
