"""Who passes to a route, as plain ASGI: the token and its scope, the person's state and the rate limits, in one trip."""

import logging
import re
from collections.abc import Mapping

from mojo.api.doors import ADDRESS_KEY, ADMITTED_KEY
from mojo.api.problems import from_mojo
from mojo.api.quota_headers import QUOTA_KEY
from mojo.api.route_index import DOOR_KEY, Door
from mojo.shared.auth.gate import Gate, too_many_requests
from mojo.shared.auth.guard import Guard
from mojo.shared.auth.limits import Bucket, Quota, RateLimit, address_subject
from mojo.shared.auth.mint import TOKEN_LIMIT_BYTES
from mojo.shared.context import AppContext
from mojo.shared.errors import AuthenticationError, MojoException, StoreUnavailable
from mojo.shared.persistence.deadline import Deadline
from mojo.shared.persistence.memory_guard import MemoryRates
from mojo.shared.util.asgi_server import AsgiApp, Receive, Scope, Send
from mojo.shared.util.clock import Clock

DEADLINE_S = 0.25
_TOKEN = re.compile(rb"[A-Za-z0-9\-._~+/]+=*")
"""b64token of RFC 6750, section 2.1."""

Headers = list[tuple[bytes, bytes]]

log = logging.getLogger("mojo.api")


class Authentication:
    """Lets nobody pass to a route with `needs(scope)` without a bearer token (RFC 6750) that carries the scope.

    When the store does not answer in DEADLINE_S, nobody passes: 503. Public routes with a limit are then counted in this process.
    """

    def __init__(self, app: AsgiApp, context: AppContext, limits: Mapping[str, RateLimit]) -> None:
        self._app = app
        self._context = context
        self._limits = limits
        self._gate: Gate | None = None
        self._alone: MemoryRates | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        door = scope[DOOR_KEY][0]
        if door is not None and door.limit is not None:
            try:
                await (self._count(scope, door) if door.scope is None else self._admit(scope, door))
            except MojoException as error:
                _note_refusal(scope, door, error, self._limits)
                await from_mojo(scope["path"], error)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    async def _admit(self, scope: Scope, door: Door) -> None:
        token, limit = _bearer_token(scope["headers"]), self._limits[str(door.limit)]
        if self._gate is None:  # building it is not waiting for the store
            self._gate = await self._context.get(Gate)
        try:
            with Deadline(DEADLINE_S):
                admitted = await self._gate.admit(token, str(door.scope), limit, scope[ADDRESS_KEY])
        except TimeoutError:
            raise StoreUnavailable("The store did not answer in time, so nobody can be let in. Try again.") from None
        scope[ADMITTED_KEY] = admitted
        scope[QUOTA_KEY] = (admitted.quota, limit.policy)

    async def _count(self, scope: Scope, door: Door) -> None:
        limit, subject = self._limits[str(door.limit)], address_subject(scope[ADDRESS_KEY])
        quota = await self._spend(limit.public, subject)
        if not quota.allowed:
            raise too_many_requests(quota)
        scope[QUOTA_KEY] = (quota, limit.public.policy)

    async def _spend(self, bucket: Bucket, subject: str) -> Quota:
        guard = await self._context.get(Guard)  # type: ignore[type-abstract]
        try:
            with Deadline(DEADLINE_S):
                return await guard.count(bucket, subject)
        except (StoreUnavailable, TimeoutError):
            if self._alone is None:
                self._alone = MemoryRates(await self._context.get(Clock))  # type: ignore[type-abstract]
            return self._alone.spend([(bucket, subject)])


def _note_refusal(scope: Scope, door: Door, error: MojoException, limits: Mapping[str, RateLimit]) -> None:
    """Let the answer say how the limit stands that refused."""
    quota = error.params.get("quota")
    if quota is not None:
        limit = limits[str(door.limit)]
        scope[QUOTA_KEY] = (quota, limit.public.policy if door.scope is None else limit.policy)


def _bearer_token(headers: Headers) -> str:
    """Return the request's token. Raises AuthenticationError when there is none, or none that can be one."""
    given = [value for name, value in headers if name == b"authorization"]
    if not given:
        raise AuthenticationError("This route needs a token. Cure: send `Authorization: Bearer <token>`.")
    scheme, _, token = given[0].partition(b" ")
    if len(given) > 1 or scheme.lower() != b"bearer":
        raise AuthenticationError("This route takes one token of the scheme Bearer. Cure: send `Authorization: Bearer <token>`.")
    token = token.strip()
    if len(token) > TOKEN_LIMIT_BYTES or not _TOKEN.fullmatch(token):
        raise AuthenticationError("This is not a well-formed token.", error="invalid_token")
    return token.decode("ascii")
