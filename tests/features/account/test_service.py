"""Who comes in, with which rights, and that what people choose stays chosen."""

import logging
from collections.abc import Callable

import pytest

from mojo.shared.auth.roles import scopes_of
from mojo.shared.errors import InvalidInput, StoreUnavailable
from mojo.shared.model.people import Principal
from mojo.shared.ports import Admission, Invitations, People
from tests.features.account.door import NOON, Door

OpenDoor = Callable[..., Door]


async def test_without_an_invitation_a_stranger_stays_outside_and_leaves_no_trace(open_door: OpenDoor) -> None:
    door = open_door()
    for invitation in (None, "", "WRONG-CODE"):
        assert await (await door.desk()).admit(7, "Anna", "en", invitation) is None
    assert await (await door.context.get(People)).list_users() == []


async def test_the_owners_invitation_lets_one_person_in_with_every_right(open_door: OpenDoor) -> None:
    door = open_door()
    code = await door.owner_code()
    owner = await door.admitted(7, code=code.lower())
    assert owner.may("anything:at-all")
    assert await (await door.desk()).admit(8, "Ben", "en", code) is None
    assert await (await door.context.get(Invitations)).owner_code() is None


async def test_where_anyone_may_come_in_they_come_as_members(door: Door) -> None:
    anna = await door.admitted(7, "Anna", "de")
    assert (anna.name, anna.role, anna.telegram_language, anna.created_at) == ("Anna", "member", "de", NOON)
    assert anna.scopes == scopes_of("member") >= {"account:read", "account:write", "report:write", "weather:read"}
    assert anna.language is None
    assert await door.stored(7) == anna


async def test_a_member_becomes_the_owner_with_the_owners_invitation(door: Door) -> None:
    anna = await door.admitted(7)
    assert not anna.may("admin")
    anna = await (await door.desk()).accept(anna, await door.owner_code())
    assert anna.may("admin")
    assert await door.stored(7) == anna


async def test_whoever_is_known_is_admitted_as_they_are(door: Door) -> None:
    anna = await door.change(await door.admitted(7, "Anna", "de"), language="ru")
    assert await door.admitted(7, "Another name", "es", "WRONG-CODE") == anna


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Анна-Мария", "Анна-Мария"),
        ("  王 小明 ", "王 小明"),
        ("Zoë\n\tO'Neil", "Zoë O'Neil"),
        ("👩‍👩‍👧 family", "👩‍👩‍👧 family"),
        ("x" * 500, "x" * 64),
        ("evil\u202etxt.exe \u2066", "eviltxt.exe"),
        ("<b>Anna</b> & co", "<b>Anna</b> & co"),
        (" \n ", "👤"),
    ],
)
async def test_names_are_shown_as_given_on_one_line_and_not_endless(door: Door, given: str, shown: str) -> None:
    assert (await door.admitted(7, given)).name == shown


async def test_two_people_are_kept_apart(door: Door) -> None:
    anna, ben = await door.admitted(7, "Anna"), await door.admitted(8, "Ben")
    await door.change(anna, language="zh")
    await door.change(ben, timezone="Europe/Lisbon")
    stored = [await door.stored(chat) for chat in (7, 8)]
    assert [(u.name, u.language, u.timezone) for u in stored if u] == [("Anna", "zh", "UTC"), ("Ben", None, "Europe/Lisbon")]
    assert anna.id != ben.id


@pytest.mark.parametrize("language", ["fr", "", "DE", "../de"])
async def test_a_language_that_mojo_lacks_is_refused_and_changes_nothing(door: Door, language: str) -> None:
    anna = await door.admitted(7)
    with pytest.raises(InvalidInput) as caught:
        await door.change(anna, language=language)
    assert caught.value.params["field"] == "language"
    assert await door.stored(7) == anna


@pytest.mark.parametrize("zone", ["Mars/Base", "", "../../etc/passwd", "Europe", "x" * 60, "\x00"])
async def test_a_timezone_that_does_not_exist_is_refused_and_changes_nothing(door: Door, zone: str) -> None:
    anna = await door.admitted(7)
    with pytest.raises(InvalidInput) as caught:
        await door.change(anna, timezone=zone)
    assert caught.value.params["field"] == "timezone"
    assert await door.stored(7) == anna


async def test_a_lost_store_is_said_and_not_taken_for_a_no(door: Door) -> None:
    class Lost:
        async def get_user_by_chat(self, chat_id: int) -> None:
            raise StoreUnavailable("Redis did not answer.")

    desk = await door.desk()
    desk._people = Lost()  # type: ignore[assignment]
    with pytest.raises(StoreUnavailable):
        await desk.admit(7, "Anna", None, None)


async def test_neither_names_nor_codes_reach_the_log(open_door: OpenDoor, caplog: pytest.LogCaptureFixture) -> None:
    door = open_door()
    code = await door.owner_code()
    with caplog.at_level(logging.DEBUG):
        await door.admitted(7, "Anna Secret", code=code)
    assert [record.getMessage() for record in caplog.records if record.name == "mojo.account"] == ["account.user_admitted"]
    assert "Secret" not in str([vars(record) for record in caplog.records])
    assert code not in str([vars(record) for record in caplog.records])


async def test_the_port_is_the_service(door: Door) -> None:
    assert await door.context.get(Admission) is await door.desk()


async def test_me_tells_a_person_from_a_program(door: Door) -> None:
    anna = await door.change(await door.admitted(7, "Anna", "de"), timezone="Europe/Berlin")
    person = await (await door.accounts()).me(Principal(user_id=anna.id, name="Anna's phone", scopes=frozenset({"b", "a"})))
    program = await (await door.accounts()).me(Principal(user_id="developer", name="Developer", scopes=frozenset({"*"})))
    assert person.model_dump(exclude={"scopes", "created_at"}) == {
        "user_id": anna.id,
        "name": "Anna",
        "role": "member",
        "language": "de",
        "timezone": "Europe/Berlin",
        "units": "metric",
        "clock": "24h",
        "wind": "kmh",
        "quiet_hours": None,
        "morning_report_at": None,
    }
    assert person.scopes == ["a", "b"]
    assert (program.name, program.language, program.timezone, program.scopes) == ("Developer", None, None, ["*"])
