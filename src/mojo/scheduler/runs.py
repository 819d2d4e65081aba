"""Runs one firing of a job: counted before it starts, bounded in time, tried again, given up in the end, and written down."""

import asyncio
import contextlib
import logging
from dataclasses import dataclass
from datetime import timedelta

from mojo.scheduler.admission import Admission, Verdict
from mojo.scheduler.attendant import Attendant, Live
from mojo.scheduler.gate import Gate
from mojo.scheduler.jobs import Job, Run
from mojo.scheduler.registry import JobRegistry
from mojo.scheduler.retries import codes_of, delay_s, may_help, reason_of
from mojo.scheduler.work import Cancelled, let_work
from mojo.shared.context import AppContext
from mojo.shared.errors import NotFound, StoreUnavailable
from mojo.shared.metrics import WAIT_BUCKETS_S, counter, feature_of, feature_uses, histogram
from mojo.shared.model.policies import Policy
from mojo.shared.model.schedules import FINAL, Outcome, Payload, RunRecord
from mojo.shared.persistence.runs import RunStore
from mojo.shared.queue.alarms import Alarms
from mojo.shared.queue.jobs import JobQueue
from mojo.shared.queue.orders import RUN, Order
from mojo.shared.run_ports import RunFollowers
from mojo.shared.util.clock import Clock
from mojo.shared.util.steps import About, StepKind, step
from mojo.shared.util.trace import current_trace

log = logging.getLogger("mojo.scheduler")

LOOK_AGAIN_S = 0.05
"""How often to ask whether a run that somebody else has in hand is over."""

LONGEST_STALL_S = 60.0
"""How much longer than its timeout an attempt in a living process is believed in: longer than that no stall lasts."""

STORE_RETRY_S = 0.5

# `job` is Prometheus' own label for whom it asks
_ended = counter("mojo_job_runs_total", "Attempts to run a job, by job and what became of them.", "job_name", "outcome")
_took = histogram("mojo_job_run_seconds", "Duration of attempts to run a job.", "job_name", buckets=WAIT_BUCKETS_S)
_late = histogram("mojo_job_lateness_seconds", "From a run's time to its first attempt.", "job_name", buckets=WAIT_BUCKETS_S)


