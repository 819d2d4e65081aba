"""What every request passes on its way to a route, as plain ASGI: process time and body limit; `authentication.py` has the third.

CORS, which comes first, is Starlette's own. `BaseHTTPMiddleware` is not used: a task and two streams a request (ADR 0006).
"""

import logging
import re
from time import perf_counter_ns

from starlette.exceptions import HTTPException

from mojo.api.access_log import AccessLog
from mojo.api.client_address import UNKNOWN, ClientAddress
from mojo.api.doors import ADDRESS_KEY, ADMITTED_KEY
from mojo.api.problems import Kind, from_unexpected, problem_response
from mojo.api.quota_headers import QUOTA_KEY, quota_headers
from mojo.api.route_index import DOOR_KEY, RouteIndex
from mojo.shared.metrics import RequestMetrics
from mojo.shared.util.asgi_server import AsgiApp, Message, Receive, Scope, Send
from mojo.shared.util.confided import confided
from mojo.shared.util.steps import About, Step, StepKind, listened, step_ended
from mojo.shared.util.trace import Trace, traced

log = logging.getLogger("mojo.api")

_REQUEST_ID = re.compile(rb"[A-Za-z0-9-]{1,64}")
"""Any UUID or ULID, but nothing that looks like a token: it is logged."""

_BODILESS = frozenset({"GET", "HEAD", "OPTIONS"})

Headers = list[tuple[bytes, bytes]]
_HARDENING: Headers = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer")]
_DEFAULTS: Headers = [
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cache-control", b"no-store"),
]
"""For responses that do not bring their own."""


class ProcessTime:
    """Resolves the route, opens the trace, and tells how the request went: in headers, one log line and the metrics.

    It is also where a failure that nobody foresaw ends: as a problem with a reference, and in the log.
    """

    def __init__(
        self, app: AsgiApp, index: RouteIndex, metrics: RequestMetrics, access_log: AccessLog, address: ClientAddress
    ) -> None:
        self._app = app
        self._index = index
        self._address = address
        self._metrics = metrics
        self._access_log = access_log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope[DOOR_KEY] = self._index.find(scope["method"], scope["path"])
        scope[ADDRESS_KEY] = self._address.of(scope)
        headers = dict(scope["headers"])
        with traced(headers.get(b"traceparent", b"").decode("latin-1")) as trace:
            passage = Passage(scope, send, trace, headers.get(b"x-request-id"))
            try:
                await self._guarded(scope, receive, passage)
            finally:
                self._record(scope, passage)

    async def _guarded(self, scope: Scope, receive: Receive, passage: "Passage") -> None:
        if scope["method"] not in _BODILESS:
            passage.listen(receive)
            receive = passage.receive
        try:
            await self._app(scope, receive, passage.send)
        except Exception:
            with confided(scope["path"].split("/"), scope["query_string"], b"".join(passage.body)):
                log.exception("api.request_broke", extra={"url.path": _template(scope)})
            if passage.status is not None:
                raise  # half an answer is out: the server has to cut the connection
            await from_unexpected(scope["path"])(scope, receive, passage.send)

    def _record(self, scope: Scope, passage: "Passage") -> None:
        duration_ns = perf_counter_ns() - passage.started_ns
        status = passage.status or 500
        template = _template(scope)
        self._metrics.observe(scope["method"], template, status, duration_ns / 1e9)
        if listened():
            step_ended(_step(scope["method"], template, status, passage.trace, duration_ns))
        if status < 400 and template is not None:
            self._metrics.used(scope[DOOR_KEY][0].where)
        who = scope.get(ADMITTED_KEY)
        fields = {
            "http.request.method": scope["method"],
            "http.request.id": self._access_log.request_id(passage.request_id, passage.trace),
            "event.duration": duration_ns,
            "client.ip": None if scope[ADDRESS_KEY] == UNKNOWN else scope[ADDRESS_KEY],
            "user.id": who.user.id if who else None,
        }
        self._access_log.write(passage.trace, template, status, fields)


class Passage:
    """One response on its way out."""

    __slots__ = ("_receive", "_scope", "_send", "body", "request_id", "started_ns", "status", "trace")

    def __init__(self, scope: Scope, send: Send, trace: Trace, request_id: bytes | None) -> None:
        self._scope = scope
        self._send = send
        self.trace = trace
        given = request_id is not None and _REQUEST_ID.fullmatch(request_id)
        self.request_id = request_id.decode() if request_id and given else trace.trace_id
        self.status: int | None = None
        self.body: list[bytes] = []
        """What was sent, to keep it out of the log should it break something; empty if nobody listens."""
        self.started_ns = perf_counter_ns()

    def listen(self, receive: Receive) -> None:
        """Let the request's body come through `self.receive`."""
        self._receive = receive

    async def receive(self) -> Message:
        """Return the next part of the request; a body over its limit is refused before it grows here."""
        message = await self._receive()
        if body := message.get("body"):
            self.body.append(body)
        return message

    async def send(self, message: Message) -> None:
        """Pass `message` on, with our headers on its first part."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = self._headers(list(message.get("headers", ())))
        await self._send(message)

    def _headers(self, headers: Headers) -> Headers:
        names = {name for name, _ in headers}
        headers += _HARDENING
        headers += [default for default in _DEFAULTS if default[0] not in names]
        if QUOTA_KEY in self._scope:
            headers += quota_headers(*self._scope[QUOTA_KEY])
        headers.append((b"x-request-id", self.request_id.encode()))
        headers.append((b"traceparent", self.trace.traceparent.encode()))
        headers.append((b"x-process-time", b"%.6f" % ((perf_counter_ns() - self.started_ns) / 1e9)))
        return headers


def _step(method: str, route: str | None, status: int, trace: Trace, took_ns: int) -> Step:
    known = method if method in RequestMetrics.METHODS else RequestMetrics.OTHER
    about: About = {"http.request.method": known, "http.route": route or "", "http.response.status_code": status}
    name, failed = f"{known} {route or RequestMetrics.UNMATCHED}", status >= 500
    return Step(name=name, service="api", kind=StepKind.SERVER, trace=trace, took_ns=took_ns, failed=failed, about=about)


def _template(scope: Scope) -> str | None:
    door = scope[DOOR_KEY][0]
    return door.template if door else None


class BodyLimit:
    """Refuses a body over `limit_bytes`: at once if its length is declared, else as soon as it grows over it."""

    def __init__(self, app: AsgiApp, limit_bytes: int) -> None:
        self._app = app
        self._limit_bytes = limit_bytes
        self._rule = f"A body may have {limit_bytes} bytes."

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        if int(headers.get(b"content-length", 0)) > self._limit_bytes:
            refusal = problem_response(scope["path"], Kind(413, "Content Too Large"), "input.too_large", self._rule)
            await refusal(scope, receive, send)
            return
        await self._app(scope, self._counted(receive) if b"transfer-encoding" in headers else receive, send)

    def _counted(self, receive: Receive) -> Receive:
        received_bytes = 0

        async def counted() -> Message:
            nonlocal received_bytes
            message = await receive()
            received_bytes += len(message.get("body", b""))
            if received_bytes > self._limit_bytes:
                raise HTTPException(413, self._rule)
            return message

        return counted
