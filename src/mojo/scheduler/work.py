"""Lets a job work, for as long as it may."""

import asyncio
import logging
from functools import partial
from typing import Any

import orjson

from mojo.scheduler.attendant import Attendant, Live
from mojo.scheduler.blocking import run_apart
from mojo.scheduler.jobs import Job, Run
from mojo.scheduler.retries import JobTimeout
from mojo.shared.context import AppContext
from mojo.shared.errors import MojoException
from mojo.shared.model.schedules import MAX_RESULT_BYTES

log = logging.getLogger("mojo.scheduler")

LET_GO_S = 1.0
"""How long a job that was told to end may take to do so before it is abandoned."""


class Cancelled(MojoException):
    """Somebody wished the run to end."""

    code = "job.cancelled"


async def let_work(context: AppContext, job: Job, live: Live, attendant: Attendant, timeout_s: float) -> Any:
    """Return what the job returned, bounded. Raises what it raises, JobTimeout, Cancelled; cancelled itself, it ends the job."""
    work = asyncio.ensure_future(_start(context, job, live, attendant))
    work.add_done_callback(lambda _: live.over.set())
    try:
        async with attendant.attending(live):
            try:
                await asyncio.wait_for(live.over.wait(), timeout_s)
            except TimeoutError:
                raise JobTimeout(f"Not done within its {timeout_s:g} s.") from None
            if work.cancelled() or (live.cancelled and not work.done()):
                raise Cancelled("Cancelled while it ran.")
            return _bounded(work.result(), live, attendant)
    finally:
        await _end(work, job)


def _start(context: AppContext, job: Job, live: Live, attendant: Attendant) -> Any:
    record = live.record
    report = partial(attendant.report, live)
    if job.blocking:
        told = record.model_dump(mode="json", include={"id", "planned_at", "attempt", "payload"})
        return run_apart(job.work, told, report)
    return job.work(Run(context, record.id, record.planned_at, record.attempt, record.payload, report))


async def _end(work: "asyncio.Future[Any]", job: Job) -> None:
    """End the work if it goes on. One that will not end is left behind: it cannot hold up anybody but its own process."""
    if work.done():
        return
    work.cancel()
    await asyncio.wait({work}, timeout=LET_GO_S)
    if not work.done():
        log.error("scheduler.job_abandoned", extra={"job": job.name, "where": job.where})


def _bounded(result: Any, live: Live, attendant: Attendant) -> Any:
    """Return a result that is small JSON; of any other the run's log says why it was not kept."""
    if result is None:
        return None
    try:
        size = len(orjson.dumps(result))
    except TypeError as error:
        attendant.report(live, None, f"The result was not kept: it is no JSON ({error}).")
        return None
    if size > MAX_RESULT_BYTES:
        attendant.report(live, None, f"The result was not kept: {size} bytes are more than {MAX_RESULT_BYTES}.")
        return None
    return result
