"""The guard: what it finds out about a request, the same in memory and in Redis, and in one trip."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mojo.shared.auth.access_tokens import AccessTokenStore
from mojo.shared.auth.guard import CredentialKind, Guard, Question
from mojo.shared.auth.limits import Bucket, RateLimit
from mojo.shared.auth.sessions import RefreshToken, SessionStore, new_session_id
from mojo.shared.model.access import AccessToken, Session
from mojo.shared.model.people import PersonState, User
from mojo.shared.persistence.access_tokens import RedisAccessTokens
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.guard import RedisGuard
from mojo.shared.persistence.people import RedisPeople
from mojo.shared.ports import People
from mojo.shared.util.clock import SetClock
from tests.contracts.stores import Stores

ANNA = User(
    id="anna", chat_id=1, name="Anna", scopes=frozenset({"a:read", "b:read"}), created_at=datetime(2026, 1, 1, tzinfo=UTC)
)
LIMIT = RateLimit("normal", 6, 60)
DAY = timedelta(days=1)


class Setting:
    """Anna, one token and one session."""

    def __init__(self, stores: Stores, clock: SetClock) -> None:
        self.stores = stores
        self.clock = clock
        self.session_id = new_session_id()

    async def furnish(self) -> "Setting":
        await self.save(ANNA)
        await self.grant("f1", "t1")
        now, first = self.clock.now(), RefreshToken.first(self.session_id)
        session = Session(id=self.session_id, user_id="anna", device="x", created_at=now, last_used_at=now, expires_at=now + DAY)
        await (await self.stores(SessionStore)).start(session, first, now + 3 * DAY, DAY)  # type: ignore[type-abstract]
        return self

    async def save(self, user: User) -> None:
        await (await self.stores(People)).save_user(user)  # type: ignore[type-abstract]

    async def grant(self, key: str, id: str, expires_at: datetime | None = None, stand_in: User | None = None) -> None:
        user_id = stand_in.id if stand_in else "anna"
        token = AccessToken(
            id=id, user_id=user_id, name=id, scopes=frozenset({"a:read"}), created_at=self.clock.now(), expires_at=expires_at
        )
        await (await self.stores(AccessTokenStore)).put(key, token, stand_in)  # type: ignore[type-abstract]

    async def ask(self, key: str = "f1", address: str = "192.0.2.1", limit: RateLimit = LIMIT, session: bool = False) -> Any:
        kind = CredentialKind.SESSION if session else CredentialKind.TOKEN
        return await (await self.stores(Guard)).check(Question(kind, key, address, limit))  # type: ignore[type-abstract]


@pytest.fixture
async def setting(stores: Stores, set_clock: SetClock) -> Setting:
    return await Setting(stores, set_clock).furnish()


async def test_a_token_stands_for_its_person_and_what_it_carries(setting: Setting) -> None:
    found = await setting.ask()
    assert (found.user, found.credential, found.scopes) == (ANNA, "t1", frozenset({"a:read"}))
    assert await setting.ask("f2") is None


async def test_a_session_stands_for_its_person(setting: Setting) -> None:
    found = await setting.ask(setting.session_id, session=True)
    assert (found.user, found.credential, found.scopes) == (ANNA, setting.session_id, None)
    assert await setting.ask("f1", session=True) is None


async def test_the_person_is_read_anew_every_time(setting: Setting) -> None:
    await setting.save(ANNA.model_copy(update={"name": "Anna B.", "scopes": frozenset({"b:read"})}))
    found = await setting.ask()
    assert (found.user.name, found.user.scopes) == ("Anna B.", frozenset({"b:read"}))
    await setting.save(ANNA.model_copy(update={"state": PersonState.SUSPENDED}))
    assert await setting.ask() is None
    assert await setting.ask(setting.session_id, session=True) is None


async def test_a_role_brings_its_declared_scopes_and_the_owner_has_all(setting: Setting) -> None:
    await setting.save(ANNA.model_copy(update={"role": "guest", "scopes": frozenset({"b:read"})}))
    assert {"b:read", "access:manage"} <= (await setting.ask()).user.scopes
    assert not (await setting.ask()).user.may("tokens:manage")
    await setting.save(ANNA.model_copy(update={"role": "owner", "scopes": frozenset()}))
    assert (await setting.ask()).user.may("any:thing")


async def test_a_token_ends_when_it_expires_or_is_revoked(setting: Setting, set_clock: SetClock) -> None:
    tokens = await setting.stores(AccessTokenStore)  # type: ignore[type-abstract]
    await setting.grant("f2", "t2", expires_at=set_clock.now() + DAY)
    set_clock.move(DAY - timedelta(milliseconds=1))
    assert (await setting.ask("f2")).credential == "t2"
    set_clock.move(timedelta(milliseconds=1))
    assert await setting.ask("f2") is None
    assert [token.id for token in await tokens.tokens_of("anna")] == ["t1"]
    assert not await tokens.revoke("ben", "t1")
    assert await tokens.revoke("anna", "t1")
    assert await setting.ask() is None
    await setting.grant("f3", "t3")
    assert await tokens.revoke_all("anna") == 1
    assert await tokens.tokens_of("anna") == []


async def test_use_is_noted_and_keeps_a_session_alive(setting: Setting, set_clock: SetClock) -> None:
    tokens = await setting.stores(AccessTokenStore)  # type: ignore[type-abstract]
    assert (await tokens.tokens_of("anna"))[0].last_used_at is None
    for _ in range(2):
        set_clock.move(timedelta(hours=23))
        assert await setting.ask() is not None
        assert await setting.ask(setting.session_id, session=True) is not None
    assert (await tokens.tokens_of("anna"))[0].last_used_at == set_clock.now()
    set_clock.move(DAY)
    assert await setting.ask(setting.session_id, session=True) is None


async def test_an_absolute_end_holds_however_much_a_session_is_used(setting: Setting, set_clock: SetClock) -> None:
    for _ in range(4):
        set_clock.move(timedelta(hours=17))
        assert await setting.ask(setting.session_id, session=True) is not None
    set_clock.move(timedelta(hours=4))
    assert await setting.ask(setting.session_id, session=True) is None


async def test_who_stands_in_is_there_as_long_as_nobody_of_that_id_is_known(setting: Setting) -> None:
    stand_in = ANNA.model_copy(update={"id": "developer", "chat_id": 0, "name": "Developer"})
    await setting.grant("f9", "dev", stand_in=stand_in)
    assert (await setting.ask("f9")).user.name == "Developer"
    await setting.save(stand_in.model_copy(update={"name": "Somebody"}))
    assert (await setting.ask("f9")).user.name == "Somebody"


async def test_a_credential_has_its_limit_and_gets_it_back_with_time(setting: Setting, set_clock: SetClock) -> None:
    left = [(await setting.ask()).quota.left for _ in range(6)]
    assert left == [5, 4, 3, 2, 1, 0]
    refused = (await setting.ask()).quota
    assert (refused.allowed, refused.bucket.name, refused.wait_ms) == (False, "normal-credential", 10_000)
    assert refused.reset_ms == 60_000
    set_clock.move(timedelta(seconds=9.999))
    assert not (await setting.ask()).quota.allowed
    set_clock.move(timedelta(seconds=0.001))
    assert (await setting.ask()).quota.allowed
    assert not (await setting.ask()).quota.allowed


async def test_many_credentials_share_their_persons_limit_and_many_people_their_addresss(setting: Setting) -> None:
    for number in range(3):
        await setting.grant(f"k{number}", f"k{number}")
    allowed = [(await setting.ask(f"k{number % 3}")).quota for number in range(13)]
    assert [quota.allowed for quota in allowed] == [True] * 12 + [False]
    assert allowed[-1].bucket.name == "normal-person"
    for number in range(6):
        user = ANNA.model_copy(update={"id": f"u{number}", "chat_id": 100 + number})
        await setting.save(user)
        await setting.grant(f"s{number}", f"s{number}", stand_in=user)
    quotas = [(await setting.ask(f"s{number % 6}", "192.0.2.7")).quota for number in range(25)]
    assert [quota.allowed for quota in quotas] == [True] * 24 + [False]
    assert quotas[-1].bucket.name == "normal-address"


async def test_another_class_of_routes_has_a_limit_of_its_own(setting: Setting) -> None:
    for _ in range(7):
        await setting.ask()
    assert (await setting.ask(limit=RateLimit("heavy", 1, 60))).quota.allowed
    assert not (await setting.ask(limit=RateLimit("heavy", 1, 60))).quota.allowed


async def test_a_refused_request_costs_nothing(setting: Setting) -> None:
    for _ in range(50):
        await setting.ask()
    guard = await setting.stores(Guard)  # type: ignore[type-abstract]
    await setting.grant("f2", "t2")
    assert (await setting.ask("f2")).quota.left == 5
    assert (await guard.count(Bucket("login-address", 1, 60), "192.0.2.1")).allowed
    assert not (await guard.count(Bucket("login-address", 1, 60), "192.0.2.1")).allowed
    assert (await guard.count(Bucket("login-address", 1, 60), "192.0.2.2")).allowed


async def test_requests_at_once_are_each_counted(setting: Setting) -> None:
    findings = await asyncio.gather(*(setting.ask() for _ in range(10)))
    assert sum(found.quota.allowed for found in findings) == 6


class Counting(RedisClient):
    """A client that counts its trips."""

    trips = 0

    async def execute(self, *command: Any) -> Any:
        Counting.trips += 1
        return await super().execute(*command)


async def test_a_request_takes_one_trip_and_many_at_once_few(client: RedisClient, set_clock: SetClock) -> None:
    counting = Counting(client._target)
    people, tokens, guard = RedisPeople(client), RedisAccessTokens(client, set_clock), RedisGuard(counting, set_clock)
    await people.save_user(ANNA)
    token = AccessToken(id="t1", user_id="anna", name="x", scopes=frozenset(), created_at=set_clock.now())
    await tokens.put("f1", token)
    question = Question(CredentialKind.TOKEN, "f1", "192.0.2.1", RateLimit("normal", 1000, 60))
    assert await guard.check(question) is not None  # the script is loaded
    Counting.trips = 0
    assert await guard.check(question) is not None
    assert Counting.trips == 1
    await asyncio.gather(*(guard.check(Question(CredentialKind.TOKEN, "f1", "192.0.2.1", question.limit)) for _ in range(50)))
    assert Counting.trips <= 3
    await counting.close()


async def test_a_changed_role_is_felt_at_the_next_request(client: RedisClient, set_clock: SetClock) -> None:
    people, tokens, guard = RedisPeople(client), RedisAccessTokens(client, set_clock), RedisGuard(client, set_clock)
    await people.save_user(ANNA.model_copy(update={"role": "gardener", "scopes": frozenset()}))
    await tokens.put("f1", AccessToken(id="t1", user_id="anna", name="x", scopes=frozenset({"*"}), created_at=set_clock.now()))
    for scopes in (["a:read", "b:read"], ["b:read"]):
        await client.execute("HSET", "mojo:{people}:roles", "gardener", str(scopes).replace("'", '"'))
        found = await guard.check(Question(CredentialKind.TOKEN, "f1", "192.0.2.1", LIMIT))
        assert found is not None
        assert found.user.scopes == frozenset(scopes)
