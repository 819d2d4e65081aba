"""A deadline that holds."""

import asyncio
import contextlib
import time

import pytest

from mojo.shared.persistence.deadline import Deadline


async def test_what_ends_in_time_is_left_alone() -> None:
    with Deadline(60):
        assert await asyncio.sleep(0, "done") == "done"


async def test_what_takes_too_long_is_ended() -> None:
    with pytest.raises(TimeoutError), Deadline(0.01):
        await asyncio.sleep(60)
    assert _cancellations() == 0


async def test_it_insists_where_a_cancellation_gets_lost() -> None:
    started = time.monotonic()
    with pytest.raises(TimeoutError), Deadline(0.01):
        await _lose_two_cancellations()
    assert time.monotonic() - started < 1
    assert _cancellations() == 0


async def test_a_result_that_came_in_spite_of_it_counts() -> None:
    with Deadline(0.01):
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(60)
        result = "done"
    assert result == "done"
    assert _cancellations() == 0


async def test_an_error_stays_what_it_is() -> None:
    with pytest.raises(ValueError, match="mine"), Deadline(60):
        raise ValueError("mine")


async def test_somebody_elses_cancellation_stays_one() -> None:
    async def work() -> None:
        with Deadline(60):
            await asyncio.sleep(60)

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_the_inner_of_two_deadlines_does_not_use_up_the_outer() -> None:
    with Deadline(60):
        with pytest.raises(TimeoutError), Deadline(0.01):
            await asyncio.sleep(60)
        await asyncio.sleep(0)


def test_it_needs_a_task() -> None:
    with pytest.raises(RuntimeError), Deadline(1):
        pass


def _cancellations() -> int:
    task = asyncio.current_task()
    assert task is not None
    return task.cancelling()


async def _lose_two_cancellations() -> None:
    for _ in range(2):
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(60)
    await asyncio.sleep(60)
