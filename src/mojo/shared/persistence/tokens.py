"""Bearer tokens in Redis: the fingerprint of each, and whom it stands for."""

from mojo.shared.auth.tokens import fingerprint
from mojo.shared.model.people import Principal
from mojo.shared.persistence.client import RedisClient


class RedisTokens:
    """Keeps `TokenStore`."""

    def __init__(self, redis: RedisClient) -> None:
        self._redis = redis

    async def principal_of(self, token: str) -> Principal | None:
        stored = await self._redis.execute("GET", _key(token))
        return None if stored is None else Principal.model_validate_json(stored)

    async def grant(self, token: str, principal: Principal) -> None:
        await self._redis.execute("SET", _key(token), principal.model_dump_json())

    async def revoke(self, token: str) -> bool:
        return bool(await self._redis.execute("DEL", _key(token)))


def _key(token: str) -> str:
    return f"mojo:token:{fingerprint(token)}"
