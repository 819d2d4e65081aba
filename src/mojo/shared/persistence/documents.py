"""Small JSON documents in Redis, one key each."""

from typing import Any

import orjson

from mojo.shared.persistence.client import RedisClient


class RedisDocuments:
    """Keeps `Documents`."""

    def __init__(self, redis: RedisClient) -> None:
        self._redis = redis

    async def read(self, key: str) -> Any | None:
        stored = await self._redis.execute("GET", _key(key))
        return None if stored is None else orjson.loads(stored)

    async def write(self, key: str, document: Any, ttl_s: float) -> None:
        """Store `document` (JSON) for `ttl_s`. Raises TypeError if it is not JSON, StoreUnavailable."""
        await self._redis.execute("SET", _key(key), orjson.dumps(document), "PX", max(1, round(ttl_s * 1000)))

    async def delete(self, key: str) -> None:
        await self._redis.execute("DEL", _key(key))


def _key(key: str) -> str:
    return f"mojo:document:{key}"
