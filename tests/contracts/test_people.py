"""People: the same in memory and in Redis."""

from datetime import UTC, datetime

import pytest

from mojo.shared.errors import Conflict
from mojo.shared.model.people import User
from mojo.shared.ports import People
from tests.contracts.stores import Stores

ANNA = User(
    id="anna",
    chat_id=-1001234567890,
    name="Анна 安娜",
    language="zh",
    timezone="Europe/Lisbon",
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
