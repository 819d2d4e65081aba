"""The chat as HTML: the whole page, and the pieces that are sent after it as they change."""

from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mojo.sandbox.bot_api.profile import menu_of
from mojo.sandbox.chat.rich import rich_text
from mojo.sandbox.chats import Chats
from mojo.sandbox.files import File, Files
from mojo.sandbox.store import Json, Person
from mojo.sandbox.weather import places

if TYPE_CHECKING:
    from jinja2 import Environment, Template

LANGUAGES = {"en": "English", "de": "Deutsch", "es": "Español", "ru": "Русский", "zh-hans": "简体中文"}
LANGUAGES |= {"fr": "Français", "pt-br": "Português (Brasil)", "": "unknown to Telegram"}
PRESETS = ("Lisbon", "Berlin", "Madrid", "Moscow", "Beijing", "New York", "Nairobi", "Sydney", "Reykjavik", "Buenos Aires")
_COLOURS = 7
_ACTIONS = {"typing": "is typing", "find_location": "is looking at the map", "upload_photo": "is sending a photo"}


class Renderer:
    """Fills the templates."""

    def __init__(self, chats: Chats, files: Files) -> None:
        self._chats = chats
        self._files = files

    @cached_property
    def _environment(self) -> "Environment":
        """Built at the first page view: most of the time nobody looks."""
        from jinja2 import Environment, FileSystemLoader

        folder = Path(__file__).parent / "templates"
        environment = Environment(loader=FileSystemLoader(folder), autoescape=True, trim_blocks=True, lstrip_blocks=True)
        environment.globals["languages"] = LANGUAGES
        environment.globals["presets"] = [places.search(name, 1)[0] for name in PRESETS]
        environment.filters["colour"] = lambda number: number % _COLOURS
        environment.filters["clock"] = lambda at_s: _local(at_s).strftime("%H:%M")
        environment.filters["iso"] = lambda at_s: _local(at_s).isoformat()
        environment.filters["day"] = day
        return environment

    def _template(self, name: str) -> "Template":
        return self._environment.get_template(name)

    def page(self, name: str, **values: Any) -> str:
        """Return a whole page."""
        return self._template(name).render(**values)

    def message(self, message: Json, pending: set[int]) -> str:
        """Return one message as HTML."""
        return self._template("message.html").render(view=self.view(message, pending))

    def keyboard(self, person: Person) -> str:
        """Return the reply keyboard of a chat as HTML."""
        return self._template("keyboard.html").render(person=person)

    def view(self, message: Json, pending: set[int]) -> Json:
        """Return what the template of a message needs."""
        own = not message["from"]["is_bot"]
        text = message.get("text") or message.get("caption") or ""
        entities = message.get("entities") or message.get("caption_entities") or []
        state = ("sent" if message["message_id"] in pending else "fetched") if own else ""
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        view = {"message": message, "own": own, "html": rich_text(text, entities), "state": state, "rows": rows}
        return {**view, "photo": self._file(message.get("photo", [])[-1:]), "document": self._file([message.get("document")])}

    def _file(self, named: list[Json | None]) -> File | None:
        """Return the file that a message holds."""
        return next((self._files.get(item["file_id"]) for item in named if item), None)

    def views(self, person: Person) -> list[Json]:
        """Return what the page of a chat shows."""
        pending = self._chats.store.pending_message_ids(person.id)
        return [self.view(message, pending) for message in self._chats.store.messages(person.id)]

    def menu(self, person: Person) -> list[Json]:
        """Return the commands of the chat's menu."""
        return menu_of(self._chats, person)

    def action(self, action: str) -> str:
        """Say what the bot is doing."""
        return _ACTIONS.get(action, "is busy")


def day(at_s: int) -> str:
    """Return the day of a message as the chat's separator says it."""
    at, today = _local(at_s), datetime.now().astimezone()
    distance = (today.date() - at.date()).days
    return {0: "Today", 1: "Yesterday"}.get(distance, f"{at.day} {at:%B}" if at.year == today.year else f"{at.day} {at:%B %Y}")


def _local(at_s: int) -> datetime:
    """Return the instant in this machine's timezone, which is its browser's: the sandbox is on loopback."""
    return datetime.fromtimestamp(at_s).astimezone()