@dataclass(frozen=True)
class Runner:
    """The handler of RUN tasks."""

    context: AppContext
    jobs: JobRegistry
    runs: RunStore
    queue: JobQueue
    clock: Clock
    admission: Admission
    attendant: Attendant
    alarms: Alarms
    gate: Gate
    followers: RunFollowers

    async def run(self, key: str, payload: Payload) -> None:
        """Make one attempt at the run `key`, or do nothing if it has come to its end before. Raises StoreUnavailable."""
        order = Order.model_validate(payload)
        job = self.jobs.get(order.job) or _unknown(order.job)
        policy = job.policy.changed(order.policy)
        async with self.gate.enter(policy.priority):
            decided = False
            while not decided:
                before = await self._when_free(key, policy)
                if before and before.outcome in FINAL:
                    return
                with contextlib.suppress(_Overtaken):
                    await self._decide(before or order.record(key), order, job, policy)
                    decided = True

    async def _when_free(self, key: str, policy: Policy) -> RunRecord | None:
        """Return the record once nobody makes an attempt: a worker that was taken for dead may only have been busy."""
        record = await self.runs.get(key)
        while record and record.outcome is Outcome.RUNNING and await self._is_elsewhere(record, policy):
            await asyncio.sleep(LOOK_AGAIN_S)
            record = await self.runs.get(key)
        return record

    async def _is_elsewhere(self, record: RunRecord, policy: Policy) -> bool:
        if record.worker is None or record.worker == self.queue.worker:
            return record.id in self.attendant
        longest = timedelta(seconds=policy.timeout_s + LONGEST_STALL_S)
        is_possible = record.started_at is None or self.clock.now() - record.started_at < longest
        return is_possible and await self.queue.lives(record.worker)

    async def _decide(self, record: RunRecord, order: Order, job: Job, policy: Policy) -> None:
        if record.attempt == 0 and self._is_late(order):
            await self._end(record, Outcome.MISSED, f"Not started within {order.misfire_grace_s:g} s of its time.")
            return
        if record.attempt >= policy.max_attempts:
            await self._end(record, Outcome.DEAD, f"Its process ended during attempt {record.attempt}, the last one.")
            return
        slots = self.admission.slots_of(record, policy)
        verdict = await self.admission.admit(record, slots, policy)
        if verdict is Verdict.SKIP:
            await self._end(record, Outcome.SKIPPED, "An earlier run still ran.")
        elif verdict is Verdict.WAIT:
            await self._again(record.id, order, self.admission.LOOK_AGAIN_S)
        else:
            try:
                await self._attempt(Live(record, slots), order, job, policy)
            finally:
                await self.admission.leave(record, slots)

    def _is_late(self, order: Order) -> bool:
        late_s = (self.clock.now() - order.starts_at).total_seconds()
        return order.misfire_grace_s is not None and late_s > order.misfire_grace_s

    async def _attempt(self, live: Live, order: Order, job: Job, policy: Policy) -> None:
        await self._begin(live)
        try:
            about: About = {"mojo.job": job.name, "mojo.attempt": live.record.attempt}
            with step(f"job {job.name}", "scheduler", StepKind.CONSUMER, current_trace(), about):
                result = await let_work(self.context, job, live, self.attendant, policy.timeout_s)
        except asyncio.CancelledError:
            await self._hand_back(live.record)
            raise
        except Cancelled as error:
            await self.runs.take_back_cancel(live.record.id)
            await self._end(live.record, Outcome.CANCELLED, error.detail)
        except Exception as error:
            log.warning("scheduler.attempt_failed", exc_info=error, extra=_story(live.record))
            await self._fail(live.record, order, error, policy)
        else:
            done = {"result": result, "progress": None if live.record.progress is None else 1.0}
            await self._end(live.record.model_copy(update=done), Outcome.SUCCEEDED)

    async def _begin(self, live: Live) -> None:
        """Count the attempt before anything is done, so that a job which kills its process is counted too."""
        trace = current_trace()
        began = {
            "attempt": live.record.attempt + 1,
            "outcome": Outcome.RUNNING,
            "started_at": self.clock.now(),
            "ended_at": None,
            "worker": self.queue.worker,
            "error": None,
            "error_code": None,
            "progress": None,
            "progress_text": None,
            "log": (),
            "trace_id": trace.trace_id if trace else None,
        }
        before, live.record = live.record, live.record.changed(**began)
        try:
            is_ours = await self._save(live.record)
        except StoreUnavailable:
            await self._let_go(live.record, before.attempt)
            raise
        if not is_ours:
            raise _Overtaken
        if live.record.attempt == 1:
            _late.labels(self._label(live.record)).observe(max(0.0, (self.clock.now() - live.record.planned_at).total_seconds()))
        log.info("scheduler.run_started", extra=_story(live.record))

    async def _let_go(self, record: RunRecord, attempts: int) -> None:
        """Say that we do not make it, before it is queued again: if that write did arrive, others would wait for us."""
        log.warning("scheduler.run_let_go", extra=_story(record))
        await self._save_surely(
            record.changed(attempt=attempts, outcome=Outcome.FAILED, error="Redis went away as it was to begin.")
        )

    async def _fail(self, record: RunRecord, order: Order, error: Exception, policy: Policy) -> None:
        reason, code = reason_of(error), codes_of(error)[0]
        if record.attempt >= policy.max_attempts or not may_help(error, policy):
            await self._end(record, Outcome.DEAD, reason, code)
        elif await self._end(record, Outcome.FAILED, reason, code):
            await self._again(record.id, order, delay_s(record.attempt, error, policy))

    async def _again(self, key: str, order: Order, delay_s: float) -> None:
        await self.queue.replace(RUN, key, order.to_payload(), self.clock.now() + timedelta(seconds=delay_s))

    async def _hand_back(self, record: RunRecord) -> None:
        """Its process is stopping, which is not the job's fault: the attempt does not count."""
        with contextlib.suppress(StoreUnavailable):
            reason = "Stopped with its process; it runs again."
            await self.runs.save(record.changed(attempt=record.attempt - 1, outcome=Outcome.FAILED, error=reason))
        log.info("scheduler.run_handed_back", extra=_story(record))

    async def _end(self, record: RunRecord, outcome: Outcome, reason: str | None = None, code: str | None = None) -> bool:
        """Write down what became of it and tell whom it concerns; False if another attempt has overtaken this one."""
        ended = record.changed(outcome=outcome, error=reason, error_code=code, ended_at=self.clock.now())
        if not await self._save_surely(ended):
            log.warning("scheduler.run_overtaken", extra={**_story(ended), "reason": reason})
            return False
        self._count(ended)
        level = logging.INFO if outcome in (Outcome.SUCCEEDED, Outcome.CANCELLED) else logging.WARNING
        log.log(level, f"scheduler.run_{outcome}", extra={**_story(ended), "reason": reason})
        if outcome is Outcome.DEAD:
            await self.alarms.run_is_dead(ended)
        return True

    async def _save(self, record: RunRecord) -> bool:
        """Save it, and tell its followers before: a crash between the two makes the attempt, and the telling, once more."""
        if record.followers:
            await self.followers.tell(record)
        return await self.runs.save(record)

    async def _save_surely(self, record: RunRecord) -> bool:
        """Save it, however long Redis is away: the work is done, and would be done again if nobody knew."""
        while True:
            try:
                return await self._save(record)
            except StoreUnavailable:
                await asyncio.sleep(STORE_RETRY_S)

    def _count(self, ended: RunRecord) -> None:
        _ended.labels(self._label(ended), ended.outcome).inc()
        if ended.started_at and ended.ended_at and ended.outcome not in (Outcome.MISSED, Outcome.SKIPPED):
            _took.labels(self._label(ended)).observe(max(0.0, (ended.ended_at - ended.started_at).total_seconds()))
        job = self.jobs.get(ended.job)
        if job and ended.outcome is Outcome.SUCCEEDED:
            feature_uses.labels(feature_of(job.where), "scheduler").inc()

    def _label(self, record: RunRecord) -> str:
        """Return the job's name, unless nobody has such a job: names from a queue must not become series."""
        return record.job if self.jobs.get(record.job) else "unknown"


class _Overtaken(Exception):  # nothing went wrong
    """Another worker has begun, or even ended, the run since we looked."""


def _unknown(name: str) -> Job:
    async def work(run: Run) -> None:
        raise NotFound(f"No feature of this version has a job called {name}.", job=name)

    return Job(name, work)


def _story(record: RunRecord) -> dict[str, str | int | None]:
    return {"run": record.id, "job": record.job, "schedule": record.schedule, "attempt": record.attempt}
