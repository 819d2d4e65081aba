"""Schedules, as stored."""

from typing import Protocol

from mojo.shared.model.schedules import Schedule
from mojo.shared.persistence.client import RedisClient
from mojo.shared.util.pieces import in_pieces


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


SCHEDULES = "mojo:{schedules}:all"


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
        schedules = [Schedule.model_validate_json(one) async for piece in in_pieces(stored) for one in piece]
        return sorted(schedules, key=lambda schedule: schedule.id)
