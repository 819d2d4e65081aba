"""Every repository again, in memory: for tests, and for whoever wants to see what a repository has to do."""

import secrets
from datetime import datetime, timedelta
from typing import Any

import orjson

from mojo import __version__
from mojo.shared.health import Health
from mojo.shared.metrics import figures
from mojo.shared.model.audit import AuditEntry, AuditFilter, AuditOutcome, AuditPage
from mojo.shared.model.people import Principal
from mojo.shared.model.schedules import Schedule
from mojo.shared.persistence.audit import event_of, page_of
from mojo.shared.persistence.heartbeats import Heartbeat
from mojo.shared.persistence.memory_people import MemoryInvitations, MemoryPeople
from mojo.shared.persistence.records import dumped, shelf_full
from mojo.shared.util.clock import Clock

__all__ = [
    "MemoryAudit",
    "MemoryDocuments",
    "MemoryHeartbeats",
    "MemoryInvitations",
    "MemoryLeases",
    "MemoryPeople",
    "MemoryRecords",
    "MemorySchedules",
]


class MemoryDocuments:
    """Keeps `Documents`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._documents: dict[str, tuple[bytes, datetime]] = {}

    async def read(self, key: str) -> Any | None:
        document, until = self._documents.get(key, (b"null", self._clock.now()))
        return orjson.loads(document) if self._clock.now() < until else None

    async def write(self, key: str, document: Any, ttl_s: float) -> None:
        self._documents[key] = (orjson.dumps(document), self._clock.now() + timedelta(seconds=ttl_s))

    async def delete(self, key: str) -> None:
        self._documents.pop(key, None)


class MemoryRecords:
    """Keeps `Records`."""

    def __init__(self) -> None:
        self._shelves: dict[str, dict[str, bytes]] = {}

    async def read(self, shelf: str, id: str) -> Any | None:
        record = self._shelves.get(shelf, {}).get(id)
        return None if record is None else orjson.loads(record)

    async def all(self, shelf: str) -> dict[str, Any]:
        return {id: orjson.loads(record) for id, record in sorted(self._shelves.get(shelf, {}).items())}

    async def swap(self, shelf: str, id: str, before: Any | None, after: Any | None, limit: int = 10_000) -> bool:
        records = self._shelves.setdefault(shelf, {})
        if records.get(id, b"") != dumped(before):
            return False
        if after is None:
            records.pop(id, None)
        elif before is None and len(records) >= limit:
            raise shelf_full(limit)
        else:
            records[id] = dumped(after)
        return True

    async def clear(self, shelf: str) -> None:
        self._shelves.pop(shelf, None)


class MemoryAudit:
    """Keeps `Audit` and `AuditTrail`."""

    def __init__(self, clock: Clock, keep_days: int = 400) -> None:
        self._clock = clock
        self._keep_for = timedelta(days=keep_days)
        self._written = 0
        self.entries: list[AuditEntry] = []

    async def record(
        self, by: Principal, action: str, target: str | None = None, outcome: AuditOutcome = AuditOutcome.DONE, **details: str
    ) -> None:
        event = event_of(by, action, target=target, outcome=outcome, details=details)
        now = self._clock.now()
        self._written += 1
        self.entries = [entry for entry in self.entries if entry.at >= now - self._keep_for]
        self.entries.append(AuditEntry(id=f"{round(now.timestamp() * 1000)}-{self._written}", **event.model_dump()))

    async def read(self, wanted: AuditFilter, limit: int = 50, before: str | None = None) -> AuditPage:
        older = (entry for entry in reversed(self.entries) if before is None or _order(entry.id) < _order(before))
        return page_of([entry for entry in older if wanted.wants(entry)], limit)


def _order(entry_id: str) -> tuple[int, ...]:
    return tuple(int(part) for part in entry_id.split("-"))


class MemoryHeartbeats:
    """Keeps `Heartbeats`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._beats: dict[tuple[str, str], tuple[Heartbeat, datetime]] = {}

    async def beat(self, app: str, instance: str, health: list[Health], ttl_s: float) -> None:
        now = self._clock.now()
        self._beats[app, instance] = (
            Heartbeat(app, instance, now, __version__, health, figures()),
            now + timedelta(seconds=ttl_s),
        )

    async def all(self) -> list[Heartbeat]:
        return [beat for _, (beat, until) in sorted(self._beats.items(), key=lambda entry: entry[0]) if self._clock.now() < until]


class MemoryFleet:
    """Keeps `Fleet`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until: dict[tuple[str, str], tuple[str, datetime]] = {}
        self._calls: dict[tuple[str, str], int] = {}

    async def claim(self, task: str, ttl_s: float) -> str | None:
        if self._left_s("task", task) > 0:
            return None
        self._until["task", task] = token, _ = secrets.token_hex(8), self._clock.now() + timedelta(seconds=ttl_s)
        return token

    async def release(self, task: str, token: str) -> None:
        if self._until.get(("task", task), ("",))[0] == token:
            del self._until["task", task]

    async def leave_alone(self, service: str, for_s: float) -> None:
        if self._left_s("open", service) < for_s:
            self._until["open", service] = "", self._clock.now() + timedelta(seconds=for_s)

    async def welcome(self, service: str) -> None:
        self._until.pop(("open", service), None)

    async def left_alone_s(self, service: str) -> float | None:
        return self._left_s("open", service)

    async def count_call(self, service: str, day: str) -> int:
        self._calls[service, day] = self._calls.get((service, day), 0) + 1
        return self._calls[service, day]

    def _left_s(self, kind: str, name: str) -> float:
        _, until = self._until.get((kind, name), ("", self._clock.now()))
        return max(0.0, (until - self._clock.now()).total_seconds())


class MemoryLeases:
    """Keeps `Leases`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._held: dict[str, tuple[str, datetime]] = {}
        self._fences: dict[str, int] = {}

    async def hold(self, name: str, holder: str, ttl_s: float) -> int | None:
        now = self._clock.now()
        held_by, until = self._held.get(name, ("", now))
        if now < until and held_by != holder:
            return None
        if now >= until:
            self._fences[name] = self._fences.get(name, 0) + 1
        self._held[name] = (holder, now + timedelta(seconds=ttl_s))
        return self._fences[name]

    async def release(self, name: str, holder: str) -> None:
        if self._held.get(name, ("",))[0] == holder:
            del self._held[name]


class MemorySchedules:
    """Keeps `ScheduleStore`."""

    def __init__(self) -> None:
        self._schedules: dict[str, Schedule] = {}

    async def put(self, schedule: Schedule) -> None:
        self._schedules[schedule.id] = schedule

    async def remove(self, schedule_id: str) -> bool:
        return self._schedules.pop(schedule_id, None) is not None

    async def get(self, schedule_id: str) -> Schedule | None:
        return self._schedules.get(schedule_id)

    async def all(self) -> list[Schedule]:
        return [self._schedules[id] for id in sorted(self._schedules)]
