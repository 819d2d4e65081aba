"""Reminders over HTTP."""

from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from mojo.api.doors import needs, principal, public, use
from mojo.features.reminders.consents import Consent, Consents
from mojo.features.reminders.feed import Feed
from mojo.features.reminders.importing import Importer
from mojo.features.reminders.model import ImportReport, NewReminder, ReminderChange, ReminderView
from mojo.features.reminders.service import ReminderService
from mojo.shared.auth.limits import NORMAL
from mojo.shared.model.people import Principal

router = APIRouter(prefix="/reminders", tags=["reminders"])

By = Annotated[Principal, principal()]
Reminders = Annotated[ReminderService, use(ReminderService)]
Feeds = Annotated[Feed, use(Feed)]
Pairs = Annotated[Consents, use(Consents)]
Id = Annotated[str, Path(pattern=r"^[0-9a-f]{12}$", description="Id of the reminder.")]
PersonId = Annotated[str, Path(max_length=64, description="User id of who wants to remind you.")]
_FILE: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"text/calendar": {"schema": {"type": "string", "format": "binary"}}}}
}


class Snooze(BaseModel):
    """For how long it is put off."""

    model_config = ConfigDict(extra="forbid")

    minutes: int = Field(ge=1, le=43_200, description="1 to 43200.")


class FeedLink(BaseModel):
    """A link, shown this once."""

    url: str


class ConsentView(BaseModel):
    """Who asked to remind you, and your answer."""

    person: str
    name: str
    consent: Consent


class ConsentAnswer(BaseModel):
    """Whether they may."""

    model_config = ConfigDict(extra="forbid")

    allowed: bool


@router.get("", openapi_extra=needs("reminders:read"))
async def reminders(by: By, service: Reminders) -> list[ReminderView]:
    """Your reminders, next first."""
    return await service.all(by)


@router.post("", status_code=201, openapi_extra=needs("reminders:write"))
async def create(by: By, service: Reminders, wanted: NewReminder) -> ReminderView:
    """Make a reminder, as people say it or from its parts."""
    return await service.create(by, wanted)


@router.post("/import", openapi_extra=needs("reminders:write") | _FILE)
async def read_file(by: By, importer: Annotated[Importer, use(Importer)], request: Request) -> ImportReport:
    """Take over an iCalendar file; what is skipped is said with its reason."""
    return await importer.read(by, await request.body())


@router.post("/feed", status_code=201, openapi_extra=needs("reminders:read"))
async def open_feed(by: By, feeds: Feeds, request: Request) -> FeedLink:
    """Make the secret link of your calendar anew; the former one ends."""
    return FeedLink(url=f"{str(request.url).rstrip('/')}/{await feeds.open(by)}")


@router.delete("/feed", status_code=204, openapi_extra=needs("reminders:read"))
async def close_feed(by: By, feeds: Feeds) -> None:
    """End the secret link of your calendar."""
    await feeds.close(by)


@router.get("/feed/{user_id}/{token}", openapi_extra=public(limit=NORMAL), response_class=Response)
async def feed(
    user_id: Annotated[str, Path(max_length=64)], token: Annotated[str, Path(max_length=128)], feeds: Feeds
) -> Response:
    """Your reminders as iCalendar (RFC 5545), for whoever knows the link."""
    return Response(await feeds.read(user_id, token), media_type="text/calendar; charset=utf-8")


@router.get("/consents", openapi_extra=needs("reminders:read"))
async def consents(by: By, pairs: Pairs) -> list[ConsentView]:
    """Who has asked to remind you."""
    return [ConsentView(person=user.id, name=user.name, consent=consent) for user, consent in await pairs.of(by.user_id)]


@router.put("/consents/{person}", status_code=204, openapi_extra=needs("reminders:write"))
async def answer(by: By, pairs: Pairs, person: PersonId, given: ConsentAnswer) -> None:
    """Let somebody remind you, or not any more."""
    await pairs.answer(by, person, allowed=given.allowed)


@router.get("/{id}", openapi_extra=needs("reminders:read"))
async def one(by: By, service: Reminders, id: Id) -> ReminderView:
    """One reminder."""
    return await service.get(by, id)


@router.patch("/{id}", openapi_extra=needs("reminders:write"))
async def change(by: By, service: Reminders, id: Id, wanted: ReminderChange) -> ReminderView:
    """Change a reminder; what is left out stays."""
    return await service.change(by, id, wanted)


@router.delete("/{id}", status_code=204, openapi_extra=needs("reminders:write"))
async def delete(by: By, service: Reminders, id: Id) -> None:
    """Delete a reminder."""
    await service.delete(by, id)


@router.post("/{id}/done", status_code=204, openapi_extra=needs("reminders:write"))
async def done(by: By, service: Reminders, id: Id) -> None:
    """Say that it is done."""
    await service.done(by, id)


@router.post("/{id}/snooze", openapi_extra=needs("reminders:write"))
async def snooze(by: By, service: Reminders, id: Id, wanted: Annotated[Snooze, Body()]) -> ReminderView:
    """Put it off."""
    await service.snooze(by, id, timedelta(minutes=wanted.minutes))
    return await service.get(by, id)
