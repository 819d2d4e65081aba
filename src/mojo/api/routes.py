"""The host's own routes: how Mojo is, and what the API offers."""

from typing import Annotated

from fastapi import APIRouter, Header, Request
from fastapi.responses import JSONResponse
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response

from mojo.api.docs import DocsPage
from mojo.api.doors import needs, public
from mojo.api.status import StatusPage, StatusReport
from mojo.shared.context import AppContext
from mojo.shared.errors import StoreUnavailable
from mojo.shared.measures import Measurements
from mojo.shared.metrics import exposition
from mojo.shared.settings import Stage


def host_router(context: AppContext) -> APIRouter:
    """Return the routes at the root."""
    router = APIRouter()
    router.include_router(_operations(StatusPage(context), Measurements(context)))
    router.include_router(_documentation(DocsPage(remembers_token=context.stage is Stage.DEV)))
    return router


def _operations(page: StatusPage, measurements: Measurements) -> APIRouter:
    router = APIRouter(tags=["operations"])

    @router.get("/status", openapi_extra=public(), responses={200: {"model": StatusReport}})
    async def status() -> Response:
        """Tell how Mojo and everything it depends on is. Always answers 200."""
        return Response(await page.body(), media_type="application/json")

    @router.get("/livez", openapi_extra=public())
    async def livez() -> dict[str, str]:
        """Answer as long as this process lives."""
        return {"status": "ok"}

    @router.get("/readyz", openapi_extra=public())
    async def readyz() -> dict[str, str]:
        """Answer 200 when requests can be served: the store answers. 503 otherwise."""
        if not await page.ready():
            raise StoreUnavailable("The store does not answer. Cure: /status says what is wrong.")
        return {"status": "ok"}

    @router.get("/metrics", openapi_extra=needs("metrics:read"), response_class=PlainTextResponse)
    async def metrics(accept: Annotated[str, Header(include_in_schema=False)] = "") -> Response:
        """Show this process's metrics to who has no way to their own port (OPERATIONS_PORT), which is where Prometheus asks."""
        await measurements.refresh()
        body, content_type = exposition(accept)
        return Response(body, headers={"Content-Type": content_type})

    return router


def _documentation(docs: DocsPage) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/docs", openapi_extra=public())
    async def page() -> HTMLResponse:
        return docs.page()

    @router.get("/docs/assets/{name}", openapi_extra=public())
    async def asset(name: str) -> FileResponse:
        return docs.asset(name)

    @router.get("/openapi.json", openapi_extra=public())
    async def openapi(request: Request) -> JSONResponse:
        return JSONResponse(request.app.openapi())

    return router
