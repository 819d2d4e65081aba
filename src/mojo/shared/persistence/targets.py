"""External targets in Redis: one hash."""

from collections.abc import Iterable
from typing import Protocol

import orjson

from mojo.shared.model.targets import OutsideTarget
from mojo.shared.persistence.client import RedisClient

TARGETS = "mojo:{targets}:all"


class TargetStore(Protocol):
    """Every method raises StoreUnavailable."""

    async def put(self, target: OutsideTarget) -> None:
        """Create or replace it."""
        ...

    async def get(self, target_id: str) -> OutsideTarget | None: ...

    async def all(self) -> list[OutsideTarget]:
        """Return every target, oldest first."""
        ...

    async def remove(self, target_id: str) -> bool:
        """Forget it; False if there was none."""
        ...


class RedisTargets:
    """Keeps `TargetStore`."""

    def __init__(self, redis: RedisClient) -> None:
        self._redis = redis

    async def put(self, target: OutsideTarget) -> None:
        stored = orjson.dumps({**target.model_dump(mode="json"), "url": target.url.get_secret_value()})
        await self._redis.execute("HSET", TARGETS, target.id, stored)

    async def get(self, target_id: str) -> OutsideTarget | None:
        stored = await self._redis.execute("HGET", TARGETS, target_id)
        return None if stored is None else OutsideTarget.model_validate_json(stored)

    async def all(self) -> list[OutsideTarget]:
        stored = await self._redis.execute("HVALS", TARGETS)
        return oldest_first(OutsideTarget.model_validate_json(target) for target in stored)

    async def remove(self, target_id: str) -> bool:
        return bool(await self._redis.execute("HDEL", TARGETS, target_id))


class MemoryTargets:
    """Keeps `TargetStore`."""

    def __init__(self) -> None:
        self._targets: dict[str, OutsideTarget] = {}

    async def put(self, target: OutsideTarget) -> None:
        self._targets[target.id] = target

    async def get(self, target_id: str) -> OutsideTarget | None:
        return self._targets.get(target_id)

    async def all(self) -> list[OutsideTarget]:
        return oldest_first(self._targets.values())

    async def remove(self, target_id: str) -> bool:
        return self._targets.pop(target_id, None) is not None


def oldest_first(targets: Iterable[OutsideTarget]) -> list[OutsideTarget]:
    """Return them in the order they were added."""
    return sorted(targets, key=lambda target: (target.created_at, target.id))
