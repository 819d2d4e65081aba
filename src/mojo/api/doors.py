"""How a feature opens its door in the API.

    router = APIRouter(prefix="/weather", tags=["weather"])

    @router.get("/current", openapi_extra=needs("weather:read"))
    async def current(place: str, weather: Annotated[WeatherService, use(WeatherService)]) -> CurrentWeather: ...

The host mounts it below `/api/v1`. A route without `needs(...)` or `public()` fails at start.
A `root_router` with the tag `AT_THE_ROOT` beside it is mounted at the root: for addresses that must never change.
"""

from typing import Any

from fastapi import Depends, Request

from mojo.shared.auth.limits import NORMAL
from mojo.shared.errors import AuthenticationError
from mojo.shared.model.people import Principal, User

SCOPE_KEY = "x-mojo-scope"
LIMIT_KEY = "x-mojo-rate-limit"
BASIC_KEY = "x-mojo-basic"
LOGIN_KEY = "x-mojo-login"
ADMITTED_KEY = "mojo.admitted"
"""Where the authentication middleware leaves who asks (`Admitted`) in the ASGI scope."""
ADDRESS_KEY = "mojo.address"
"""Where the client's address stands in the ASGI scope."""
AT_THE_ROOT = "at the root"
"""Tag of a feature's `root_router`, whose routes do not stand below `/api/v1`."""


def needs(scope: str, limit: str = NORMAL, *, basic: bool = False) -> dict[str, Any]:
    """Declare the scope a route needs, and its class of rate limit; OpenAPI shows both and the middleware checks them.

    `basic` also takes the token as the password of HTTP Basic (RFC 7617), for programs that can send nothing else.
    """
    return {SCOPE_KEY: scope, LIMIT_KEY: limit, "security": [{"bearer": [scope]}], **({BASIC_KEY: True} if basic else {})}


def public(limit: str | None = None) -> dict[str, Any]:
    """Declare that a route needs no token, and the class of rate limit that holds for each address, if any."""
    return {SCOPE_KEY: None, LIMIT_KEY: limit}


def login(limit: str) -> dict[str, Any]:
    """Declare the public route that takes `{"code": ...}` and answers with an `access_token`: `/docs` logs in by it."""
    return public(limit) | {LOGIN_KEY: True}


def use(kind: type[Any]) -> Any:
    """Ask for the process's one `kind`."""

    async def resolve(request: Request) -> Any:
        state = request.app.state
        built: dict[type[Any], Any] = state.built
        if kind not in built:  # the container's own look-up costs more than the rest of a small request
            built[kind] = await state.context.get(kind)
        return built[kind]

    return Depends(resolve)


def principal() -> Any:
    """Ask who is asking: `by: Annotated[Principal, principal()]`. Only routes with `needs(...)` have somebody."""

    async def resolve(request: Request) -> Principal:
        found: Principal = _admitted(request).principal
        return found

    return Depends(resolve)


def person() -> Any:
    """Ask for the person behind the token: `user: Annotated[User, person()]`. It was read with the token: no second trip.

    Its scopes are the person's; what the token carries of them is the `Principal`'s.
    """

    async def resolve(request: Request) -> User:
        found: User = _admitted(request).user
        return found

    return Depends(resolve)


def client_address() -> Any:
    """Ask for the client's address: `address: Annotated[str, client_address()]`."""

    async def resolve(request: Request) -> str:
        found: str = request.scope[ADDRESS_KEY]
        return found

    return Depends(resolve)


def _admitted(request: Request) -> Any:
    found = request.scope.get(ADMITTED_KEY)
    if found is None:
        raise AuthenticationError("This route asks who is asking but is open to everybody.")
    return found
