"""Leases: the same in memory and in Redis."""

import asyncio

import pytest

from mojo.shared.persistence.leases import Leases
from tests.contracts.stores import Stores, eventually

LONG_S = 60.0


@pytest.fixture
async def leases(stores: Stores) -> Leases:
    return await stores(Leases)  # type: ignore[type-abstract]


async def test_one_holds_it_and_the_others_do_not(leases: Leases) -> None:
    assert await leases.hold("poller", "a", LONG_S) == 1
    assert await leases.hold("poller", "b", LONG_S) is None


async def test_whoever_prolongs_keeps_the_fence(leases: Leases) -> None:
    first = await leases.hold("poller", "a", 0.05)
    assert await leases.hold("poller", "a", LONG_S) == first
    await leases.hold("other", "a", 0.05)
    await eventually(lambda: leases.hold("other", "b", LONG_S))
    assert await leases.hold("poller", "b", LONG_S) is None


async def test_a_lease_that_ran_out_goes_to_the_next_with_a_higher_fence(leases: Leases) -> None:
    first = await leases.hold("poller", "a", 0.05)
    assert first is not None
    await eventually(lambda: leases.hold("poller", "b", LONG_S))
    assert await leases.hold("poller", "b", LONG_S) == first + 1
    assert await leases.hold("poller", "a", LONG_S) is None


async def test_a_released_lease_is_free_at_once_and_its_fence_still_grows(leases: Leases) -> None:
    fences = []
    for holder in ("a", "a", "b"):
        fences.append(await leases.hold("poller", holder, LONG_S))
        await leases.release("poller", holder)
    assert fences == [1, 2, 3]


async def test_only_the_holder_can_release(leases: Leases) -> None:
    await leases.hold("poller", "a", LONG_S)
    await leases.release("poller", "b")
    await leases.release("never held", "b")
    assert await leases.hold("poller", "b", LONG_S) is None


async def test_leases_do_not_know_of_each_other(leases: Leases) -> None:
    assert await leases.hold("poller", "a", LONG_S) == 1
    assert await leases.hold("other", "b", LONG_S) == 1


async def test_of_fifty_who_want_it_at_once_one_gets_it(leases: Leases) -> None:
    fences = await asyncio.gather(*(leases.hold("poller", str(each), LONG_S) for each in range(50)))
    assert [fence for fence in fences if fence is not None] == [1]
