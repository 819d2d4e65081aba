"""Something that somebody, or something, is to be told."""

import hashlib
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias

from mojo.shared.errors import InvalidInput
from mojo.shared.model.buttons import Button
from mojo.shared.model.text import Text

VERSION = 2
"""Of the stored form. Version 1 knew persons only; what waits in it is still read."""

ATTACHMENT_LIMIT_BYTES = 1024 * 1024
"""It waits in Redis, once for each recipient."""


class Delivery(StrEnum):
    """`sendMessage` has no idempotency key: "never lost" and "never doubled" cannot both be had, so each message chooses."""

    AT_LEAST_ONCE = "at_least_once"
    AT_MOST_ONCE = "at_most_once"


class Priority(StrEnum):
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    """Arrives with sound where LOW and NORMAL ones do too, but before them in a digest."""
    URGENT = "urgent"
    """Overtakes what waits for its reader, and neither quiet hours nor a mute hold it back."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom Mojo knows, in their chat."""

    user_id: str


@dataclass(frozen=True, slots=True)
class Role:
    """Everybody who has this role when the notification is stored."""

    name: str


@dataclass(frozen=True, slots=True)
class Chat:
    """A Telegram chat, such as a group."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Target:
    """A place outside Telegram, by its id."""

    target_id: str


Recipient: TypeAlias = Person | Role | Chat | Target

_RECIPIENTS: dict[str, type[Any]] = {"person": Person, "role": Role, "chat": Chat, "target": Target}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture or a file: its bytes, or the https address from which Telegram fetches it. Raises InvalidInput."""

    name: str
    media_type: str
    content: bytes = b""
    url: str | None = None

    def __post_init__(self) -> None:
        if bool(self.content) == bool(self.url):
            raise InvalidInput("attachment: give either content or url.", field="attachment")
        if len(self.content) > ATTACHMENT_LIMIT_BYTES:
            raise InvalidInput(f"attachment: at most {ATTACHMENT_LIMIT_BYTES} bytes; give a url instead.", field="attachment")
        if self.url and not self.url.startswith("https://"):
            raise InvalidInput("attachment: an https URL, so that nobody on the way can change it.", field="attachment")

    @property
    def is_picture(self) -> bool:
        """Tell whether it is shown rather than offered for download."""
        return self.media_type in ("image/jpeg", "image/png", "image/webp")


@dataclass(frozen=True, slots=True)
class Notification:
    """One thing to say. Whoever is one person may be given by their id alone."""

    to: str | Recipient
    text: Text
    """Translated when it is delivered, into the language its reader has then."""
    dedupe_key: str
    """A second notification with this key within a day is not stored."""
    delivery: Delivery = Delivery.AT_LEAST_ONCE
    kind: str = "message"
    """What it is about, such as `weather.report`: what a person can mute."""
    priority: Priority = Priority.NORMAL
    collapse_key: str | None = None
    """Of those that wait for one reader under this key only the last is said, with how many more there were."""
    expires_at: datetime | None = None
    """It is not worth telling any more after this."""
    alert: bool = False
    """It can be acknowledged, snoozed and muted by buttons of its own, below `buttons`."""
    buttons: tuple[tuple[Button, ...], ...] = ()
    attachment: Attachment | None = None

    @property
    def recipient(self) -> Recipient:
        """Whom it is for."""
        return Person(self.to) if isinstance(self.to, str) else self.to

    @property
    def short_id(self) -> str:
        """What a button can carry of `dedupe_key`."""
        return short_id(self.dedupe_key)

    def to_json(self) -> dict[str, Any]:
        """Return the form in which it waits in the outbox."""
        return {
            "version": VERSION,
            "to": _recipient_to_json(self.recipient),
            "text": self.text.to_json(),
            "dedupe_key": self.dedupe_key,
            "delivery": self.delivery.value,
            "about": self.kind,
            "priority": self.priority.value,
            "collapse_key": self.collapse_key,
            "expires_at": self.expires_at.isoformat() if self.expires_at else None,
            "alert": self.alert,
            "buttons": [[button.to_json() for button in row] for row in self.buttons],
            "attachment": _attachment_to_json(self.attachment) if self.attachment else None,
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Notification":
        """Read what `to_json` wrote, in this version or the first. Raises KeyError, ValueError, TypeError."""
        text, delivery = Text.from_json(stored["text"]), Delivery(stored["delivery"])
        if stored.get("version", 1) == 1:
            return cls(stored["user_id"], text, stored["dedupe_key"], delivery)
        return cls(
            _recipient_from_json(stored["to"]),
            text,
            stored["dedupe_key"],
            delivery,
            kind=stored["about"],
            priority=Priority(stored["priority"]),
            collapse_key=stored["collapse_key"],
            expires_at=datetime.fromisoformat(stored["expires_at"]) if stored["expires_at"] else None,
            alert=stored["alert"],
            buttons=tuple(tuple(Button.from_json(button) for button in row) for row in stored["buttons"]),
            attachment=_attachment_from_json(stored["attachment"]) if stored["attachment"] else None,
        )


def short_id(dedupe_key: str) -> str:
    """Return 16 characters that stand for a dedupe key."""
    return hashlib.sha256(dedupe_key.encode()).hexdigest()[:16]


def _recipient_to_json(recipient: Recipient) -> list[str | int]:
    name = next(name for name, kind in _RECIPIENTS.items() if isinstance(recipient, kind))
    return [name, getattr(recipient, recipient.__slots__[0])]  # every kind has one field


def _recipient_from_json(stored: list[Any]) -> str | Recipient:
    name, value = stored
    recipient: str | Recipient = value if name == "person" else _RECIPIENTS[name](value)
    return recipient


def _attachment_to_json(attachment: Attachment) -> dict[str, Any]:
    content = b64encode(attachment.content).decode()
    return {"name": attachment.name, "media_type": attachment.media_type, "content": content, "url": attachment.url}


def _attachment_from_json(stored: dict[str, Any]) -> Attachment:
    return Attachment(stored["name"], stored["media_type"], b64decode(stored["content"]), stored["url"])
