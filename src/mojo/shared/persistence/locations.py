"""Where people are, as stored: JSON that only the feature understands, a hash, a history and a log of looks a person.

Every key of one person has one hash tag, so that a position is taken in one script and forgotten in one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.pool import Value

KEPT_LOOKS = 500
DAY_MS = 24 * 3600 * 1000
LOOKS_KEPT_MS = 90 * DAY_MS


@dataclass(frozen=True, slots=True)
class Person:
    """What is stored about one person; None where there is nothing."""

    profile: bytes | None = None
    track: bytes | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of somebody's history. The same line is kept once, however often it comes."""

    at_ms: int
    line: bytes


class LocationStore(Protocol):
    """Every method raises StoreUnavailable."""

    async def read(self, user_id: str) -> Person:
        """Return what is stored."""
        ...

    async def put_profile(self, user_id: str, before: bytes | None, profile: bytes) -> bool:
        """Replace the profile; False, and nothing done, if it is not `before` any more."""
        ...

    async def put_track(
        self, user_id: str, before: Person, track: bytes, entries: Sequence[Entry] = (), keep_from_ms: int = 0
    ) -> bool:
        """Replace the track and add `entries`, forgetting what is older than `keep_from_ms`.

        False, and nothing done, if profile or track are not those of `before` any more: nobody is tracked a moment too long.
        """
        ...

    async def history(self, user_id: str, from_ms: int, until_ms: int, limit: int) -> list[bytes]:
        """Return up to `limit` lines from `from_ms` to before `until_ms`, oldest first."""
        ...

    async def forget_history(self, user_id: str, before_ms: int | None = None) -> int:
        """Delete the history, or what is older than `before_ms`; return how much that was."""
        ...

    async def note_look(self, user_id: str, look: bytes) -> None:
        """Write down that somebody looked. The last 500 are kept, for 90 days after the last."""
        ...

    async def looks(self, user_id: str, limit: int) -> list[bytes]:
        """Return the last looks, newest first."""
        ...

    async def forget(self, user_id: str) -> None:
        """Delete everything about the person."""
        ...

    async def forget_track(self, user_id: str) -> None:
        """Delete where they are and were, not what they allowed."""
        ...

    async def offer(self, viewer: str, user_id: str) -> None:
        """Note that `user_id` has allowed `viewer` something: a hint where to look, and never a leave."""
        ...

    async def offers(self, viewer: str) -> list[str]:
        """Return who has ever allowed `viewer` something, in id order."""
        ...

    async def forget_offers(self, viewer: str) -> None:
        """Forget them."""
        ...

    async def wake(self, user_id: str, at_ms: int) -> None:
        """Have `due` name the person from `at_ms` on."""
        ...

    async def due(self, now_ms: int, again_ms: int, limit: int) -> list[str]:
        """Return up to `limit` people to be looked after now; they are due again at `again_ms` unless `rest` is called."""
        ...

    async def rest(self, user_id: str, again_ms: int) -> None:
        """Have `due` name the person no more, unless somebody has called `wake` since."""
        ...


_PUT_PROFILE = """
local before = redis.call('HGET', KEYS[1], 'profile') or ''
if before ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'profile', ARGV[2])
return 1
"""

_PUT_TRACK = """
local now = redis.call('HMGET', KEYS[1], 'profile', 'track')
if (now[1] or '') ~= ARGV[1] or (now[2] or '') ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], 'track', ARGV[3])
for i = 5, #ARGV, 2 do redis.call('ZADD', KEYS[2], ARGV[i], ARGV[i + 1]) end
if #ARGV > 4 then redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', '(' .. ARGV[4]) end
return 1
"""

_NOTE_LOOK = """
redis.call('LPUSH', KEYS[1], ARGV[1])
redis.call('LTRIM', KEYS[1], 0, ARGV[2] - 1)
redis.call('PEXPIRE', KEYS[1], ARGV[3])
"""

_DUE = """
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])
for _, id in ipairs(due) do redis.call('ZADD', KEYS[1], ARGV[2], id) end
return due
"""

