"""Invitations in Redis: the hash of each code and the scopes it carries."""

import orjson

from mojo.shared.model.people import EVERY_SCOPE
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.codes import CodeFile, code_fingerprint

CODES = "mojo:{invitations}:codes"
OWNER = "mojo:{invitations}:owner"
"""Says that the owner has come in."""

OWNER_SCOPES = frozenset({EVERY_SCOPE})

_OFFER = """
if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2])
return 1
"""

REDEEMED = "mojo:{invitations}:redeemed"
"""Who has used each code, and the scopes it carried."""

_REDEEM = """
local used = redis.call('HGET', KEYS[3], ARGV[1])
if used then
  local by = cjson.decode(used)
  return by[1] == ARGV[3] and by[2]
end
local scopes = redis.call('HGET', KEYS[1], ARGV[1])
if not scopes then return false end
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('HSET', KEYS[3], ARGV[1], cjson.encode({ARGV[3], scopes}))
if scopes == ARGV[2] then redis.call('SET', KEYS[2], '1') end
return scopes
"""


class RedisInvitations:
    """Keeps `Invitations`. The clear owner's code is in a file of the data directory until it has been used."""

    def __init__(self, redis: RedisClient, owner_code: CodeFile) -> None:
        self._offer = redis.script(_OFFER)
        self._redeem = redis.script(_REDEEM)
        self._owner_code = owner_code

    async def owner_code(self) -> str | None:
        code = self._owner_code.read_or_make()
        if await self._offer(keys=[CODES, OWNER], args=[code_fingerprint(code), _stored(OWNER_SCOPES)]):
            return code
        self._owner_code.forget()
        return None

    async def redeem(self, code: str, by: str) -> frozenset[str] | None:
        scopes = await self._redeem(keys=[CODES, OWNER, REDEEMED], args=[code_fingerprint(code), _stored(OWNER_SCOPES), by])
        return None if scopes is None else frozenset(orjson.loads(scopes))


def _stored(scopes: frozenset[str]) -> bytes:
    return orjson.dumps(sorted(scopes))
