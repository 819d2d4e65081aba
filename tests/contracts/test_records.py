"""Records: the same in memory and in Redis."""

import asyncio

import pytest

from mojo.shared.persistence.records import ShelfFull
from mojo.shared.ports import Records
from tests.contracts.stores import Stores


@pytest.fixture
async def records(stores: Stores) -> Records:
    return await stores(Records)


async def test_a_record_is_made_read_changed_and_removed(records: Records) -> None:
    assert await records.read("garden", "rose") is None
    assert await records.swap("garden", "rose", None, {"b": 1, "a": "ü"})
    assert await records.read("garden", "rose") == {"a": "ü", "b": 1}
    assert await records.swap("garden", "rose", {"a": "ü", "b": 1}, {"a": "x"})
    assert await records.swap("garden", "rose", {"a": "x"}, None)
    assert await records.all("garden") == {}


async def test_nothing_happens_unless_it_is_as_it_was(records: Records) -> None:
    assert not await records.swap("garden", "rose", {"a": 1}, {"a": 2})
    assert await records.swap("garden", "rose", None, {"a": 1})
    assert not await records.swap("garden", "rose", None, {"a": 3})
    assert not await records.swap("garden", "rose", {"a": 2}, None)
    assert await records.read("garden", "rose") == {"a": 1}


async def test_of_many_who_change_it_at_once_one_succeeds(records: Records) -> None:
    await records.swap("garden", "rose", None, {"n": 0})
    done = await asyncio.gather(*(records.swap("garden", "rose", {"n": 0}, {"n": number}) for number in range(1, 21)))
    assert done.count(True) == 1


async def test_a_shelf_is_listed_by_id_and_cleared_alone(records: Records) -> None:
    for id in ("b", "a", "ü"):
        await records.swap("garden", id, None, id)
    await records.swap("shed", "spade", None, 1)
    assert list((await records.all("garden")).items()) == [("a", "a"), ("b", "b"), ("ü", "ü")]
    await records.clear("garden")
    assert (await records.all("garden"), await records.all("shed")) == ({}, {"spade": 1})


async def test_a_full_shelf_takes_changes_but_nothing_new(records: Records) -> None:
    await records.swap("garden", "rose", None, 1, limit=1)
    with pytest.raises(ShelfFull) as full:
        await records.swap("garden", "tulip", None, 1, limit=1)
    assert full.value.params["limit"] == 1
    assert await records.swap("garden", "rose", 1, 2, limit=1)
