"""Sessions in Redis: a hash each, with its refresh tokens' hashes, and a set of each person's.

Keys live in the hash tag `{people}`, so that the guard reads a session and its person in one script (ADR 0017).
"""

from datetime import UTC, datetime, timedelta

from mojo.shared.auth.sessions import GRACE_S, Outcome, RefreshToken, Rotation
from mojo.shared.model.access import Session
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.pool import Value
from mojo.shared.util.clock import Clock

_START = """
redis.call('HSET', KEYS[1], unpack(ARGV, 3))
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.call('SADD', KEYS[2], ARGV[1])
"""

_ROTATE = """
local s = redis.call('HMGET', KEYS[1], 'user_id', 'family', 'current', 'previous', 'rotated', 'sealed', 'ends', 'idle', 'used')
local now = tonumber(ARGV[5])
if not s[1] or s[2] ~= ARGV[1] then return {'unknown'} end
if now >= tonumber(s[7]) or now >= tonumber(s[9]) + tonumber(s[8]) then return {'unknown'} end
if s[3] == ARGV[2] then
  redis.call('HSET', KEYS[1], 'current', ARGV[3], 'previous', ARGV[2], 'sealed', ARGV[4], 'rotated', ARGV[5], 'used', ARGV[5])
  redis.call('PEXPIRE', KEYS[1], math.min(tonumber(s[8]), tonumber(s[7]) - now))
  return {'rotated', s[1]}
end
if s[4] == ARGV[2] and now - tonumber(s[5]) <= tonumber(ARGV[6]) then return {'again', s[1], s[6]} end
redis.call('DEL', KEYS[1])
redis.call('SREM', 'mojo:{people}:sessions:' .. s[1], ARGV[7])
return {'reused', s[1]}
"""

_LIST = """
local found = {}
for _, id in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  local key = 'mojo:{people}:session:' .. id
  local s = redis.call('HMGET', key, 'device', 'created', 'used', 'ends', 'idle')
  if s[2] and tonumber(ARGV[1]) < math.min(tonumber(s[4]), tonumber(s[3]) + tonumber(s[5])) then
    found[#found + 1] = {id, s[1], s[2], s[3], s[4], s[5]}
  else
    redis.call('SREM', KEYS[1], id)
    redis.call('DEL', key)
  end
end
return found
"""

_END = """
if redis.call('SREM', KEYS[1], ARGV[1]) == 0 then return 0 end
return redis.call('DEL', KEYS[2])
"""

_END_ALL = """
local ended = 0
for _, id in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  ended = ended + redis.call('DEL', 'mojo:{people}:session:' .. id)
end
redis.call('DEL', KEYS[1])
return ended
"""


class RedisSessions:
    """Keeps `SessionStore`."""

    def __init__(self, redis: RedisClient, clock: Clock) -> None:
        self._clock = clock
        self._start = redis.script(_START)
        self._rotate = redis.script(_ROTATE)
        self._list = redis.script(_LIST)
        self._end = redis.script(_END)
        self._end_all = redis.script(_END_ALL)

    async def start(self, session: Session, first: RefreshToken, ends_at: datetime, idle: timedelta) -> None:
        now_ms, ends_ms, idle_ms = to_ms(session.created_at), to_ms(ends_at), int(idle.total_seconds() * 1000)
        fields: dict[str, Value] = {
            "user_id": session.user_id,
            "device": session.device,
            "created": now_ms,
            "used": now_ms,
            "ends": ends_ms,
            "idle": idle_ms,
            "family": first.family_hash,
            "current": first.secret_hash,
        }
        flat = [part for field in fields.items() for part in field]
        lives_ms = min(idle_ms, ends_ms - now_ms)
        await self._start(keys=[session_key(session.id), _index(session.user_id)], args=[session.id, lives_ms, *flat])

    async def rotate(self, presented: RefreshToken, successor: RefreshToken) -> Rotation:
        hashes = [presented.family_hash, presented.secret_hash, successor.secret_hash, presented.seal(successor)]
        args: list[Value] = [*hashes, to_ms(self._clock.now()), GRACE_S * 1000, presented.session_id]
        outcome, *rest = await self._rotate(keys=[session_key(presented.session_id)], args=args)
        return Rotation(Outcome(outcome.decode()), *(part.decode() for part in rest))

    async def sessions_of(self, user_id: str) -> list[Session]:
        stored = await self._list(keys=[_index(user_id)], args=[to_ms(self._clock.now())])
        return sorted((_session(user_id, row) for row in stored), key=lambda it: it.last_used_at, reverse=True)

    async def end(self, user_id: str, session_id: str) -> bool:
        return bool(await self._end(keys=[_index(user_id), session_key(session_id)], args=[session_id]))

    async def end_all(self, user_id: str) -> int:
        return int(await self._end_all(keys=[_index(user_id)]))


def session_key(session_id: str) -> str:
    """Return where a session is kept."""
    return f"mojo:{{people}}:session:{session_id}"


def to_ms(at: datetime) -> int:
    """Return an instant in milliseconds since 1970."""
    return round(at.timestamp() * 1000)


def from_ms(stored: bytes) -> datetime:
    """Read what `to_ms` made."""
    return datetime.fromtimestamp(int(stored) / 1000, UTC)


def _index(user_id: str) -> str:
    return f"mojo:{{people}}:sessions:{user_id}"


def _session(user_id: str, row: list[bytes]) -> Session:
    id, device, created, used, ends, idle = row
    expires_at = min(from_ms(ends), from_ms(used) + timedelta(milliseconds=int(idle)))
    return Session(
        id=id.decode(),
        user_id=user_id,
        device=device.decode(),
        created_at=from_ms(created),
        last_used_at=from_ms(used),
        expires_at=expires_at,
    )
