"""The application: every feature's routes behind one chain of middleware."""

from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.middleware.asyncexitstack import AsyncExitStackMiddleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware

from mojo import __version__
from mojo.api.access_log import AccessLog
from mojo.api.authentication import Authentication
from mojo.api.client_address import ClientAddress
from mojo.api.doors import AT_THE_ROOT
from mojo.api.middleware import BodyLimit, ProcessTime
from mojo.api.openapi import describe_house_rules
from mojo.api.problems import HANDLERS
from mojo.api.route_index import Dispatcher, RouteIndex, refuse_unknown
from mojo.api.routes import host_router
from mojo.api.settings import ApiSettings
from mojo.shared.auth.scopes import declared_scopes
from mojo.shared.context import AppContext
from mojo.shared.errors import ConfigurationError
from mojo.shared.metrics import RequestMetrics
from mojo.shared.util.asgi_server import AsgiApp, Receive, Scope, Send
from mojo.shared.util.discovery import feature_modules
from mojo.shared.util.redaction import Redactor

PREFIX = "/api/v1"
_DESCRIPTION = "What Mojo can do for a program. Routes with a lock need a token: press Authorize."
_EXPOSED = ["X-Request-ID", "X-Process-Time", "Traceparent", "Retry-After", "WWW-Authenticate", "RateLimit", "RateLimit-Policy"]


class MojoApi(FastAPI):
    """FastAPI for what it does best, routes and their document, behind a chain of our own instead of its middleware stack."""

    chain: AsgiApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        scope["app"] = self
        await self.chain(scope, receive, send)

    def openapi(self) -> dict[str, Any]:
        """Return the document, made on first call."""
        fresh = self.openapi_schema is None
        document = super().openapi()
        return describe_house_rules(document) if fresh else document


def create_app(context: AppContext, routers: Iterable[APIRouter] | None = None) -> MojoApi:
    """Return the API with the routes of every feature, or of `routers` alone.

    Raises ConfigurationError for a route that does not say who may ask, that needs a scope nobody declares, or that two features
    claim.
    """
    app = MojoApi(title="Mojo", version=__version__, description=_DESCRIPTION, openapi_url=None, docs_url=None, redoc_url=None)
    app.state.context = context
    app.state.built = {}
    app.include_router(host_router(context))
    for router in feature_routers() if routers is None else routers:
        app.include_router(router, prefix="" if _stands_at_the_root(router) else PREFIX)
    app.state.index = RouteIndex(app.routes)
    limits = context.settings[ApiSettings].limits
    refuse_unknown(app.state.index, limits, declared_scopes() if routers is None else None)
    app.chain = _chain(context, app.state.index)
    return app


def _stands_at_the_root(router: APIRouter) -> bool:
    """Tell whether its addresses are given to machines that are set up once and never learn of a new version."""
    return AT_THE_ROOT in router.tags


def feature_routers() -> list[APIRouter]:
    """Return the `router` of every feature's `routes.py`, and its `root_router` if it has one."""
    routers = []
    for module in feature_modules("routes"):
        router = getattr(module, "router", None)
        if not isinstance(router, APIRouter):
            raise ConfigurationError(f"{module.__name__} has no `router`: give it `router = APIRouter(...)`.")
        routers += [router, *([module.root_router] if hasattr(module, "root_router") else [])]
    return routers


def _chain(context: AppContext, index: RouteIndex) -> AsgiApp:
    """Return CORS -> process time -> authentication -> body limit -> errors -> route, put together from its end."""
    settings = context.settings[ApiSettings]
    chain: AsgiApp = AsyncExitStackMiddleware(Dispatcher(index))
    chain = ExceptionMiddleware(chain, handlers=HANDLERS)
    chain = BodyLimit(chain, settings.max_body_bytes)
    chain = Authentication(chain, context, settings.limits)
    address = ClientAddress(settings.proxies, settings.proxy_header)
    chain = ProcessTime(chain, index, RequestMetrics(), AccessLog(context.stage, Redactor(context.settings.secrets)), address)
    if not settings.origins:
        return chain
    # tokens travel in a header, so no page ever needs credentials
    return CORSMiddleware(
        chain, allow_origins=settings.origins, allow_methods=["*"], allow_headers=["*"], expose_headers=_EXPOSED
    )
