"""The watch over HTTP: how it stands, and where Alertmanager delivers."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from pydantic import BaseModel

from mojo.api.doors import AT_THE_ROOT, needs, principal, public, use
from mojo.features.watch.alertmanager import check_sender, parse
from mojo.features.watch.model import WatchView
from mojo.features.watch.service import SCOPE, WatchService
from mojo.features.watch.settings import WatchSettings
from mojo.shared.auth.limits import NORMAL
from mojo.shared.model.people import Principal

router = APIRouter(prefix="/watch", tags=["watch"])
root_router = APIRouter(prefix="/hooks", tags=["watch", AT_THE_ROOT])

_BODY: dict[str, Any] = {"requestBody": {"content": {"application/json": {"schema": {}}}}}


class Heard(BaseModel):
    """How many alerts were taken in."""

    alerts: int


@router.get("", openapi_extra=needs(SCOPE))
async def watch(by: Annotated[Principal, principal()], service: Annotated[WatchService, use(WatchService)]) -> WatchView:
    """How everything stands that is watched: what is wrong first."""
    return await service.view(by)


@root_router.post("/alertmanager", openapi_extra=public(limit=NORMAL) | _BODY)
async def alertmanager(
    request: Request,
    service: Annotated[WatchService, use(WatchService)],
    settings: Annotated[WatchSettings, use(WatchSettings)],
    authorization: Annotated[str, Header(include_in_schema=False)] = "",
) -> Heard:
    """Deliver alerts, as Alertmanager's webhook does, with `ALERTMANAGER_TOKEN` as bearer token. 200: they are stored."""
    check_sender(authorization, settings.alertmanager_token.get_secret_value())
    return Heard(alerts=await service.hear(parse(await request.body())))
