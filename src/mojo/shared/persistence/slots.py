"""How many may do one thing at a time, whatever process they are in."""

from typing import Protocol

from mojo.shared.persistence.client import RedisClient


class Slots(Protocol):
    """Every method raises StoreUnavailable."""

    async def take(self, key: str, holder: str, limit: int, ttl_s: float) -> list[str]:
        """Take one of the `limit` slots of `key` for `ttl_s`, or prolong one's own; return who is in the way, [] if taken."""
        ...

    async def release(self, key: str, holder: str) -> None:
        """Give the slot back, if `holder` has one."""
        ...


_TAKE = """
local holder, limit, ttl_ms = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now_ms = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now_ms)
if not redis.call('ZSCORE', KEYS[1], holder) and redis.call('ZCARD', KEYS[1]) >= limit then
  return redis.call('ZRANGE', KEYS[1], 0, -1)
end
redis.call('ZADD', KEYS[1], now_ms + ttl_ms, holder)
if redis.call('PTTL', KEYS[1]) < ttl_ms then redis.call('PEXPIRE', KEYS[1], ttl_ms) end
return {}
"""


class RedisSlots:
    """Keeps `Slots`, by Redis's own clock."""

    def __init__(self, redis: RedisClient) -> None:
        self._redis = redis
        self._take = redis.script(_TAKE)

    async def take(self, key: str, holder: str, limit: int, ttl_s: float) -> list[str]:
        taken = await self._take(keys=[_key(key)], args=[holder, limit, max(1, round(ttl_s * 1000))])
        return [other.decode() for other in taken]

    async def release(self, key: str, holder: str) -> None:
        await self._redis.execute("ZREM", _key(key), holder)


def _key(key: str) -> str:
    return f"mojo:{{slots:{key}}}:held"
