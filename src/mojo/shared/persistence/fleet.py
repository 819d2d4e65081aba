"""What processes tell each other about outside services, in Redis."""

import secrets

from mojo.shared.persistence.client import RedisClient

COUNTED_FOR_S = 2 * 86_400
"""A day's calls are kept a day longer, for clocks that differ."""

_RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"
_COUNT = """
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return count
"""
_LEAVE_ALONE = """
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], '1', 'PX', ARGV[1]) end
"""


class RedisFleet:
    """Keeps `Fleet`."""

    def __init__(self, redis: RedisClient) -> None:
        self._redis = redis
        self._release = redis.script(_RELEASE)
        self._count = redis.script(_COUNT)
        self._leave_alone = redis.script(_LEAVE_ALONE)

    async def claim(self, task: str, ttl_s: float) -> str | None:
        token = secrets.token_hex(8)
        taken = await self._redis.execute("SET", _key("task", task), token, "NX", "PX", _ms(ttl_s))
        return token if taken else None

    async def release(self, task: str, token: str) -> None:
        await self._release(keys=[_key("task", task)], args=[token])

    async def leave_alone(self, service: str, for_s: float) -> None:
        await self._leave_alone(keys=[_key("open", service)], args=[_ms(for_s)])

    async def welcome(self, service: str) -> None:
        await self._redis.execute("DEL", _key("open", service))

    async def left_alone_s(self, service: str) -> float | None:
        left_ms: int = await self._redis.execute("PTTL", _key("open", service))
        return max(0, left_ms) / 1000

    async def count_call(self, service: str, day: str) -> int:
        count: int = await self._count(keys=[_key("calls", f"{service}:{day}")], args=[COUNTED_FOR_S])
        return count


def _key(kind: str, name: str) -> str:
    return f"mojo:external:{kind}:{name}"


def _ms(seconds: float) -> int:
    return max(1, round(seconds * 1000))
