"""From an update to an answer: commands, buttons, locations, conversations, and everything that can go wrong."""

import asyncio
import logging
import re
from dataclasses import dataclass
from typing import Any, ClassVar

import orjson
import pytest

from mojo.chronos import builtin
from mojo.chronos.commands import Button, ButtonData, CommandGroup, Reply, Turn
from mojo.chronos.ingress import accept
from mojo.chronos.registry import build_registry
from mojo.chronos.rendering import MESSAGE_LIMIT
from mojo.chronos.service import assemble
from mojo.chronos.sessions import Sessions
from mojo.shared.auth.attempts import LOCK_S, LOCKED_AT
from mojo.shared.errors import ExternalTimeout, InvalidInput, MojoException, NotFound, RejectedByService, StoreUnavailable
from mojo.shared.external.lazy_aiogram import methods
from mojo.shared.model.people import PersonState
from mojo.shared.model.text import text
from mojo.shared.persistence.memory import MemoryAudit, MemoryDocuments
from mojo.shared.ports import Attempts, Invitations, People
from tests.chronos.support import ANNA, BEN, AnyScope, House, known, make_house, message, press, words


@dataclass(frozen=True)
class Pick(ButtonData):
    prefix: ClassVar[str] = "pick"
    what: str
    count: int = 1


class NoSuchRiver(NotFound):
    """A failure that no door has been taught."""

    code = "test.no_such_river"


PLAY = CommandGroup("play")
"""Commands that do one thing each."""


@PLAY.command("echo", scope=None, takes="text")
async def echo(turn: Turn) -> Reply:
    return Reply(words(f"{turn.language}:{turn.args or '-'}"))


@PLAY.command("whoami", scope=None)
async def whoami(turn: Turn) -> Reply:
    return Reply(words(turn.user.name))


@PLAY.command("secret", scope="secrets:read")
async def secret(turn: Turn) -> Reply:
    return Reply(words("psst"))


@PLAY.command("ask", scope=None)
async def ask(turn: Turn) -> Reply:
    turn.session |= {"awaiting": "play.answer", "asked": turn.session.get("asked", 0) + 1}
    return Reply(words("yes?"))


@PLAY.conversation("play.answer", scope=None)
async def answer(turn: Turn) -> Reply:
    if turn.args == "wrong":
        raise InvalidInput("answer: not that.", field="answer")
    return Reply(words(f"you said {turn.args} to question {turn.session['asked']}"))


@PLAY.command("plan", scope=None)
async def plan(turn: Turn) -> Reply:
    turn.session["awaiting"] = "play.plan"
    return Reply(words("what?"))


@PLAY.conversation("play.plan", scope="plans:write")
async def planned(turn: Turn) -> Reply:
    return Reply(words("planned"))


@PLAY.command("pick", scope=None)
async def pick(turn: Turn) -> Reply:
    return Reply(words("pick"), ((Button(words("one"), Pick("one")),),))


@PLAY.button(Pick, scope="picks:write")
async def picked(turn: Turn) -> Reply:
    return Reply(words(f"{turn.button.what} x {turn.button.count}"), edit=turn.button.what == "edit")


@PLAY.location(scope=None)
async def located(turn: Turn) -> Reply:
    assert turn.location is not None
    return Reply(words(f"at {turn.location.latitude}"))


@PLAY.live_location(scope=None)
async def followed(turn: Turn) -> Reply | None:
    assert turn.location is not None
    return None if turn.location.is_update else Reply(words("following"))


@PLAY.command("fail", scope=None)
async def fail(turn: Turn) -> Reply:
    turn.session["lost"] = True
    failures: dict[str, Exception] = {
        "crash": RuntimeError("the token is 123"),
        "river": NoSuchRiver("No such river.", name="Styx"),
        "timeout": ExternalTimeout("slow", service="open_meteo"),
        "store": StoreUnavailable("gone"),
        "unnamed": MojoException("what?"),
    }
    raise failures[turn.args]


@PLAY.command("hang", scope=None)
async def hang(turn: Turn) -> Reply:
    await asyncio.Event().wait()
    raise AssertionError


