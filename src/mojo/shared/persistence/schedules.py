"""Schedules and the history of their runs, as stored."""

from datetime import timedelta
from typing import Protocol

from mojo.shared.model.schedules import RunRecord, Schedule
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.pool import Value

KEPT_RUNS = 100
"""How many runs of one schedule are kept."""

KEPT_FOR = timedelta(days=30)
"""How long any run is kept after it was last saved."""


class ScheduleStore(Protocol):
    """Every method raises StoreUnavailable."""

    async def put(self, schedule: Schedule) -> None:
        """Create or replace it."""
        ...

    async def remove(self, schedule_id: str) -> bool:
        """Forget it; False if there was none. Its history stays until it is too old."""
        ...

    async def get(self, schedule_id: str) -> Schedule | None: ...

    async def all(self) -> list[Schedule]:
        """Return every schedule, in id order."""
        ...


class RunStore(Protocol):
    """The last 100 runs of each schedule, and every run for 30 days at most. Every method raises StoreUnavailable."""

    async def get(self, run_id: str) -> RunRecord | None: ...

    async def save(self, record: RunRecord) -> None:
        """Create or replace it."""
        ...

    async def of_schedule(self, schedule_id: str, limit: int = 20) -> list[RunRecord]:
        """Return its last runs by planned time, newest first."""
        ...


SCHEDULES = "mojo:{schedules}:all"

_SAVE_RUN = """
local id, record, planned, kept, kept_ms = unpack(ARGV)
redis.call('SET', KEYS[1], record, 'PX', kept_ms)
if not KEYS[2] then return end
redis.call('ZADD', KEYS[2], planned, id)
redis.call('PEXPIRE', KEYS[2], kept_ms)
local old = redis.call('ZRANGE', KEYS[2], 0, -1 - kept)
for _, run in ipairs(old) do redis.call('DEL', 'mojo:{runs}:run:' .. run) end
if #old > 0 then redis.call('ZREM', KEYS[2], unpack(old)) end
"""

_RUNS_OF = """
local runs = {}
for _, id in ipairs(redis.call('ZREVRANGE', KEYS[1], 0, ARGV[1] - 1)) do
  local record = redis.call('GET', 'mojo:{runs}:run:' .. id)
  if record then runs[#runs + 1] = record else redis.call('ZREM', KEYS[1], id) end
end
return runs
"""


class RedisSchedules:
    """Keeps `ScheduleStore`."""

    def __init__(self, redis: RedisClient) -> None:
        self._redis = redis

    async def put(self, schedule: Schedule) -> None:
        await self._redis.execute("HSET", SCHEDULES, schedule.id, schedule.model_dump_json())

    async def remove(self, schedule_id: str) -> bool:
        return bool(await self._redis.execute("HDEL", SCHEDULES, schedule_id))

    async def get(self, schedule_id: str) -> Schedule | None:
        stored = await self._redis.execute("HGET", SCHEDULES, schedule_id)
        return None if stored is None else Schedule.model_validate_json(stored)

    async def all(self) -> list[Schedule]:
        stored = await self._redis.execute("HVALS", SCHEDULES)
        return sorted(map(Schedule.model_validate_json, stored), key=lambda schedule: schedule.id)


class RedisRuns:
    """Keeps `RunStore`."""

    def __init__(self, redis: RedisClient) -> None:
        self._redis = redis
        self._save = redis.script(_SAVE_RUN)
        self._runs_of = redis.script(_RUNS_OF)

    async def get(self, run_id: str) -> RunRecord | None:
        stored = await self._redis.execute("GET", _run_key(run_id))
        return None if stored is None else RunRecord.model_validate_json(stored)

    async def save(self, record: RunRecord) -> None:
        index = [_index_key(record.schedule)] if record.schedule else []
        kept_ms = round(KEPT_FOR.total_seconds() * 1000)
        args: list[Value] = [record.id, record.model_dump_json(), record.planned_at.timestamp(), KEPT_RUNS, kept_ms]
        await self._save(keys=[_run_key(record.id), *index], args=args)

    async def of_schedule(self, schedule_id: str, limit: int = 20) -> list[RunRecord]:
        stored = await self._runs_of(keys=[_index_key(schedule_id)], args=[limit])
        return [RunRecord.model_validate_json(record) for record in stored]


def _run_key(run_id: str) -> str:
    return f"mojo:{{runs}}:run:{run_id}"


def _index_key(schedule_id: str) -> str:
    return f"mojo:{{runs}}:of:{schedule_id}"
