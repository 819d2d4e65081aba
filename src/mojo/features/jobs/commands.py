"""Schedules and runs in Chronos: /jobs, /job NAME, /schedule, /dead and their buttons."""

import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from mojo.chronos.commands import Button, ButtonData, CommandGroup, Reply, Turn
from mojo.features.jobs.making import payload_of, trigger_of
from mojo.features.jobs.model import ID, Change, Draft
from mojo.features.jobs.service import JobsService
from mojo.features.jobs.texts import dead_text, list_text, one_run_text, run_text, runs_text, schedule_text, why_text
from mojo.features.jobs.watching import RunsService
from mojo.shared.errors import InvalidInput, NotFound
from mojo.shared.model.schedules import FINAL, Outcome, RunRecord, Schedule
from mojo.shared.model.text import text
from mojo.shared.ports import Jobs

commands = CommandGroup("jobs")

ROWS = 8
"""How many schedules get a button below /jobs, and how many runs below /dead."""

SNOOZES = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}
"""How long a schedule sleeps at the press of a button."""

_NAME, _JOB, _WHEN, _TOLD = "schedule-name", "schedule-job", "schedule-when", "schedule-told"
"""What the conversation of /schedule waits for, one after the other."""

LOOK_BACK = 1000
"""Among how many runs the one of a button is looked for: as many as RunsService looks through."""


@dataclass(frozen=True)
class OneJob(ButtonData):
    """What a button below a schedule does: show, run, pause, resume, runs, why or one of SNOOZES. Names are too long for a
    button: see `key_of`."""

    prefix: ClassVar[str] = "job"
    action: str
    key: str


@dataclass(frozen=True)
class OneRun(ButtonData):
    """What a button below a run does: show, cancel, again, drop. Its id is too long for a button as well."""

    prefix: ClassVar[str] = "jobrun"
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


@commands.command("schedule", scope="jobs:manage", takes="name")
async def schedule(turn: Turn) -> Reply:
    """Make a schedule step by step, or have one that is there fire at other times."""
    turn.session.clear()
    if not re.fullmatch(ID, turn.args):
        return _ask(turn, _NAME)
    turn.session["id"] = turn.args
    service = await turn.get(JobsService)
    if any(it.id == turn.args for it in await service.all(turn.principal)):
        return _ask(turn, _WHEN)
    return await _ask_job(turn)


@commands.conversation(_NAME, scope="jobs:manage")
async def named(turn: Turn) -> Reply:
    return await schedule(turn)


@commands.conversation(_JOB, scope="jobs:manage")
async def job_named(turn: Turn) -> Reply:
    if turn.args not in {info.name for info in (await turn.get(Jobs)).infos()}:  # type: ignore[type-abstract]  # a port is the key
        return await _ask_job(turn)
    turn.session["job"] = turn.args
    return _ask(turn, _WHEN)


@commands.conversation(_WHEN, scope="jobs:manage")
async def when_named(turn: Turn) -> Reply:
    if "id" not in turn.session:
        return _ask(turn, _NAME)
    service, trigger, job = await turn.get(JobsService), trigger_of(turn.args), turn.session.get("job")
    try:
        service.next(Schedule(id="new", job="new", trigger=trigger, timezone=turn.user.timezone))
        if job is None:
            changed = await service.change(turn.principal, turn.session["id"], Change.model_validate({"trigger": trigger}))
            return await _show(turn, changed, edit=False)
    except InvalidInput:
        return _ask(turn, _WHEN)
    turn.session["when"] = turn.args
    return _ask(turn, _TOLD)


@commands.conversation(_TOLD, scope="jobs:manage")
async def told(turn: Turn) -> Reply:
    known = turn.session
    if not {"id", "job", "when"} <= known.keys():
        return _ask(turn, _NAME)
    service = await turn.get(JobsService)
    fields = {"id": known["id"], "job": known["job"], "timezone": turn.user.timezone}
    try:
        wanted = {**fields, "trigger": trigger_of(known["when"]), "payload": payload_of(turn.args)}
        made = await service.create(turn.principal, Draft.model_validate(wanted))
    except InvalidInput as problem:
        return _ask(turn, _TOLD, f"{problem}")
    return await _show(turn, made, edit=False)


