"""A Bot API server of the tests' own, which shares nothing with the sandbox: what works here does not work by agreement.

Written from https://core.telegram.org/bots/api#making-requests and #getting-updates.
"""

import json
import threading
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from tests.e2e.support import eventually

TOKEN = "123456789:AAF-a-token-of-the-test-s-own-0123456789"
SILENCE = 0
"""In place of a status: the connection is closed without an answer."""


@dataclass(frozen=True)
class Call:
    """One call that a bot made."""

    method: str
    parameters: dict[str, Any]
    at: float


@dataclass
class Telegram:
    """What the server knows. Every chat is private, and its id is its person's."""

    calls: list[Call] = field(default_factory=list)
    failures: dict[str, deque[tuple[int, Any]]] = field(default_factory=lambda: defaultdict(deque))
    """By method, the answers that stand before the good ones; `*` is every method."""
    _updates: list[dict[str, Any]] = field(default_factory=list)
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _last_id: int = field(default_factory=lambda: int(time.time()))
    url: str = ""

    # The people

    def write(self, chat_id: int, text: str, name: str = "Anna", language: str = "en") -> None:
        """Let somebody write to the bot, which fetches its updates."""
        self.push(self.update_of(chat_id, text, name, language))

    def update_of(self, chat_id: int, text: str, name: str = "Anna", language: str = "en") -> dict[str, Any]:
        """Return the update that tells a bot what somebody wrote."""
        person = {"id": chat_id, "is_bot": False, "first_name": name, "language_code": language}
        chat = {"id": chat_id, "type": "private", "first_name": name}
        message = {"message_id": self.next_id(), "from": person, "chat": chat, "date": int(time.time()), "text": text}
        return {"update_id": self.next_id(), "message": message}

    def push(self, *updates: dict[str, Any]) -> None:
        """Let updates wait for the bot."""
        with self._changed:
            self._updates += updates
            self._changed.notify_all()

    def next_id(self) -> int:
        """Return a number that was never used before."""
        self._last_id += 1
        return self._last_id

    def heard(self, chat_id: int) -> list[str]:
        """Return the texts that the bot has sent to somebody."""
        made = (call.parameters for call in self.calls if call.method == "sendMessage" and call.parameters.get("answered"))
        return [parameters["text"] for parameters in made if str(parameters["chat_id"]) == str(chat_id)]

    def hear(self, chat_id: int, count: int = 1, within_s: float = 15) -> list[str]:
        """Wait for so many texts to have been sent to somebody, and return them."""
        return eventually(
            lambda: texts if len(texts := self.heard(chat_id)) >= count else None, within_s, lambda: self.calls[-5:]
        )

    def called(self, method: str) -> list[Call]:
        """Return the calls of a method."""
        return [call for call in self.calls if call.method == method]

    # The bot

    def fail(
        self, method: str, status: int, description: str = "", times: int = 1, chat: int | None = None, **parameters: Any
    ) -> None:
        """Answer so to the next calls of `method`, or to those that are for `chat`."""
        key = method if chat is None else f"{method}:{chat}"
        body = {"ok": False, "error_code": status, "description": description, "parameters": parameters}
        self.failures[key].extend([(status, body)] * times)
        with self._changed:
            self._changed.notify_all()  # a waiting getUpdates is to fail too

    def answer(self, token: str, method: str, parameters: dict[str, Any]) -> tuple[int, Any]:
        """Return status and body for a call."""
        call = Call(method, parameters, time.monotonic())
        self.calls.append(call)
        if token != TOKEN:
            return 401, {"ok": False, "error_code": 401, "description": "Unauthorized"}
        if method == "getUpdates" and not self.failures[method]:
            self._wait_for_updates(parameters)
        for key in (f"{method}:{parameters.get('chat_id')}", method):
            if self.failures[key]:
                return self.failures[key].popleft()
        parameters["answered"] = True
        return 200, {"ok": True, "result": self._result(method, parameters)}

    def _result(self, method: str, parameters: dict[str, Any]) -> Any:
        bot = {"id": 123456789, "is_bot": True, "first_name": "Stub", "username": "stub_bot"}
        if method == "getUpdates":
            return self._updates[:100]
        if method == "getMe":
            return bot
        if method in ("sendMessage", "editMessageText"):
            chat = {"id": int(parameters["chat_id"]), "type": "private"}
            made = {"message_id": self.next_id(), "from": bot, "chat": chat, "date": int(time.time())}
            return made | {"text": parameters["text"]}
        return True

    def _wait_for_updates(self, parameters: dict[str, Any]) -> None:
        """Forget what is confirmed, and hold the answer open until there is something to say (long polling)."""
        with self._changed:
            confirmed = int(parameters.get("offset") or 0)
            self._updates = [update for update in self._updates if update.get("update_id", confirmed) >= confirmed]
            self._changed.wait_for(lambda: self._updates or self.failures["getUpdates"], int(parameters.get("timeout") or 0))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    telegram: Telegram

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        _, bot, method = self.path.split("/")
        status, answer = self.telegram.answer(bot.removeprefix("bot"), method, self._parameters(body))
        self.close_connection = status == SILENCE
        if status != SILENCE:
            self._respond(status, answer if isinstance(answer, bytes) else json.dumps(answer).encode())

    def _respond(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _parameters(self, body: bytes) -> dict[str, Any]:
        kind = self.headers.get("Content-Type", "")
        if kind.startswith("application/json"):
            return dict(json.loads(body or b"{}"))
        if not kind.startswith("multipart/"):
            return dict(parse_qsl(body.decode()))
        parts = BytesParser(EmailMessage, policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body).iter_parts()
        return {str(part.get_param("name", header="content-disposition")): part.get_content().strip() for part in parts}

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def telegram() -> Iterator[Telegram]:
    """Serve a Bot API on loopback for the length of the block."""
    state = Telegram()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"telegram": state}))
    server.daemon_threads = True
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
