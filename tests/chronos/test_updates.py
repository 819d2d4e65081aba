"""What a person did, read from an update."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from mojo.chronos.updates import Event, Update
from tests.chronos.support import ANNA, message, press


def event_of(update: dict[str, Any]) -> Event:
    event = Update.model_validate(update).event()
    assert event is not None
    return event


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/weather Lisbon", ("weather", "Lisbon")),
        ("/weather", ("weather", "")),
        ("  /Weather@MojoBot   São   Paulo  ", ("weather", "São   Paulo")),
        ("/weather\nLisbon", ("weather", "Lisbon")),
        ("/start MOJO-1234", ("start", "MOJO-1234")),
        ("/", ("", "")),
        ("weather /now", None),
        ("", None),
    ],
)
def test_commands(text: str, command: tuple[str, str] | None) -> None:
    assert event_of(message(1, text)).command == command


@pytest.mark.parametrize(("text", "code"), [("/start MOJO-1", "MOJO-1"), ("/start", None), ("/help MOJO-1", None), ("hi", None)])
def test_only_start_carries_an_invitation(text: str, code: str | None) -> None:
    assert event_of(message(1, text)).invitation == code


def test_a_pressed_button() -> None:
    event = event_of(press(1, "lang:de", message_id=9))
    assert (event.button, event.query, event.message_id, event.chat.id) == ("lang:de", "q1", 9, ANNA)


def test_a_shared_location() -> None:
    event = event_of(message(1, location={"latitude": 38.7, "longitude": -9.1, "horizontal_accuracy": 12}))
    assert event.location is not None
    assert (event.location.latitude, event.location.longitude) == (38.7, -9.1)


def moved(update_id: int, **location: Any) -> dict[str, Any]:
    """Return the edit by which Telegram tells that a live location has moved."""
    update = message(update_id, location={"latitude": 38.7, "longitude": -9.1, **location})
    edited = {**update["message"], "text": "", "date": 1782907200, "edit_date": 1782907260}
    return {"update_id": update_id, "edited_message": edited}


def test_a_live_location_moves_by_edited_messages() -> None:
    begun = message(1, location={"latitude": 38.7, "longitude": -9.1, "live_period": 900})
    first, later = event_of(begun).location, event_of(moved(2, horizontal_accuracy=12, heading=90, live_period=900)).location
    last = event_of(moved(3)).location
    assert first is not None
    assert later is not None
    assert last is not None
    assert [(it.is_live, it.is_update) for it in (first, later, last)] == [(True, False), (True, True), (True, True)]
    assert (later.accuracy_m, later.course_deg) == (12, 90)
    assert later.at == datetime(2026, 7, 1, 12, 1, tzinfo=UTC)


def test_an_edited_text_is_not_acted_on() -> None:
    update = moved(1)
    update["edited_message"] = {**update["edited_message"], "location": None, "text": "/weather Lisbon"}
    assert Update.model_validate(update).event() is None


def test_the_whole_name_is_the_name() -> None:
    update = message(1, "hi")
    update["message"]["from"] |= {"first_name": "Анна", "last_name": "Ли"}
    assert event_of(update).person.name == "Анна Ли"


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1},
        {"update_id": 1, "poll": {"id": "1"}},
        {"update_id": 1, "edited_message": message(1, "late")["message"]},
        {"update_id": 1, "message": {"message_id": 1, "chat": {"id": -5, "type": "channel"}}},
        {"update_id": 1, "message": message(1)["message"] | {"from": {"id": 9, "is_bot": True}}},
        {"update_id": 1, "callback_query": {"id": "1", "from": {"id": 9}, "data": "from an inline message"}},
    ],
)
def test_what_nobody_acts_on_is_no_event(update: dict[str, Any]) -> None:
    assert Update.model_validate(update).event() is None


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"update_id": "x"},
        {"update_id": 1, "message": []},
        {"update_id": 1, "message": {"text": "no chat"}},
        message(1, location={"latitude": 91, "longitude": 0}),
    ],
)
def test_what_breaks_the_format_is_refused(update: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Update.model_validate(update)
