"""Makes the stand-ins fail as the real services do, so that one can watch Mojo bear it."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import request_response
from starlette.types import Receive, Scope, Send

from mojo.shared.errors import InvalidInput

LONGEST_S = 3600.0


class Service(StrEnum):
    TELEGRAM = "telegram"
    OPEN_METEO = "open_meteo"
    GEOCODING = "open_meteo_geocoding"
    ADDRESSES = "reverse_geocoder"
    AIR = "open_meteo_air"
    MET_NORWAY = "met_norway"
    MET_ALERTS = "met_norway_warnings"
    OPEN_WEATHER_MAP = "open_weather_map"


class Mode(StrEnum):
    OK = "ok"
    SLOW = "slow"
    """Answers rightly, `seconds` later."""
    ERROR = "error"
    """Answers 500."""
    RESET = "reset"
    """Closes the connection in the middle of an answer."""
    RATE_LIMITED = "rate_limited"
    """Answers 429 and asks for `seconds` of patience."""
    GARBAGE = "garbage"
    """Answers 200 with something that is not JSON."""
    GONE = "gone"
    """Never answers."""


@dataclass(frozen=True, slots=True)
class Fault:
    """How a service fails. `times` counts the answers that are left to spoil; None is without end."""

    mode: Mode = Mode.OK
    seconds: float = 5.0
    times: int | None = None


class Faults:
    """The switch of each service. They are off again after a restart."""

    def __init__(self, closing: asyncio.Event) -> None:
        """`closing` ends every wait."""
        self.closing = closing
        self._switches = {service: Fault() for service in Service}

    def get(self, service: Service) -> Fault:
        """Return how `service` fails now."""
        return self._switches[service]

    def set(self, service: Service, fault: Fault) -> None:
        """Let `service` fail so from its next answer on."""
        self._switches[service] = fault

    def take(self, service: Service) -> Fault:
        """Return how the next answer of `service` is spoiled, and count it."""
        fault = self._switches[service]
        if fault.times is not None and fault.mode is not Mode.OK:
            left = fault.times - 1
            self._switches[service] = replace(fault, times=left) if left > 0 else Fault()
        return fault


@dataclass(frozen=True)
class Spoiled:
    """An ASGI application that answers as `endpoint` does, unless the switch of its service says otherwise."""

    faults: Faults
    service: Service
    endpoint: Callable[[Request], Awaitable[Response]]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or not."""
        fault = self.faults.take(self.service)
        if fault.mode is Mode.SLOW:
            await self._sleep(fault.seconds)
        if fault.mode in (Mode.OK, Mode.SLOW):
            await request_response(self.endpoint)(scope, receive, send)
        elif fault.mode is Mode.GONE:
            await self._say_nothing(scope, receive, send)
        elif fault.mode is Mode.RESET:
            await _break_off(send)
        else:
            await _answer(self.service, fault)(scope, receive, send)

    async def _sleep(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.faults.closing.wait(), seconds)

    async def _say_nothing(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait until the caller loses patience or the sandbox stops."""
        closing = asyncio.ensure_future(self.faults.closing.wait())
        leaving = asyncio.ensure_future(_disconnected(receive))
        try:
            await asyncio.wait({closing, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            closing.cancel()
            leaving.cancel()
        await Response(status_code=503)(scope, receive, send)


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _break_off(send: Send) -> None:
    """Promise more than is sent."""
    headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b'{"ok": tr', "more_body": True})


def _answer(service: Service, fault: Fault) -> Response:
    """Return the failure in the words of the service."""
    if fault.mode is Mode.GARBAGE:
        return Response("<html><h1>It works!</h1></html>", media_type="text/html")
    wait_s = max(1, round(fault.seconds))
    code, words = (
        (429, f"Too Many Requests: retry after {wait_s}") if fault.mode is Mode.RATE_LIMITED else (500, "Internal Server Error")
    )
    body: dict[str, Any] = {"error": True, "reason": words}
    if service is Service.TELEGRAM:
        body = {"ok": False, "error_code": code, "description": words}
        body |= {"parameters": {"retry_after": wait_s}} if code == 429 else {}
    headers = {"Retry-After": str(wait_s)} if code == 429 else {}
    return Response(json.dumps(body), code, headers, "application/json")


def read_switch(form: dict[str, str]) -> tuple[Service, Fault]:
    """Return which switch a form or JSON object sets, and to what. Raises InvalidInput."""
    try:
        service, mode = Service(form.get("service", "")), Mode(form.get("mode", ""))
        seconds, times = float(form.get("seconds") or 5), int(form["times"]) if form.get("times") else None
    except ValueError as error:
        choices = f"service: {', '.join(Service)}; mode: {', '.join(Mode)}; seconds and times: numbers."
        raise InvalidInput(choices, field="fault") from error
    if not 0 <= seconds <= LONGEST_S or (times is not None and times < 1):
        raise InvalidInput(f"seconds: 0 to {LONGEST_S:.0f}; times: 1 or more.", field="fault")
    return service, Fault(mode, seconds, times)
