"""Slots: the same in memory and in Redis."""

import pytest

from mojo.shared.persistence.slots import Slots
from tests.contracts.stores import Stores, eventually

LONG_S = 60.0


@pytest.fixture
async def slots(stores: Stores) -> Slots:
    return await stores(Slots)  # type: ignore[type-abstract]


async def test_as_many_hold_one_as_the_limit_says(slots: Slots) -> None:
    assert await slots.take("printer", "a", 2, LONG_S) == []
    assert await slots.take("printer", "b", 2, LONG_S + 1) == []
    assert await slots.take("printer", "c", 2, LONG_S) == ["a", "b"]
    assert await slots.take("scanner", "c", 2, LONG_S) == []


async def test_whoever_has_one_keeps_it(slots: Slots) -> None:
    assert await slots.take("printer", "a", 1, 0.05) == []
    assert await slots.take("printer", "a", 1, LONG_S) == []
    assert await slots.take("printer", "b", 1, LONG_S) == ["a"]


async def test_a_slot_that_was_given_back_or_ran_out_is_free(slots: Slots) -> None:
    await slots.take("printer", "a", 1, LONG_S)
    await slots.release("printer", "b")
    assert await slots.take("printer", "b", 1, LONG_S) == ["a"]
    await slots.release("printer", "a")
    assert await slots.take("printer", "b", 1, 0.05) == []

    async def free() -> bool:
        return not await slots.take("printer", "c", 1, LONG_S)

    await eventually(free)
