"""What waits in the outbox is read as it was written, also by a later version."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

import orjson
import pytest

from mojo.shared.errors import InvalidInput
from mojo.shared.model.buttons import Button, ButtonData
from mojo.shared.model.notifications import (
    ATTACHMENT_LIMIT_BYTES,
    Attachment,
    Chat,
    Delivery,
    Notification,
    Person,
    Priority,
    Recipient,
    Role,
    Target,
)
from mojo.shared.model.text import text


@dataclass(frozen=True)
class Open(ButtonData):
    prefix: ClassVar[str] = "op"
    number: int


FULL = Notification(
    Role("owner"),
    text("weather-now", place=text("here"), at=datetime(2026, 7, 1, tzinfo=UTC)),
    "key",
    Delivery.AT_MOST_ONCE,
    kind="weather.report",
    priority=Priority.URGENT,
    collapse_key="storm",
    expires_at=datetime(2026, 7, 2, tzinfo=UTC),
    alert=True,
    buttons=((Button(text("open"), Open(7)),),),
    attachment=Attachment("map.png", "image/png", b"\x89PNG\x00"),
)


def round_trip(notification: Notification) -> Notification:
    return Notification.from_json(orjson.loads(orjson.dumps(notification.to_json())))


def test_everything_comes_back() -> None:
    back = round_trip(FULL)
    assert back.to_json() == FULL.to_json()
    assert (back.text, back.recipient, back.attachment, back.expires_at) == (
        FULL.text,
        FULL.recipient,
        FULL.attachment,
        FULL.expires_at,
    )
    assert back.buttons[0][0].data.pack() == "op:7"


@pytest.mark.parametrize("to", [Person("anna"), Role("admin"), Chat(-100), Target("t1")])
def test_every_recipient_comes_back(to: Recipient) -> None:
    assert round_trip(Notification(to, text("x"), "k")).recipient == to


def test_a_person_is_given_by_their_id_alone() -> None:
    assert round_trip(Notification("anna", text("x"), "k")).recipient == Person("anna")


def test_what_the_first_version_stored_is_still_read() -> None:
    stored = {"user_id": "anna", "text": text("x").to_json(), "dedupe_key": "k", "delivery": "at_least_once"}
    assert Notification.from_json(stored) == Notification("anna", text("x"), "k")


@pytest.mark.parametrize(
    ("content", "url"),
    [(b"", None), (b"x", "https://x"), (b"x" * (ATTACHMENT_LIMIT_BYTES + 1), None), (b"", "http://x"), (b"", "file:///etc")],
)
def test_an_attachment_that_cannot_be_sent_is_refused(content: bytes, url: str | None) -> None:
    with pytest.raises(InvalidInput, match="attachment"):
        Attachment("a", "text/plain", content, url)
