"""Hooks over HTTP: `POST /hooks/<name>` for the outside, the rest for whoever manages them."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request

from mojo.api.doors import AT_THE_ROOT, needs, principal, public, use
from mojo.features.hooks.model import NAME_PATTERN, Event, HookChange, HookView, MadeHook, NewHook, Receipt
from mojo.features.hooks.receiving import Receiver
from mojo.features.hooks.service import HookService
from mojo.shared.auth.limits import NORMAL
from mojo.shared.model.people import Principal

router = APIRouter(prefix="/hooks", tags=["hooks"])
root_router = APIRouter(prefix="/hooks", tags=["hooks", AT_THE_ROOT])

By = Annotated[Principal, principal()]
Hooks = Annotated[HookService, use(HookService)]
Name = Annotated[str, Path(pattern=NAME_PATTERN, description="Name of the hook.")]
_BODY: dict[str, Any] = {
    "requestBody": {"content": {"application/json": {"schema": {}}, "text/plain": {"schema": {"type": "string"}}}}
}


@root_router.post("/{name}", status_code=202, openapi_extra=public(limit=NORMAL) | _BODY)
async def receive(name: Name, request: Request, receiver: Annotated[Receiver, use(Receiver)]) -> Receipt:
    """Deliver an event: with the hook's token in `Authorization: Bearer` or `X-Hook-Token`, or signed as GitHub or Stripe do."""
    return await receiver.receive(name, request.headers, await request.body())


@router.get("", openapi_extra=needs("hooks:manage"))
async def hooks(by: By, service: Hooks) -> list[HookView]:
    """Every hook, by name."""
    return await service.all(by)


@router.post("", status_code=201, openapi_extra=needs("hooks:manage"))
async def create(by: By, service: Hooks, wanted: NewHook) -> MadeHook:
    """Make a hook; its secret is shown this once."""
    return await service.create(by, wanted)


@router.get("/{name}", openapi_extra=needs("hooks:manage"))
async def hook(by: By, service: Hooks, name: Name) -> HookView:
    """One hook."""
    return await service.get(by, name)


@router.patch("/{name}", openapi_extra=needs("hooks:manage"))
async def change(by: By, service: Hooks, name: Name, wanted: HookChange) -> MadeHook:
    """Change a hook; what is left out stays, and a new secret is shown this once."""
    return await service.change(by, name, wanted)


@router.delete("/{name}", status_code=204, openapi_extra=needs("hooks:manage"))
async def delete(by: By, service: Hooks, name: Name) -> None:
    """Delete a hook and its events."""
    await service.delete(by, name)


@router.get("/{name}/events", openapi_extra=needs("hooks:manage"))
async def events(by: By, service: Hooks, name: Name, limit: Annotated[int, Query(ge=1, le=50)] = 20) -> list[Event]:
    """Its last events, newest first."""
    return await service.events(by, name, limit)


@router.post("/{name}/test", status_code=202, openapi_extra=needs("hooks:manage"))
async def test(by: By, service: Hooks, name: Name) -> Receipt:
    """Let an event of our own come in."""
    return await service.test(by, name)
