"""Bearer tokens in Redis: the fingerprint of each, and whom it stands for."""

from functools import lru_cache

from mojo.shared.auth.tokens import fingerprint
from mojo.shared.model.people import Principal
from mojo.shared.persistence.client import RedisClient
from mojo.shared.util.together import Together


class RedisTokens:
    """Keeps `TokenStore`.

    Look-ups of requests that come at the same time travel together: a trip each would cost more than the rest of the request.
    """

    def __init__(self, redis: RedisClient) -> None:
        self._redis = redis
        self._lookups = Together(self._read)

    async def principal_of(self, token: str) -> Principal | None:
        stored = await self._lookups.get(_key(token))
        return None if stored is None else _principal(stored)

    async def grant(self, token: str, principal: Principal) -> None:
        await self._redis.execute("SET", _key(token), principal.model_dump_json())

    async def revoke(self, token: str) -> bool:
        return bool(await self._redis.execute("DEL", _key(token)))

    async def _read(self, keys: list[str]) -> list[bytes | None]:
        stored: list[bytes | None] = await self._redis.execute("MGET", *keys)
        return stored


@lru_cache(maxsize=256)
def _principal(stored: bytes) -> Principal:
    return Principal.model_validate_json(stored)


def _key(token: str) -> str:
    return f"mojo:{{token}}:{fingerprint(token)}"
