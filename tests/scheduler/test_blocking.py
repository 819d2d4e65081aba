"""Blocking work runs in a process of its own, which ends at its timeout whatever it does."""

import os
from collections.abc import Callable
from typing import Any

import pytest

from mojo.shared.model.schedules import Outcome, RunRecord
from mojo.shared.queue.orders import RUN, Order
from tests.scheduler import blocking_jobs
from tests.scheduler.conftest import NOW, Works

pytestmark = pytest.mark.usefixtures("allow_processes")


@pytest.fixture
def allow_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the process find the tests' modules."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["src", "."]))


async def run(works: Works, work: Callable[..., Any], timeout_s: float = 20, max_attempts: int = 1) -> RunRecord:
    works.group.job("t.apart", blocking=True, timeout_s=timeout_s, max_attempts=max_attempts)(work)
    works.start()
    order = Order(job="t.apart", planned_at=NOW, payload={"numbers": [1, 2, 3]})
    await works.queue.enqueue(RUN, "r", order.to_payload())
    await works.queue.run_due()
    record = await works.runs.get("r")
    assert record is not None
    return record


async def test_it_returns_its_result_and_tells_its_progress(works: Works) -> None:
    record = await run(works, blocking_jobs.add)
    assert (record.outcome, record.result) == (Outcome.SUCCEEDED, 6)
    assert [line.text for line in record.log] == ["adding"]


async def test_one_that_hangs_is_killed_at_its_timeout(works: Works) -> None:
    record = await run(works, blocking_jobs.hang, timeout_s=6)
    assert (record.outcome, record.error_code) == (Outcome.DEAD, "job.timeout")
    pid = int(record.log[0].text)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_a_refusal_keeps_its_code_and_is_not_tried_again(works: Works) -> None:
    record = await run(works, blocking_jobs.refuse, max_attempts=3)
    assert (record.outcome, record.error_code, record.error) == (Outcome.DEAD, "input.invalid", "numbers: none")


async def test_an_outage_is_worth_another_attempt(works: Works) -> None:
    record = await run(works, blocking_jobs.outage, max_attempts=3)
    assert (record.outcome, record.error_code) == (Outcome.FAILED, "external.timeout")


async def test_one_that_dies_fails_alone(works: Works) -> None:
    record = await run(works, blocking_jobs.die)
    assert (record.outcome, record.error) == (Outcome.DEAD, "Its process ended before it did.")
