"""Failed attempts: the same in memory and in Redis, and time travels."""

from datetime import timedelta

import pytest

from mojo.shared.auth.attempts import FORGOTTEN_AFTER_S, LOCK_S, LOCKED_AT, AttemptStore
from mojo.shared.util.clock import SetClock
from tests.contracts.stores import Stores


@pytest.fixture
async def attempts(stores: Stores) -> AttemptStore:
    return await stores(AttemptStore)  # type: ignore[type-abstract]


async def test_few_failures_are_free_then_each_waits_longer_then_it_is_locked(
    attempts: AttemptStore, set_clock: SetClock
) -> None:
    waits = []
    for number in range(1, LOCKED_AT + 2):
        assert await attempts.failed("code", "192.0.2.1") == number
        waits.append(await attempts.blocked_for_s("code", "192.0.2.1"))
    assert waits == [0, 0, 0, 1, 2, 4, 8, 16, 32, LOCK_S, LOCK_S]
    assert await attempts.blocked_for_s("code", "192.0.2.2") == 0
    assert await attempts.blocked_for_s("password", "192.0.2.1") == 0
    set_clock.move(timedelta(seconds=LOCK_S - 1))
    assert await attempts.blocked_for_s("code", "192.0.2.1") == 1
    set_clock.move(timedelta(seconds=1))
    assert await attempts.blocked_for_s("code", "192.0.2.1") == 0


async def test_success_forgets(attempts: AttemptStore, set_clock: SetClock) -> None:
    for _ in range(5):
        await attempts.failed("code", "x")
    await attempts.forget("code", "x")
    assert await attempts.blocked_for_s("code", "x") == 0
    assert await attempts.failed("code", "x") == 1


async def test_time_forgets(attempts: AttemptStore, set_clock: SetClock) -> None:
    await attempts.failed("code", "x")
    set_clock.move(timedelta(seconds=FORGOTTEN_AFTER_S - 1))
    assert await attempts.failed("code", "x") == 2
    set_clock.move(timedelta(seconds=FORGOTTEN_AFTER_S))
    assert await attempts.failed("code", "x") == 1
