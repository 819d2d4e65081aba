"""How a feature opens its door in the API.

    router = APIRouter(prefix="/weather", tags=["weather"])

    @router.get("/current", openapi_extra=needs("weather:read"))
    async def current(place: str, weather: Annotated[WeatherService, use(WeatherService)]) -> CurrentWeather: ...

The host mounts it below `/api/v1`. A route without `needs(...)` or `public()` fails at start.
"""

from typing import Any, cast

from fastapi import Depends, Request

from mojo.shared.context import AppContext

SCOPE_KEY = "x-mojo-scope"


def needs(scope: str) -> dict[str, Any]:
    """Declare the scope a route needs; OpenAPI shows it and the authentication middleware checks it."""
    return {SCOPE_KEY: scope, "security": [{"bearer": [scope]}]}


def public() -> dict[str, Any]:
    """Declare that a route needs no token."""
    return {SCOPE_KEY: None}


def use(kind: type[Any]) -> Any:
    """Ask for the process's one `kind`."""

    async def resolve(request: Request) -> Any:
        return await cast(AppContext, request.app.state.context).get(kind)

    return Depends(resolve)
