"""/audit says in human words, in five languages, who did what."""

import ast
import re
from datetime import timedelta
from pathlib import Path

import pytest

import mojo
from mojo.chronos.commands import Button, Reply, Turn
from mojo.features.audit.commands import Entries, older
from mojo.features.audit.commands import audit as show
from mojo.shared.context import AppContext
from mojo.shared.errors import InvalidInput
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.audit import STRANGER, AuditOutcome
from mojo.shared.model.people import Door, Principal, User
from mojo.shared.persistence.memory import MemoryAudit
from mojo.shared.util.clock import SetClock
from tests.features.audit.conftest import NOON, OLGA


def turn_of(context: AppContext, args: str = "", button: Entries | None = None, language: str = "en") -> Turn:
    user = User(id="olga", chat_id=1, name="Olga", timezone="Europe/Berlin", created_at=NOON, scopes=frozenset({"*"}))
    return Turn(context, user, language, args=args, button=button)


async def said(reply: Reply, turn: Turn) -> str:
    return (await turn.context.get(Translator)).say(reply.text, turn.language, turn.user.timezone)


def buttons(reply: Reply) -> list[Button]:
    return [button for row in reply.buttons for button in row]


async def test_without_an_entry_there_is_nothing_to_show(context: AppContext) -> None:
    turn = turn_of(context)
    assert await said(await show(turn), turn) == "There is nothing to show."


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Jul 1, 2026, 2:00\u202fPM · Olga: Ánna suspended · API"),
        ("de", "01.07.2026, 14:00 · Olga: Ánna gesperrt · API"),
        ("es", "1 jul 2026, 14:00 · Olga: acceso suspendido a Ánna · API"),
        ("ru", "1 июл. 2026\u202fг., 14:00 · Olga: доступ приостановлен: Ánna · API"),
        ("zh", "2026年7月1日 14:00 · Olga：停用 Ánna · API"),
    ],
)
async def test_an_entry_is_a_line_in_the_readers_language_and_time(
    context: AppContext, audit: MemoryAudit, language: str, line: str
) -> None:
    await audit.record(OLGA, "person.suspended", "anna")
    turn = turn_of(context, language=language)
    assert await said(await show(turn), turn) == line


async def test_refusals_strangers_and_unknown_actions_have_words_too(context: AppContext, audit: MemoryAudit) -> None:
    stranger = Principal(user_id=STRANGER, name="", door=Door.CHRONOS, origin="99")
    await audit.record(stranger, "invitation.redeemed", outcome=AuditOutcome.DENIED)
    await audit.record(Principal(user_id="mojo", name="Mojo", door=Door.SCHEDULER), "thing.undreamt_of", "x" * 500)
    await audit.record(Principal(user_id="long-gone", name=""), "token.created", outcome=AuditOutcome.FAILED)
    turn = turn_of(context, language="de")
    lines = (await said(await show(turn), turn)).splitlines()
    assert [line.partition(" · ")[2] for line in lines] == [
        "long-gone: ⚠️ gescheitert: Zugriffstoken erstellt · API",
        f"Mojo: thing.undreamt_of ({'x' * 40}) · Zeitplaner",
        "jemand Unbekanntes: ⛔ abgelehnt: Einladung angenommen · Chronos",
    ]


async def test_it_is_read_page_by_page(context: AppContext, audit: MemoryAudit, clock: SetClock) -> None:
    for number in range(25):
        await audit.record(OLGA, "thing.done", str(number))
        clock.move(timedelta(minutes=1))
    turn, sizes, seen = turn_of(context), [], ""
    turn.button = Entries("", "")
    while turn.button:
        reply = await older(turn)
        page = await said(reply, turn)
        sizes.append(len(page.splitlines()))
        seen += page + "\n"
        turn.button = next((Entries.unpack(button.data.pack()) for button in buttons(reply)), None)
    assert sizes == [10, 10, 5]
    assert [line.split("(")[1].split(")")[0] for line in seen.splitlines()] == [str(number) for number in reversed(range(25))]


@pytest.mark.parametrize("name", ["anna", "ANNA", "Ánna", "ann", " anna "])
async def test_a_person_is_found_by_id_or_name_whatever_case_and_accents(
    context: AppContext, audit: MemoryAudit, name: str
) -> None:
    await audit.record(OLGA, "person.suspended", "anna")
    await audit.record(OLGA, "person.suspended", "ben")
    turn = turn_of(context, name)
    assert "Ánna" in await said(reply := await show(turn), turn)
    assert "Ben" not in await said(reply, turn)


async def test_several_people_of_a_name_become_buttons(context: AppContext) -> None:
    turn = turn_of(context, "an")
    reply = await show(turn)
    assert await said(reply, turn) == "Whom do you mean?"
    assert [button.data for button in buttons(reply)] == [Entries("anna", ""), Entries("anton", "")]


async def test_nobody_of_that_name_is_said_so(context: AppContext) -> None:
    turn = turn_of(context, "Zoë")
    assert await said(await show(turn), turn) == "I know nobody called Zoë."


@pytest.mark.parametrize("forged", ["1", "x-y", "-", "1-1\n", "9" * 16 + "-1", "+"])
async def test_a_forged_cursor_is_refused(context: AppContext, forged: str) -> None:
    with pytest.raises(InvalidInput, match="cursor"):
        await older(turn_of(context, button=Entries("", forged)))


async def test_a_button_fits_into_telegrams_64_bytes() -> None:
    assert len(Entries("tg" + "9" * 16, "1782900000000-123").pack()) < 64


async def test_html_in_a_name_stays_text(context: AppContext, audit: MemoryAudit) -> None:
    await audit.record(OLGA, "person.removed", "ben")
    turn = turn_of(context)
    assert "Ben <b> removed" in await said(await show(turn), turn)


def recorded_actions() -> set[str]:
    """Return the action of every `audit.record(by, "area.verb", ...)` in Mojo."""
    trees = [ast.parse(path.read_text()) for path in Path(mojo.__file__).parent.rglob("*.py")]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    records = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "record"]
    named = [node for call in records for node in call.args[1:2] for node in ast.walk(node) if isinstance(node, ast.Constant)]
    return {node.value for node in named if isinstance(node.value, str) and re.fullmatch(r"[a-z_]+\.[a-z_]+", node.value)}


async def test_everything_that_is_recorded_has_words(context: AppContext) -> None:
    translator = await context.get(Translator)
    actions = recorded_actions()
    assert "audit.exported" in actions
    wordless = [action for action in actions if not translator.has(f"audited-{action.replace('.', '-').replace('_', '-')}")]
    assert wordless == []
