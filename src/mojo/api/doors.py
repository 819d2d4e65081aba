"""How a feature opens its door in the API.

    router = APIRouter(prefix="/weather", tags=["weather"])

    @router.get("/current", openapi_extra=needs("weather:read"))
    async def current(place: str, weather: Annotated[WeatherService, use(WeatherService)]) -> CurrentWeather: ...

The host mounts it below `/api/v1`. A route without `needs(...)` or `public()` fails at start.
A `root_router` with the tag `AT_THE_ROOT` beside it is mounted at the root: for addresses that must never change.
"""

from typing import Any

from fastapi import Depends, Request

from mojo.shared.errors import AuthenticationError
from mojo.shared.model.people import Principal

SCOPE_KEY = "x-mojo-scope"
AT_THE_ROOT = "at the root"
"""Tag of a feature's `root_router`, whose routes do not stand below `/api/v1`."""
PRINCIPAL_KEY = "mojo.principal"
"""Where the authentication middleware leaves the `Principal` in the ASGI scope."""


def needs(scope: str) -> dict[str, Any]:
    """Declare the scope a route needs; OpenAPI shows it and the authentication middleware checks it."""
    return {SCOPE_KEY: scope, "security": [{"bearer": [scope]}]}


def public() -> dict[str, Any]:
    """Declare that a route needs no token."""
    return {SCOPE_KEY: None}


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
    """Ask who is asking: `who: Annotated[Principal, principal()]`. Only routes with `needs(...)` have somebody."""

    async def resolve(request: Request) -> Principal:
        found = request.scope.get(PRINCIPAL_KEY)
        if not isinstance(found, Principal):
            raise AuthenticationError("This route asks who is asking but is open to everybody.")
        return found

    return Depends(resolve)
