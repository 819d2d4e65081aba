"""What became of notifications, for a week: a hash each, a list a chat, and a count of every outcome there ever was."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Protocol

from mojo.shared.model.deliveries import Acted, Action, DeliveryRecord
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.pool import Value
from mojo.shared.util.clock import Clock

KEPT_FOR = timedelta(days=7)
KEPT_OF_LANE = 100


class Deliveries(Protocol):
    """`short_id` is a notification's. Every method raises StoreUnavailable."""

    async def record(self, short_id: str, record: DeliveryRecord) -> None:
        """Write down one outcome, in place of an earlier one in the same lane, and count it."""
        ...

    async def of_notification(self, short_id: str) -> list[DeliveryRecord]:
        """Return the last outcome in each lane, in lane order."""
        ...

    async def of_lane(self, lane: str, limit: int = KEPT_OF_LANE) -> list[DeliveryRecord]:
        """Return the last outcomes of one chat or target, newest first."""
        ...

    async def counts(self) -> dict[str, int]:
        """Return how often each outcome has come."""
        ...

    async def act(self, short_id: str, acted: Acted) -> bool:
        """Write down what somebody did; False if it is an acknowledgement and not the first."""
        ...

    async def acts(self, short_id: str) -> list[Acted]:
        """Return what people did, in order; of each kind the last of each person."""
        ...


_RECORD = """
local OF, LANE, COUNTS = KEYS[1], KEYS[2], KEYS[3]
local lane, record, outcome, kept_ms, kept = unpack(ARGV)
redis.call('HSET', OF, lane, record)
redis.call('PEXPIRE', OF, kept_ms)
redis.call('LPUSH', LANE, record)
redis.call('LTRIM', LANE, 0, kept - 1)
redis.call('PEXPIRE', LANE, kept_ms)
redis.call('HINCRBY', COUNTS, outcome, 1)
"""

_ACT = """
if ARGV[3] == '1' and redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1
"""


class RedisDeliveries:
    """Keeps `Deliveries`."""

    def __init__(self, redis: RedisClient) -> None:
        self._redis = redis
        self._record = redis.script(_RECORD)
        self._act = redis.script(_ACT)
        self._kept_ms = round(KEPT_FOR.total_seconds() * 1000)

    async def record(self, short_id: str, record: DeliveryRecord) -> None:
        keys = [_key("of", short_id), _key("lane", record.lane), _key("counts")]
        args: list[Value] = [record.lane, record.model_dump_json(), record.outcome.value, self._kept_ms, KEPT_OF_LANE]
        await self._record(keys, args)

    async def of_notification(self, short_id: str) -> list[DeliveryRecord]:
        stored = await self._redis.execute("HVALS", _key("of", short_id))
        return sorted(map(DeliveryRecord.model_validate_json, stored), key=lambda record: record.lane)

    async def of_lane(self, lane: str, limit: int = KEPT_OF_LANE) -> list[DeliveryRecord]:
        stored = await self._redis.execute("LRANGE", _key("lane", lane), 0, limit - 1)
        return [DeliveryRecord.model_validate_json(record) for record in stored]

    async def counts(self) -> dict[str, int]:
        stored: dict[bytes, bytes] = await self._redis.execute("HGETALL", _key("counts"))
        return {outcome.decode(): int(count) for outcome, count in sorted(stored.items())}

    async def act(self, short_id: str, acted: Acted) -> bool:
        args: list[Value] = [_field(acted), acted.model_dump_json(), int(acted.action is Action.ACKNOWLEDGED), self._kept_ms]
        return bool(await self._act([_key("acts", short_id)], args))

    async def acts(self, short_id: str) -> list[Acted]:
        stored = await self._redis.execute("HVALS", _key("acts", short_id))
        return sorted(map(Acted.model_validate_json, stored), key=lambda acted: acted.at)


class MemoryDeliveries:
    """Keeps `Deliveries`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._records: list[tuple[str, DeliveryRecord]] = []
        self._acts: dict[tuple[str, str], Acted] = {}
        self._counts: Counter[str] = Counter()

    async def record(self, short_id: str, record: DeliveryRecord) -> None:
        self._records.insert(0, (short_id, record))
        self._counts[record.outcome.value] += 1

    async def of_notification(self, short_id: str) -> list[DeliveryRecord]:
        newest = {record.lane: record for id, record in reversed(self._records) if id == short_id and record.at > self._oldest()}
        return [newest[lane] for lane in sorted(newest)]

    async def of_lane(self, lane: str, limit: int = KEPT_OF_LANE) -> list[DeliveryRecord]:
        found = [record for _, record in self._records if record.lane == lane and record.at > self._oldest()]
        return found[: min(limit, KEPT_OF_LANE)]

    async def counts(self) -> dict[str, int]:
        return dict(sorted(self._counts.items()))

    async def act(self, short_id: str, acted: Acted) -> bool:
        key = short_id, _field(acted)
        if acted.action is Action.ACKNOWLEDGED and key in self._acts:
            return False
        self._acts[key] = acted
        return True

    async def acts(self, short_id: str) -> list[Acted]:
        found = [acted for (id, _), acted in self._acts.items() if id == short_id]
        return sorted(found, key=lambda acted: acted.at)

    def _oldest(self) -> datetime:
        return self._clock.now() - KEPT_FOR


def _field(acted: Acted) -> str:
    """Return where it stands: the first acknowledgement counts, other things everybody does for themselves."""
    return acted.action.value if acted.action is Action.ACKNOWLEDGED else f"{acted.action.value}:{acted.user_id}"


def _key(*parts: str) -> str:
    return ":".join(("mojo:{deliveries}", *parts))
