"""Everything the sandbox remembers, in one SQLite file: people, messages and the updates that no bot has confirmed yet.

Update ids never come back, not even when the file is deleted: a bot that remembers which ones it has seen would swallow new ones.
"""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from mojo.shared.errors import ConfigurationError

Json: TypeAlias = dict[str, Any]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS people (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, language TEXT NOT NULL,
    keyboard TEXT, read_up_to INTEGER NOT NULL DEFAULT 0, started INTEGER NOT NULL DEFAULT 0, blocked INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS messages (id INTEGER PRIMARY KEY AUTOINCREMENT, chat_id INTEGER NOT NULL, body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS messages_of_chat ON messages (chat_id, id);
CREATE TABLE IF NOT EXISTS updates (id INTEGER PRIMARY KEY AUTOINCREMENT, message_id INTEGER, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS presses (id INTEGER PRIMARY KEY AUTOINCREMENT, chat_id INTEGER NOT NULL, message_id INTEGER NOT NULL,
    data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_FIRST_PERSON_ID = 1001
_FIRST_PEOPLE = (("Anna", "en"), ("Ben", "de"))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a visitor of the chat page can be. `id` is also the id of their private chat with the bot."""

    id: int
    name: str
    language: str
    """IETF tag as Telegram sends it, such as `de` or `zh-hans`; empty when Telegram does not know."""
    keyboard: Json | None = None
    """The ReplyKeyboardMarkup in sight, or a ForceReply."""
    read_up_to: int = 0
    """Id of the last message they have seen."""
    started: bool = False
    """Whether they have written to the bot; until then it may not write to them."""
    blocked: bool = False

    def as_user(self) -> Json:
        """Return them as the Bot API's User (https://core.telegram.org/bots/api#user)."""
        user = {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": self.language}
        return {key: value for key, value in user.items() if value != ""}

    def as_chat(self) -> Json:
        """Return their chat as the Bot API's Chat."""
        return {"id": self.id, "type": "private", "first_name": self.name}


class Store:
    """The sandbox's memory. Calls take well under a millisecond, so they are made from the event loop."""

    def __init__(self, data_dir: Path) -> None:
        """Open or make `data_dir`/sandbox.db. Raises ConfigurationError when that cannot be."""
        try:
            data_dir.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(data_dir / "sandbox.db", isolation_level=None, timeout=2)
            self._db.row_factory = sqlite3.Row
            self._prepare()
        except (OSError, sqlite3.Error) as error:
            cure = "Cure: name a writable directory, or delete that file."
            raise ConfigurationError(f"MOJO_DATA_DIR: cannot open {data_dir / 'sandbox.db'} ({error}). {cure}") from error

    def _prepare(self) -> None:
        self._db.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; {_SCHEMA}")
        with self.transaction():
            if self._db.execute("SELECT 1 FROM sqlite_sequence WHERE name='updates'").fetchone():
                return
            sequences = [("updates", int(time.time())), ("presses", time.time_ns() // 1000), ("people", _FIRST_PERSON_ID - 1)]
            self._db.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", sequences)
            self._db.executemany("INSERT INTO people (name, language) VALUES (?, ?)", _FIRST_PEOPLE)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything in the block happen, or nothing."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    # People

    def people(self) -> list[Person]:
        """Return everybody, in the order in which they came."""
        return [_person(row) for row in self._db.execute("SELECT * FROM people ORDER BY id")]

    def person(self, chat_id: int) -> Person | None:
        """Return who has this chat."""
        row = self._db.execute("SELECT * FROM people WHERE id = ?", (chat_id,)).fetchone()
        return _person(row) if row else None

    def add_person(self, name: str, language: str) -> Person:
        """Let somebody new come."""
        cursor = self._db.execute("INSERT INTO people (name, language) VALUES (?, ?)", (name, language))
        return Person(cursor.lastrowid or 0, name, language)

    def set_keyboard(self, chat_id: int, keyboard: Json | None) -> None:
        """Put a reply keyboard in sight, or away."""
        stored = json.dumps(keyboard) if keyboard else None
        self._db.execute("UPDATE people SET keyboard = ? WHERE id = ?", (stored, chat_id))

    def mark_read(self, chat_id: int, message_id: int) -> None:
        """Remember that they have seen everything up to this message."""
        self._db.execute("UPDATE people SET read_up_to = max(read_up_to, ?) WHERE id = ?", (message_id, chat_id))

    def mark_started(self, chat_id: int) -> None:
        """Remember that they have written to the bot, which also unblocks it."""
        self._db.execute("UPDATE people SET started = 1, blocked = 0 WHERE id = ?", (chat_id,))

    def set_blocked(self, chat_id: int, blocked: bool) -> None:
        """Remember whether they have blocked the bot."""
        self._db.execute("UPDATE people SET blocked = ? WHERE id = ?", (blocked, chat_id))

    # Messages

    def add_message(self, chat_id: int, message: Json) -> Json:
        """Store `message` and return it with its id."""
        cursor = self._db.execute("INSERT INTO messages (chat_id, body) VALUES (?, '')", (chat_id,))
        stored = {"message_id": cursor.lastrowid, **message}
        self._db.execute("UPDATE messages SET body = ? WHERE id = ?", (json.dumps(stored), cursor.lastrowid))
        return stored

    def message(self, chat_id: int, message_id: int) -> Json | None:
        """Return one message of a chat."""
        row = self._db.execute("SELECT body FROM messages WHERE id = ? AND chat_id = ?", (message_id, chat_id)).fetchone()
        return json.loads(row["body"]) if row else None

    def replace_message(self, message: Json) -> None:
        """Store an edited message."""
        self._db.execute("UPDATE messages SET body = ? WHERE id = ?", (json.dumps(message), message["message_id"]))

    def delete_message(self, chat_id: int, message_id: int) -> bool:
        """Forget a message; False if there was none."""
        return self._db.execute("DELETE FROM messages WHERE id = ? AND chat_id = ?", (message_id, chat_id)).rowcount > 0

    def messages(self, chat_id: int, after: int = 0, limit: int = 200) -> list[Json]:
        """Return the last messages of a chat that are newer than `after`, oldest first."""
        query = "SELECT body FROM messages WHERE chat_id = ? AND id > ? ORDER BY id DESC LIMIT ?"
        return [json.loads(row["body"]) for row in self._db.execute(query, (chat_id, after, limit))][::-1]

    def unread(self, person: Person) -> int:
        """Return how many messages of the bot they have not seen."""
        query = "SELECT count(*) FROM messages WHERE chat_id = ? AND id > ? AND json_extract(body, '$.from.is_bot')"
        return int(self._db.execute(query, (person.id, person.read_up_to)).fetchone()[0])

    # Updates

    def add_update(self, update: Json, message_id: int | None = None) -> int:
        """Store what the bot is to be told and return its update id; `message_id` is the person's message in it."""
        cursor = self._db.execute("INSERT INTO updates (message_id, body) VALUES (?, ?)", (message_id, json.dumps(update)))
        return int(cursor.lastrowid or 0)

    def pending_updates(self, limit: int = 100) -> list[Json]:
        """Return the oldest updates that nobody has confirmed."""
        rows = self._db.execute("SELECT id, body FROM updates ORDER BY id LIMIT ?", (limit,))
        return [{"update_id": row["id"], **json.loads(row["body"])} for row in rows]

    def pending_count(self) -> int:
        """Return how many updates wait."""
        return int(self._db.execute("SELECT count(*) FROM updates").fetchone()[0])

    def pending_message_ids(self, chat_id: int) -> set[int]:
        """Return which of a chat's messages the bot has not confirmed yet."""
        query = "SELECT message_id FROM updates WHERE message_id IN (SELECT id FROM messages WHERE chat_id = ?)"
        return {row["message_id"] for row in self._db.execute(query, (chat_id,))}

    def confirm_updates(self, before: int) -> set[int]:
        """Forget the updates with ids below `before`; return the chats whose messages were in them."""
        query = "SELECT DISTINCT chat_id FROM messages WHERE id IN (SELECT message_id FROM updates WHERE id < ?)"
        chats = {row["chat_id"] for row in self._db.execute(query, (before,))}
        self._db.execute("DELETE FROM updates WHERE id < ?", (before,))
        return chats

    def keep_last_updates(self, count: int) -> None:
        """Forget all but the newest `count` updates."""
        self._db.execute("DELETE FROM updates WHERE id NOT IN (SELECT id FROM updates ORDER BY id DESC LIMIT ?)", (count,))

    # Presses of inline buttons that wait for an answer

    def add_press(self, chat_id: int, message_id: int, data: str) -> int:
        """Remember a pressed button and return the id of its callback query."""
        query = "INSERT INTO presses (chat_id, message_id, data) VALUES (?, ?, ?)"
        return int(self._db.execute(query, (chat_id, message_id, data)).lastrowid or 0)

    def take_press(self, press_id: int) -> tuple[int, int] | None:
        """Forget an answered press; return its chat and message, None if there is none (any more)."""
        row = self._db.execute("DELETE FROM presses WHERE id = ? RETURNING chat_id, message_id", (press_id,)).fetchone()
        return (row["chat_id"], row["message_id"]) if row else None

    # Facts: small things by name, such as the webhook and the menus

    def fact(self, name: str) -> Any | None:
        """Return what is stored under `name`."""
        row = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return json.loads(row["value"]) if row else None

    def facts(self, beginning: str) -> dict[str, Any]:
        """Return every fact whose name begins so, without that beginning."""
        rows = self._db.execute("SELECT name, value FROM facts WHERE substr(name, 1, ?) = ?", (len(beginning), beginning))
        return {row["name"].removeprefix(beginning): json.loads(row["value"]) for row in rows}

    def set_fact(self, name: str, value: Any | None) -> None:
        """Store `value` under `name`; None forgets it."""
        if value is None:
            self._db.execute("DELETE FROM facts WHERE name = ?", (name,))
        else:
            self._db.execute("INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", (name, json.dumps(value)))


def _person(row: sqlite3.Row) -> Person:
    return Person(
        id=row["id"],
        name=row["name"],
        language=row["language"],
        keyboard=json.loads(row["keyboard"]) if row["keyboard"] else None,
        read_up_to=row["read_up_to"],
        started=bool(row["started"]),
        blocked=bool(row["blocked"]),
    )
