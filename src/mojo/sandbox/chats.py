"""What people and the bot do to each other in a chat. Whatever happens is stored first, and only then told to anybody."""

import re
from collections.abc import Iterator

from mojo.sandbox.entities import with_entities
from mojo.sandbox.files import File
from mojo.sandbox.hub import Hub
from mojo.sandbox.store import Json, Person, Store
from mojo.shared.errors import InvalidInput, NotFound
from mojo.shared.util.clock import Clock

TEXT_LIMIT_UTF16 = 4096
"""https://core.telegram.org/bots/api#sendmessage"""
NAME_LIMIT = 64

_PRESS_ID = re.compile(r"[0-9]{1,18}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_BY_DEFAULT = ("message", "edited_message", "callback_query", "my_chat_member")


class Chats:
    """The private chats between people and the one bot."""

    def __init__(self, store: Store, hub: Hub, clock: Clock, bot: Json) -> None:
        self.store = store
        self.hub = hub
        self._clock = clock
        self._bot = bot

    @property
    def bot(self) -> Json:
        """The bot as the Bot API's User, under its present name."""
        return {**self._bot, "first_name": self.store.fact("name:") or self._bot["first_name"]}

    def now_s(self) -> int:
        """Return the present instant as Telegram's dates have it."""
        return int(self._clock.now().timestamp())

    def person(self, chat_id: int) -> Person:
        """Return who has this chat. Raises NotFound."""
        person = self.store.person(chat_id)
        if person is None:
            raise NotFound(f"Nobody here has the chat {chat_id}.")
        return person

    # People

    def add_person(self, name: str, language: str) -> Person:
        """Let somebody new come. Raises InvalidInput."""
        name = " ".join(name.split())
        if not 1 <= len(name) <= NAME_LIMIT:
            raise InvalidInput(f"name: a name has 1 to {NAME_LIMIT} characters.", field="name")
        if language and not _LANGUAGE.fullmatch(language):
            raise InvalidInput("language: an IETF tag in lower case, such as de or zh-hans; or nothing.", field="language")
        return self.store.add_person(name, language)

    def say(self, chat_id: int, text: str) -> list[Json]:
        """Send what a person typed, in as many messages as Telegram's apps would make of it. Raises InvalidInput, NotFound."""
        parts = [part for part in map(str.strip, _split(text.replace("\r\n", "\n").replace("\x00", ""))) if part]
        if not parts:
            raise InvalidInput("text: there is nothing to send.", field="text")
        return [self._from_person(chat_id, with_entities(part)) for part in parts]

    def share_location(self, chat_id: int, latitude: float, longitude: float, live_s: int = 0) -> Json:
        """Send a person's location, live for `live_s` if that is not 0. Raises InvalidInput, NotFound."""
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise InvalidInput("location: latitude is -90 to 90 and longitude -180 to 180 degrees.", field="location")
        live = {"live_period": live_s, "horizontal_accuracy": 12.0} if live_s else {}
        return self._from_person(chat_id, {"location": {"latitude": latitude, "longitude": longitude, **live}})

    def send_document(self, chat_id: int, file: File) -> Json:
        """Send a file from a person. Raises NotFound."""
        return self._from_person(chat_id, {"document": file.as_document()})

    def edit_of_person(self, message: Json) -> Json:
        """Put `message` in the place of one that a person sent, and tell the bot. Raises NotFound."""
        person = self.person(message["chat"]["id"])
        edited = {**message, "edit_date": self.now_s()}
        with self.store.transaction():
            self.store.replace_message(edited)
            self._tell_bot("edited_message", edited)
        self.hub.publish(person.id, {"kind": "message", "id": edited["message_id"]})
        self.hub.update_stored()
        return edited

    def press(self, chat_id: int, message_id: int, data: str) -> str:
        """Press an inline button and return the id of the callback query. Raises NotFound when there is no such button."""
        person = self.person(chat_id)
        message = self.store.message(chat_id, message_id)
        if message is None or data not in callback_data_of(message):
            raise NotFound("That button is no longer there.")
        with self.store.transaction():
            press_id = str(self.store.add_press(chat_id, message_id, data))
            query = {"id": press_id, "from": person.as_user(), "message": message, "chat_instance": str(chat_id), "data": data}
            self._tell_bot("callback_query", query)
        self.hub.update_stored()
        return press_id

    def set_blocked(self, chat_id: int, blocked: bool) -> None:
        """Let a person block the bot, or let it in again. Raises NotFound."""
        person = self.person(chat_id)
        with self.store.transaction():
            self.store.set_blocked(chat_id, blocked)
            self._tell_bot("my_chat_member", self._membership(person, blocked))
        self.hub.publish(chat_id, {"kind": "blocked"})
        self.hub.update_stored()

    def _membership(self, person: Person, blocked: bool) -> Json:
        """https://core.telegram.org/bots/api#chatmemberupdated"""
        here: Json = {"user": self.bot, "status": "member"}
        gone: Json = {"user": self.bot, "status": "kicked", "until_date": 0}
        old, new = (here, gone) if blocked else (gone, here)
        both = {"old_chat_member": old, "new_chat_member": new}
        return {"chat": person.as_chat(), "from": person.as_user(), "date": self.now_s(), **both}

    def _from_person(self, chat_id: int, content: Json) -> Json:
        person = self.person(chat_id)
        head = {"from": person.as_user(), "chat": person.as_chat(), "date": self.now_s()}
        with self.store.transaction():
            message = self.store.add_message(chat_id, {**head, **content})
            self._tell_bot("message", message, message["message_id"])
            self.store.mark_started(chat_id)
            if person.keyboard and (person.keyboard.get("one_time_keyboard") or person.keyboard.get("force_reply")):
                self.store.set_keyboard(chat_id, None)
        self.hub.publish(chat_id, {"kind": "message", "id": message["message_id"]})
        self.hub.publish(chat_id, {"kind": "keyboard"})
        self.hub.update_stored()
        return message

    def _tell_bot(self, kind: str, payload: Json, message_id: int | None = None) -> None:
        """Store an update unless the bot said that it does not want this kind."""
        if kind in (self.store.fact("allowed_updates") or _BY_DEFAULT):
            self.store.add_update({kind: payload}, message_id)

    # The bot

    def deliver(self, person: Person, content: Json, markup: Json | None) -> Json:
        """Store and show what the bot sends."""
        head = {"from": self.bot, "chat": person.as_chat(), "date": self.now_s()}
        inline = {"reply_markup": markup} if markup and "inline_keyboard" in markup else {}
        with self.store.transaction():
            message = self.store.add_message(person.id, {**head, **content, **inline})
            if markup and not inline:
                self.store.set_keyboard(person.id, None if markup.get("remove_keyboard") else markup)
        self.hub.publish(person.id, {"kind": "message", "id": message["message_id"]})
        if markup and not inline:
            self.hub.publish(person.id, {"kind": "keyboard"})
        return message

    def replace(self, message: Json) -> Json:
        """Store and show an edited message of the bot."""
        edited = {**message, "edit_date": self.now_s()}
        self.store.replace_message(edited)
        self.hub.publish(edited["chat"]["id"], {"kind": "message", "id": edited["message_id"]})
        return edited

    def delete(self, chat_id: int, message_id: int) -> bool:
        """Delete a message for both; False if there is none."""
        gone = self.store.delete_message(chat_id, message_id)
        if gone:
            self.hub.publish(chat_id, {"kind": "deleted", "id": message_id})
        return gone

    def answer_press(self, press_id: str, answer: Json) -> bool:
        """Show the bot's answer to a pressed button; False if nobody waits for it (any more)."""
        taken = self.store.take_press(int(press_id)) if _PRESS_ID.fullmatch(press_id) else None
        if taken is None:
            return False
        chat_id, message_id = taken
        self.hub.publish(chat_id, {"kind": "answered", "id": message_id, "press": press_id, **answer})
        return True

    def act(self, chat_id: int, action: str) -> None:
        """Show that the bot is typing, or doing something else, for the next 5 s or until its next message."""
        self.hub.publish(chat_id, {"kind": "action", "action": action})

    def confirm(self, before: int) -> None:
        """Forget the updates with ids below `before`: the bot has them."""
        for chat_id in self.store.confirm_updates(before):
            self.hub.publish(chat_id, {"kind": "fetched"})


def callback_data_of(message: Json) -> list[str]:
    """Return what the message's inline buttons carry."""
    rows: list[list[Json]] = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


def _split(text: str) -> Iterator[str]:
    """Cut `text` into pieces that fit a message."""
    piece, length = "", 0
    for character in text:
        width = 2 if ord(character) > 0xFFFF else 1
        if length + width > TEXT_LIMIT_UTF16:
            yield piece
            piece, length = "", 0
        piece, length = piece + character, length + width
    yield piece
