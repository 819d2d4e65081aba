"""The history of runs, as stored."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from mojo.shared.model.schedules import Outcome, RunRecord
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.pool import Value

KEPT_RUNS = 100
"""How many runs of one schedule are kept."""

KEPT_FOR = timedelta(days=30)
"""How long any run is kept after it was last saved."""

KEPT_RECENT = 1000
"""How many runs the list of all runs, and that of the dead, goes back."""


class RunStore(Protocol):
    """The last 100 runs of each schedule, and every run for 30 days at most. Every method raises StoreUnavailable."""

    async def get(self, run_id: str) -> RunRecord | None: ...

    async def save(self, record: RunRecord) -> bool:
        """Create or replace it; False, and nothing is done, if a newer revision, or another worker's of the same, is stored."""
        ...

    async def of_schedule(self, schedule_id: str, limit: int = 20) -> list[RunRecord]:
        """Return its last runs by planned time, newest first."""
        ...

    async def recent(self, limit: int = 20) -> list[RunRecord]:
        """Return the last runs of all jobs by planned time, newest first."""
        ...

    async def forget_success(self, schedule_id: str) -> None:
        """Forget when a schedule that was removed last succeeded."""
        ...

    async def last_successes(self) -> dict[str, datetime]:
        """Return for each schedule, by id, for when its latest successful run was planned."""
        ...

    async def dead(self, limit: int = 20) -> list[RunRecord]:
        """Return the dead letters: runs that were given up and have been neither run again nor dropped, newest first."""
        ...

    async def drop(self, run_id: str) -> bool:
        """Take the run out of the dead letters; False if it is none. Its record stays."""
        ...

    async def ask_to_cancel(self, run_id: str) -> None:
        """Leave word that whoever runs it is to end it; the word is good for an hour."""
        ...

    async def asked_to_cancel(self, run_ids: Iterable[str]) -> set[str]:
        """Return those of `run_ids` that are to be ended."""
        ...

    async def take_back_cancel(self, run_id: str) -> None:
        """Forget that it was to be ended."""
        ...


RECENT = "mojo:{runs}:recent"
DEAD = "mojo:{runs}:dead"
SUCCESSES = "mojo:{runs}:successes"
_CANCEL_FOR_MS = 3_600_000

_SAVE = """
local id, record, planned, kept, kept_ms, recent, is_dead, succeeded, revision, worker = unpack(ARGV)
local stored = redis.call('GET', KEYS[1])
if stored then
  stored = cjson.decode(stored)
  local ahead = (stored.revision or 0) - tonumber(revision)
  if ahead > 0 or (ahead == 0 and (stored.worker or '') ~= worker) then return 0 end
end
redis.call('SET', KEYS[1], record, 'PX', kept_ms)
redis.call('ZADD', KEYS[2], planned, id)
redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -1 - recent)
if is_dead == '1' then
  redis.call('ZADD', KEYS[3], planned, id)
  redis.call('ZREMRANGEBYRANK', KEYS[3], 0, -1 - recent)
else
  redis.call('ZREM', KEYS[3], id)
end
if not KEYS[5] then return 1 end
if succeeded ~= '' and tonumber(redis.call('HGET', KEYS[4], succeeded) or 0) < tonumber(planned) then
  redis.call('HSET', KEYS[4], succeeded, planned)
end
redis.call('ZADD', KEYS[5], planned, id)
redis.call('PEXPIRE', KEYS[5], kept_ms)
local old = redis.call('ZRANGE', KEYS[5], 0, -1 - kept)
for _, run in ipairs(old) do redis.call('DEL', 'mojo:{runs}:run:' .. run) end
if #old > 0 then redis.call('ZREM', KEYS[5], unpack(old)) end
return 1
"""

_LIST = """
local runs = {}
for _, id in ipairs(redis.call('ZREVRANGE', KEYS[1], 0, ARGV[1] - 1)) do
  local record = redis.call('GET', 'mojo:{runs}:run:' .. id)
  if record then runs[#runs + 1] = record else redis.call('ZREM', KEYS[1], id) end
end
return runs
"""


class RedisRuns:
    """Keeps `RunStore`."""

    def __init__(self, redis: RedisClient) -> None:
        self._redis = redis
        self._save = redis.script(_SAVE)
        self._list = redis.script(_LIST)

    async def get(self, run_id: str) -> RunRecord | None:
        stored = await self._redis.execute("GET", _run_key(run_id))
        return None if stored is None else RunRecord.model_validate_json(stored)

    async def save(self, record: RunRecord) -> bool:
        keys = [_run_key(record.id), RECENT, DEAD, SUCCESSES, *([_index_key(record.schedule)] if record.schedule else [])]
        kept_ms = round(KEPT_FOR.total_seconds() * 1000)
        planned, dead = record.planned_at.timestamp(), int(record.outcome is Outcome.DEAD)
        succeeded = (record.schedule or "") if record.outcome is Outcome.SUCCEEDED else ""
        stored = record.model_dump_json(exclude_defaults=True)
        about: list[Value] = [planned, KEPT_RUNS, kept_ms, KEPT_RECENT, dead, succeeded, record.revision, record.worker or ""]
        return bool(await self._save(keys=keys, args=[record.id, stored, *about]))

    async def of_schedule(self, schedule_id: str, limit: int = 20) -> list[RunRecord]:
        return await self._listed(_index_key(schedule_id), limit)

    async def recent(self, limit: int = 20) -> list[RunRecord]:
        return await self._listed(RECENT, limit)

    async def last_successes(self) -> dict[str, datetime]:
        pairs = await self._redis.execute("HGETALL", SUCCESSES)
        found = pairs.items() if isinstance(pairs, dict) else zip(pairs[::2], pairs[1::2], strict=True)
        return {id.decode(): datetime.fromtimestamp(float(at), UTC) for id, at in found}

    async def forget_success(self, schedule_id: str) -> None:
        await self._redis.execute("HDEL", SUCCESSES, schedule_id)

    async def dead(self, limit: int = 20) -> list[RunRecord]:
        return await self._listed(DEAD, limit)

    async def drop(self, run_id: str) -> bool:
        return bool(await self._redis.execute("ZREM", DEAD, run_id))

    async def ask_to_cancel(self, run_id: str) -> None:
        await self._redis.execute("SET", _cancel_key(run_id), "1", "PX", _CANCEL_FOR_MS)

    async def asked_to_cancel(self, run_ids: Iterable[str]) -> set[str]:
        ids = list(run_ids)
        words = await self._redis.execute("MGET", *map(_cancel_key, ids)) if ids else []
        return {id for id, word in zip(ids, words, strict=True) if word}

    async def take_back_cancel(self, run_id: str) -> None:
        await self._redis.execute("DEL", _cancel_key(run_id))

    async def _listed(self, key: str, limit: int) -> list[RunRecord]:
        stored = await self._list(keys=[key], args=[limit])
        return [RunRecord.model_validate_json(record) for record in stored]


def _run_key(run_id: str) -> str:
    return f"mojo:{{runs}}:run:{run_id}"


def _index_key(schedule_id: str) -> str:
    return f"mojo:{{runs}}:of:{schedule_id}"


def _cancel_key(run_id: str) -> str:
    return f"mojo:{{runs}}:cancel:{run_id}"
