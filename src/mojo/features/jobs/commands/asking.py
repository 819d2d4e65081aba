"""What Chronos asks step by step: /schedule makes a schedule, and the buttons of one ask what is to be different about it.

A bad answer changes nothing: what is wrong with it is said, and the question stands.
"""

import re
from zoneinfo import ZoneInfo

import orjson

from mojo.chronos.commands import CommandGroup, Reply, Turn
from mojo.chronos.failures import explain
from mojo.features.jobs.buttons import schedule_rows
from mojo.features.jobs.making import OPTIONS, BadOption, Reader, options_of, payload_of, rule_of
from mojo.features.jobs.model import ID, Change, Draft
from mojo.features.jobs.service import JobsService
from mojo.features.jobs.texts import schedule_text
from mojo.shared.errors import InvalidInput
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.schedules import Payload, Schedule, Trigger
from mojo.shared.model.text import Text, text
from mojo.shared.ports import Jobs
from mojo.shared.run_ports import SpokenTimes

commands = CommandGroup("jobs")

_NAME, _JOB, _WHEN, _TOLD = "schedule-name", "schedule-job", "schedule-when", "schedule-told"
"""What the conversation of /schedule waits for, one after the other."""

QUESTIONS = ("when", "told", "options", "until", "run")
"""What can be asked about a schedule that is there; the conversation is `job-<question>`."""


@commands.command("schedule", scope="jobs:manage", takes="name")
async def schedule(turn: Turn) -> Reply:
    """Make a schedule step by step, or have one that is there fire at other times."""
    turn.session.clear()
    if not re.fullmatch(ID, turn.args):
        return _ask(turn, _NAME, problem=text("jobs-bad-name") if turn.args else None)
    service = await turn.get(JobsService)
    if known := next((it for it in await service.all(turn.principal) if it.id == turn.args), None):
        return ask_about(turn, known, "when")
    turn.session["id"] = turn.args
    return await _ask_job(turn)


@commands.conversation(_NAME, scope="jobs:manage")
async def named(turn: Turn) -> Reply:
    return await schedule(turn)


@commands.conversation(_JOB, scope="jobs:manage")
async def job_named(turn: Turn) -> Reply:
    if turn.args not in {info.name for info in (await turn.get(Jobs)).infos()}:  # type: ignore[type-abstract]  # a port is the key
        return await _ask_job(turn, text("jobs-no-such-job", name=turn.args[:40]))
    turn.session["job"] = turn.args
    return _ask(turn, _WHEN)


@commands.conversation(_WHEN, scope="jobs:manage")
async def when_named(turn: Turn) -> Reply:
    if "id" not in turn.session:
        return _ask(turn, _NAME)
    try:
        turn.session["trigger"] = (await _trigger(turn)).model_dump(mode="json")
    except InvalidInput as problem:
        return _ask(turn, _WHEN, problem=await _not_a_time(turn, problem))
    return _ask(turn, _TOLD)


@commands.conversation(_TOLD, scope="jobs:manage")
async def told(turn: Turn) -> Reply:
    known = turn.session
    if not {"id", "job", "trigger"} <= known.keys():
        return _ask(turn, _NAME)
    wanted = {"id": known["id"], "job": known["job"], "trigger": known["trigger"], "timezone": turn.user.timezone}
    try:
        draft = Draft.model_validate({**wanted, "payload": payload_of(turn.args)})
        made = await (await turn.get(JobsService)).create(turn.principal, draft)
    except InvalidInput as problem:
        return _ask(turn, _TOLD, problem=_not_the_parameters(problem))
    return await shown(turn, made)


def ask_about(turn: Turn, known: Schedule, question: str) -> Reply:
    """Ask one of QUESTIONS about a schedule."""
    turn.session.clear()
    turn.session["id"] = known.id
    return _ask(turn, f"job-{question}", _about(known, question))


@commands.conversation("job-when", scope="jobs:run")
async def when_changed(turn: Turn) -> Reply:
    try:
        return await _changed(turn, Change.model_validate({"trigger": await _trigger(turn)}))
    except InvalidInput as problem:
        return _ask(turn, "job-when", problem=await _not_a_time(turn, problem))


