"""Schedules and runs in Chronos: /jobs, /job NAME, /dead and their buttons. What is asked step by step is in `asking.py`."""

from mojo.chronos.commands import Button, Reply, Turn
from mojo.features.jobs.buttons import SNOOZES, OneJob, OneRun, key_of, run_button, run_rows
from mojo.features.jobs.commands.asking import QUESTIONS, ask_about, commands, shown
from mojo.features.jobs.service import JobsService
from mojo.features.jobs.texts import dead_text, list_text, one_run_text, runs_text, why_text
from mojo.features.jobs.watching import RunsService
from mojo.shared.errors import NotFound
from mojo.shared.model.schedules import RunRecord, Schedule
from mojo.shared.model.text import text

ROWS = 8
"""How many schedules get a button below /jobs, and how many runs below /dead."""

_QUESTIONS = tuple(f"ask-{question}" for question in QUESTIONS)
_CHANGES = ("run", "pause", "resume", "sure", "delete", *SNOOZES, *_QUESTIONS)

LOOK_BACK = 1000
"""Among how many runs the one of a button is looked for: as many as RunsService looks through."""


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
    return await shown(turn, await service.get(turn.principal, turn.args.strip()))


@commands.command("dead", scope="jobs:read")
async def dead(turn: Turn) -> Reply:
    found = await (await turn.get(RunsService)).recent(turn.principal, ROWS, dead=True)
    if not found:
        return Reply(text("jobs-dead-none"))
    return Reply(
        dead_text(found), tuple((Button(text("jobs-button-open", name=_name(it)), run_button("show", it)),) for it in found)
    )


@commands.button(OneJob, scope="jobs:read")
async def pressed(turn: Turn) -> Reply | None:
    schedule = await _named(turn, turn.button.key)
    action = turn.button.action
    service = await turn.get(JobsService)
    if action == "runs":
        return Reply(runs_text(schedule, await service.last_runs(turn.principal, schedule.id)))
    if action == "why":
        return Reply(why_text(await service.last_runs(turn.principal, schedule.id)))
    if action in _CHANGES:
        return await _change(turn, schedule, action)
    return await shown(turn, schedule, edit=True)


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


async def _change(turn: Turn, schedule: Schedule, action: str) -> Reply | None:
    service = await turn.get(JobsService)
    if not turn.user.may("jobs:run"):
        return Reply(text("chronos-forbidden"))
    if action in _QUESTIONS:
        return ask_about(turn, schedule, action.removeprefix("ask-"))
    if action in ("sure", "delete"):
        return await _forget(turn, schedule, sure=action == "delete")
    if action == "run":
        await service.run_now(turn.principal, schedule.id, follower=turn.user.chat_id)
        return None
    if action == "resume":
        return await shown(turn, await service.resume(turn.principal, schedule.id), edit=True)
    until = service.clock.now() + SNOOZES[action] if action in SNOOZES else None
    return await shown(turn, await service.pause(turn.principal, schedule.id, until), edit=True)


async def _forget(turn: Turn, schedule: Schedule, *, sure: bool) -> Reply:
    if not sure:
        button = Button(text("jobs-button-delete"), OneJob("delete", key_of(schedule.id)))
        return Reply(text("jobs-delete-sure", name=schedule.id), ((button,),))
    await (await turn.get(JobsService)).delete(turn.principal, schedule.id)
    return Reply(text("jobs-deleted", name=schedule.id), edit=True)


async def _named(turn: Turn, key: str) -> Schedule:
    found = await (await turn.get(JobsService)).all(turn.principal)
    schedule = next((schedule for schedule in found if key_of(schedule.id) == key), None)
    if schedule is None:
        raise NotFound("There is no such schedule.", field="id")
    return schedule


async def _run_named(service: RunsService, turn: Turn) -> RunRecord:
    for dead in (False, True):
        for run in await service.recent(turn.principal, LOOK_BACK, dead):
            if key_of(run.id) == turn.button.key:
                return run
    raise NotFound("There is no such run.", field="run_id")


def _run_shown(run: RunRecord) -> Reply:
    return Reply(one_run_text(run), run_rows(run), edit=True)


def _name(run: RunRecord) -> str:
    return run.schedule or run.job
