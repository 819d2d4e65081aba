"""/jobs and /job in a chat, in every language, and what their buttons do."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mojo.chronos.commands import Reply, Turn
from mojo.features.jobs.buttons import OneJob, OneRun, key_of
from mojo.features.jobs.commands import dead, job, jobs, pressed, run_pressed
from mojo.features.jobs.commands.asking import commands, schedule
from mojo.shared.errors import Conflict, NotFound
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.people import User
from mojo.shared.model.schedules import Calendar, Cron, Interval, Once, Origin, Outcome, RunRecord, Schedule
from mojo.shared.persistence.runs import RunStore
from mojo.shared.ports import Schedules
from tests.features.jobs.conftest import ADA, ADMIN, ANNA, MEMBER, NOW, Office

ID = "anna.plants:" + "x" * 90
USER = User(id="anna", chat_id=1, name="Anna", scopes=MEMBER, created_at=NOW)
ACTIONS = ("show", "pause", "resume", "runs", "why", "hour", "day", "week", "sure", "delete")


async def turn(office: Office, args: str = "", button: object = None, language: str = "en", user: User = USER) -> Turn:
    return Turn(office.context, user, language, args=args, button=button)


async def said(office: Office, reply: Reply | None, language: str = "en") -> str:
    assert reply is not None
    return (await office.context.get(Translator)).say(reply.text, language, "Europe/Berlin")


async def put(office: Office, owner: str = "anna") -> None:
    schedule = Schedule(id=ID, job="t.note", trigger=Cron(expression="30 7 * * 1-5"), owner=owner)
    await (await office.context.get(Schedules)).put(schedule)  # type: ignore[type-abstract]  # a port is the key


async def press(office: Office, action: str, user: User = USER) -> Reply:
    reply = await pressed(await turn(office, button=OneJob(action, key_of(ID)), user=user))
    assert reply is not None
    return reply


async def run_now(office: Office, user: User = USER) -> RunRecord:
    """Press "run now": the answer is a message that follows the run."""
    assert await pressed(await turn(office, button=OneJob("run", key_of(ID)), user=user)) is None
    return (await office.runs.recent(ANNA, 1))[0]


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
    assert "7:30" in listed
    assert empty not in listed
    assert [button.data.pack() for row in reply.buttons for button in row] == [f"job:show:{key_of(ID)}"]
    await failed(office)
    for action in ACTIONS:
        answer = await said(office, await press(office, action), language)
        assert "jobs-" not in answer


async def test_one_schedule_with_its_buttons(office: Office) -> None:
    await put(office)
    reply = await job(await turn(office, args=ID))
    assert "every weekday at 7:30 AM" in await said(office, reply)
    actions = [button.data.action for row in reply.buttons for button in row]  # type: ignore[attr-defined]
    asking = ["ask-until", "ask-when", "ask-told", "ask-options", "ask-run"]
    assert actions == ["run", "pause", "runs", "why", "hour", "day", "week", *asking, "sure", "show"]
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
    assert (await run_now(office)).outcome is Outcome.WAITING
    await failed(office)
    assert "given up" in await said(office, await press(office, "runs"))
    assert "no water" in await said(office, await press(office, "why"))


async def test_whoever_may_only_read_changes_nothing(office: Office) -> None:
    await put(office)
    reader = USER.model_copy(update={"scopes": frozenset({"jobs:read"})})
    for action in ("run", "pause", "resume", "hour", "day", "week", "sure", "delete", "ask-when", "ask-run"):
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
    run = await run_now(office)
    shown = await press_run(office, "show", run.id)
    assert [b.data.action for row in shown.buttons for b in row] == ["show", "cancel"]  # type: ignore[attr-defined]
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


async def answer(office: Office, now: Turn, line: str) -> Reply | None:
    """Answer the question that is open, as the host would."""
    handler, scope = commands.conversations[now.session.pop("awaiting")]
    assert scope in ("jobs:manage", "jobs:run")
    now.args = line
    return await handler(now)


async def talk(office: Office, first: str, *lines: str, language: str = "en") -> list[str]:
    """Type /schedule and what is answered to each question; return what was said."""
    user = USER.model_copy(update={"scopes": ADMIN, "timezone": "Europe/Berlin"})
    now = await turn(office, first, language=language, user=user)
    heard = [await said(office, await schedule(now), language)]
    return [*heard, *[await said(office, await answer(office, now, line), language) for line in lines]]


async def asked(office: Office, question: str, *lines: str, language: str = "en") -> list[str]:
    """Press the button that asks `question` about a schedule and answer it; return what was said to each answer."""
    now = await turn(office, button=OneJob(f"ask-{question}", key_of(ID)), language=language)
    heard = [await said(office, await pressed(now), language)]
    for line in lines:
        reply = await answer(office, now, line)
        heard.append(await said(office, reply, language) if reply else "")
    return heard


WORDS = {
    "en": ("every weekday at 18:00", "tomorrow at 8"),
    "de": ("jeden Werktag um 18:00", "morgen um 8"),
    "es": ("todos los días laborables a las 18:00", "mañana a las 8"),
    "ru": ("каждый будний день в 18:00", "завтра в 8"),
    "zh": ("每个工作日18:00", "明天8点"),
}


@pytest.mark.parametrize("language", ["en", "de", "es", "ru", "zh"])
async def test_a_schedule_is_made_step_by_step(office: Office, language: str) -> None:
    lines = (
        "no name!",
        "plants",
        "nothing",
        "t.water",
        "at some time",
        "30 7 * * 1-5",
        "[1]",
        '{"litres": "x"}',
        '{"litres": 2}',
    )
    heard = await talk(office, "", *lines, language=language)
    assert not [line for line in heard if "jobs-" in line]
    reasons = {1: heard[0], 3: heard[2], 5: heard[4], 7: heard[6]}
    for place, question in reasons.items():
        assert heard[place].endswith(f"\n\n{question}"), "the reason stands above the question"
    assert "at some time" in heard[5]
    assert "litres" in heard[8]
    assert "7:30" in heard[-1]
    made = await office.service.get(ANNA, "plants")
    assert (made.job, made.payload, made.timezone, made.owner) == ("t.water", {"litres": 2.0}, "Europe/Berlin", "anna")
    assert made.trigger == Cron(expression="30 7 * * 1-5")


@pytest.mark.parametrize("language", WORDS)
async def test_the_time_of_a_schedule_may_be_said_in_words(office: Office, language: str) -> None:
    weekdays, tomorrow = WORDS[language]
    assert {"en": "6:00 PM"}.get(language, "18:00") in (await talk(office, "weekly", "t.note", weekdays, "-", language=language))[
        -1
    ]
    trigger = (await office.service.get(ANNA, "weekly")).trigger
    assert isinstance(trigger, Calendar)
    assert trigger.rule == "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    await talk(office, "single", "t.note", tomorrow, "-", language=language)
    at = datetime(2026, 5, 5, 8, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    assert (await office.service.get(ANNA, "single")).trigger == Once(at=at)


@pytest.mark.parametrize(
    ("words", "trigger"),
    [
        ("15m", Interval(every_s=900)),
        ("2H", Interval(every_s=7200)),
        ("@daily", Cron(expression="@daily")),
        ("0 30 7 * * mon-fri", Cron(expression="0 30 7 * * mon-fri")),
        ("2026-12-24T18:00", Once(at=datetime(2026, 12, 24, 18, 0))),  # noqa: DTZ001  # on the schedule's clock
        ("rrule:freq=monthly;byday=1mo", Calendar(rule="FREQ=MONTHLY;BYDAY=1MO", start=NOW)),
    ],
)
async def test_each_way_to_write_a_time(office: Office, words: str, trigger: object) -> None:
    await talk(office, "it", "t.note", words, "-")
    assert (await office.service.get(ANNA, "it")).trigger == trigger


@pytest.mark.parametrize("words", ["yesterday at 8", "2020-01-01T08:00", "every 10 seconds", "25:99", "0m", "FREQ=NEVER"])
async def test_what_is_no_time_to_come_is_asked_again(office: Office, words: str) -> None:
    heard = await talk(office, "it", "t.note", words)
    assert heard[-1].endswith(heard[1])
    assert len(heard[-1]) > len(heard[1])
    assert await office.service.all(ADA) == []


async def test_when_a_schedule_fires_is_changed(office: Office) -> None:
    await put(office)
    await talk(office, ID, "15m")
    assert (await office.service.get(ANNA, ID)).trigger == Interval(every_s=900)
    assert "every 2 hours" in (await asked(office, "when", "nonsense", "2h"))[-1]


async def test_a_schedule_sleeps_until_a_time_in_words(office: Office) -> None:
    await put(office)
    await asked(office, "until", "sometime", "yesterday at 8", "tomorrow at 8")
    assert (await office.service.get(ANNA, ID)).paused_until == NOW + timedelta(hours=20)
    await asked(office, "until", "3d")
    assert (await office.service.get(ANNA, ID)).paused_until == NOW + timedelta(days=3)


async def test_its_parameters_are_changed_and_shown_before(office: Office) -> None:
    await put(office)
    assert "-" in (await asked(office, "told", "not json", '{"a": 1}'))[0]
    assert (await office.service.get(ANNA, ID)).payload == {"a": 1}
    assert '{"a":1}' in (await asked(office, "told"))[0]


async def test_it_runs_with_other_parameters_this_once(office: Office) -> None:
    await put(office)
    assert (await asked(office, "run", "[]", '{"a": 2}'))[-1] == ""
    run = (await office.runs.recent(ANNA, 1))[0]
    assert (run.payload, run.followers) == ({"a": 2}, (1,))
    assert (await office.service.get(ANNA, ID)).payload == {}


async def test_the_other_ways_of_a_schedule_are_changed_line_by_line(office: Office) -> None:
    await put(office)
    lines = "overlap queue\ncatch-up: none\ntimeout 90s\nmax_attempts=5\njitter 5m\ntimezone Asia/Tokyo\nend 2027-01-01T00:00"
    await asked(office, "options", lines)
    await asked(office, "options", "priority high")
    it = await office.service.get(ANNA, ID)
    assert (it.jitter_s, it.timezone, it.end) == (300, "Asia/Tokyo", datetime(2027, 1, 1))  # noqa: DTZ001  # on its clock
    policy = {"overlap": "queue", "catch_up": "none", "timeout_s": 90, "max_attempts": 5, "priority": "high"}
    assert it.policy.model_dump(exclude_none=True) == policy


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("overlap often", "allow | queue | skip | replace"),
        ("timeout soon", "90s, 15m, 2h, 1d"),
        ("max_attempts 0", "1, 2, 3"),
        ("colour red", "overlap, timeout"),
        ("end tomorrow", "2026-12-24T18:00"),
        ("timezone Mars/Olympus", "Europe/Lisbon"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_bad_option_is_told_with_its_rule_and_changes_nothing(
    office: Office, language: str, line: str, rule: str
) -> None:
    await put(office)
    before = await office.service.get(ANNA, ID)
    heard = await asked(office, "options", f"jitter 1m\n{line}", language=language)
    assert rule in heard[-1]
    assert heard[-1].endswith(heard[0])
    assert await office.service.get(ANNA, ID) == before


async def test_a_schedule_is_deleted_once_somebody_is_sure(office: Office) -> None:
    await put(office)
    sure = await press(office, "sure")
    assert await office.service.get(ANNA, ID)
    assert [b.data.action for row in sure.buttons for b in row] == ["delete"]  # type: ignore[attr-defined]
    assert "deleted" in await said(office, await press(office, "delete"))
    assert await office.service.all(ADA) == []


async def test_what_is_declared_elsewhere_has_no_buttons_to_change_it(office: Office) -> None:
    declared = Schedule(id="d", job="t.note", trigger=Interval(every_s=60), origin=Origin.CODE)
    await (await office.context.get(Schedules)).put(declared)  # type: ignore[type-abstract]
    admin = USER.model_copy(update={"scopes": ADMIN})
    reply = await job(await turn(office, args="d", user=admin))
    actions = {button.data.action for row in reply.buttons for button in row}  # type: ignore[attr-defined]
    assert not actions & {"sure", "ask-when", "ask-told", "ask-options"}
    with pytest.raises(Conflict):
        await pressed(await turn(office, button=OneJob("delete", key_of("d")), user=admin))