@commands.conversation("job-told", scope="jobs:run")
async def told_changed(turn: Turn) -> Reply:
    try:
        return await _changed(turn, Change.model_validate({"payload": payload_of(turn.args)}))
    except InvalidInput as problem:
        return _ask(turn, "job-told", problem=_not_the_parameters(problem))


@commands.conversation("job-options", scope="jobs:run")
async def options_changed(turn: Turn) -> Reply:
    known = await _known(turn)
    try:
        return await _changed(turn, options_of(turn.args, known.policy))
    except InvalidInput as problem:
        said = explain(problem, await turn.get(Translator)) if isinstance(problem, BadOption) else _not_the_parameters(problem)
        return _ask(turn, "job-options", _about(known, "options"), said)


@commands.conversation("job-until", scope="jobs:run")
async def snoozed(turn: Turn) -> Reply:
    service = await turn.get(JobsService)
    try:
        until = (await _reader(turn)).instant(turn.args)
        if until is None:
            return _ask(turn, "job-until", problem=text("jobs-bad-when", words=turn.args[:60]))
        return await shown(turn, await service.pause(turn.principal, _id(turn), until))
    except InvalidInput as problem:
        return _ask(turn, "job-until", problem=await _not_a_time(turn, problem))


@commands.conversation("job-run", scope="jobs:run")
async def run_told(turn: Turn) -> Reply | None:
    service = await turn.get(JobsService)
    try:
        await service.run_now(turn.principal, _id(turn), payload_of(turn.args), follower=turn.user.chat_id)
    except InvalidInput as problem:
        return _ask(turn, "job-run", problem=_not_the_parameters(problem))
    return None


async def shown(turn: Turn, it: Schedule, *, edit: bool = False) -> Reply:
    """Show a schedule with its buttons."""
    service = await turn.get(JobsService)
    latest = await service.last_runs(turn.principal, it.id, 1)
    said = schedule_text(it, next(iter(service.next(it)), None), latest[0] if latest else None)
    return Reply(said, schedule_rows(it), edit=edit)


def _ask(turn: Turn, what: str, about: str = "", problem: Text | None = None) -> Reply:
    turn.session["awaiting"] = what
    question = text(f"jobs-ask-{what.partition('-')[2]}", about=about)
    return Reply(text("chronos-paragraphs", head=problem, tail=question) if problem else question)


async def _ask_job(turn: Turn, problem: Text | None = None) -> Reply:
    infos = (await turn.get(Jobs)).infos()  # type: ignore[type-abstract]  # a port is the key
    return _ask(turn, _JOB, "\n".join(info.name for info in infos), problem)


def _about(known: Schedule, question: str) -> str:
    if question == "options":
        return "\n".join(f"{name} – {rule_of(field)}" for name, field in OPTIONS.items())
    return _json(known.payload) if question in ("told", "run") else ""


def _json(payload: Payload) -> str:
    return orjson.dumps(payload).decode() if payload else "-"


async def _changed(turn: Turn, change: Change) -> Reply:
    service = await turn.get(JobsService)
    return await shown(turn, await service.change(turn.principal, _id(turn), change))


async def _known(turn: Turn) -> Schedule:
    return await (await turn.get(JobsService)).get(turn.principal, _id(turn))


def _id(turn: Turn) -> str:
    return str(turn.session.get("id", ""))


async def _reader(turn: Turn) -> Reader:
    service, zone = await turn.get(JobsService), turn.user.timezone
    spoken = await turn.get(SpokenTimes)  # type: ignore[type-abstract]  # a port is the key
    return Reader(spoken, turn.language, zone, service.clock.now().astimezone(ZoneInfo(zone)))


async def _trigger(turn: Turn) -> Trigger:
    """Read when; it must have a time to come. Raises InvalidInput."""
    trigger = (await _reader(turn)).trigger(turn.args)
    service = await turn.get(JobsService)
    if not service.next(Schedule(id="new", job="new", trigger=trigger, timezone=turn.user.timezone)):
        raise InvalidInput("trigger: names no time to come.", field="trigger")
    return trigger


async def _not_a_time(turn: Turn, problem: InvalidInput) -> Text:
    if type(problem) is InvalidInput:
        return text("jobs-bad-when", words=turn.args[:60])
    return explain(problem, await turn.get(Translator))


def _not_the_parameters(problem: InvalidInput) -> Text:
    return text("jobs-bad-told", reason=problem.detail)
