"""Runs one firing of a job: counted before it starts, bounded in time, tried again, given up in the end, and written down."""

import asyncio
import contextlib
import logging
import random
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict

from mojo.scheduler.jobs import Job, Run
from mojo.scheduler.registry import JobRegistry
from mojo.shared.context import AppContext
from mojo.shared.errors import MojoException, NotFound, RateLimited, StoreUnavailable
from mojo.shared.metrics import counter
from mojo.shared.model.schedules import Outcome, Payload, RunRecord, Schedule
from mojo.shared.persistence.schedules import RunStore
from mojo.shared.queue.jobs import JobQueue
from mojo.shared.queue.schedules import RUN
from mojo.shared.util.clock import Clock
from mojo.shared.util.trace import current_trace

log = logging.getLogger("mojo.scheduler")

FIRST_RETRY_S = 5.0
LONGEST_RETRY_S = 600.0
FINAL = {Outcome.SUCCEEDED, Outcome.DEAD, Outcome.MISSED}

_ended = counter("mojo_job_runs_total", "Attempts to run a job, by job and what became of them.", "job", "outcome")


class Order(BaseModel):
    """What a RUN task is told."""

    model_config = ConfigDict(frozen=True)

    job: str
    schedule: str | None = None
    planned_at: datetime
    misfire_grace_s: float | None = None
    """Later than this it is not started any more; None starts it whenever."""
    payload: Payload

    @classmethod
    def of(cls, schedule: Schedule, planned_at: datetime) -> "Order":
        """Return what one firing of `schedule` asks for."""
        return cls(
            job=schedule.job,
            schedule=schedule.id,
            planned_at=planned_at,
            misfire_grace_s=schedule.misfire_grace_s,
            payload=schedule.payload,
        )


class Runner:
    """The handler of RUN tasks."""

    def __init__(self, context: AppContext, jobs: JobRegistry, runs: RunStore, queue: JobQueue, clock: Clock) -> None:
        self._context = context
        self._jobs = jobs
        self._runs = runs
        self._queue = queue
        self._clock = clock

    async def run(self, key: str, payload: Payload) -> None:
        """Make one attempt at the run `key`, or do nothing if it has come to its end before. Raises StoreUnavailable."""
        order = Order.model_validate(payload)
        before = await self._runs.get(key)
        if before and before.outcome in FINAL:
            return
        record = before or RunRecord(id=key, job=order.job, schedule=order.schedule, planned_at=order.planned_at)
        if before is None and self._is_late(order):
            reason = f"Not started within {order.misfire_grace_s:g} s of its time."
            await self._end(record, Outcome.MISSED, reason)
        else:
            await self._attempt(record, order)

    def _is_late(self, order: Order) -> bool:
        late_s = (self._clock.now() - order.planned_at).total_seconds()
        return order.misfire_grace_s is not None and late_s > order.misfire_grace_s

    async def _attempt(self, before: RunRecord, order: Order) -> None:
        job = self._jobs.get(order.job) or _unknown(order.job)
        if before.attempt >= job.max_attempts:
            await self._end(before, Outcome.DEAD, f"Its process ended during attempt {before.attempt}, the last one.")
            return
        record = await self._begin(before)
        run = Run(self._context, record.id, order.planned_at, record.attempt, order.payload)
        try:
            async with asyncio.timeout(job.timeout_s) as bound:
                await job.work(run)
        except asyncio.CancelledError:
            await self._hand_back(record)
            raise
        except Exception as error:
            timed_out = isinstance(error, TimeoutError) and bound.expired()
            reason = f"Not done within its {job.timeout_s:g} s." if timed_out else _reason(error)
            log.warning("scheduler.attempt_failed", exc_info=error, extra=_story(record))
            await self._fail(record, order, job, error, reason)
        else:
            await self._end(record, Outcome.SUCCEEDED)

    async def _begin(self, before: RunRecord) -> RunRecord:
        """Count the attempt before anything is done, so that a job which kills its process is counted too."""
        trace = current_trace()
        began = {
            "attempt": before.attempt + 1,
            "outcome": Outcome.RUNNING,
            "started_at": self._clock.now(),
            "ended_at": None,
            "error": None,
            "trace_id": trace.trace_id if trace else None,
        }
        record = before.model_copy(update=began)
        await self._runs.save(record)
        log.info("scheduler.run_started", extra=_story(record))
        return record

    async def _fail(self, record: RunRecord, order: Order, job: Job, error: Exception, reason: str) -> None:
        if record.attempt >= job.max_attempts or not _may_help(error):
            await self._end(record, Outcome.DEAD, reason)
            return
        await self._end(record, Outcome.FAILED, reason)
        again_at = self._clock.now() + timedelta(seconds=_delay_s(record.attempt, error))
        await self._queue.replace(RUN, record.id, order.model_dump(mode="json"), again_at)

    async def _hand_back(self, record: RunRecord) -> None:
        """Its process is stopping, which is not the job's fault: the attempt does not count."""
        with contextlib.suppress(StoreUnavailable):
            back = {"attempt": record.attempt - 1, "outcome": Outcome.FAILED, "error": "Stopped with its process; it runs again."}
            await self._runs.save(record.model_copy(update=back))
        log.info("scheduler.run_handed_back", extra=_story(record))

    async def _end(self, record: RunRecord, outcome: Outcome, reason: str | None = None) -> None:
        ended = record.model_copy(update={"outcome": outcome, "error": reason, "ended_at": self._clock.now()})
        await self._runs.save(ended)
        _ended.labels(record.job, outcome).inc()
        level = logging.INFO if outcome is Outcome.SUCCEEDED else logging.WARNING
        log.log(level, f"scheduler.run_{outcome}", extra={**_story(ended), "reason": reason})


def _unknown(name: str) -> Job:
    async def work(run: Run) -> None:
        raise NotFound(f"No feature of this version has a job called {name}.", job=name)

    return Job(name, work)


def _may_help(error: Exception) -> bool:
    """Say whether to try again: yes for outages and for what nobody expected, no for a refusal."""
    return error.retryable if isinstance(error, MojoException) else True


def _delay_s(attempt: int, error: Exception) -> float:
    """Return the pause after the failed `attempt`: tripled each time, jittered, and never shorter than the service asked."""
    pause_s = min(FIRST_RETRY_S * 3.0 ** (attempt - 1), LONGEST_RETRY_S) * random.uniform(0.8, 1.2)  # noqa: S311  # no secret
    asked_s = float(error.params.get("retry_after_s") or 0) if isinstance(error, RateLimited) else 0.0
    return max(pause_s, asked_s)


def _reason(error: Exception) -> str:
    """Name the failure. What nobody expected may quote anything, so only its kind is kept and the log has the rest."""
    if isinstance(error, MojoException):
        return error.detail
    trace = current_trace()
    return f"{type(error).__name__}; the log has more under {trace.reference if trace else 'this run'}."


def _story(record: RunRecord) -> dict[str, str | int | None]:
    return {"run": record.id, "job": record.job, "schedule": record.schedule, "attempt": record.attempt}
