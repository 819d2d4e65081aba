"""Small JSON records that stay until somebody removes them, in Redis: one hash a shelf."""

from typing import Any

import orjson

from mojo.shared.errors import Conflict
from mojo.shared.persistence.client import RedisClient

_SWAP = """
local id, before, after, limit = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
if (redis.call('HGET', KEYS[1], id) or '') ~= before then return 0 end
if after == '' then
  redis.call('HDEL', KEYS[1], id)
elseif before == '' and redis.call('HLEN', KEYS[1]) >= limit then
  return -1
else
  redis.call('HSET', KEYS[1], id, after)
end
return 1
"""


class ShelfFull(Conflict):
    """As many records as the shelf takes are on it; `params["limit"]` is how many."""

    code = "records.full"


class RedisRecords:
    """Keeps `Records`."""

    def __init__(self, redis: RedisClient) -> None:
        self._redis = redis
        self._swap = redis.script(_SWAP)

    async def read(self, shelf: str, id: str) -> Any | None:
        stored = await self._redis.execute("HGET", _key(shelf), id)
        return None if stored is None else orjson.loads(stored)

    async def all(self, shelf: str) -> dict[str, Any]:
        stored = await self._redis.execute("HGETALL", _key(shelf))
        pairs = stored.items() if isinstance(stored, dict) else zip(stored[::2], stored[1::2], strict=True)
        return {id.decode(): orjson.loads(record) for id, record in sorted(pairs)}

    async def swap(self, shelf: str, id: str, before: Any | None, after: Any | None, limit: int = 10_000) -> bool:
        done = await self._swap(keys=[_key(shelf)], args=[id, dumped(before), dumped(after), limit])
        if done < 0:
            raise shelf_full(limit)
        return bool(done)

    async def clear(self, shelf: str) -> None:
        await self._redis.execute("DEL", _key(shelf))


def shelf_full(limit: int) -> ShelfFull:
    """Return what one record too many raises."""
    return ShelfFull(f"There are {limit} already, which is as many as are kept; remove one first.", limit=limit)


def dumped(record: Any | None) -> bytes:
    """Return the one form of a record, so that equal ones compare equal; nothing for None."""
    return b"" if record is None else orjson.dumps(record, option=orjson.OPT_SORT_KEYS)


def _key(shelf: str) -> str:
    return f"mojo:{{records:{shelf}}}"
