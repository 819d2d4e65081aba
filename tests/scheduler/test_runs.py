"""A run is counted before it starts, bounded in time, tried again, given up in the end, and never tells a secret."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from mojo.scheduler import runs
from mojo.scheduler.jobs import Run
from mojo.shared.errors import ExternalTimeout, InvalidInput, MojoException, RateLimited, StoreUnavailable
from mojo.shared.model.people import EVERY_SCOPE, User
from mojo.shared.model.policies import Policy
from mojo.shared.model.schedules import Outcome, RunRecord
from mojo.shared.persistence.runs import RunStore
from mojo.shared.queue.orders import RUN, Order
from tests.scheduler.conftest import NOW, Works

KEY = "s:once"
FIRST_RETRY_S = 5.0
RETRIES_S = FIRST_RETRY_S * 3.0**3 * 1.2
"""Longer than every pause between three attempts."""


async def order(works: Works, job: str, late_s: float = 0, grace_s: float | None = None) -> None:
    """Enqueue one run of `job`."""
    planned_at = NOW - timedelta(seconds=late_s)
    told = Order(job=job, schedule="s", planned_at=planned_at, misfire_grace_s=grace_s, payload={"n": 1})
    await works.queue.enqueue(RUN, KEY, told.to_payload())


async def record(works: Works) -> RunRecord:
    found = await works.runs.get(KEY)
    assert found is not None
    return found


def failing(works: Works, *errors: BaseException, max_attempts: int = 3) -> list[int]:
    """Register `t.fail`, which raises `errors` one after the other and then succeeds; return the attempts it saw."""
    attempts: list[int] = []
    left = list(errors)

    @works.group.job("t.fail", max_attempts=max_attempts)
    async def fail(run: Run) -> None:
        attempts.append(run.attempt)
        if left:
            raise left.pop(0)

    works.start()
    return attempts


@pytest.mark.parametrize("max_attempts", [1, 3])
async def test_the_end_of_an_attempt_that_was_overtaken_is_the_overtakers(works: Works, max_attempts: int) -> None:
    """Its process stood still for longer than anybody believes in, and somebody else has begun the run."""
    await works.people.save_user(User(id="owner", chat_id=1, name="O", scopes=frozenset({EVERY_SCOPE}), created_at=NOW))

    @works.group.job("t.stall", max_attempts=max_attempts)
    async def stall(run: Run) -> None:
        ours = await record(works)
        await works.runs.save(ours.changed(worker="another", attempt=2))
        raise ExternalTimeout("It stood still.")

    works.start()
    await order(works, "t.stall")
    await works.queue.run_due()
    found = await record(works)
    assert (found.worker, found.attempt, found.outcome) == ("another", 2, Outcome.RUNNING)
    assert works.told.notifications == []
    assert not await works.queue.waiting(KEY)


async def test_a_success_is_written_down(works: Works) -> None:
    works.start()
    await order(works, "t.note")
    await works.queue.run_due()
    found = await record(works)
    assert found.outcome is Outcome.SUCCEEDED
    assert (found.job, found.schedule, found.attempt) == ("t.note", "s", 1)
    assert (found.planned_at, found.started_at, found.ended_at) == (NOW, NOW, NOW)
    assert found.error is None
    assert found.trace_id
    assert works.done[0].payload == {"n": 1}


async def test_a_finished_run_does_not_run_again(works: Works) -> None:
    works.start()
    for _ in range(3):
        await order(works, "t.note")
        await works.queue.run_due()
    assert len(works.done) == 1


async def test_the_attempt_is_on_record_while_it_runs(works: Works) -> None:
    seen: list[RunRecord] = []

    @works.group.job("t.look")
    async def look(run: Run) -> None:
        seen.append(await record(works))

    works.start()
    await order(works, "t.look")
    await works.queue.run_due()
    assert [(found.outcome, found.attempt) for found in seen] == [(Outcome.RUNNING, 1)]


async def test_a_failure_is_tried_again_after_a_growing_pause(works: Works) -> None:
    attempts = failing(works, ExternalTimeout("slow"), ValueError("?"))
    await order(works, "t.fail")
    await works.queue.run_due()
    assert (await record(works)).outcome is Outcome.FAILED
    assert (await record(works)).error == "slow"
    await works.pass_time(FIRST_RETRY_S * 0.7)
    assert attempts == [1]
    await works.pass_time(FIRST_RETRY_S)
    assert attempts == [1, 2]
    await works.pass_time(FIRST_RETRY_S)
    assert attempts == [1, 2]
    await works.pass_time(FIRST_RETRY_S * 3)
    assert attempts == [1, 2, 3]
    assert (await record(works)).outcome is Outcome.SUCCEEDED
    assert (await record(works)).error is None


async def test_after_the_last_attempt_it_is_dead_and_stays_so(works: Works) -> None:
    attempts = failing(works, *[ValueError("?")] * 9, max_attempts=2)
    await order(works, "t.fail")
    await works.queue.run_due()
    await works.pass_time(RETRIES_S * 3, step_s=FIRST_RETRY_S)
    await order(works, "t.fail")
    await works.queue.run_due()
    assert attempts == [1, 2]
    assert (await record(works)).outcome is Outcome.DEAD


async def test_a_refusal_is_not_tried_again(works: Works) -> None:
    attempts = failing(works, InvalidInput("place is unknown"))
    await order(works, "t.fail")
    await works.queue.run_due()
    await works.pass_time(RETRIES_S)
    assert attempts == [1]
    assert (await record(works)).outcome is Outcome.DEAD
    assert (await record(works)).error == "place is unknown"


async def test_a_service_that_asks_for_a_pause_gets_it(works: Works) -> None:
    attempts = failing(works, RateLimited("slow down", retry_after_s=3600))
    await order(works, "t.fail")
    await works.queue.run_due()
    await works.pass_time(3599)
    assert attempts == [1]
    await works.pass_time(2)
    assert attempts == [1, 2]


async def test_an_unexpected_error_is_named_but_not_quoted(works: Works, caplog: pytest.LogCaptureFixture) -> None:
    failing(works, ValueError("token 12345:secret"))
    await order(works, "t.fail")
    await works.queue.run_due()
    error = (await record(works)).error
    assert error is not None
    assert error.startswith("ValueError")
    assert "secret" not in error
    trace_id = (await record(works)).trace_id
    assert trace_id is not None
    assert trace_id[:8] in error
    assert any(entry.message == "scheduler.attempt_failed" and entry.exc_info for entry in caplog.records)


async def test_a_job_that_takes_too_long_is_stopped(works: Works) -> None:
    @works.group.job("t.slow", timeout_s=0.01, max_attempts=1)
    async def slow(run: Run) -> None:
        await asyncio.Event().wait()

    works.start()
    await order(works, "t.slow")
    await works.queue.run_due()
    assert (await record(works)).outcome is Outcome.DEAD
    assert (await record(works)).error == "Not done within its 0.01 s."


async def test_a_timeout_inside_the_job_is_not_mistaken_for_its_own(works: Works) -> None:
    failing(works, TimeoutError(), max_attempts=1)
    await order(works, "t.fail")
    await works.queue.run_due()
    assert ((await record(works)).error or "").startswith("TimeoutError")


async def test_a_job_that_kills_its_process_is_dead_after_its_attempts(works: Works) -> None:
    """A process that dies leaves the record as it was when the attempt began."""
    works.start()
    died = RunRecord(id=KEY, job="t.note", schedule="s", planned_at=NOW, started_at=NOW, attempt=3, outcome=Outcome.RUNNING)
    await works.runs.save(died)
    await order(works, "t.note")
    await works.queue.run_due()
    assert works.done == []
    assert (await record(works)).outcome is Outcome.DEAD
    assert (await record(works)).error == "Its process ended during attempt 3, the last one."


async def test_a_run_taken_over_counts_the_attempt_of_the_dead(works: Works) -> None:
    works.start()
    await works.runs.save(RunRecord(id=KEY, job="t.note", schedule="s", planned_at=NOW, attempt=1))
    await order(works, "t.note", late_s=9999, grace_s=10)
    await works.queue.run_due()
    assert [run.attempt for run in works.done] == [2]


async def test_a_run_that_waited_too_long_is_missed(works: Works) -> None:
    works.start()
    await order(works, "t.note", late_s=61, grace_s=60)
    await works.queue.run_due()
    assert works.done == []
    assert (await record(works)).outcome is Outcome.MISSED
    assert (await record(works)).error == "Not started within 60 s of its time."


async def test_a_run_without_a_grace_may_be_late(works: Works) -> None:
    works.start()
    await order(works, "t.note", late_s=86_400)
    await works.queue.run_due()
    assert len(works.done) == 1


async def test_a_job_that_no_feature_has_is_dead(works: Works) -> None:
    works.start()
    await order(works, "gone.job")
    await works.queue.run_due()
    assert (await record(works)).outcome is Outcome.DEAD
    assert "gone.job" in ((await record(works)).error or "")


async def test_a_run_stopped_with_its_process_is_handed_back_and_not_counted(works: Works) -> None:
    started = asyncio.Event()
    attempts = []

    @works.group.job("t.long", max_attempts=1)
    async def long(run: Run) -> None:
        attempts.append(run.attempt)
        started.set()
        if len(attempts) == 1:
            await asyncio.Event().wait()

    works.start()
    await order(works, "t.long")
    running = asyncio.create_task(works.queue.run_due())
    await started.wait()
    running.cancel()
    await asyncio.wait([running])
    assert (await record(works)).attempt == 0
    await works.queue.run_due()
    assert attempts == [1, 1]
    assert (await record(works)).outcome is Outcome.SUCCEEDED


async def test_a_store_that_fails_before_the_attempt_costs_none(works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    works.start()
    save = works.runs.save
    failures = iter([StoreUnavailable("not now")])

    async def moody(record: RunRecord) -> bool:
        for error in failures:
            raise error
        return await save(record)

    monkeypatch.setattr(works.runs, "save", moody)
    await order(works, "t.note")
    await works.queue.run_due()
    assert works.done == []
    await works.pass_time(60)
    assert [run.attempt for run in works.done] == [1]


@pytest.mark.parametrize(("error", "outcome"), [(MojoException("no"), Outcome.DEAD), (StoreUnavailable("later"), Outcome.FAILED)])
async def test_the_error_itself_says_whether_trying_again_may_help(works: Works, error: MojoException, outcome: Outcome) -> None:
    failing(works, error)
    await order(works, "t.fail")
    await works.queue.run_due()
    assert (await record(works)).outcome is outcome


class Away:
    """A run store of which some calls find nobody."""

    def __init__(self, inner: RunStore, fails: Callable[[RunRecord], bool], times: int = 3) -> None:
        self._inner = inner
        self._fails = fails
        self._times = times
        self.failed = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    async def save(self, record: RunRecord) -> bool:
        if self.failed < self._times and self._fails(record):
            self.failed += 1
            raise StoreUnavailable("Redis: no answer in time")
        return await self._inner.save(record)


async def test_a_job_that_ends_while_redis_is_away_is_not_made_again(works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "STORE_RETRY_S", 0.01)
    kept, works.runs = works.runs, Away(works.runs, lambda record: record.outcome is Outcome.SUCCEEDED)  # type: ignore[assignment]
    works.start()
    await works.queue.enqueue(RUN, "r", Order(job="t.note", planned_at=NOW, payload={}).to_payload())
    await works.queue.run_due()
    record = await kept.get("r")
    assert record
    assert (record.outcome, record.attempt, len(works.done)) == (Outcome.SUCCEEDED, 1, 1)


@pytest.mark.parametrize("arrives", ["at once", "late"])
async def test_an_attempt_that_redis_cut_short_is_let_go_so_that_nobody_waits_for_it(
    works: Works, monkeypatch: pytest.MonkeyPatch, arrives: str
) -> None:
    """The write that began it may arrive though its answer did not, even after later ones; others wait for whoever runs it."""
    monkeypatch.setattr(runs, "STORE_RETRY_S", 0.01)
    kept, sent = works.runs, list[RunRecord]()

    class Deaf(Away):
        async def save(self, record: RunRecord) -> bool:
            sent.append(record)
            if arrives == "at once":
                await kept.save(record)
            return await super().save(record)

    works.runs = Deaf(kept, lambda record: record.outcome is Outcome.RUNNING, times=1)  # type: ignore[assignment]
    works.start()
    await works.queue.enqueue(RUN, "r", Order(job="t.note", planned_at=NOW, payload={}).to_payload())
    await works.queue.run_due()
    await kept.save(sent[0])
    record = await kept.get("r")
    assert record
    assert (record.outcome, record.attempt, works.done) == (Outcome.FAILED, 0, [])
    await works.pass_time(60, step_s=5)
    assert [run.attempt for run in works.done] == [1]


async def test_a_process_that_thaws_after_another_made_its_run_does_not_make_it_again(
    works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It had looked, and was about to write that it begins."""
    kept = works.runs

    class Frozen(Away):
        async def save(self, record: RunRecord) -> bool:
            if record.outcome is Outcome.RUNNING and not self.failed:
                self.failed = 1
                elsewhere = record.model_copy(update={"worker": "another"})
                assert await kept.save(elsewhere)
                assert await kept.save(elsewhere.changed(outcome=Outcome.SUCCEEDED))
            return await kept.save(record)

    works.runs = Frozen(kept, lambda record: False)  # type: ignore[assignment]
    works.start()
    await works.queue.enqueue(RUN, "r", Order(job="t.note", planned_at=NOW, payload={}).to_payload())
    await works.queue.run_due()
    record = await kept.get("r")
    assert record
    assert (record.outcome, record.worker, works.done) == (Outcome.SUCCEEDED, "another", [])


async def test_a_living_process_is_not_waited_for_beyond_all_reason(works: Works) -> None:
    elsewhere = Order(job="t.note", planned_at=NOW, payload={}).record("r")
    stale = NOW - timedelta(seconds=Policy().timeout_s + runs.LONGEST_STALL_S)
    await works.runs.save(elsewhere.model_copy(update={"worker": "another", "attempt": 1, "started_at": stale}))
    vars(works.queue)["lives"] = lambda worker: asyncio.sleep(0, True)
    works.start()
    await works.queue.enqueue(RUN, "r", Order(job="t.note", planned_at=NOW, payload={}).to_payload())
    await asyncio.wait_for(works.queue.run_due(), 5)
    assert len(works.done) == 1
