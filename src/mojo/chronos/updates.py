"""The few parts of a Bot API update that Chronos acts on.

Format: https://core.telegram.org/bots/api#update. What is not named here is ignored, so that new kinds of updates do no harm.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import BaseModel, Field

from mojo.shared.model.places import Coordinates, SharedLocation


class Person(BaseModel):
    """https://core.telegram.org/bots/api#user"""

    id: int
    is_bot: bool = False
    first_name: str = ""
    last_name: str | None = None
    language_code: str | None = None

    @property
    def name(self) -> str:
        """First and last name, as far as there are any."""
        return " ".join(part for part in (self.first_name, self.last_name) if part)


class Chat(BaseModel):
    """https://core.telegram.org/bots/api#chat"""

    id: int
    type: str


class Location(Coordinates):
    """https://core.telegram.org/bots/api#location"""

    horizontal_accuracy: float | None = None
    live_period: int | None = None
    heading: int | None = None


class Document(BaseModel):
    """https://core.telegram.org/bots/api#document"""

    file_id: str
    file_name: str = ""
    mime_type: str = ""
    file_size: int = 0


class Message(BaseModel):
    """https://core.telegram.org/bots/api#message"""

    message_id: int
    chat: Chat
    person: Person | None = Field(None, alias="from")
    date: int | None = None
    edit_date: int | None = None
    text: str = ""
    location: Location | None = None
    document: Document | None = None

    def shared_location(self, *, is_update: bool) -> SharedLocation | None:
        """Return the location that was shared, if one was."""
        if self.location is None:
            return None
        sent = self.edit_date or self.date
        return SharedLocation(
            latitude=self.location.latitude,
            longitude=self.location.longitude,
            accuracy_m=self.location.horizontal_accuracy,
            course_deg=self.location.heading,
            at=datetime.fromtimestamp(sent, UTC) if sent else None,
            is_live=is_update or self.location.live_period is not None,
            is_update=is_update,
        )


class CallbackQuery(BaseModel):
    """https://core.telegram.org/bots/api#callbackquery"""

    id: str
    person: Person = Field(alias="from")
    message: Message | None = None
    data: str = ""


class Update(BaseModel):
    """https://core.telegram.org/bots/api#update"""

    update_id: int
    message: Message | None = None
    edited_message: Message | None = None
    """A live location moves by editing the message that began it; other edits are not acted on."""
    callback_query: CallbackQuery | None = None

    def event(self) -> "Event | None":
        """Return what a person did, None if it is nothing we act on."""
        if self.callback_query:
            query = self.callback_query
            if (pressed := query.message) is None:
                return None
            return Event(pressed.chat, query.person, button=query.data, query=query.id, message_id=pressed.message_id)
        sent = self.message or self.edited_message
        if sent is None or sent.person is None or sent.person.is_bot:
            return None
        location = sent.shared_location(is_update=self.message is None)
        if self.message is None and location is None:
            return None
        return Event(sent.chat, sent.person, text=sent.text.strip(), location=location, document=sent.document)


@dataclass(frozen=True, slots=True)
class Event:
    """Something a person did: wrote a text, shared a location, sent a file or pressed a button."""

    chat: Chat
    person: Person
    text: str = ""
    location: SharedLocation | None = None
    document: Document | None = None
    button: str | None = None
    query: str | None = None
    """Id of the callback query, which waits for an answer."""
    message_id: int | None = None
    """The message whose button was pressed."""

    @property
    def command(self) -> tuple[str, str] | None:
        """The command's name, in lower case and without the bot's, and what stands behind it; None if it is none."""
        if not self.text.startswith("/"):
            return None
        name, args, *_ = [*self.text[1:].split(maxsplit=1), "", ""]
        return name.partition("@")[0].lower(), args

    @property
    def invitation(self) -> str | None:
        """The code in `/start CODE`: https://core.telegram.org/bots/features#deep-linking"""
        name, args = self.command or ("", "")
        return args or None if name == "start" else None
