"""/jobs and /job in a chat, in every language, and what their buttons do."""

from datetime import timedelta

import pytest

from mojo.chronos.commands import Reply, Turn
from mojo.features.jobs.commands import OneJob, OneRun, commands, dead, job, jobs, key_of, pressed, run_pressed, schedule
from mojo.shared.errors import NotFound
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.people import User
from mojo.shared.model.schedules import Cron, Interval, Outcome, RunRecord, Schedule
from mojo.shared.persistence.runs import RunStore
from mojo.shared.ports import Schedules
from tests.features.jobs.conftest import ADMIN, ANNA, MEMBER, NOW, Office

ID = "anna.plants:" + "x" * 90
USER = User(id="anna", chat_id=1, name="Anna", scopes=MEMBER, created_at=NOW)
ACTIONS = ("show", "run", "pause", "resume", "runs", "why", "hour", "day", "week")


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
    assert actions == ["run", "pause", "runs", "why", "hour", "day", "week", "show"]
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
    for action in ("run", "pause", "resume", "hour", "day", "week"):
        assert (await press(office, action, reader)).text.id == "chronos-forbidden"


async def test_what_belongs_to_others_is_not_there(office: Office) -> None:
    await put(office, owner="bert")
    assert (await jobs(await turn(office))).text.id == "jobs-none"
    for act in (job(await turn(office, args=ID)), press(office, "show")):
        with pytest.raises(NotFound):
            await act


async def press_run(office: Office, action: str, run_id: str = "r", user: User = USER) -> Reply:
    return await run_pressed(await turn(office, button=OneRun(action, key_of(run_id)), user=user))


@pytest.mark.parametrize(("action", "hours"), [("hour", 1), ("day", 24), ("week", 168)])
async def test_a_schedule_sleeps_for_a_while(office: Office, action: str, hours: int) -> None:
    await put(office)
    reply = await press(office, action)
    assert reply.edit
    schedule = await office.service.get(ANNA, ID)
    assert schedule.paused
    assert schedule.paused_until == NOW + timedelta(hours=hours)


async def test_a_run_that_was_started_is_cancelled_from_its_message(office: Office) -> None:
    await put(office)
    started = await press(office, "run")
    assert [b.data.action for row in started.buttons for b in row] == ["show", "cancel"]  # type: ignore[attr-defined]
    run = (await office.runs.recent(ANNA, 1))[0]
    shown = await press_run(office, "show", run.id)
    assert shown.edit
    assert "about to start" in await said(office, shown)
    assert "cancelled" in await said(office, await press_run(office, "cancel", run.id))
    assert (await office.runs.get(ANNA, run.id)).outcome is Outcome.CANCELLED


@pytest.mark.parametrize("language", ["en", "de", "es", "ru", "zh"])
async def test_dead_letters_in_every_language(office: Office, language: str) -> None:
    empty = await said(office, await dead(await turn(office)), language)
    await failed(office)
    reply = await dead(await turn(office))
    listed = await said(office, reply, language)
    assert ID not in empty
    assert ID in listed
    assert [button.data.pack() for row in reply.buttons for button in row] == [f"jobrun:show:{key_of('r')}"]
    shown = await press_run(office, "show")
    assert "no water" in await said(office, shown, language)
    assert [b.data.action for row in shown.buttons for b in row] == ["again", "drop"]  # type: ignore[attr-defined]
    dropped = await said(office, await press_run(office, "drop"), language)
    assert not [word for word in (empty, listed, dropped) if "jobs-" in word]
    assert await said(office, await dead(await turn(office)), language) == empty


async def test_a_dead_letter_runs_again(office: Office) -> None:
    await failed(office)
    assert "about to start" in await said(office, await press_run(office, "again"))
    assert "run.repeated" in [entry.action for entry in await office.audited()]


async def test_runs_are_guarded(office: Office) -> None:
    await failed(office)
    reader = USER.model_copy(update={"scopes": frozenset({"jobs:read"})})
    for action in ("cancel", "again", "drop"):
        assert (await press_run(office, action, user=reader)).text.id == "chronos-forbidden"
    bert = USER.model_copy(update={"id": "bert"})
    assert (await dead(await turn(office, user=bert))).text.id == "jobs-dead-none"
    for action in ("show", "cancel", "again", "drop"):
        with pytest.raises(NotFound):
            await press_run(office, action, user=bert)


async def talk(office: Office, first: str, *lines: str, language: str = "en") -> list[str]:
    """Type /schedule and what is answered to each question; return what was said."""
    user = USER.model_copy(update={"scopes": ADMIN, "timezone": "Europe/Berlin"})
    now = await turn(office, first, language=language, user=user)
    heard = [await said(office, await schedule(now), language)]
    for line in lines:
        handler, scope = commands.conversations[now.session.pop("awaiting")]
        assert scope == "jobs:manage"
        now.args = line
        heard.append(await said(office, await handler(now), language))
    return heard


@pytest.mark.parametrize("language", ["en", "de", "es", "ru", "zh"])
async def test_a_schedule_is_made_step_by_step(office: Office, language: str) -> None:
    lines = ("plants", "nothing", "t.water", "at some time", "30 7 * * 1-5", "[1]", '{"litres": "x"}', '{"litres": 2}')
    heard = await talk(office, "", *lines, language=language)
    assert not [line for line in heard if "jobs-" in line]
    assert heard[1] == heard[2]
    assert "t.water" in heard[1]
    assert heard[3] == heard[4]
    assert "07:30" in heard[-1]
    made = await office.service.get(ANNA, "plants")
    assert (made.job, made.payload, made.timezone, made.owner) == ("t.water", {"litres": 2.0}, "Europe/Berlin", "anna")
    assert made.trigger == Cron(expression="30 7 * * 1-5")


async def test_when_a_schedule_fires_is_changed(office: Office) -> None:
    await put(office)
    await talk(office, ID, "15m")
    assert (await office.service.get(ANNA, ID)).trigger == Interval(every_s=900)
