"""Personal access tokens in Redis: a hash each under its fingerprint, and one that finds a person's by id."""

from mojo.shared.model.access import AccessToken
from mojo.shared.model.people import User
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.pool import Value
from mojo.shared.persistence.sessions import from_ms, to_ms
from mojo.shared.util.clock import Clock

_PUT = """
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], unpack(ARGV, 4))
if ARGV[3] ~= '0' then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
"""

_LIST = """
local found, rows = {}, redis.call('HGETALL', KEYS[1])
for i = 1, #rows, 2 do
  local key = 'mojo:{people}:token:' .. rows[i + 1]
  local t = redis.call('HMGET', key, 'token', 'used', 'ends')
  if t[1] and (t[3] == '0' or tonumber(ARGV[1]) < tonumber(t[3])) then
    found[#found + 1] = {t[1], t[2]}
  else
    redis.call('HDEL', KEYS[1], rows[i])
    redis.call('DEL', key)
  end
end
return found
"""

_REVOKE = """
local fingerprint = redis.call('HGET', KEYS[1], ARGV[1])
if not fingerprint then return 0 end
redis.call('HDEL', KEYS[1], ARGV[1])
return redis.call('DEL', 'mojo:{people}:token:' .. fingerprint)
"""

_REVOKE_ALL = """
local revoked = 0
for _, fingerprint in ipairs(redis.call('HVALS', KEYS[1])) do
  revoked = revoked + redis.call('DEL', 'mojo:{people}:token:' .. fingerprint)
end
redis.call('DEL', KEYS[1])
return revoked
"""


class RedisAccessTokens:
    """Keeps `AccessTokenStore`."""

    def __init__(self, redis: RedisClient, clock: Clock) -> None:
        self._clock = clock
        self._put = redis.script(_PUT)
        self._list = redis.script(_LIST)
        self._revoke = redis.script(_REVOKE)
        self._revoke_all = redis.script(_REVOKE_ALL)

    async def put(self, fingerprint: str, token: AccessToken, stand_in: User | None = None) -> None:
        ends_ms = to_ms(token.expires_at) if token.expires_at else 0
        lives_ms = max(1, ends_ms - to_ms(token.created_at)) if ends_ms else 0
        fields: dict[str, Value] = {
            "id": token.id,
            "user_id": token.user_id,
            "scopes": " ".join(sorted(token.scopes)),
            "ends": ends_ms,
            "token": token.model_dump_json(exclude={"last_used_at"}),
        }
        if stand_in is not None:
            fields["stand_in"] = stand_in.model_dump_json()
        flat = [part for field in fields.items() for part in field]
        keys = [token_key(fingerprint), _index(token.user_id)]
        await self._put(keys=keys, args=[token.id, fingerprint, lives_ms, *flat])

    async def tokens_of(self, user_id: str) -> list[AccessToken]:
        rows = await self._list(keys=[_index(user_id)], args=[to_ms(self._clock.now())])
        return sorted((_token(stored, used) for stored, used in rows), key=lambda it: (it.created_at, it.id), reverse=True)

    async def revoke(self, user_id: str, token_id: str) -> bool:
        return bool(await self._revoke(keys=[_index(user_id)], args=[token_id]))

    async def revoke_all(self, user_id: str) -> int:
        return int(await self._revoke_all(keys=[_index(user_id)]))


def token_key(fingerprint: str) -> str:
    """Return where an access token is kept."""
    return f"mojo:{{people}}:token:{fingerprint}"


def _index(user_id: str) -> str:
    return f"mojo:{{people}}:tokens:{user_id}"


def _token(stored: bytes, used: bytes | None) -> AccessToken:
    token = AccessToken.model_validate_json(stored)
    return token if used is None else token.model_copy(update={"last_used_at": from_ms(used)})
