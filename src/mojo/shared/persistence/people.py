"""People in Redis: a hash of users, one that finds a user by chat, one of roles, one of when each was last here."""

from collections.abc import Callable
from datetime import UTC, datetime

import orjson

from mojo.shared.auth.roles import changed, effective, recorded
from mojo.shared.errors import Conflict, NotFound
from mojo.shared.model.people import User
from mojo.shared.persistence.client import RedisClient

USERS = "mojo:{people}:users"
CHATS = "mojo:{people}:chats"
ROLES = "mojo:{people}:roles"
"""Only the roles that somebody has set: name -> JSON list of scopes."""
SEEN = "mojo:{people}:seen"

SEEN_EVERY_S = 60
"""How coarsely it is kept when somebody was last here."""
_TRIES = 20

_WITH_ROLE = """
local function with_role(user)
  if not user then return false end
  local role = cjson.decode(user).role
  return {user, type(role) == 'string' and redis.call('HGET', KEYS[2], role)}
end
"""
_BY_ID = _WITH_ROLE + "return with_role(redis.call('HGET', KEYS[1], ARGV[1]))"
_BY_CHAT = _WITH_ROLE + "local id = redis.call('HGET', KEYS[3], ARGV[1]) return id and with_role(redis.call('HGET', KEYS[1], id))"
_EVERYBODY = "return {redis.call('HVALS', KEYS[1]), redis.call('HGETALL', KEYS[2])}"

_SAVE = """
local id, chat, user = ARGV[1], ARGV[2], ARGV[3]
local owner = redis.call('HGET', KEYS[2], chat)
if owner and owner ~= id then return 0 end
local before = redis.call('HGET', KEYS[1], id)
if before then redis.call('HDEL', KEYS[2], string.format('%.0f', cjson.decode(before).chat_id)) end
redis.call('HSET', KEYS[1], id, user)
redis.call('HSET', KEYS[2], chat, id)
return 1
"""

_OWNERS = """
local function owns(user)
  local person = cjson.decode(user)
  if person.state and person.state ~= 'active' then return false end
  if type(person.role) == 'string' then return person.role == 'owner' end
  for _, scope in ipairs(person.scopes) do if scope == '*' then return true end end
  return false
end
local function last_owner(user)
  if not owns(user) then return false end
  local owners = 0
  for _, other in ipairs(redis.call('HVALS', KEYS[1])) do if owns(other) then owners = owners + 1 end end
  return owners == 1
end
"""
_REPLACE = (
    _OWNERS
    + """
local id, before, after = unpack(ARGV)
if redis.call('HGET', KEYS[1], id) ~= before then return 0 end
if last_owner(before) and not owns(after) then return -1 end
redis.call('HSET', KEYS[1], id, after)
return 1
"""
)
_REMOVE = (
    _OWNERS
    + """
local user = redis.call('HGET', KEYS[1], ARGV[1])
if not user then return 0 end
if last_owner(user) then return -1 end
redis.call('HDEL', KEYS[2], string.format('%.0f', cjson.decode(user).chat_id))
redis.call('HDEL', KEYS[3], ARGV[1])
return redis.call('HDEL', KEYS[1], ARGV[1])
"""
)
_NOTE_SEEN = """
local id, now, every = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
if redis.call('HEXISTS', KEYS[2], id) == 0 then return 0 end
if now - tonumber(redis.call('HGET', KEYS[1], id) or 0) >= every then redis.call('HSET', KEYS[1], id, ARGV[2]) end
return 1
"""


class RedisPeople:
    """Keeps `People`."""

    def __init__(self, redis: RedisClient) -> None:
        self._redis = redis
        self._by_id = redis.script(_BY_ID)
        self._by_chat = redis.script(_BY_CHAT)
        self._everybody = redis.script(_EVERYBODY)
        self._save = redis.script(_SAVE)
        self._replace = redis.script(_REPLACE)
        self._remove = redis.script(_REMOVE)
        self._note_seen = redis.script(_NOTE_SEEN)
        self._noted: dict[str, datetime] = {}

    async def get_user(self, user_id: str) -> User | None:
        found = await self._by_id(keys=[USERS, ROLES], args=[user_id])
        return effective(*found) if found else None

    async def get_user_by_chat(self, chat_id: int) -> User | None:
        found = await self._by_chat(keys=[USERS, ROLES, CHATS], args=[chat_id])
        return effective(*found) if found else None

    async def save_user(self, user: User) -> None:
        role = await self._redis.execute("HGET", ROLES, user.role) if user.role else None
        if not await self._save(keys=[USERS, CHATS], args=[user.id, user.chat_id, recorded(user, role)]):
            raise chat_taken()

    async def change_user(self, user_id: str, change: Callable[[User], User]) -> User:
        for _ in range(_TRIES):
            found = await self._by_id(keys=[USERS, ROLES], args=[user_id])
            if not found:
                raise nobody()
            before = effective(*found)
            record = changed(found[0], before, change(before))
            outcome = await self._replace(keys=[USERS], args=[user_id, found[0], record])
            if outcome == -1:
                raise last_owner()
            if outcome:
                return await self.get_user(user_id) or before
        raise Conflict("Somebody else keeps changing this person. Try again.")

    async def remove_user(self, user_id: str) -> bool:
        outcome = await self._remove(keys=[USERS, CHATS, SEEN], args=[user_id])
        if outcome == -1:
            raise last_owner()
        self._noted.pop(user_id, None)
        return bool(outcome)

    async def list_users(self) -> list[User]:
        users, pairs = await self._everybody(keys=[USERS, ROLES])
        roles = {name.decode(): scopes for name, scopes in zip(pairs[::2], pairs[1::2], strict=True)}
        found = [effective(user, roles.get(orjson.loads(user).get("role") or "")) for user in users]
        return sorted(found, key=lambda user: (user.created_at, user.id))

    async def note_seen(self, user_id: str, at: datetime) -> None:
        noted = self._noted.get(user_id)
        if noted is not None and 0 <= (at - noted).total_seconds() < SEEN_EVERY_S:
            return
        if await self._note_seen(keys=[SEEN, USERS], args=[user_id, round(at.timestamp()), SEEN_EVERY_S]):
            self._noted[user_id] = at

    async def last_seen(self, user_id: str) -> datetime | None:
        seen = await self._redis.execute("HGET", SEEN, user_id)
        return None if seen is None else datetime.fromtimestamp(int(seen), UTC)

    async def stored_roles(self) -> dict[str, frozenset[str]]:
        stored = await self._redis.execute("HGETALL", ROLES)
        return {name.decode(): frozenset(orjson.loads(scopes)) for name, scopes in stored.items()}

    async def save_role(self, name: str, scopes: frozenset[str]) -> None:
        await self._redis.execute("HSET", ROLES, name, orjson.dumps(sorted(scopes)))


def chat_taken() -> Conflict:
    """Return what saving a second person for one chat raises."""
    return Conflict("This chat already belongs to somebody else; remove them first.")


def last_owner() -> Conflict:
    """Return what taking the last owner away raises."""
    return LastOwner("This is the last owner; make somebody else an owner first.")


def nobody() -> NotFound:
    """Return what changing a person who is not there raises."""
    return NotFound("There is no such person.")


class LastOwner(Conflict):
    """Without an owner nobody could ever again do what only an owner may."""

    code = "people.last_owner"