@PLAY.command("aside", scope=None, aside=True)
async def aside(turn: Turn) -> Reply:
    return Reply(words("by the way"))


@PLAY.command("quiet", scope=None)
async def quiet(turn: Turn) -> None:
    return None


@PLAY.command("long", scope=None)
async def long(turn: Turn) -> Reply:
    return Reply(words("x" * (MESSAGE_LIMIT + 5)))


@PLAY.command("broken", scope=None)
async def broken(turn: Turn) -> Reply:
    return Reply(words("too much"), ((Button(words("one"), Pick("x" * 90)),),))


@PLAY.command("become", scope=None)
async def become(turn: Turn) -> Reply:
    turn.language = turn.args
    turn.user = turn.user.model_copy(update={"language": turn.args})
    await (await turn.get(People)).save_user(turn.user)  # type: ignore[type-abstract]  # a Protocol is the key
    return Reply(text("chronos-nothing-to-do"))


@pytest.fixture
async def house() -> House:
    return await make_house(PLAY, users=[known(scopes={"picks:write"}), known(BEN, language="de")])


def is_unexpected(house: House, said: str) -> bool:
    """Tell whether `said` owns up to a fault of ours, whatever its reference."""
    before, _, after = house.said("error-unexpected", reference="#").partition("#")
    return said.startswith(before) and said.endswith(after) and len(said) == len(before) + 8 + len(after)


async def test_a_command_is_answered_with_what_stands_behind_it(house: House) -> None:
    await house.receive(message(1, "/echo  hi  there "), message(2, "/ECHO@MojoBot"), message(3, "/quiet"))
    assert house.heard() == ["en:hi  there", "en:-"]


async def test_each_person_is_answered_in_their_language(house: House) -> None:
    await house.receive(message(1, "/echo", language="ru"), message(2, "/echo", chat=BEN, language="ru"))
    assert (house.heard(), house.heard(BEN)) == (["ru:-"], ["de:-"])


async def test_an_unknown_command_and_a_text_nobody_waits_for_get_a_hint(house: House) -> None:
    await house.receive(message(1, "/nothing here"), message(2, "hello"), message(3, ""))
    hint = house.said("chronos-nothing-to-do")
    assert house.heard() == [house.said("chronos-unknown-command", command="nothing"), hint, hint]


async def test_who_mistypes_a_command_is_told_which_one_there_is(house: House) -> None:
    await house.receive(message(1, "/ehco hello"), message(2, "Echo hello there"))
    assert house.heard() == [
        house.said("chronos-unknown-command-like", command="ehco", meant="echo"),
        house.said("chronos-nothing-to-do-like", meant="echo hello there"),
    ]


@PLAY.file(".txt", scope=None)
async def read_text(turn: Turn) -> Reply:
    assert turn.file is not None
    return Reply(words(f"{turn.file.name} says {(await turn.file.read(10)).decode()}"))


def document(name: str, size: int | None = None, id: str = "f") -> dict[str, Any]:
    return {"file_id": id, "file_name": name, **({} if size is None else {"file_size": size})}


async def test_a_file_goes_to_whoever_takes_its_kind(house: House) -> None:
    house.telegram.files["f"] = b"hello"
    await house.receive(message(1, document=document("Note.TXT", 5)), message(2, document=document("song.mp3", 5)))
    assert house.heard() == ["Note.TXT says hello", house.said("chronos-no-such-file", endings=".txt")]


@pytest.mark.parametrize("told", [11, 1, None], ids=["as it says", "though it says less", "without saying so"])
async def test_a_file_that_is_too_large_is_not_read(house: House, told: int | None) -> None:
    house.telegram.files["f"] = b"x" * 11
    await house.receive(message(1, document=document("note.txt", told)))
    assert house.heard() == [house.said("error-chronos-file-too-large", limit_kb=0)]


