"""A small JSON API to drive the sandbox from a test or a script.

    GET  /sandbox/api/chats                                     -> {"chats": [{"id", "name", "language", "started", "unread"}]}
    POST /sandbox/api/chats                  {"name", "language"}             -> {"id", ...}; a person who may not be known yet
    GET  /sandbox/api/chats/{id}/messages?after=0&wait_s=0      -> {"messages": [Message], "keyboard": ReplyKeyboardMarkup | null}
    POST /sandbox/api/chats/{id}/messages    {"text"}                         -> {"messages": [Message]}
    POST /sandbox/api/chats/{id}/location    {"latitude", "longitude"}        -> {"message": Message}
    POST /sandbox/api/chats/{id}/document?name=…  the file             -> {"message": Message}
    POST /sandbox/api/chats/{id}/press       {"message_id", "data"}           -> {"callback_query_id"}
                                     or      {"message_id", "label"}          the first inline button that says so
    POST /sandbox/api/chats/{id}/block       {"blocked": true}                -> {}
    GET  /sandbox/api/faults                                    -> {"telegram": {"mode", "seconds", "times"}, ...}
    GET  /sandbox/api/bot                                       -> {"pending_updates", "webhook", "polled", "commands": {key: []}}

`after` and `wait_s` (up to 30) make reading a long poll: it answers as soon as the bot has sent or edited something, with what is
newer than message `after`. `Message` is the Bot API's. A refusal is {"code", "detail"} with status 400 or 404.
"""

import asyncio
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from mojo.sandbox.body import read_body
from mojo.sandbox.bot_api.updates import Updates
from mojo.sandbox.chat.forms import FORM_LIMIT_BYTES, json_object
from mojo.sandbox.chats import Chats
from mojo.sandbox.faults import Faults, Service
from mojo.sandbox.store import Json, Person
from mojo.shared.errors import InvalidInput, NotFound

LONGEST_WAIT_S = 30.0


class Control:
    """Everything the chat page can do, for programs."""

    def __init__(self, chats: Chats, updates: Updates, faults: Faults) -> None:
        self._chats = chats
        self._updates = updates
        self._faults = faults

    @property
    def routes(self) -> list[Route]:
        """The routes of the control API."""
        base, chat = "/sandbox/api", "/sandbox/api/chats/{chat_id:int}"
        return [
            Route(f"{base}/chats", self.list_chats),
            Route(f"{base}/chats", self.add_person, methods=["POST"]),
            Route(f"{chat}/messages", self.read),
            Route(f"{chat}/messages", self.say, methods=["POST"]),
            Route(f"{chat}/location", self.location, methods=["POST"]),
            Route(f"{chat}/press", self.press, methods=["POST"]),
            Route(f"{chat}/block", self.block, methods=["POST"]),
            Route(f"{base}/faults", self.faults),
            Route(f"{base}/bot", self.bot),
        ]

    async def list_chats(self, request: Request) -> Response:
        return JSONResponse({"chats": [self._summary(person) for person in self._chats.store.people()]})

    async def add_person(self, request: Request) -> Response:
        body = await _body(request)
        person = self._chats.add_person(str(body.get("name", "")), str(body.get("language", "")))
        return JSONResponse(self._summary(person), 201)

    def _summary(self, person: Person) -> Json:
        known = {"id": person.id, "name": person.name, "language": person.language, "started": person.started}
        return {**known, "unread": self._chats.store.unread(person)}

    async def read(self, request: Request) -> Response:
        person = self._chats.person(request.path_params["chat_id"])
        after, wait_s = _number(request.query_params, "after"), _number(request.query_params, "wait_s")
        with self._chats.hub.listening(person.id) as queue:
            if not self._chats.store.messages(person.id, int(after)) and wait_s > 0:
                await _next_message(queue, min(wait_s, LONGEST_WAIT_S))
        keyboard = self._chats.person(person.id).keyboard
        return JSONResponse({"messages": self._chats.store.messages(person.id, int(after)), "keyboard": keyboard})

    async def say(self, request: Request) -> Response:
        body = await _body(request)
        return JSONResponse({"messages": self._chats.say(request.path_params["chat_id"], str(body.get("text", "")))})

    async def location(self, request: Request) -> Response:
        body = await _body(request)
        latitude, longitude = _number(body, "latitude"), _number(body, "longitude")
        return JSONResponse({"message": self._chats.share_location(request.path_params["chat_id"], latitude, longitude)})

    async def press(self, request: Request) -> Response:
        body = await _body(request)
        chat_id, message_id = request.path_params["chat_id"], int(_number(body, "message_id"))
        data = body["data"] if "data" in body else self._data_of(chat_id, message_id, str(body.get("label", "")))
        return JSONResponse({"callback_query_id": self._chats.press(chat_id, message_id, str(data))})

    def _data_of(self, chat_id: int, message_id: int, label: str) -> str:
        message = self._chats.store.message(chat_id, message_id) or {}
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if button["text"] == label and "callback_data" in button:
                    return str(button["callback_data"])
        raise NotFound("No button of that message says so.")

    async def block(self, request: Request) -> Response:
        self._chats.set_blocked(request.path_params["chat_id"], bool((await _body(request)).get("blocked", True)))
        return JSONResponse({})

    async def faults(self, request: Request) -> Response:
        return JSONResponse({service: asdict(self._faults.get(service)) for service in Service})

    async def bot(self, request: Request) -> Response:
        store = self._chats.store
        known = {
            "pending_updates": store.pending_count(),
            "webhook": store.fact("webhook") is not None,
            "polled": self._updates.polled,
        }
        return JSONResponse({**known, "commands": store.facts("commands:")})


async def _next_message(queue: "asyncio.Queue[Json | None]", wait_s: float) -> None:
    """Wait until a message is sent or edited."""
    try:
        async with asyncio.timeout(wait_s):
            while (event := await queue.get()) is not None and event["kind"] != "message":
                pass
    except TimeoutError:
        pass


async def _body(request: Request) -> Json:
    body = await read_body(request, FORM_LIMIT_BYTES)
    return json_object(body or b"")


def _number(values: Any, name: str) -> float:
    try:
        return float(values.get(name) or 0)
    except (TypeError, ValueError) as error:
        raise InvalidInput(f"{name}: a number.", field=name) from error
