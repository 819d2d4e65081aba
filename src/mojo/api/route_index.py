"""Which route answers a request, found once: a dict for fixed paths, a short list for those with parameters.

FastAPI asks one route after the other, included routers twice: the last of 120 routes costs 4.6 times the CPU (ADR 0006).
"""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Any, NoReturn

from fastapi.routing import APIRoute, RouteContext, iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute

from mojo.api.doors import LIMIT_KEY, SCOPE_KEY
from mojo.shared.auth.limits import NORMAL
from mojo.shared.errors import ConfigurationError
from mojo.shared.util.asgi_server import AsgiApp, Receive, Scope, Send

DOOR_KEY = "mojo.door"
"""Where the resolved route stands in the ASGI scope: a tuple of Door or None, and the path's parameters."""
_PARAMETER = re.compile(r"\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Door:
    """One method on one path."""

    template: str
    scope: str | None
    """What the asker must hold; None for everybody."""
    app: AsgiApp
    route: BaseRoute
    endpoint: Any
    where: str
    """Module and name of the function behind it."""
    limit: str | None
    """Class of its rate limit; None for none."""


class RouteIndex:
    """Every route of the application. Raises ConfigurationError for a route that breaks a rule of the house."""

    def __init__(self, routes: Iterable[BaseRoute]) -> None:
        self._fixed: dict[str, dict[str, Door]] = {}
        self._with_parameters: dict[str, tuple[re.Pattern[str], dict[str, Any], dict[str, Door]]] = {}
        self._claims: dict[tuple[str, str], Door] = {}
        for context in iter_route_contexts(list(routes)):
            self._add(context)

    def find(self, method: str, path: str) -> tuple[Door | None, dict[str, Any]]:
        """Return the route and its path parameters; None if nobody answers. HEAD is answered by GET (RFC 9110, 9.3.2)."""
        if method == "HEAD":
            method = "GET"
        fixed = self._fixed.get(path)
        if fixed is not None and method in fixed:
            return fixed[method], {}
        for pattern, convertors, doors in self._with_parameters.values():
            if method in doors and (match := pattern.match(path)):
                return doors[method], {name: convertors[name].convert(value) for name, value in match.groupdict().items()}
        return None, {}

    def allowed(self, path: str) -> set[str]:
        """Return the methods that some route answers on `path`."""
        matching = [doors for pattern, _, doors in self._with_parameters.values() if pattern.match(path)]
        methods = {method for doors in [self._fixed.get(path, {}), *matching] for method in doors}
        return methods | {"HEAD"} if "GET" in methods else methods

    def doors(self) -> list[tuple[str, Door]]:
        """Return every method and route."""
        return [(method, door) for (method, _), door in self._claims.items()]

    def _add(self, context: RouteContext) -> None:
        route = context.original_route
        if not isinstance(route, APIRoute) or context.path is None:
            raise ConfigurationError(f"{route!r} is no API route: declare it with @router.get, .post, .put, .patch or .delete.")
        door = _door(context)
        for method in sorted(context.methods or ()):
            self._claim(method, door)
            self._slot(context)[method] = door

    def _slot(self, context: RouteContext) -> dict[str, Door]:
        path = str(context.path)
        if not context.param_convertors:
            return self._fixed.setdefault(path, {})
        return self._with_parameters.setdefault(path, (context.path_regex, context.param_convertors, {}))[2]

    def _claim(self, method: str, door: Door) -> None:
        other = self._claims.setdefault((method, _PARAMETER.sub("{}", door.template)), door)
        if other is not door:
            raise ConfigurationError(
                f"{method} {door.template} is claimed by {other.where} and by {door.where}; keep one of them."
            )


def _door(context: RouteContext) -> Door:
    endpoint = context.endpoint
    where = f"{getattr(endpoint, '__module__', '?')}.{getattr(endpoint, '__qualname__', '?')}"
    extra = context.openapi_extra or {}
    if SCOPE_KEY not in extra:
        raise ConfigurationError(f"{context.path} ({where}) does not say who may ask: add openapi_extra=needs(...) or public().")
    route = context.original_route
    scope = extra[SCOPE_KEY]
    limit = extra.get(LIMIT_KEY) or (None if scope is None else NORMAL)
    return Door(str(context.path_format), scope, context.app, route, endpoint, where, limit)


def refuse_unknown(index: RouteIndex, limits: Container[str], scopes: Container[str] | None = None) -> None:
    """Raise ConfigurationError for a route whose class of rate limit, or whose scope, nobody declares."""
    for method, door in index.doors():
        if scopes is not None and door.scope is not None and door.scope not in scopes:
            raise ConfigurationError(
                f"{method} {door.template} ({door.where}) needs {door.scope}, which no scopes.py declares: declare it."
            )
        if door.limit is not None and door.limit not in limits:
            raise ConfigurationError(
                f"{method} {door.template} ({door.where}) has the rate limit {door.limit!r}, which API_RATE_LIMITS does not know."
            )


class Dispatcher:
    """Hands a resolved request to its route. Raises HTTPException 404 or 405 when there is none."""

    def __init__(self, index: RouteIndex) -> None:
        self._index = index

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        door, parameters = scope[DOOR_KEY]
        if door is None:
            self._refuse(scope["path"])
        scope["path_params"] = parameters
        scope["endpoint"] = door.endpoint
        scope["route"] = door.route
        await door.app(scope, receive, send)

    def _refuse(self, path: str) -> NoReturn:
        allowed = self._index.allowed(path)
        if not allowed:
            raise HTTPException(404, "There is nothing here. Cure: /docs lists every route.")
        methods = ", ".join(sorted(allowed))
        raise HTTPException(405, f"This route answers {methods}.", headers={"Allow": methods})
