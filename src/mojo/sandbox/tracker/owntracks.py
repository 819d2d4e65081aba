"""A phone with OwnTracks in the mode HTTP: it posts where it is, as the app does, and shows what it is answered.

https://owntracks.org/booklet/tech/json/ and /tech/http/ and /features/encrypt/. What is typed into it stands on its page and is
stored nowhere; it speaks to this machine only.

    GET  /chat/{id}/phone
    POST /chat/{id}/phone   {"url", "token", "key", "latitude", "longitude", "battery", "send", ...}
                            `send` is `location`, `waypoint` (with `name`), or a bearing: a step of `metres`, then a location
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from mojo.sandbox.chat.forms import number, read_form
from mojo.sandbox.chat.render import Renderer
from mojo.sandbox.chats import Chats
from mojo.sandbox.posting import Unanswered, post_json
from mojo.sandbox.settings import is_loopback
from mojo.sandbox.tracker.live import LONGEST_STEP_M, step
from mojo.sandbox.weather import places
from mojo.shared.errors import InvalidInput

_HOME = places.search("Lisbon", 1)[0]
_ACCURACY_M, _WAYPOINT_M = 12, 150
API_URL = "http://127.0.0.1:8000"
_PATH = "/api/v1/location/owntracks"


@dataclass(frozen=True, slots=True)
class Phone:
    """What is typed into the phone, and where it is."""

    url: str
    token: str = ""
    key: str = ""
    """For encrypted payloads; empty sends plain ones."""
    latitude: float = _HOME.latitude
    longitude: float = _HOME.longitude
    battery: int = 80
    metres: float = 200.0
    name: str = "Home"
    device: str = "phone"


class OwnTracks:
    """The phones of the people in the sandbox."""

    def __init__(self, chats: Chats, renderer: Renderer, api_url: str) -> None:
        self._chats = chats
        self._renderer = renderer
        self._url = api_url + _PATH

    @property
    def routes(self) -> list[Route]:
        """The routes of the phone."""
        path = "/chat/{chat_id:int}/phone"
        return [Route(path, self.show), Route(path, self.send, methods=["POST"])]

    async def show(self, request: Request) -> Response:
        """Show the phone."""
        return self._page(request, Phone(self._url), None)

    async def send(self, request: Request) -> Response:
        """Send a message and show what was answered."""
        form = await read_form(request)
        what = form.get("send", "location")
        phone = _moved(_phone(form, Phone(self._url)), what)
        message = self._message(request, phone, what)
        told = await _tell(phone, message)
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse({"sent": message, **told})
        return self._page(request, phone, {"sent": json.dumps(message), **told})

    def _message(self, request: Request, phone: Phone, what: str) -> dict[str, Any]:
        """Return what the app would send."""
        person, now_s = self._chats.person(request.path_params["chat_id"]), self._chats.now_s()
        here = {"lat": phone.latitude, "lon": phone.longitude, "tst": now_s}
        topic = f"owntracks/{person.id}/{phone.device}"
        if what == "waypoint":
            return {"_type": "waypoint", **here, "desc": phone.name, "rad": _WAYPOINT_M, "topic": topic}
        report = {"acc": _ACCURACY_M, "batt": phone.battery, "tid": phone.device[:2], "t": "u", "conn": "w", "topic": topic}
        return {"_type": "location", **here, **report}

    def _page(self, request: Request, phone: Phone, told: Mapping[str, Any] | None) -> Response:
        person = self._chats.person(request.path_params["chat_id"])
        values = {"phone": phone, "told": told, "person": person, "bot": self._chats.bot}
        page = self._renderer.page("phone.html", nonce=request.scope.get("nonce", ""), **values)
        return HTMLResponse(page, headers={"Cache-Control": "no-store"})


async def _tell(phone: Phone, message: dict[str, Any]) -> dict[str, Any]:
    """Send `message`; return what was answered, decrypted, or why nothing was."""
    words = _encrypted(message, phone.key) if phone.key else message
    try:
        answer = await post_json(phone.url, words, {"Authorization": f"Bearer {phone.token}"})
        told = json.loads(answer.body or b"[]")
    except Unanswered as error:
        return {"status": None, "answer": str(error)}
    except ValueError:
        return {"status": answer.status, "answer": answer.body[:2000].decode(errors="replace")}
    encrypted = isinstance(told, dict) and told.get("_type") == "encrypted"
    return {"status": answer.status, "answer": _decrypted(told, phone.key) if encrypted else told}


def _phone(form: Mapping[str, str], usual: Phone) -> Phone:
    """Read the form; what it leaves out is as usual. Raises InvalidInput."""
    values = dict(form)
    if "at" in values:
        values["latitude"], _, values["longitude"] = values["at"].partition(",")
    numbers: dict[str, Any] = {
        name: number(values, name) if values.get(name) else getattr(usual, name)
        for name in ("latitude", "longitude", "battery", "metres")
    }
    typed = {name: values.get(name, getattr(usual, name)).strip() for name in ("url", "token", "key", "name", "device")}
    phone = replace(usual, **typed, **{**numbers, "battery": int(max(0, min(100, numbers["battery"])))})
    if not (-90 <= phone.latitude <= 90 and -180 <= phone.longitude <= 180 and 0 <= phone.metres <= LONGEST_STEP_M):
        raise InvalidInput("latitude, longitude, metres: a point on Earth and a step of up to 100000 m.", field="latitude")
    parts = urlsplit(phone.url)
    if parts.scheme not in ("http", "https") or not is_loopback(parts.hostname or ""):
        raise InvalidInput("url: an address on this machine, such as http://127.0.0.1:8000/...", field="url")
    if not phone.token.isascii() or not phone.token.isprintable():
        raise InvalidInput("token: an access token as Chronos gives it after /tokens.", field="token")
    return phone


def _moved(phone: Phone, what: str) -> Phone:
    """Return the phone after the step that `what` is, if it is one; each uses some of the battery. Raises InvalidInput."""
    if what in ("location", "waypoint"):
        return phone
    bearing = number({"send": what}, "send")
    if not 0 <= bearing <= 360:
        raise InvalidInput("send: location, waypoint, or a bearing of 0 to 360 degrees.", field="send")
    here = step({"latitude": phone.latitude, "longitude": phone.longitude}, bearing, phone.metres)
    return replace(phone, **here, battery=max(1, phone.battery - 1))


def _encrypted(message: dict[str, Any], key: str) -> dict[str, str]:
    from nacl.secret import SecretBox

    box = SecretBox(_padded(key)).encrypt(json.dumps(message).encode())
    return {"_type": "encrypted", "data": base64.b64encode(box).decode()}


def _decrypted(told: dict[str, Any], key: str) -> Any:
    from nacl.exceptions import CryptoError
    from nacl.secret import SecretBox

    try:
        return json.loads(SecretBox(_padded(key)).decrypt(base64.b64decode(str(told.get("data", "")))))
    except (CryptoError, ValueError):
        return "The answer is encrypted with another key."


def _padded(key: str) -> bytes:
    return key.encode()[:32].ljust(32, b"\0")
