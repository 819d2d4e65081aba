"""/jobs and /job in a chat, in every language, and what their buttons do."""

import pytest

from mojo.chronos.commands import Reply, Turn
from mojo.features.jobs.commands import OneJob, job, jobs, key_of, pressed
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.people import User
from mojo.shared.model.schedules import Cron, Outcome, RunRecord, Schedule
from mojo.shared.persistence.runs import RunStore
from mojo.shared.ports import Schedules
from tests.features.jobs.conftest import MEMBER, NOW, Office

ID = "anna.plants:" + "x" * 90
USER = User(id="anna", chat_id=1, name="Anna", scopes=MEMBER, created_at=NOW)
ACTIONS = ("show", "run", "pause", "resume", "runs", "why")


async def turn(office: Office, args: str = "", button: object = None, language: str = "en", user: User = USER) -> Turn:
    return Turn(office.context, user, language, args=args, button=button)


async def said(office: Office, reply: Reply | None, language: str = "en") -> str:
    assert reply is not None
    return (await office.context.get(Translator)).say(reply.text, language, "Europe/Berlin")


async def put(office: Office, owner: str = "anna") -> None:
    schedule = Schedule(id=ID, job="t.note", trigger=Cron(expression="30 7 * * 1-5"), owner=owner)
    await (await office.context.get(Schedules)).put(schedule)  # type: ignore[type-abstract]  # a port is the key


async def press(office: Office, action: str, user: User = USER) -> Reply:
    return await pressed(await turn(office, button=OneJob(action, key_of(ID)), user=user))


async def failed(office: Office) -> None:
    record = RunRecord(
        id="r", job="t.note", schedule=ID, owner="anna", planned_at=NOW, attempt=2, outcome=Outcome.DEAD, error="no water"
    )
    await (await office.context.get(RunStore)).save(record)  # type: ignore[type-abstract]


@pytest.mark.parametrize("language", ["en", "de", "es", "ru", "zh"])
async def test_the_list_in_every_language(office: Office, language: str) -> None:
    empty = await said(office, await jobs(await turn(office, language=language)), language)
    await put(office)
    reply = await jobs(await turn(office, language=language))
    listed = await said(office, reply, language)
    assert ID in listed
    assert "07:30" in listed
    assert empty not in listed
    assert [button.data.pack() for row in reply.buttons for button in row] == [f"job:show:{key_of(ID)}"]
    await failed(office)
    for action in ACTIONS:
        answer = await said(office, await press(office, action), language)
        assert "jobs-" not in answer


async def test_one_schedule_with_its_buttons(office: Office) -> None:
    await put(office)
    reply = await job(await turn(office, args=ID))
    assert "every weekday at 07:30" in await said(office, reply)
    actions = [button.data.action for row in reply.buttons for button in row]  # type: ignore[attr-defined]
    assert actions == ["run", "pause", "runs", "why", "show"]
    assert all(len(button.data.pack().encode()) <= 64 for row in reply.buttons for button in row)


async def test_pause_and_resume_change_the_message(office: Office) -> None:
    await put(office)
    paused = await press(office, "pause")
    assert paused.edit
    assert "paused" in await said(office, paused)
    assert [b.data.action for row in paused.buttons for b in row][1] == "resume"  # type: ignore[attr-defined]
    assert "next" in await said(office, await press(office, "resume"))


async def test_run_now_last_runs_and_why(office: Office) -> None:
    await put(office)
    assert "has not run" in await said(office, await press(office, "runs"))
    assert "Nothing has failed" in await said(office, await press(office, "why"))
    assert "about to start" in await said(office, await press(office, "run"))
    await failed(office)
    assert "given up" in await said(office, await press(office, "runs"))
    assert "no water" in await said(office, await press(office, "why"))


async def test_whoever_may_only_read_changes_nothing(office: Office) -> None:
    await put(office)
    reader = USER.model_copy(update={"scopes": frozenset({"jobs:read"})})
    for action in ("run", "pause", "resume"):
        assert (await press(office, action, reader)).text.id == "chronos-forbidden"


async def test_what_belongs_to_others_is_not_there(office: Office) -> None:
    from mojo.shared.errors import NotFound

    await put(office, owner="bert")
    assert (await jobs(await turn(office))).text.id == "jobs-none"
    for act in (job(await turn(office, args=ID)), press(office, "show")):
        with pytest.raises(NotFound):
            await act