async def test_a_file_that_telegram_does_not_give_is_explained(house: House) -> None:
    house.telegram.fail("getFile", ExternalTimeout("getFile: no answer in time", service="telegram"))
    await house.receive(message(1, document=document("note.txt", 5)))
    assert house.heard() == [house.said("error-external-timeout", service="telegram")]


async def test_what_a_person_may_not_do_is_not_suggested(house: House) -> None:
    await house.receive(message(1, "/secert"), message(2, "secret"))
    assert house.heard() == [house.said("chronos-unknown-command", command="secert"), house.said("chronos-nothing-to-do")]


async def test_a_command_needs_its_scope(house: House) -> None:
    await house.people.save_user(known(BEN, scopes={"secrets:read"}))
    await house.receive(message(1, "/secret"), message(2, "/secret", chat=BEN))
    assert (house.heard(), house.heard(BEN)) == ([house.said("chronos-forbidden")], ["psst"])


async def test_an_overlong_argument_is_refused_before_the_handler_sees_it(house: House) -> None:
    await house.receive(
        message(1, "/echo " + "x" * 501), message(2, "/ask"), message(3, "y" * 501), message(4, "/echo " + "z" * 500)
    )
    refusal = house.said("chronos-too-long", limit=500)
    assert house.heard() == [refusal, "yes?", refusal, "en:" + "z" * 500]


