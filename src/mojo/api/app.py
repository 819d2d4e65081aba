"""The application: every feature's routes behind one chain of middleware."""

from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.middleware.cors import CORSMiddleware

from mojo import __version__
from mojo.api.middleware import Authentication, BodyLimit, ProcessTime
from mojo.api.openapi import describe_house_rules
from mojo.api.problems import HANDLERS
from mojo.api.route_index import Dispatcher, RouteIndex
from mojo.api.routes import host_router
from mojo.api.settings import ApiSettings
from mojo.shared.context import AppContext
from mojo.shared.errors import ConfigurationError
from mojo.shared.metrics import RequestMetrics
from mojo.shared.util.discovery import feature_modules

PREFIX = "/api/v1"
_EXPOSED = ["X-Request-ID", "X-Process-Time", "Traceparent", "Retry-After", "WWW-Authenticate"]


class MojoApi(FastAPI):
    """FastAPI, whose OpenAPI document tells our rules too."""

    def openapi(self) -> dict[str, Any]:
        """Return the document, made on first call."""
        fresh = self.openapi_schema is None
        document = super().openapi()
        return describe_house_rules(document) if fresh else document


def create_app(context: AppContext, routers: Iterable[APIRouter] | None = None) -> FastAPI:
    """Return the API with the routes of every feature, or of `routers` alone.

    Raises ConfigurationError for a route that does not say who may ask, or that two features claim.
    """
    app = MojoApi(title="Mojo", version=__version__, exception_handlers=HANDLERS, openapi_url=None, docs_url=None, redoc_url=None)
    app.state.context = context
    app.state.built = {}
    app.include_router(host_router(context))
    for router in feature_routers() if routers is None else routers:
        app.include_router(router, prefix=PREFIX)
    index = RouteIndex(app.routes)
    app.router.middleware_stack = Dispatcher(index)
    _add_middleware(app, context, index)
    return app


def feature_routers() -> list[APIRouter]:
    """Return the `router` of every feature's `routes.py`."""
    routers = []
    for module in feature_modules("routes"):
        router = getattr(module, "router", None)
        if not isinstance(router, APIRouter):
            raise ConfigurationError(f"{module.__name__} has no `router`: give it `router = APIRouter(...)`.")
        routers.append(router)
    return routers


def _add_middleware(app: FastAPI, context: AppContext, index: RouteIndex) -> None:
    """Add the chain CORS -> process time -> authentication -> body limit -> handler; what is added last comes first."""
    settings = context.settings[ApiSettings]
    app.add_middleware(BodyLimit, limit_bytes=settings.max_body_bytes)
    app.add_middleware(Authentication, context=context)
    app.add_middleware(ProcessTime, index=index, metrics=RequestMetrics())
    if settings.origins:  # tokens travel in a header, so no page ever needs credentials
        app.add_middleware(
            CORSMiddleware, allow_origins=settings.origins, allow_methods=["*"], allow_headers=["*"], expose_headers=_EXPOSED
        )
