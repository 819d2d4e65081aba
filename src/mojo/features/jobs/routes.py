"""Schedules (`/jobs`) and their runs (`/runs`) over HTTP."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header, Query
from fastapi.responses import StreamingResponse

from mojo.api.doors import needs, principal, use
from mojo.features.jobs.model import Change, Draft, RunNow, Shown, Snooze
from mojo.features.jobs.service import JobsService
from mojo.features.jobs.watching import RunsService
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.jobs import JobInfo
from mojo.shared.model.people import Principal
from mojo.shared.model.schedules import RunRecord, Schedule
from mojo.shared.ports import Jobs
from mojo.shared.queue.phrases import preview_of

router = APIRouter(tags=["jobs"])

Service = Annotated[JobsService, use(JobsService)]
RunService = Annotated[RunsService, use(RunsService)]
Words = Annotated[Translator, use(Translator)]
Kinds = Annotated[Jobs, use(Jobs)]
By = Annotated[Principal, principal()]
Limit = Annotated[int, Query(ge=1, le=100)]
Count = Annotated[int, Query(ge=1, le=20, description="How many firings to name.")]
Language = Annotated[str, Header(alias="Accept-Language", max_length=200)]

READ, RUN, MANAGE = needs("jobs:read"), needs("jobs:run"), needs("jobs:manage")


@router.get("/jobs", openapi_extra=READ)
async def schedules(jobs: Service, by: By) -> list[Schedule]:
    """Every schedule the asker may see."""
    return await jobs.all(by)


@router.get("/jobs/kinds", openapi_extra=READ)
async def kinds(known: Kinds) -> list[JobInfo]:
    """What can be scheduled: every job, its policy and the schema of its payload."""
    return known.infos()


@router.post("/jobs", status_code=201, openapi_extra=MANAGE)
async def create(jobs: Service, by: By, draft: Draft) -> Schedule:
    """Make a schedule."""
    return await jobs.create(by, draft)


@router.post("/jobs/preview", openapi_extra=READ)
async def preview(
    jobs: Service, words: Words, by: By, draft: Draft, *, count: Count = 5, accept_language: Language = "en"
) -> Shown:
    """What a schedule would do, without making it."""
    return _shown(jobs, words, jobs.checked(draft, by.user_id), count, accept_language)


@router.get("/jobs/{id}", openapi_extra=READ)
async def schedule(jobs: Service, words: Words, by: By, id: str, *, count: Count = 5, accept_language: Language = "en") -> Shown:
    """One schedule, its next firings and its latest run."""
    shown = _shown(jobs, words, await jobs.get(by, id), count, accept_language)
    latest = await jobs.last_runs(by, id, 1)
    return shown.model_copy(update={"last": latest[0]}) if latest else shown


@router.patch("/jobs/{id}", openapi_extra=RUN)
async def change(jobs: Service, by: By, id: str, change: Change) -> Schedule:
    """Change parts of a schedule."""
    return await jobs.change(by, id, change)


@router.delete("/jobs/{id}", status_code=204, openapi_extra=RUN)
async def delete(jobs: Service, by: By, id: str) -> None:
    """Forget a schedule."""
    await jobs.delete(by, id)


@router.post("/jobs/{id}/pause", openapi_extra=RUN)
async def pause(jobs: Service, by: By, id: str, snooze: Snooze) -> Schedule:
    """Pause a schedule, or snooze it until an instant."""
    return await jobs.pause(by, id, snooze.until)


@router.post("/jobs/{id}/resume", openapi_extra=RUN)
async def resume(jobs: Service, by: By, id: str) -> Schedule:
    """Let a paused schedule fire again."""
    return await jobs.resume(by, id)


@router.post("/jobs/{id}/run", status_code=202, openapi_extra=RUN)
async def run_now(jobs: Service, by: By, id: str, wanted: RunNow) -> RunRecord:
    """Run its job now, if wished with other parameters."""
    return await jobs.run_now(by, id, wanted.payload)


@router.get("/jobs/{id}/runs", openapi_extra=READ)
async def runs_of(jobs: Service, by: By, id: str, limit: Limit = 20) -> list[RunRecord]:
    """The last runs of a schedule, newest first."""
    return await jobs.last_runs(by, id, limit)


@router.get("/runs", openapi_extra=READ)
async def runs(runs: RunService, by: By, limit: Limit = 20, dead: bool = False) -> list[RunRecord]:
    """The last runs of all jobs, or the dead letters alone; newest first."""
    return await runs.recent(by, limit, dead)


@router.get("/runs/{run_id}", openapi_extra=READ)
async def run(runs: RunService, by: By, run_id: str) -> RunRecord:
    """One run: what became of it, its log and its result."""
    return await runs.get(by, run_id)


@router.get("/runs/{run_id}/events", openapi_extra=READ, response_class=StreamingResponse)
async def events(runs: RunService, by: By, run_id: str) -> StreamingResponse:
    """The run as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): one a change."""
    await runs.get(by, run_id)
    return StreamingResponse(_events(runs, by, run_id), media_type="text/event-stream", headers={"Cache-Control": "no-store"})


@router.post("/runs/{run_id}/cancel", status_code=202, openapi_extra=RUN)
async def cancel(runs: RunService, by: By, run_id: str) -> RunRecord:
    """End a run that waits or runs."""
    return await runs.cancel(by, run_id)


@router.post("/runs/{run_id}/again", status_code=202, openapi_extra=RUN)
async def run_again(runs: RunService, by: By, run_id: str) -> RunRecord:
    """Make a run that has ended once more."""
    return await runs.run_again(by, run_id)


@router.delete("/runs/{run_id}", status_code=204, openapi_extra=RUN)
async def drop(runs: RunService, by: By, run_id: str) -> None:
    """Take a run out of the dead letters."""
    await runs.drop(by, run_id)


async def _events(runs: RunsService, by: Principal, run_id: str) -> AsyncIterator[bytes]:
    async for record in runs.watch(by, run_id):
        yield b"event: run\ndata: " + record.model_dump_json().encode() + b"\n\n"


def _shown(jobs: JobsService, words: Translator, schedule: Schedule, count: int, language: str) -> Shown:
    coming = jobs.next(schedule, count)
    spoken = words.match(*(tag.partition(";")[0].strip() for tag in language.split(",")))
    summary = words.say(preview_of(schedule, coming[0] if coming else None), spoken, schedule.timezone)
    return Shown(schedule=schedule, next=coming, summary=summary, last=None)
