"""The audit log over HTTP: to be read, and nothing else."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from mojo.api.doors import needs, principal, use
from mojo.features.audit.model import Wanted, WantedPage
from mojo.features.audit.service import AuditService
from mojo.shared.model.audit import AuditPage
from mojo.shared.model.people import Principal

router = APIRouter(prefix="/audit", tags=["audit"])

Service = Annotated[AuditService, use(AuditService)]
JSON_LINES = "application/x-ndjson"


@router.get("", openapi_extra=needs("audit:read"))
async def entries(audit: Service, wanted: Annotated[WantedPage, Query()]) -> AuditPage:
    """Who did what, newest first, a page at a time.

    A page may hold fewer entries than asked for, or none, and still have a `next` one: where what is wanted is rare.
    """
    return await audit.page(wanted.as_filter(), wanted.limit, wanted.cursor)


@router.get(
    "/export",
    openapi_extra=needs("audit:read"),
    response_class=StreamingResponse,
    responses={200: {"content": {JSON_LINES: {"schema": {"type": "string"}}}}},
)
async def export(audit: Service, who: Annotated[Principal, principal()], wanted: Annotated[Wanted, Query()]) -> StreamingResponse:
    """Every entry as JSON lines, newest first."""
    lines = await audit.export(who, wanted.as_filter())
    return StreamingResponse(lines, media_type=JSON_LINES, headers={"Content-Disposition": 'attachment; filename="audit.jsonl"'})
