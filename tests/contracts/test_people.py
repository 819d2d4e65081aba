"""People: the same in memory and in Redis."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from mojo.shared.auth.roles import scopes_of
from mojo.shared.errors import Conflict, NotFound
from mojo.shared.model.people import MEMBER, PersonState, User
from mojo.shared.model.tastes import Units
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.people import CHATS, USERS, RedisPeople
from mojo.shared.ports import People
from tests.contracts.stores import Stores

ANNA = User(
    id="anna",
    chat_id=-1001234567890,
    name="Анна 安娜",
    language="zh",
    timezone="Europe/Lisbon",
    role="owner",
    scopes=frozenset({"weather:read", "*"}),
    created_at=datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC),
)
BEN = User(id="ben", chat_id=7, name="Ben", created_at=datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
async def people(stores: Stores) -> People:
    return await stores(People)


async def test_finds_a_person_by_id_and_by_chat(people: People) -> None:
    await people.save_user(ANNA)
    assert await people.get_user("anna") == ANNA
    assert await people.get_user_by_chat(ANNA.chat_id) == ANNA


async def test_knows_nobody_at_first(people: People) -> None:
    assert await people.get_user("anna") is None
    assert await people.get_user_by_chat(7) is None
    assert await people.list_users() == []


async def test_lists_who_came_first_first(people: People) -> None:
    await people.save_user(ANNA)
    await people.save_user(BEN)
    assert await people.list_users() == [BEN, ANNA]


async def test_a_saved_person_replaces_the_former(people: People) -> None:
    await people.save_user(ANNA)
    older = ANNA.model_copy(update={"name": "Anna B.", "timezone": "UTC"})
    await people.save_user(older)
    assert await people.list_users() == [older]


async def test_a_person_with_a_new_chat_is_no_longer_found_by_the_old_one(people: People) -> None:
    await people.save_user(ANNA)
    moved = ANNA.model_copy(update={"chat_id": 99})
    await people.save_user(moved)
    assert await people.get_user_by_chat(ANNA.chat_id) is None
    assert await people.get_user_by_chat(99) == moved


async def test_nobody_takes_over_the_chat_of_another(people: People) -> None:
    await people.save_user(ANNA)
    await people.save_user(BEN)
    with pytest.raises(Conflict):
        await people.save_user(BEN.model_copy(update={"chat_id": ANNA.chat_id}))
    assert await people.list_users() == [BEN, ANNA]
    assert await people.get_user_by_chat(7) == BEN


def member(**more: object) -> User:
    return BEN.model_copy(update={"role": MEMBER, "scopes": scopes_of(MEMBER), **more})


async def test_a_changed_role_is_felt_by_who_has_it_and_what_was_given_besides_stays(people: People) -> None:
    await people.save_user(member(scopes=scopes_of(MEMBER) | {"metrics:read"}))
    await people.save_role(MEMBER, frozenset({"garden:read"}))
    found = await people.get_user("ben")
    assert found is not None
    assert found.scopes == {"garden:read", "metrics:read"}
    assert (await people.list_users())[0] == found == await people.get_user_by_chat(7)
    assert await people.stored_roles() == {MEMBER: {"garden:read"}}


async def test_a_scope_that_was_taken_stays_away_though_the_role_brings_it(people: People) -> None:
    await people.save_user(member())
    await people.change_user("ben", lambda now: now.model_copy(update={"scopes": now.scopes - {"weather:read"}}))
    await people.save_role(MEMBER, frozenset({"garden:read", "weather:read"}))
    found = await people.get_user("ben")
    assert found is not None
    assert found.scopes == {"garden:read"}
    back = await people.change_user("ben", lambda now: now.model_copy(update={"scopes": now.scopes | {"weather:read"}}))
    assert back.scopes == {"garden:read", "weather:read"}


async def test_another_role_brings_its_own_scopes_and_withholds_nothing(people: People) -> None:
    await people.save_user(member())
    await people.change_user("ben", lambda now: now.model_copy(update={"scopes": now.scopes - {"weather:read"} | {"x:y"}}))
    guest = await people.change_user("ben", lambda now: now.model_copy(update={"role": "guest"}))
    assert guest.scopes == scopes_of("guest") | {"x:y"}


async def test_changes_at_the_same_time_all_survive(people: People) -> None:
    await people.save_user(member())

    def give(number: int) -> object:
        return people.change_user("ben", lambda now: now.model_copy(update={"scopes": now.scopes | {f"race:{number}"}}))

    suspend = people.change_user("ben", lambda now: now.model_copy(update={"state": PersonState.SUSPENDED}))
    measure = people.change_user("ben", lambda now: now.model_copy(update={"units": Units.IMPERIAL}))
    await asyncio.gather(suspend, measure, *(give(number) for number in range(8)))
    found = await people.get_user("ben")
    assert found is not None
    assert (found.state, found.units) == (PersonState.SUSPENDED, Units.IMPERIAL)
    assert {f"race:{number}" for number in range(8)} <= found.scopes


async def test_the_last_owner_stays_one_whoever_races(people: People) -> None:
    await people.save_user(ANNA)
    await people.save_user(BEN.model_copy(update={"role": "owner", "scopes": frozenset({"*"})}))
    outcomes = await asyncio.gather(people.remove_user("anna"), people.remove_user("ben"), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes].count(bool) == 1
    (left,) = await people.list_users()
    for change in ({"role": "member"}, {"state": PersonState.SUSPENDED}):
        with pytest.raises(Conflict):
            await people.change_user(left.id, lambda now, change=change: now.model_copy(update=change))  # type: ignore[misc]
    assert await people.get_user(left.id) == left


async def test_who_was_removed_is_gone_with_chat_and_time(people: People) -> None:
    await people.save_user(member())
    await people.note_seen("ben", BEN.created_at)
    assert await people.remove_user("ben")
    assert not await people.remove_user("ben")
    assert (await people.get_user("ben"), await people.get_user_by_chat(7), await people.last_seen("ben")) == (None, None, None)
    await people.note_seen("ben", BEN.created_at + timedelta(hours=1))
    assert await people.last_seen("ben") is None
    with pytest.raises(NotFound):
        await people.change_user("ben", lambda now: now)


async def test_when_somebody_was_here_is_kept_to_the_minute(people: People) -> None:
    await people.save_user(member())
    start = BEN.created_at
    for seconds in (0, 30, 59):
        await people.note_seen("ben", start + timedelta(seconds=seconds))
    assert await people.last_seen("ben") == start
    await people.note_seen("ben", start + timedelta(seconds=60))
    assert await people.last_seen("ben") == start + timedelta(seconds=60)


async def test_people_from_before_there_were_roles_still_read(client: RedisClient) -> None:
    old = '{"id":"ben","chat_id":7,"name":"Ben","language":null,"scopes":["*"],"created_at":"2026-01-01T00:00:00Z"}'
    await client.execute("HSET", USERS, "ben", old)
    await client.execute("HSET", CHATS, 7, "ben")
    people = RedisPeople(client)
    found = await people.get_user_by_chat(7)
    assert found is not None
    assert (found.role, found.scopes) == ("owner", {"*"})
    with pytest.raises(Conflict):
        await people.remove_user("ben")
