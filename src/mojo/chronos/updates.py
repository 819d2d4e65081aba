"""The few parts of a Bot API update that Chronos acts on.

Format: https://core.telegram.org/bots/api#update. What is not named here is ignored, so that new kinds of updates do no harm.
"""

from dataclasses import dataclass

from pydantic import BaseModel, Field

from mojo.shared.model.places import Coordinates


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


class Message(BaseModel):
    """https://core.telegram.org/bots/api#message"""

    message_id: int
    chat: Chat
    person: Person | None = Field(None, alias="from")
    text: str = ""
    location: Coordinates | None = None


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
    callback_query: CallbackQuery | None = None

    def event(self) -> "Event | None":
        """Return what a person did, None if it is nothing we act on."""
        if self.callback_query:
            query = self.callback_query
            if (pressed := query.message) is None:
                return None
            return Event(pressed.chat, query.person, button=query.data, query=query.id, message_id=pressed.message_id)
        sent = self.message
        if sent is None or sent.person is None or sent.person.is_bot:
            return None
        return Event(sent.chat, sent.person, text=sent.text.strip(), location=sent.location)


@dataclass(frozen=True, slots=True)
class Event:
    """Something a person did: wrote a text, shared a location or pressed a button."""

    chat: Chat
    person: Person
    text: str = ""
    location: Coordinates | None = None
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
