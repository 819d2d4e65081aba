"""Leadership for a while: one holder a name, and a number that tells a late holder from the present one."""

from typing import Protocol

from mojo.shared.persistence.client import RedisClient


class Leases(Protocol):
    """Every method raises StoreUnavailable; a holder that sees it must count the lease as lost once `ttl_s` has passed."""

    async def hold(self, name: str, holder: str, ttl_s: float) -> int | None:
        """Take the lease, or prolong one's own, for `ttl_s`; return its fence, None if somebody else holds it.

        The fence grows whenever the lease is taken anew, and stays the same while it is prolonged.
        """
        ...

    async def release(self, name: str, holder: str) -> None:
        """Give the lease back, if `holder` has it."""
        ...


_HOLD = """
local holder = redis.call('HGET', KEYS[1], 'holder')
if holder and holder ~= ARGV[1] then return false end
if not holder then
  redis.call('HSET', KEYS[1], 'holder', ARGV[1], 'fence', redis.call('INCR', KEYS[2]))
end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return tonumber(redis.call('HGET', KEYS[1], 'fence'))
"""

_RELEASE = "if redis.call('HGET', KEYS[1], 'holder') == ARGV[1] then redis.call('DEL', KEYS[1]) end"


class RedisLeases:
    """Keeps `Leases`; the fence outlives every holder."""

    def __init__(self, redis: RedisClient) -> None:
        self._hold = redis.script(_HOLD)
        self._release = redis.script(_RELEASE)

    async def hold(self, name: str, holder: str, ttl_s: float) -> int | None:
        fence: int | None = await self._hold(keys=_keys(name), args=[holder, max(1, round(ttl_s * 1000))])
        return fence

    async def release(self, name: str, holder: str) -> None:
        await self._release(keys=_keys(name), args=[holder])


def _keys(name: str) -> list[str]:
    return [f"mojo:{{lease:{name}}}:held", f"mojo:{{lease:{name}}}:fence"]
