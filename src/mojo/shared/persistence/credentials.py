"""Login codes, passwords and the ring of signing keys in Redis."""

from datetime import datetime

import orjson

from mojo.shared.auth.credentials import Password
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.sessions import to_ms
from mojo.shared.util.clock import Clock

PASSWORDS = "mojo:{people}:passwords"
LOGINS = "mojo:{people}:logins"
"""Login name to user id."""
RING = "mojo:signing_keys"

_TAKE = """
local stored = redis.call('HMGET', KEYS[1], 'user_id', 'ends')
redis.call('DEL', KEYS[1])
return stored[1] and tonumber(ARGV[1]) < tonumber(stored[2]) and stored[1]
"""

_PUT_CODE = """
redis.call('HSET', KEYS[1], 'user_id', ARGV[1], 'ends', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
"""

_PUT = """
local holder = redis.call('HGET', KEYS[2], ARGV[2])
if holder and holder ~= ARGV[1] then return 0 end
local before = redis.call('HGET', KEYS[1], ARGV[1])
if before then redis.call('HDEL', KEYS[2], cjson.decode(before)[1]) end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
redis.call('HSET', KEYS[2], ARGV[2], ARGV[1])
return 1
"""

_BY_LOGIN = """
local id = redis.call('HGET', KEYS[2], ARGV[1])
local stored = id and redis.call('HGET', KEYS[1], id)
return stored and {id, stored}
"""

_FORGET = """
local before = redis.call('HGET', KEYS[1], ARGV[1])
if not before then return 0 end
redis.call('HDEL', KEYS[2], cjson.decode(before)[1])
return redis.call('HDEL', KEYS[1], ARGV[1])
"""

_SWAP = """
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1
"""


class RedisLoginCodes:
    """Keeps `LoginCodes`."""

    def __init__(self, redis: RedisClient, clock: Clock) -> None:
        self._clock = clock
        self._put = redis.script(_PUT_CODE)
        self._take = redis.script(_TAKE)

    async def put(self, fingerprint: str, user_id: str, expires_at: datetime) -> None:
        ends_ms = to_ms(expires_at)
        lives_ms = max(1, ends_ms - to_ms(self._clock.now()))
        await self._put(keys=[_code_key(fingerprint)], args=[user_id, ends_ms, lives_ms])

    async def take(self, fingerprint: str) -> str | None:
        user_id = await self._take(keys=[_code_key(fingerprint)], args=[to_ms(self._clock.now())])
        return user_id.decode() if user_id else None


class RedisPasswords:
    """Keeps `Passwords`."""

    def __init__(self, redis: RedisClient) -> None:
        self._redis = redis
        self._put = redis.script(_PUT)
        self._by_login = redis.script(_BY_LOGIN)
        self._forget = redis.script(_FORGET)

    async def put(self, password: Password) -> bool:
        stored = orjson.dumps([password.login, password.hash])
        return bool(await self._put(keys=[PASSWORDS, LOGINS], args=[password.user_id, password.login, stored]))

    async def of(self, user_id: str) -> Password | None:
        stored = await self._redis.execute("HGET", PASSWORDS, user_id)
        return None if stored is None else Password(user_id, *orjson.loads(stored))

    async def by_login(self, login: str) -> Password | None:
        found = await self._by_login(keys=[PASSWORDS, LOGINS], args=[login])
        return None if not found else Password(found[0].decode(), *orjson.loads(found[1]))

    async def forget(self, user_id: str) -> bool:
        return bool(await self._forget(keys=[PASSWORDS, LOGINS], args=[user_id]))


class RedisRing:
    """Keeps `RingStore`: one document, replaced only by who has read its last state."""

    def __init__(self, redis: RedisClient) -> None:
        self._redis = redis
        self._swap = redis.script(_SWAP)

    async def read(self) -> bytes | None:
        ring: bytes | None = await self._redis.execute("GET", RING)
        return ring

    async def swap(self, before: bytes | None, after: bytes) -> bool:
        return bool(await self._swap(keys=[RING], args=[before or b"", after]))


def _code_key(fingerprint: str) -> str:
    return f"mojo:{{people}}:login:{fingerprint}"