@commands.command("dead", scope="jobs:read")
async def dead(turn: Turn) -> Reply:
    found = await (await turn.get(RunsService)).recent(turn.principal, ROWS, dead=True)
    if not found:
        return Reply(text("jobs-dead-none"))
    return Reply(dead_text(found), tuple((Button(text("jobs-button-open", name=_name(it)), _to("show", it)),) for it in found))


@commands.button(OneJob, scope="jobs:read")
async def pressed(turn: Turn) -> Reply:
    schedule = await _named(turn, turn.button.key)
    action = turn.button.action
    service = await turn.get(JobsService)
    if action == "runs":
        return Reply(runs_text(schedule, await service.last_runs(turn.principal, schedule.id)))
    if action == "why":
        return Reply(why_text(await service.last_runs(turn.principal, schedule.id)))
    if action in ("run", "pause", "resume") or action in SNOOZES:
        return await _change(turn, schedule, action)
    return await _show(turn, schedule, edit=True)


@commands.button(OneRun, scope="jobs:read")
async def run_pressed(turn: Turn) -> Reply:
    service, action = await turn.get(RunsService), turn.button.action
    run = await _run_named(service, turn)
    if action not in ("cancel", "again", "drop"):
        return _run_shown(run)
    if not turn.user.may("jobs:run"):
        return Reply(text("chronos-forbidden"))
    if action == "drop":
        await service.drop(turn.principal, run.id)
        return Reply(text("jobs-dropped", name=_name(run)), edit=True)
    act = service.cancel if action == "cancel" else service.run_again
    return _run_shown(await act(turn.principal, run.id))


def key_of(id: str) -> str:
    """Return what stands for the schedule, or the run, in a button."""
    return hashlib.sha256(id.encode()).hexdigest()[:12]


async def _change(turn: Turn, schedule: Schedule, action: str) -> Reply:
    service = await turn.get(JobsService)
    if not turn.user.may("jobs:run"):
        return Reply(text("chronos-forbidden"))
    if action == "run":
        run = await service.run_now(turn.principal, schedule.id)
        buttons = (
            (Button(text("jobs-button-refresh"), _to("show", run)), Button(text("jobs-button-cancel"), _to("cancel", run))),
        )
        return Reply(text("jobs-started", name=schedule.id, line=run_text(run)), buttons)
    if action in SNOOZES:
        until = service.clock.now() + SNOOZES[action]
        return await _show(turn, await service.pause(turn.principal, schedule.id, until), edit=True)
    act = service.pause if action == "pause" else service.resume
    return await _show(turn, await act(turn.principal, schedule.id), edit=True)


async def _named(turn: Turn, key: str) -> Schedule:
    found = await (await turn.get(JobsService)).all(turn.principal)
    schedule = next((schedule for schedule in found if key_of(schedule.id) == key), None)
    if schedule is None:
        raise NotFound("There is no such schedule.", field="id")
    return schedule


def _ask(turn: Turn, what: str, about: str = "") -> Reply:
    turn.session["awaiting"] = what
    return Reply(text(f"jobs-ask-{what.removeprefix('schedule-')}", about=about))


async def _ask_job(turn: Turn) -> Reply:
    infos = (await turn.get(Jobs)).infos()  # type: ignore[type-abstract]  # a port is the key
    return _ask(turn, _JOB, "\n".join(info.name for info in infos))


async def _run_named(service: RunsService, turn: Turn) -> RunRecord:
    for dead in (False, True):
        for run in await service.recent(turn.principal, LOOK_BACK, dead):
            if key_of(run.id) == turn.button.key:
                return run
    raise NotFound("There is no such run.", field="run_id")


def _run_shown(run: RunRecord) -> Reply:
    ended = ["again", "drop"] if run.outcome is Outcome.DEAD else ["again"]
    actions = ended if run.outcome in FINAL else ["show", "cancel"]
    names = {"show": "refresh"}
    row = tuple(Button(text(f"jobs-button-{names.get(action, action)}"), _to(action, run)) for action in actions)
    return Reply(one_run_text(run), (row,), edit=True)


def _to(action: str, run: RunRecord) -> OneRun:
    return OneRun(action, key_of(run.id))


def _name(run: RunRecord) -> str:
    return run.schedule or run.job


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
        tuple(Button(text(f"jobs-button-snooze-{length}"), OneJob(length, key)) for length in SNOOZES),
        (Button(text("jobs-button-refresh"), OneJob("show", key)),),
    )
