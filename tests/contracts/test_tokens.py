"""Bearer tokens: the same in memory and in Redis."""

import pytest

from mojo.shared.auth import TokenStore, new_token
from mojo.shared.model.people import Principal
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.tokens import RedisTokens
from tests.contracts.stores import Stores

ANNA = Principal(user_id="anna", name="Anna", scopes=frozenset({"weather:read"}))
BEN = Principal(user_id="ben", name="Ben")


@pytest.fixture
async def tokens(stores: Stores) -> TokenStore:
    return await stores(TokenStore)  # type: ignore[type-abstract]


async def test_a_granted_token_stands_for_its_principal(tokens: TokenStore) -> None:
    first, second = new_token("dev"), new_token("dev")
    await tokens.grant(first, ANNA)
    await tokens.grant(second, BEN)
    assert await tokens.principal_of(first) == ANNA
    assert await tokens.principal_of(second) == BEN


async def test_an_unknown_token_stands_for_nobody(tokens: TokenStore) -> None:
    token = new_token("dev")
    await tokens.grant(token, ANNA)
    for other in (new_token("dev"), token[:-1], token.upper(), f"{token} ", ""):
        assert await tokens.principal_of(other) is None


async def test_a_revoked_token_stands_for_nobody(tokens: TokenStore) -> None:
    token = new_token("dev")
    await tokens.grant(token, ANNA)
    assert await tokens.revoke(token)
    assert not await tokens.revoke(token)
    assert await tokens.principal_of(token) is None


async def test_a_second_grant_replaces_the_first(tokens: TokenStore) -> None:
    token = new_token("dev")
    await tokens.grant(token, ANNA)
    await tokens.grant(token, BEN)
    assert await tokens.principal_of(token) == BEN


async def test_redis_never_sees_a_token(client: RedisClient) -> None:
    token = new_token("dev")
    store = RedisTokens(client)
    await store.grant(token, ANNA)
    keys = await client.execute("KEYS", "*") if "cluster" not in repr(client) else []
    assert not any(token.encode() in key for key in keys)
    assert await client.execute("EXISTS", f"mojo:{{token}}:{token}") == 0
