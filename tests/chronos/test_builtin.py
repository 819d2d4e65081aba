"""/help shows what this person may do, /cancel forgets, /status is honest."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from dishka import Provider, Scope

from mojo.chronos.builtin import cancel, commands, show_help, status
from mojo.chronos.commands import Command, Reply, Turn
from mojo.chronos.registry import build_registry, find_groups
from mojo.shared.context import AppContext, AppName
from mojo.shared.errors import StoreUnavailable
from mojo.shared.health import Health, HealthBoard, State, worst_of
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.people import User
from mojo.shared.model.text import text
from mojo.shared.persistence.heartbeats import Heartbeat, Heartbeats
from mojo.shared.util.clock import Clock, SetClock
from tests.support import make_memory_context

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
MEMBER, OWNER = frozenset({"weather:read"}), frozenset({"*"})


class Beats:
    """Heartbeats of other services; `lost` makes the store go away."""

    def __init__(self) -> None:
        self.lost = False
        self.health: list[Health] = []

    async def beat(self, app: str, instance: str, health: list[Health], ttl_s: float) -> None: ...

    async def all(self) -> list[Heartbeat]:
        if self.lost:
            raise StoreUnavailable("Redis did not answer.")
        return [Heartbeat("scheduler", "1", NOON, "1.0", self.health)]


@pytest.fixture
def beats() -> Beats:
    return Beats()


@pytest.fixture
async def context(beats: Beats) -> AsyncIterator[AppContext]:
    fakes = Provider(scope=Scope.APP)
    fakes.provide(lambda: SetClock(NOON), provides=Clock)
    fakes.provide(lambda: beats, provides=Heartbeats)
    context = make_memory_context(AppName.CHRONOS, None, fakes)
    yield context
    await context.close()


async def _nothing(turn: Turn) -> None:
    return None


COMMANDS = (
    Command("help", _nothing, "help-command", None, area="mojo"),
    Command("report", _nothing, "report-command", "report:write", takes="time", area="weather"),
    Command("start", _nothing, "start-command", None, hidden=True, area="you"),
    Command("timezone", _nothing, "timezone-command", None, takes="city", area="you"),
    Command("weather", _nothing, "weather-command", "weather:read", takes="place", area="weather"),
)


def turn_of(context: AppContext, scopes: frozenset[str], language: str = "en", **session: object) -> Turn:
    user = User(id="1", chat_id=1, name="Anna", scopes=scopes, created_at=NOON, timezone="Europe/Berlin")
    return Turn(context, user, language, session=dict(session), commands=COMMANDS)


async def said(reply: Reply, turn: Turn) -> str:
    return (await turn.get(Translator)).say(reply.text, turn.language, turn.user.timezone)


def named(help_said: str) -> list[str]:
    """The commands that a help text shows, in its order."""
    return [line.split()[0][1:] for line in help_said.splitlines() if line.startswith("/")]


@pytest.mark.parametrize(
    ("scopes", "names"),
    [
        (frozenset(), ["timezone", "help"]),
        (MEMBER, ["weather", "timezone", "help"]),
        (OWNER, ["report", "weather", "timezone", "help"]),
    ],
    ids=["nobody", "member", "owner"],
)
async def test_help_shows_what_this_person_may_do(context: AppContext, scopes: frozenset[str], names: list[str]) -> None:
    turn = turn_of(context, scopes)
    assert named(await said(await show_help(turn), turn)) == names


@pytest.mark.parametrize(
    ("language", "head", "area", "weather"),
    [
        ("en", "Here is what I can do for you:", "🌦 Weather", "/weather [place] – "),
        ("de", "Das kann ich für dich tun:", "🌦 Wetter", "/weather [Ort] – "),
        ("es", "Esto es lo que puedo hacer por ti:", "🌦 Tiempo", "/weather [lugar] – "),
        ("ru", "Вот чем я могу помочь:", "🌦 Погода", "/weather [место] – "),
        ("zh", "我可以帮你做这些：", "🌦 天气", "/weather [地点] – "),
    ],
)
async def test_help_speaks_the_persons_language(context: AppContext, language: str, head: str, area: str, weather: str) -> None:
    turn = turn_of(context, MEMBER, language)
    lines = (await said(await show_help(turn), turn)).splitlines()
    assert lines[:3] == [head, "", area]
    assert lines[3].startswith(weather)


@pytest.mark.parametrize(
    ("language", "word", "names"),
    [("en", "weather", ["report", "weather"]), ("en", "/TIMEZONE", ["timezone"]), ("de", "wetter", ["report", "weather"])],
    ids=["in a line", "in a name", "in the person's language"],
)
async def test_help_finds_what_has_to_do_with_a_word(context: AppContext, language: str, word: str, names: list[str]) -> None:
    turn = replace(turn_of(context, OWNER, language), args=word)
    assert named(await said(await show_help(turn), turn)) == names


async def test_help_says_when_nothing_has_to_do_with_a_word_and_shows_everything(context: AppContext) -> None:
    turn = replace(turn_of(context, MEMBER), args="teapot")
    answer = await said(await show_help(turn), turn)
    assert answer.startswith("Nothing has to do with “teapot”.")
    assert named(answer) == ["weather", "timezone", "help"]


async def test_help_never_finds_what_the_person_may_not_do(context: AppContext) -> None:
    turn = replace(turn_of(context, frozenset()), args="weather")
    assert "weather" not in named(await said(await show_help(turn), turn))


async def test_every_area_has_a_heading_in_every_language(context: AppContext) -> None:
    translator = await context.get(Translator)
    areas = {command.area for command in build_registry(find_groups()).commands.values() if not command.hidden}
    missing = [
        (area, language)
        for area in areas
        for language in translator.languages
        if translator.say(text(f"area-{area}"), language) in (f"area-{area}", translator.say(text(f"area-{area}"), "en"))
        and language != "en"
    ]
    assert missing == []


async def test_cancel_forgets_the_conversation(context: AppContext) -> None:
    turn = turn_of(context, MEMBER, awaiting="weather.place", place="Lisbon")
    assert await said(await cancel(turn), turn) == "All right, never mind."
    assert turn.session == {}
    assert await said(await cancel(turn), turn) == "There is nothing to cancel."


async def test_status_is_calm_when_all_is_well(context: AppContext) -> None:
    turn = turn_of(context, MEMBER)
    assert await said(await status(turn), turn) == "All is well."
    (await context.get(HealthBoard)).report("redis", State.HEALTHY)
    assert await said(await status(turn), turn) == "All is well.\n\n✅ redis"


async def test_status_names_troubles_here_and_elsewhere_and_since_when(context: AppContext, beats: Beats) -> None:
    board = await context.get(HealthBoard)
    board.report("telegram", State.HEALTHY, stand_in=True)
    board.report("open_meteo", State.HEALTHY)
    beats.health = [
        Health("open_meteo", State.DEGRADED, "timeouts", NOON),
        Health("redis", State.DOWN),
    ]
    turn = turn_of(context, MEMBER, "de")
    assert (await said(await status(turn), turn)).splitlines() == [
        "Bei 2 Sachen hakt es gerade.",
        "",
        "⚠️ open_meteo: gestört seit 01.07.2026, 14:00",
        "❌ redis: ausgefallen seit 01.07.2026, 14:00",
        "✅ telegram · 🧪 Attrappe",
    ]


@pytest.mark.parametrize(("scopes", "shown"), [(MEMBER, False), (OWNER, True)], ids=["member", "owner"])
async def test_reasons_are_for_whoever_runs_mojo(context: AppContext, scopes: frozenset[str], shown: bool) -> None:
    (await context.get(HealthBoard)).report("redis", State.DEGRADED, "AOF is off")
    turn = turn_of(context, scopes)
    assert ("(AOF is off)" in await said(await status(turn), turn)) is shown


async def test_status_answers_while_the_store_is_away(context: AppContext, beats: Beats) -> None:
    (await context.get(HealthBoard)).report("redis", State.DOWN, "refused")
    beats.lost = True
    turn = turn_of(context, MEMBER, "zh")
    assert (await said(await status(turn), turn)).startswith("有 1 项出了问题。\n\n❌ redis：")


def test_the_worst_view_of_each_wins() -> None:
    views = [Health("a", State.HEALTHY), Health("b", State.DEGRADED), Health("a", State.DOWN), Health("b", State.HEALTHY)]
    assert [(entry.name, entry.state) for entry in worst_of(views)] == [("a", State.DOWN), ("b", State.DEGRADED)]


def test_what_chronos_itself_offers_is_for_everybody() -> None:
    assert {command.name: command.scope for command in commands.commands} == {"help": None, "cancel": None, "status": None}


@pytest.mark.parametrize(
    ("language", "again", "left"),
    [
        ("en", "asked again at 14:00", "3 calls left today"),
        ("de", "nächster Versuch um 14:00", "heute noch 3 Abrufe"),
        ("es", "próximo intento a las 14:00", "quedan 3 consultas hoy"),
        ("ru", "следующая попытка в 14:00", "на сегодня осталось 3 запроса"),
        ("zh", "14:00 再试", "今天还可调用 3 次"),
    ],
)
async def test_of_an_outside_service_it_says_when_it_is_asked_again_and_what_is_left(
    context: AppContext, language: str, again: str, left: str
) -> None:
    retry_at = NOON + timedelta(seconds=30)
    board = await context.get(HealthBoard)
    board.report("meteo", State.DOWN, "left alone", still_works="Old answers.", retry_at=retry_at, quota_left=3)
    owner, member = turn_of(context, OWNER, language), turn_of(context, MEMBER, language)
    for_owner, for_member = await said(await status(owner), owner), await said(await status(member), member)
    assert "Old answers." in for_owner
    assert left in for_owner
    assert again.removesuffix("14:00") in for_owner.replace("\u202f", " ")
    assert "14:00" in for_member or "2:00" in for_member
    assert "Old answers." not in for_member
    assert left not in for_member
