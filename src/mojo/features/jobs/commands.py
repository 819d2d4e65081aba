"""Schedules in Chronos: /jobs, /job NAME and its buttons."""

import hashlib
from dataclasses import dataclass
from typing import ClassVar

from mojo.chronos.commands import Button, ButtonData, CommandGroup, Reply, Turn
from mojo.features.jobs.service import JobsService
from mojo.features.jobs.texts import list_text, run_text, runs_text, schedule_text, why_text
from mojo.shared.errors import NotFound
from mojo.shared.model.schedules import Schedule
from mojo.shared.model.text import text

commands = CommandGroup("jobs")

ROWS = 8
"""How many schedules get a button below /jobs."""


@dataclass(frozen=True)
class OneJob(ButtonData):
    """What a button below a schedule does: show, run, pause, resume, runs, why. Names are too long for a button: see `key_of`."""

    prefix: ClassVar[str] = "job"
    action: str
    key: str


@commands.command("jobs", scope="jobs:read")
async def jobs(turn: Turn) -> Reply:
    service = await turn.get(JobsService)
    found = await service.all(turn.principal)
    if not found:
        return Reply(text("jobs-none"))
    listed = [(schedule, next(iter(service.next(schedule)), None)) for schedule in found]
    buttons = [(Button(text("jobs-button-open", name=it.id), OneJob("show", key_of(it.id))),) for it in found[:ROWS]]
    return Reply(list_text(listed), tuple(buttons))


@commands.command("job", scope="jobs:read", takes="name")
async def job(turn: Turn) -> Reply:
    if not turn.args:
        return await jobs(turn)
    service = await turn.get(JobsService)
    return await _show(turn, await service.get(turn.principal, turn.args.strip()), edit=False)


@commands.button(OneJob, scope="jobs:read")
async def pressed(turn: Turn) -> Reply:
    schedule = await _named(turn, turn.button.key)
    action = turn.button.action
    service = await turn.get(JobsService)
    if action == "runs":
        return Reply(runs_text(schedule, await service.last_runs(turn.principal, schedule.id)))
    if action == "why":
        return Reply(why_text(await service.last_runs(turn.principal, schedule.id)))
    if action in ("run", "pause", "resume"):
        return await _change(turn, schedule, action)
    return await _show(turn, schedule, edit=True)


def key_of(schedule_id: str) -> str:
    """Return what stands for the schedule in a button."""
    return hashlib.sha256(schedule_id.encode()).hexdigest()[:12]


async def _change(turn: Turn, schedule: Schedule, action: str) -> Reply:
    service = await turn.get(JobsService)
    if not turn.user.may("jobs:run"):
        return Reply(text("chronos-forbidden"))
    if action == "run":
        run = await service.run_now(turn.principal, schedule.id)
        return Reply(text("jobs-started", name=schedule.id, line=run_text(run)))
    act = service.pause if action == "pause" else service.resume
    return await _show(turn, await act(turn.principal, schedule.id), edit=True)


async def _named(turn: Turn, key: str) -> Schedule:
    found = await (await turn.get(JobsService)).all(turn.principal)
    schedule = next((schedule for schedule in found if key_of(schedule.id) == key), None)
    if schedule is None:
        raise NotFound("There is no such schedule.", field="id")
    return schedule


async def _show(turn: Turn, schedule: Schedule, *, edit: bool) -> Reply:
    service = await turn.get(JobsService)
    latest = await service.last_runs(turn.principal, schedule.id, 1)
    said = schedule_text(schedule, next(iter(service.next(schedule)), None), latest[0] if latest else None)
    return Reply(said, _buttons(schedule), edit=edit)


def _buttons(schedule: Schedule) -> tuple[tuple[Button, ...], ...]:
    key = key_of(schedule.id)
    pausing = (
        Button(text("jobs-button-resume"), OneJob("resume", key))
        if schedule.paused
        else Button(text("jobs-button-pause"), OneJob("pause", key))
    )
    return (
        (Button(text("jobs-button-run"), OneJob("run", key)), pausing),
        (Button(text("jobs-button-runs"), OneJob("runs", key)), Button(text("jobs-button-why"), OneJob("why", key))),
        (Button(text("jobs-button-refresh"), OneJob("show", key)),),
    )
