"""Notifications over HTTP."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from mojo.api.doors import needs, principal, use
from mojo.features.notifications.alerts import AlertService
from mojo.features.notifications.model import DeadLetter, Mine, NewNotification, NewTarget, Stored, Summary, TargetView
from mojo.features.notifications.outbox import OutboxService
from mojo.features.notifications.service import NotificationService
from mojo.features.notifications.targets import TargetService
from mojo.shared.model.people import Principal

router = APIRouter(prefix="/notifications", tags=["notifications"])

Who = Annotated[Principal, principal()]
Service = Annotated[NotificationService, use(NotificationService)]
Outbox = Annotated[OutboxService, use(OutboxService)]
Targets = Annotated[TargetService, use(TargetService)]
Alerts = Annotated[AlertService, use(AlertService)]
Id = Annotated[str, Path(pattern=r"^[0-9a-f]{1,32}$")]


class Snooze(BaseModel):
    """For how long to hear nothing of an alert."""

    model_config = ConfigDict(extra="forbid")

    minutes: int = Field(ge=0, le=43200, description="0: until tomorrow at eight.")


class Mute(BaseModel):
    """For how long to hear nothing of its kind."""

    model_config = ConfigDict(extra="forbid")

    hours: int = Field(ge=1, le=720)


class Until(BaseModel):
    """Until when it is so."""

    until: datetime


class Acknowledged(BaseModel):
    """Whether it was the first time."""

    first: bool


@router.get("", openapi_extra=needs("notify:read"))
async def mine(who: Who, service: Service) -> Mine:
    """What waits for oneself, and what became of the rest."""
    return await service.mine(who)


@router.post("", status_code=202, openapi_extra=needs("notify:write"))
async def say(new: NewNotification, who: Who, service: Service) -> Stored:
    """Tell oneself something; others too, with `notify:manage`. It is stored when this answers."""
    return await service.say(who, new)


@router.get("/summary", openapi_extra=needs("notify:manage"))
async def summary(outbox: Outbox) -> Summary:
    """How everything that leaves Mojo is doing."""
    return await outbox.summary()


@router.get("/targets", openapi_extra=needs("notify:write"))
async def targets(who: Who, service: Targets) -> list[TargetView]:
    """One's own targets; everybody's, with `notify:manage`."""
    return await service.all(who)


@router.post("/targets", status_code=201, openapi_extra=needs("notify:write"))
async def add_target(new: NewTarget, who: Who, service: Targets) -> TargetView:
    """Add a target by its URL."""
    return await service.add(who, new)


@router.delete("/targets/{id}", status_code=204, openapi_extra=needs("notify:write"))
async def remove_target(id: Id, who: Who, service: Targets) -> None:
    """Forget a target."""
    await service.remove(who, id)


@router.post("/targets/{id}/test", status_code=204, openapi_extra=needs("notify:write"))
async def test_target(id: Id, who: Who, service: Targets) -> None:
    """Say something there now."""
    await service.test(who, id)


@router.get("/dead", openapi_extra=needs("notify:manage"))
async def dead(outbox: Outbox) -> list[DeadLetter]:
    """Messages that were given up."""
    return await outbox.dead()


@router.post("/dead/{id}/send", status_code=204, openapi_extra=needs("notify:manage"))
async def send_again(id: Id, who: Who, outbox: Outbox) -> None:
    """Try to deliver a dead letter again."""
    await outbox.send_again(who, id)


@router.delete("/dead/{id}", status_code=204, openapi_extra=needs("notify:manage"))
async def drop(id: Id, who: Who, outbox: Outbox) -> None:
    """Drop a dead letter."""
    await outbox.drop(who, id)


@router.post("/{id}/acknowledge", openapi_extra=needs("notify:read"))
async def acknowledge(id: Id, who: Who, alerts: Alerts) -> Acknowledged:
    """Say that one takes care of an alert; all its messages say so too."""
    return Acknowledged(first=await alerts.acknowledge(who, id))


@router.post("/{id}/snooze", openapi_extra=needs("notify:read"))
async def snooze(id: Id, wanted: Snooze, who: Who, alerts: Alerts) -> Until:
    """Be told again later."""
    return Until(until=await alerts.snooze(who, id, wanted.minutes))


@router.post("/{id}/mute", openapi_extra=needs("notify:read"))
async def mute(id: Id, wanted: Mute, who: Who, alerts: Alerts) -> Until:
    """Be told nothing of an alert's kind for some hours."""
    return Until(until=(await alerts.mute(who, id, wanted.hours))[1])
