"""Failed attempts in Redis, so that guessing at one replica is felt at all of them."""

import hashlib

from mojo.shared.auth.attempts import FORGOTTEN_AFTER_S, WAITS_S
from mojo.shared.persistence.client import RedisClient
from mojo.shared.util.clock import Clock

_FAILED = """
local failures = redis.call('HINCRBY', KEYS[1], 'failures', 1)
local last = tonumber(redis.call('HGET', KEYS[1], 'last') or ARGV[1])
if tonumber(ARGV[1]) - last >= tonumber(ARGV[2]) then
  failures = 1
  redis.call('HSET', KEYS[1], 'failures', 1)
end
local wait_ms = tonumber(ARGV[2 + math.min(failures, #ARGV - 2)])
redis.call('HSET', KEYS[1], 'last', ARGV[1], 'until', string.format('%.0f', tonumber(ARGV[1]) + wait_ms))
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return failures
"""


class RedisAttempts:
    """Keeps `AttemptStore`."""

    def __init__(self, redis: RedisClient, clock: Clock) -> None:
        self._redis = redis
        self._clock = clock
        self._failed = redis.script(_FAILED)

    async def blocked_for_s(self, kind: str, subject: str) -> float:
        until_ms = await self._redis.execute("HGET", _key(kind, subject), "until")
        return 0.0 if until_ms is None else max(0.0, (int(until_ms) - self._now_ms()) / 1000)

    async def failed(self, kind: str, subject: str) -> int:
        args = [self._now_ms(), FORGOTTEN_AFTER_S * 1000, *(wait_s * 1000 for wait_s in WAITS_S)]
        return int(await self._failed(keys=[_key(kind, subject)], args=args))

    async def forget(self, kind: str, subject: str) -> None:
        await self._redis.execute("DEL", _key(kind, subject))

    def _now_ms(self) -> int:
        return int(self._clock.now().timestamp() * 1000)


def _key(kind: str, subject: str) -> str:
    digest = hashlib.sha256(subject.encode()).hexdigest()[:32]
    return f"mojo:{{attempts}}:{kind}:{digest}"
