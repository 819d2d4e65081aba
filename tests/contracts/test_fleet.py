"""What processes tell each other about outside services: the same in memory and in Redis."""

import pytest

from mojo.shared.ports import Fleet
from tests.contracts.stores import Stores, eventually

LONG_S = 60.0


@pytest.fixture
async def fleet(stores: Stores) -> Fleet:
    return await stores(Fleet)


async def test_a_task_has_one_holder(fleet: Fleet) -> None:
    token = await fleet.claim("task", LONG_S)
    assert token
    assert await fleet.claim("task", LONG_S) is None
    assert await fleet.claim("other", LONG_S)
    await fleet.release("task", token)
    assert await fleet.claim("task", LONG_S)


async def test_a_late_holder_takes_nothing_from_the_next(fleet: Fleet) -> None:
    late = await fleet.claim("task", 0.02)
    assert late
    tokens: list[str | None] = []

    async def taken() -> bool:
        tokens.append(await fleet.claim("task", LONG_S))
        return tokens[-1] is not None

    await eventually(taken)
    await fleet.release("task", late)
    assert await fleet.claim("task", LONG_S) is None


async def test_a_service_is_left_alone_for_a_while(fleet: Fleet) -> None:
    assert not await fleet.left_alone_s("meteo")
    await fleet.leave_alone("meteo", LONG_S)
    left_s = await fleet.left_alone_s("meteo")
    assert left_s is not None
    assert LONG_S - 5 < left_s <= LONG_S
    await fleet.leave_alone("meteo", 1)
    assert (await fleet.left_alone_s("meteo") or 0) > LONG_S - 5, "a shorter rest does not cut a longer one"
    assert not await fleet.left_alone_s("other")
    await fleet.welcome("meteo")
    assert not await fleet.left_alone_s("meteo")


async def test_rest_ends_by_itself(fleet: Fleet) -> None:
    await fleet.leave_alone("meteo", 0.05)

    async def over() -> bool:
        return not await fleet.left_alone_s("meteo")

    await eventually(over)


async def test_calls_are_counted_by_service_and_day(fleet: Fleet) -> None:
    assert [await fleet.count_call("meteo", "2026-07-01") for _ in range(3)] == [1, 2, 3]
    assert await fleet.count_call("meteo", "2026-07-02") == 1
    assert await fleet.count_call("other", "2026-07-01") == 1
