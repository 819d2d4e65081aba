"""The pages: who to be, and the chat."""

import asyncio
import json
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from mojo.sandbox.chat.forms import number, read_form
from mojo.sandbox.chat.render import Renderer
from mojo.sandbox.chats import Chats
from mojo.sandbox.faults import Faults, Mode, Service, read_switch
from mojo.sandbox.files import SHOWN, Files
from mojo.sandbox.hub import Event
from mojo.sandbox.store import Json, Person
from mojo.shared.errors import InvalidInput, NotFound

KEEP_ALIVE_S = 20.0


class Pages:
    """Everything a visitor sees and does. Who they are stands in the URL alone, so two windows can be two people."""

    def __init__(self, chats: Chats, files: Files, faults: Faults) -> None:
        self._chats = chats
        self._files = files
        self._faults = faults
        self._renderer = Renderer(chats, files)

    @property
    def routes(self) -> list[Route]:
        """The routes of the pages."""
        return [
            Route("/", self.index),
            Route("/people", self.add_person, methods=["POST"]),
            Route("/file/{file_id}", self.file),
            Route("/sandbox/faults", self.set_fault, methods=["POST"]),
            Route("/chat/{chat_id:int}", self.chat),
            Route("/chat/{chat_id:int}/events", self.events),
            Route("/chat/{chat_id:int}/say", self.say, methods=["POST"]),
            Route("/chat/{chat_id:int}/location", self.location, methods=["POST"]),
            Route("/chat/{chat_id:int}/press", self.press, methods=["POST"]),
            Route("/chat/{chat_id:int}/read", self.read, methods=["POST"]),
            Route("/chat/{chat_id:int}/block", self.block, methods=["POST"]),
        ]

    async def index(self, request: Request) -> Response:
        """Show who one can be."""
        store = self._chats.store
        people = [
            {"person": person, "unread": store.unread(person), "last": _last(store.messages(person.id, limit=1))}
            for person in store.people()
        ]
        faults = [(service, self._faults.get(service)) for service in Service]
        return self._page(request, "index.html", people=people, faults=faults, modes=list(Mode))

    async def set_fault(self, request: Request) -> Response:
        """Turn a switch: form or JSON with `service`, `mode` and perhaps `seconds` and `times`."""
        self._faults.set(*read_switch(await read_form(request)))
        return Response(status_code=204) if _wants_json(request) else RedirectResponse("/#faults", 303)

    async def file(self, request: Request) -> Response:
        """Show a picture that the bot has sent, or offer any other file for download."""
        file = self._files.get(request.path_params["file_id"])
        if file is None or file.url:
            raise NotFound("There is no such file.")
        shown = file.media_type in SHOWN
        return FileResponse(
            self._files.path(file),
            media_type=file.media_type if shown else "application/octet-stream",
            filename=file.name,
            content_disposition_type="inline" if shown else "attachment",
        )

    async def add_person(self, request: Request) -> Response:
        """Let a new person come and open their chat."""
        form = await read_form(request)
        person = self._chats.add_person(form.get("name", ""), form.get("language", ""))
        return RedirectResponse(f"/chat/{person.id}", 303)

    async def chat(self, request: Request) -> Response:
        """Show a chat. `?start=CODE` offers /start CODE as deep links do; it is sent at once if no other site led here."""
        person = self._person(request)
        views = self._renderer.views(person)
        if views:
            self._chats.store.mark_read(person.id, views[-1]["message"]["message_id"])
        code = request.query_params.get("start", "")
        invited = request.headers.get("sec-fetch-site", "none") in ("none", "same-origin")
        about = self._chats.store.fact(f"description:{person.language.partition('-')[0]}") or self._chats.store.fact(
            "description:"
        )
        values = {
            "about": about,
            "person": person,
            "views": views,
            "menu": self._renderer.menu(person),
            "code": code,
            "invited": invited,
        }
        return self._page(request, "chat.html", **values)

    def _page(self, request: Request, name: str, **values: object) -> Response:
        html = self._renderer.page(name, nonce=request.scope.get("nonce", ""), bot=self._chats.bot, **values)
        return HTMLResponse(html, headers={"Cache-Control": "no-store"})

    def _person(self, request: Request) -> Person:
        return self._chats.person(request.path_params["chat_id"])

    async def say(self, request: Request) -> Response:
        """Send what was typed."""
        form = await read_form(request)
        self._chats.say(request.path_params["chat_id"], form.get("text", ""))
        return _done(request)

    async def location(self, request: Request) -> Response:
        """Send a location."""
        form = await read_form(request)
        if "at" in form:
            form["latitude"], _, form["longitude"] = form["at"].partition(",")
        self._chats.share_location(request.path_params["chat_id"], number(form, "latitude"), number(form, "longitude"))
        return _done(request)

    async def press(self, request: Request) -> Response:
        """Press an inline button."""
        message_id, _, data = (await read_form(request)).get("press", "").partition(":")
        if not message_id.isdecimal():
            raise InvalidInput("press: <message id>:<callback data>.", field="press")
        self._chats.press(request.path_params["chat_id"], int(message_id), data)
        return _done(request)

    async def read(self, request: Request) -> Response:
        """Remember that everything was seen."""
        person = self._person(request)
        for message in self._chats.store.messages(person.id, limit=1):
            self._chats.store.mark_read(person.id, message["message_id"])
        return _done(request)

    async def block(self, request: Request) -> Response:
        """Block the bot, or let it in again."""
        person = self._person(request)
        self._chats.set_blocked(person.id, not person.blocked)
        return _done(request)

    async def events(self, request: Request) -> Response:
        """Stream what happens in the chat (server-sent events); the first says how everything stands."""
        return StreamingResponse(
            self._stream(self._person(request)), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    async def _stream(self, person: Person) -> AsyncIterator[str]:
        with self._chats.hub.listening(person.id) as queue:
            yield _event(self._state(person))
            while True:
                try:
                    event = await asyncio.wait_for(queue.get(), KEEP_ALIVE_S)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if event is None:
                    return
                yield _event(self._as_html(person, event))

    def _state(self, person: Person) -> Json:
        pending = self._chats.store.pending_message_ids(person.id)
        messages = [
            {"id": item["message_id"], "html": self._renderer.message(item, pending)}
            for item in self._chats.store.messages(person.id)
        ]
        return {"kind": "state", "messages": messages, "html": self._renderer.keyboard(self._chats.person(person.id))}

    def _as_html(self, person: Person, event: Json) -> Json:
        """Add to the event what the page is to show."""
        pending = self._chats.store.pending_message_ids(person.id)
        if event["kind"] == "message":
            message = self._chats.store.message(person.id, event["id"])
            return (
                {**event, "html": self._renderer.message(message, pending)} if message else {"kind": "deleted", "id": event["id"]}
            )
        if event["kind"] == "keyboard":
            return {**event, "html": self._renderer.keyboard(self._chats.person(person.id))}
        if event["kind"] == "action":
            return {**event, "text": self._renderer.action(event["action"])}
        return {**event, "pending": sorted(pending)} if event["kind"] == "fetched" else event


def _event(event: Event) -> str:
    return f"data: {json.dumps(event)}\n\n"


def _done(request: Request) -> Response:
    """Answer the page's script with nothing to show, and a plain form with the chat."""
    return Response(status_code=204) if _wants_json(request) else RedirectResponse(f"/chat/{request.path_params['chat_id']}", 303)


def _wants_json(request: Request) -> bool:
    return "application/json" in (request.headers.get("accept", ""), request.headers.get("content-type", ""))


def _last(messages: list[Json]) -> str:
    message = messages[-1] if messages else {}
    return str(message.get("text") or message.get("caption") or ("📍 Location" if "location" in message else ""))