_REST = """
local at = redis.call('ZSCORE', KEYS[1], ARGV[1])
if at and tonumber(at) == tonumber(ARGV[2]) then redis.call('ZREM', KEYS[1], ARGV[1]) end
"""

WAKE = "mojo:{locations}:wake"


class RedisLocations:
    """Keeps `LocationStore`."""

    def __init__(self, redis: RedisClient) -> None:
        self._redis = redis
        self._put_profile = redis.script(_PUT_PROFILE)
        self._put_track = redis.script(_PUT_TRACK)
        self._note_look = redis.script(_NOTE_LOOK)
        self._due = redis.script(_DUE)
        self._rest = redis.script(_REST)

    async def read(self, user_id: str) -> Person:
        return Person(*await self._redis.execute("HMGET", _key(user_id, "person"), "profile", "track"))

    async def put_profile(self, user_id: str, before: bytes | None, profile: bytes) -> bool:
        return bool(await self._put_profile(keys=[_key(user_id, "person")], args=[before or b"", profile]))

    async def put_track(
        self, user_id: str, before: Person, track: bytes, entries: Sequence[Entry] = (), keep_from_ms: int = 0
    ) -> bool:
        added: list[Value] = [part for entry in entries for part in (entry.at_ms, entry.line)]
        args: list[Value] = [before.profile or b"", before.track or b"", track, keep_from_ms, *added]
        return bool(await self._put_track(keys=[_key(user_id, "person"), _key(user_id, "history")], args=args))

    async def history(self, user_id: str, from_ms: int, until_ms: int, limit: int) -> list[bytes]:
        found: list[bytes] = await self._redis.execute(
            "ZRANGEBYSCORE", _key(user_id, "history"), from_ms, f"({until_ms}", "LIMIT", 0, limit
        )
        return found

    async def forget_history(self, user_id: str, before_ms: int | None = None) -> int:
        until = "+inf" if before_ms is None else f"({before_ms}"
        return int(await self._redis.execute("ZREMRANGEBYSCORE", _key(user_id, "history"), "-inf", until))

    async def note_look(self, user_id: str, look: bytes) -> None:
        await self._note_look(keys=[_key(user_id, "looks")], args=[look, KEPT_LOOKS, LOOKS_KEPT_MS])

    async def looks(self, user_id: str, limit: int) -> list[bytes]:
        found: list[bytes] = await self._redis.execute("LRANGE", _key(user_id, "looks"), 0, limit - 1)
        return found

    async def forget(self, user_id: str) -> None:
        await self._redis.execute("DEL", *(_key(user_id, part) for part in ("person", "history", "looks")))
        await self._redis.execute("ZREM", WAKE, user_id)

    async def forget_track(self, user_id: str) -> None:
        await self._redis.execute("HDEL", _key(user_id, "person"), "track")
        await self._redis.execute("DEL", _key(user_id, "history"))

    async def offer(self, viewer: str, user_id: str) -> None:
        await self._redis.execute("SADD", _key(viewer, "offers"), user_id)

    async def offers(self, viewer: str) -> list[str]:
        return sorted(user_id.decode() for user_id in await self._redis.execute("SMEMBERS", _key(viewer, "offers")))

    async def forget_offers(self, viewer: str) -> None:
        await self._redis.execute("DEL", _key(viewer, "offers"))

    async def wake(self, user_id: str, at_ms: int) -> None:
        await self._redis.execute("ZADD", WAKE, at_ms, user_id)

    async def due(self, now_ms: int, again_ms: int, limit: int) -> list[str]:
        return [user_id.decode() for user_id in await self._due(keys=[WAKE], args=[now_ms, again_ms, limit])]

    async def rest(self, user_id: str, again_ms: int) -> None:
        await self._rest(keys=[WAKE], args=[user_id, again_ms])


def _key(user_id: str, part: str) -> str:
    return f"mojo:{{location:{user_id}}}:{part}"