HOSTILE = (
    "<b>Anna</b><script>",
    "\u202eannA\u2066",
    "A\u200bn\u200bna",
    "Z" + "\u0300" * 300,
    "x" * 5000,
    "👩\u200d👧" * 90,
    "%s {0} { $name }",
)


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_name_breaks_neither_the_answer_nor_the_log(
    house: House, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    await house.people.save_user(known(name=name))
    with caplog.at_level(logging.DEBUG):
        await house.receive(message(1, f"/{name}"), message(2, "/whoami"), message(3, f"/start {name}"))
    assert house.settled == ["Done"] * 3
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert all(call.parse_mode is None for call in house.telegram.of(methods.SendMessage))
    assert not set("".join(house.heard())) & set("\u202e\u2066\u200b")


@pytest.mark.parametrize("language", ["en", "de", "es", "ru", "zh"])
async def test_an_unknown_command_is_said_back_short_and_harmless(house: House, language: str) -> None:
    await house.receive(message(1, "/\u202e" + "x" * 400, language=language))
    assert house.heard() == [house.said("chronos-unknown-command", language, command="x" * 31)]


async def test_a_long_answer_comes_in_parts(house: House) -> None:
    await house.receive(message(1, "/long"))
    assert [len(part) for part in house.heard()] == [MESSAGE_LIMIT, 5]


class TestButtons:
    async def test_a_press_reaches_its_handler_and_is_always_acknowledged(self, house: House) -> None:
        await house.receive(press(1, Pick("one", 3).pack()))
        assert house.heard() == ["one x 3"]
        assert [call.callback_query_id for call in house.telegram.of(methods.AnswerCallbackQuery)] == ["q1"]

    async def test_an_edit_replaces_the_message_that_carries_the_button(self, house: House) -> None:
        await house.receive(press(1, Pick("edit").pack(), message_id=55))
        (edited,) = house.telegram.of(methods.EditMessageText)
        assert (edited.chat_id, edited.message_id, edited.text) == (ANNA, 55, "edit x 1")
        assert house.telegram.of(methods.SendMessage) == []

    @pytest.mark.parametrize(
        "data", ["", "pick", "pick:one", "pick:one:2:3", "pick:one:many", "gone:1", "::", "../..", "pick:\x00:"]
    )
    async def test_old_or_forged_data_is_answered_politely(self, house: House, data: str) -> None:
        await house.receive(press(1, data))
        assert house.heard() == [house.said("chronos-button-expired")]
        assert len(house.telegram.of(methods.AnswerCallbackQuery)) == 1

    async def test_the_scope_is_checked_when_the_button_is_pressed(self, house: House) -> None:
        await house.receive(press(1, Pick("one").pack(), chat=BEN))
        assert house.heard(BEN) == [house.said("chronos-forbidden", "de")]

    async def test_an_acknowledgement_that_fails_costs_nothing(self, house: House) -> None:
        house.telegram.fail("answerCallbackQuery", RejectedByService("query is too old", service="telegram"))
        await house.receive(press(1, Pick("one").pack()))
        assert (house.heard(), house.settled) == (["one x 1"], ["Done"])


class TestConversations:
    async def test_the_next_text_goes_to_whoever_waits_for_it_and_only_that(self, house: House) -> None:
        await house.receive(message(1, "/ask"), message(2, "Lisbon"), message(3, "Porto"))
        assert house.heard() == ["yes?", "you said Lisbon to question 1", house.said("chronos-nothing-to-do")]

    async def test_a_refused_answer_can_be_given_again(self, house: House) -> None:
        await house.receive(message(1, "/ask"), message(2, "wrong"), message(3, "right"))
        assert house.heard()[1:] == [house.said("error-input-invalid"), "you said right to question 1"]

    async def test_another_command_ends_it(self, house: House) -> None:
        await house.receive(message(1, "/ask"), message(2, "/echo"), message(3, "right"), message(4, "/ask"), message(5, "1st"))
        assert house.heard()[2:] == [house.said("chronos-nothing-to-do"), "yes?", "you said 1st to question 1"]

    @pytest.mark.parametrize("aside", ["/aside", "/nonsense", "/secret", "/fail crash", "/echo " + "x" * 501])
    async def test_what_begins_nothing_new_leaves_it_open(self, house: House, aside: str) -> None:
        await house.receive(message(1, "/ask"), message(2, aside), message(3, "right"))
        assert house.heard()[-1] == "you said right to question 1"

    async def test_it_is_forgotten_after_its_time(self, house: House) -> None:
        await house.receive(message(1, "/ask"))
        house.pass_time(3601)
        await house.receive(message(2, "late"))
        assert house.heard()[-1] == house.said("chronos-nothing-to-do")

    async def test_two_people_have_a_conversation_each(self, house: House) -> None:
        await house.receive(message(1, "/ask"), message(2, "hello", chat=BEN))
        assert house.heard(BEN) == [house.said("chronos-nothing-to-do", "de")]

    async def test_a_failure_leaves_the_session_as_it_was(self, house: House) -> None:
        await house.receive(message(1, "/ask"), message(2, "/fail crash"))
        assert await house.documents.read(f"session:{ANNA}") == {"awaiting": "play.answer", "asked": 1}

    async def test_a_shared_location_answers_it_too(self, house: House) -> None:
        await house.receive(message(1, "/ask"), message(2, location={"latitude": 38.5, "longitude": -9.0}), message(3, "again"))
        assert house.heard()[1:] == ["at 38.5", house.said("chronos-nothing-to-do")]

    async def test_a_live_location_goes_to_who_follows_it_and_its_updates_are_not_answered(self, house: House) -> None:
        begun = message(1, location={"latitude": 38.5, "longitude": -9.0, "live_period": 900})
        update = {"update_id": 2, "edited_message": {**begun["message"], "edit_date": 1782907260}}
        await house.receive(begun, update)
        assert house.heard() == ["following"]

    async def test_the_scope_is_checked_at_every_step(self, house: House) -> None:
        await house.people.save_user(known(scopes={"plans:write"}))
        await house.receive(message(1, "/plan"), message(2, "this"), message(3, "/plan"))
        await house.people.save_user(known())
        await house.receive(message(4, "that"), message(5, "that"))
        assert house.heard() == [
            "what?",
            "planned",
            "what?",
            house.said("chronos-forbidden"),
            house.said("chronos-nothing-to-do"),
        ]

    async def test_an_overlong_answer_can_be_given_again(self, house: House) -> None:
        await house.receive(message(1, "/ask"), message(2, "y" * 501), message(3, "short"))
        assert house.heard()[1:] == [house.said("chronos-too-long", limit=500), "you said short to question 1"]

    @pytest.mark.parametrize("broken", [[1], "awaiting", 7, {"awaiting": ["play.answer"]}, {"awaiting": {}}, {"awaiting": None}])
    async def test_a_broken_state_stands_in_nobodys_way(self, house: House, broken: object) -> None:
        await house.documents.write(f"session:{ANNA}", broken, 60)
        await house.receive(message(1, "hello"))
        await house.documents.write(f"session:{ANNA}", broken, 60)
        await house.receive(message(2, "/ask"), message(3, "right"))
        assert house.heard() == [house.said("chronos-nothing-to-do"), "yes?", "you said right to question 1"]

    async def test_a_state_that_is_not_even_json_is_dropped(self, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
        await house.receive(message(1, "/ask"))
        unreadable = MemoryDocuments(house.clock)
        monkeypatch.setattr(unreadable, "read", _not_json)
        async with Sessions(unreadable, 60).open(ANNA) as session:
            assert session == {}


async def _not_json(key: str) -> object:
    return orjson.loads(b"{")


class TestCancel:
    @pytest.fixture
    async def house(self) -> House:
        return await make_house(PLAY, builtin.commands)

    async def test_it_ends_what_is_open(self, house: House) -> None:
        await house.receive(message(1, "/ask"), message(2, "/cancel"), message(3, "right"), message(4, "/cancel"))
        assert house.heard()[1:] == [house.said(f"chronos-{id}") for id in ("cancelled", "nothing-to-do", "nothing-to-cancel")]
        assert await house.documents.read(f"session:{ANNA}") is None

    async def test_it_ends_what_only_ever_fails(self, house: House) -> None:
        await house.receive(message(1, "/ask"), message(2, "wrong"), message(3, "wrong"), message(4, "/cancel"))
        assert house.heard()[-1] == house.said("chronos-cancelled")

    @pytest.mark.parametrize("broken", [[1], {"awaiting": []}, {"awaiting": "a.command.of.long.ago"}])
    async def test_it_clears_a_broken_state(self, house: House, broken: object) -> None:
        await house.documents.write(f"session:{ANNA}", broken, 60)
        await house.receive(message(1, "/cancel"))
        assert house.heard()[0] in (house.said("chronos-cancelled"), house.said("chronos-nothing-to-cancel"))
        assert await house.documents.read(f"session:{ANNA}") is None

    @pytest.mark.parametrize("language", ["en", "de", "es", "ru", "zh"])
    async def test_it_survives_a_restart_in_every_language(self, house: House, language: str) -> None:
        await house.receive(message(1, "/ask", language=language))
        reborn = await assemble(house.context, build_registry([PLAY, builtin.commands], AnyScope()))
        await accept(reborn.inbox, orjson.dumps(message(2, "/cancel", language=language)))
        await house.work_off(reborn.inbox, reborn.worker.handle)
        assert house.heard()[-1] == house.said("chronos-cancelled", language)


class TestFailures:
    async def test_a_crash_is_told_with_the_reference_that_is_in_the_log(
        self, house: House, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.ERROR, "mojo.chronos"):
            await house.receive(message(1, "/fail crash", language="de"))
        (said,) = house.heard()
        (crash,) = (record for record in caplog.records if record.message == "chronos.command_crashed")
        reference = crash.__dict__["reference"]
        assert said == house.said("error-unexpected", "de", reference=reference)
        assert re.fullmatch(r"[0-9a-f]{8}", reference)
        assert crash.exc_info is not None
        assert "the token" not in said
        assert house.settled == ["Done"]

    async def test_a_failure_nobody_was_taught_is_told_by_its_nearest_kind(self, house: House) -> None:
        await house.receive(message(1, "/fail river"))
        assert house.heard() == [house.said("error-not-found")]

    async def test_an_outside_service_is_named(self, house: House) -> None:
        await house.receive(message(1, "/fail timeout"))
        assert "Open-Meteo" in house.heard()[0] or "open_meteo" in house.heard()[0]

    async def test_a_failure_without_a_message_of_its_own_is_unexpected(self, house: House) -> None:
        await house.receive(message(1, "/fail unnamed"))
        assert is_unexpected(house, house.heard()[0])

    async def test_a_handler_that_hangs_is_ended(self) -> None:
        house = await make_house(PLAY, CHRONOS_HANDLER_TIMEOUT_S="0.05")
        await house.receive(message(1, "/hang"), message(2, "/echo"))
        assert is_unexpected(house, house.heard()[0])
        assert house.heard()[1] == "en:-"

    async def test_an_answer_that_cannot_be_rendered_is_a_crash_of_the_command(self, house: House) -> None:
        await house.receive(message(1, "/broken"))
        assert is_unexpected(house, house.heard()[0])

    async def test_a_store_that_is_away_puts_the_update_off_and_loses_nothing(self, house: House) -> None:
        house.people.away = True
        await house.receive(message(1, "/echo one"), message(2, "/echo two"))
        assert (house.heard(), house.settled) == ([], ["Later"])
        house.people.away = False
        house.pass_time(2)
        await house.receive()
        assert house.heard() == ["en:one", "en:two"]


class TestStrangers:
    async def test_a_stranger_is_refused_once_an_hour_and_then_ignored(self) -> None:
        house = await make_house(PLAY, users=[])
        await house.receive(message(1, "/echo", language="es"), message(2, "please"))
        house.pass_time(3599)
        await house.receive(message(3, "please?"))
        assert house.heard() == [house.said("chronos-refused", "es")]
        house.pass_time(2)
        await house.receive(message(4, "hello"))
        assert len(house.heard()) == 2

    async def test_an_invitation_lets_a_stranger_in_and_the_command_goes_on(self) -> None:
        entrance = CommandGroup("entrance")
        entrance.command("start", scope=None)(echo)
        house = await make_house(PLAY, entrance, users=[])
        invitations: Any = await house.context.get(Invitations)
        code = await invitations.owner_code()
        await house.receive(message(1, f"/start {code}"), message(2, "/secret"))
        assert house.heard() == [f"en:{code}", "psst"]
        assert house.telegram.of(methods.SetMyCommands)[0].scope.chat_id == ANNA

    async def test_a_wrong_invitation_is_refused_without_a_hint(self) -> None:
        house = await make_house(PLAY, users=[])
        await house.receive(message(1, "/start AAAA-BBBB"))
        assert house.heard() == [house.said("chronos-refused")]

    @pytest.mark.parametrize("code", ["", " AAAA-BBBB", " ", " 😀", " " + "A" * 400, " ../../{x}", " USED"])
    async def test_no_code_a_wrong_one_and_a_used_one_are_met_alike(self, code: str) -> None:
        house = await make_house(PLAY, users=[])
        invitations: Any = await house.context.get(Invitations)
        used = await invitations.owner_code()
        assert await invitations.redeem(used, "somebody")
        await house.receive(message(1, f"/start{code}".replace("USED", used)), message(2, "/start"))
        assert house.heard() == [house.said("chronos-refused")]

    async def test_guessing_locks_and_then_not_even_a_good_code_is_looked_at(self) -> None:
        house = await make_house(PLAY, users=[known(BEN, scopes={"*"}, role="owner", name="Olga")])
        invitations: Any = await house.context.get(Invitations)
        code = await invitations.owner_code()
        for number in range(LOCKED_AT):
            await house.receive(message(number, f"/start WRONG-{number}"))
            house.pass_time(300)
        await house.receive(message(50, f"/start {code}"))
        assert await house.people.get_user_by_chat(ANNA) is None
        house.pass_time(LOCK_S)
        await house.receive(message(51, f"/start {code}"))
        assert (await house.people.get_user_by_chat(ANNA)).chat_id == ANNA

    async def test_the_owner_is_told_of_a_lock_once_and_it_is_audited(self) -> None:
        house = await make_house(PLAY, users=[known(BEN, scopes={"*"})])
        for number in range(LOCKED_AT + 5):
            await house.receive(message(number, f"/start WRONG-{number}"))
            house.pass_time(300 if number < LOCKED_AT else 1)
        await house.deliver()
        audit = await house.context.get(MemoryAudit)
        assert [(entry.action, entry.target) for entry in audit.entries] == [("access.locked", str(ANNA))]
        assert len(house.heard(BEN)) == 1

    async def test_a_good_code_makes_up_for_the_wrong_ones(self) -> None:
        house = await make_house(PLAY, users=[])
        invitations: Any = await house.context.get(Invitations)
        attempts: Any = await house.context.get(Attempts)
        await house.receive(message(1, "/start WRONG"), message(2, f"/start {await invitations.owner_code()}"))
        for _ in range(3):
            await attempts.failed("invitation", str(ANNA))
            await attempts.check("invitation", str(ANNA))

    async def test_groups_are_told_once_that_chronos_talks_in_private(self, house: House) -> None:
        updates = [message(1, "chatter"), message(2, "/echo"), message(3, "/echo")]
        for update in updates:
            update["message"]["chat"] = {"id": -5, "type": "group"}
        await house.receive(*updates)
        assert house.heard(-5) == [house.said("chronos-private-only")]


class TestSuspended:
    @pytest.mark.parametrize("language", ["en", "de", "es", "ru", "zh"])
    async def test_they_are_told_once_in_their_language_and_then_ignored(self, language: str) -> None:
        house = await make_house(PLAY, users=[known(language=language, state=PersonState.SUSPENDED, scopes={"picks:write"})])
        await house.receive(message(1, "/echo"), message(2, "hello"), press(3, Pick("one").pack()), message(4, "/start X"))
        assert house.heard() == [house.said("chronos-suspended", language)]
        house.pass_time(3601)
        await house.receive(message(5, "/echo"))
        assert len(house.heard()) == 2

    async def test_it_is_felt_between_two_messages_and_so_is_its_end(self, house: House) -> None:
        await house.receive(message(1, "/echo"))
        await house.people.save_user(known(state=PersonState.SUSPENDED))
        await house.receive(message(2, "/echo"))
        await house.people.save_user(known())
        await house.receive(message(3, "/echo"))
        assert house.heard() == ["en:-", house.said("chronos-suspended"), "en:-"]


class TestPace:
    @pytest.mark.parametrize("language", ["en", "de", "es", "ru", "zh"])
    async def test_whoever_asks_too_much_is_told_once_and_may_go_on_soon(self, language: str) -> None:
        house = await make_house(PLAY, users=[known(language=language)], CHRONOS_COMMANDS_PER_MINUTE="4")
        await house.receive(*(message(number, "/echo") for number in range(7)))
        answer = f"{language}:-"
        assert house.heard() == [answer] * 4 + [house.said("chronos-slow-down", language)]
        house.pass_time(15)
        await house.receive(message(7, "/echo"), message(8, "/echo"))
        assert house.heard()[5:] == [answer]
        house.pass_time(61)
        await house.receive(*(message(number, "/echo") for number in range(10, 15)))
        assert house.heard()[6:] == [answer] * 4 + [house.said("chronos-slow-down", language)]

    async def test_buttons_count_and_other_people_do_not(self) -> None:
        house = await make_house(PLAY, users=[known(scopes={"picks:write"}), known(BEN)], CHRONOS_COMMANDS_PER_MINUTE="2")
        await house.receive(*(press(number, Pick("one").pack()) for number in range(3)), message(4, "/echo", chat=BEN))
        assert house.heard() == ["one x 1", "one x 1", house.said("chronos-slow-down")]
        assert house.heard(BEN) == ["en:-"]
        assert len(house.telegram.of(methods.AnswerCallbackQuery)) == 3


class TestMenus:
    async def test_a_chosen_language_is_spoken_at_once_and_changes_the_menu(self, house: House) -> None:
        await house.receive(message(1, "/become zh"))
        assert house.heard() == [house.said("chronos-nothing-to-do", "zh")]
        assert len(house.telegram.of(methods.SetMyCommands)) == 1

    async def test_the_menu_is_left_alone_when_nothing_changed(self, house: House) -> None:
        await house.receive(message(1, "/echo"))
        assert house.telegram.of(methods.SetMyCommands) == []
