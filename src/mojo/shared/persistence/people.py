"""People in Redis: one hash of users, one that finds a user by chat."""

import orjson

from mojo.shared.errors import Conflict
from mojo.shared.model.people import User
from mojo.shared.persistence.client import RedisClient

USERS = "mojo:{people}:users"
CHATS = "mojo:{people}:chats"

_BY_CHAT = "local id = redis.call('HGET', KEYS[2], ARGV[1]) return id and redis.call('HGET', KEYS[1], id)"

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


class RedisPeople:
    """Keeps `People`."""

    def __init__(self, redis: RedisClient) -> None:
        self._redis = redis
        self._by_chat = redis.script(_BY_CHAT)
        self._save = redis.script(_SAVE)

    async def get_user(self, user_id: str) -> User | None:
        return _user(await self._redis.execute("HGET", USERS, user_id))

    async def get_user_by_chat(self, chat_id: int) -> User | None:
        return _user(await self._by_chat(keys=[USERS, CHATS], args=[chat_id]))

    async def save_user(self, user: User) -> None:
        """Create or replace `user`. Raises Conflict when somebody else has their chat, StoreUnavailable."""
        if not await self._save(keys=[USERS, CHATS], args=[user.id, user.chat_id, user.model_dump_json()]):
            raise chat_taken()

    async def list_users(self) -> list[User]:
        """Return everybody, who came first first."""
        users = [User.model_validate(orjson.loads(stored)) for stored in await self._redis.execute("HVALS", USERS)]
        return sorted(users, key=lambda user: (user.created_at, user.id))


def chat_taken() -> Conflict:
    """Return what saving a second person for one chat raises."""
    return Conflict("This chat already belongs to somebody else; remove them first.")


def _user(stored: bytes | None) -> User | None:
    return None if stored is None else User.model_validate_json(stored)
