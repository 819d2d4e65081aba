"""A phone that moves: it shares its live location with the bot, and each step edits that message, as Telegram's apps do.

https://core.telegram.org/bots/api#location; steps come as `edited_message` updates.

    POST /chat/{id}/live   {"latitude", "longitude"} or {"at": "38.7,-9.1"}    begin
    POST /chat/{id}/move   {"bearing": 90, "metres": 200}                      one step
    POST /chat/{id}/still  {}                                                  end
"""

import math

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from mojo.sandbox.chat.forms import number, read_form
from mojo.sandbox.chats import Chats
from mojo.sandbox.store import Json
from mojo.shared.errors import InvalidInput, NotFound

LIVE_S = 8 * 3600
LONGEST_STEP_M = 100_000.0
_M_PER_DEGREE = 111_195.0
_POLE = 89.9


class Tracker:
    """The moving phones of the people in the sandbox."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats

    @property
    def routes(self) -> list[Route]:
        """The routes of the move control."""
        chat = "/chat/{chat_id:int}"
        return [
            Route(f"{chat}/live", self.begin, methods=["POST"]),
            Route(f"{chat}/move", self.move, methods=["POST"]),
            Route(f"{chat}/still", self.end, methods=["POST"]),
        ]

    async def begin(self, request: Request) -> Response:
        """Share a live location."""
        form = await read_form(request)
        if "at" in form:
            form["latitude"], _, form["longitude"] = form["at"].partition(",")
        here = {"latitude": number(form, "latitude"), "longitude": number(form, "longitude")}
        self._chats.share_location(request.path_params["chat_id"], **here, live_s=LIVE_S)
        return _done(request)

    async def move(self, request: Request) -> Response:
        """Take one step."""
        form = await read_form(request)
        chat_id, bearing, metres = request.path_params["chat_id"], number(form, "bearing"), number(form, "metres")
        if not (0 <= bearing <= 360 and 0 <= metres <= LONGEST_STEP_M):
            raise InvalidInput("metres: 0 to 100000, in a bearing of 0 to 360 degrees.", field="metres")
        message = self._live(chat_id)
        here = {**message["location"], **step(message["location"], bearing, metres), "heading": max(1, round(bearing))}
        self._chats.edit_of_person({**message, "location": here})
        return _done(request)

    async def end(self, request: Request) -> Response:
        """Stop sharing: the last edit has no live period."""
        message = self._live(request.path_params["chat_id"])
        here = {name: value for name, value in message["location"].items() if name not in ("live_period", "heading")}
        self._chats.edit_of_person({**message, "location": here})
        return _done(request)

    def _live(self, chat_id: int) -> Json:
        """Return the message whose location is live. Raises NotFound."""
        person = self._chats.person(chat_id)
        for message in reversed(self._chats.store.messages(chat_id)):
            is_theirs = message.get("from", {}).get("id") == person.id
            if is_theirs and message.get("location", {}).get("live_period"):
                return message
        raise NotFound("Nobody shares a live location here: share one first.")


def step(here: Json, bearing: float, metres: float) -> Json:
    """Return the point a step away; near enough for a walk, and never over a pole."""
    course = math.radians(bearing)
    latitude = here["latitude"] + metres * math.cos(course) / _M_PER_DEGREE
    latitude = max(-_POLE, min(_POLE, latitude))
    longitude = here["longitude"] + metres * math.sin(course) / (_M_PER_DEGREE * math.cos(math.radians(here["latitude"])))
    return {"latitude": round(latitude, 6), "longitude": round((longitude + 180) % 360 - 180, 6)}


def _done(request: Request) -> Response:
    if "application/json" in (request.headers.get("accept", ""), request.headers.get("content-type", "")):
        return Response(status_code=204)
    return RedirectResponse(f"/chat/{request.path_params['chat_id']}", 303)
