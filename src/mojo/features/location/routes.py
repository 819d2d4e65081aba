"""Places over HTTP: what phones report, who may look, and who looked."""

from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Body, Header, Path, Query, Request
from starlette.responses import HTMLResponse, Response

from mojo.api.doors import needs, principal, public, use
from mojo.features.location.arrivals import Arrivals
from mojo.features.location.forms import (
    Agreement,
    Allowance,
    LinkToken,
    NewErrand,
    NewShare,
    NewWatch,
    NewZone,
    OpenedShare,
    Pause,
    PersonView,
    SettingsChange,
    SharedSighting,
    WatchView,
)
from mojo.features.location.history import DayOfTravel, History, geojson
from mojo.features.location.intake import Intake, Taken
from mojo.features.location.model import Errand, Look, Profile, Report, Sighting, Watch, Zone
from mojo.features.location.page import SharedPage
from mojo.features.location.phones import Phones, PhoneSetup
from mojo.features.location.pictures import Pictures
from mojo.features.location.service import LocationService
from mojo.features.location.sharing import Sharing
from mojo.features.location.texts import sighting_text
from mojo.features.location.zones import Zones
from mojo.shared.auth.limits import NORMAL
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.people import Principal

router = APIRouter(prefix="/location", tags=["location"])

By = Annotated[Principal, principal()]
Locations = Annotated[LocationService, use(LocationService)]
Consent = Annotated[Sharing, use(Sharing)]
OwnZones = Annotated[Zones, use(Zones)]
Comings = Annotated[Arrivals, use(Arrivals)]
Days = Annotated[History, use(History)]
Drawer = Annotated[Pictures, use(Pictures)]
OwnPhones = Annotated[Phones, use(Phones)]
Id = Annotated[str, Path(max_length=64)]
Person = Annotated[str, Path(max_length=100, description="Id or name.")]
Language = Annotated[str, Query(pattern=r"^[a-z]{2}$", description="ISO 639-1 code of the language of addresses.")]
Day = Annotated[date, Query(description="On your own calendar, such as 2026-07-01.")]

READ, WRITE, SHARE = needs("location:read"), needs("location:write"), needs("location:share")

_GPX_FILE = {"application/gpx+xml": {"schema": {"type": "string"}}}


class PngResponse(Response):
    """A picture."""

    media_type = "image/png"


# What phones report


@router.post("/reports", openapi_extra=WRITE)
async def report(
    by: By, intake: Annotated[Intake, use(Intake)], reports: Annotated[list[Report], Body(max_length=5000)]
) -> Taken:
    """Take positions of your devices."""
    return await intake.take(by.user_id, reports)


@router.post("/owntracks", openapi_extra=needs("location:write", basic=True))
async def owntracks(by: By, phones: OwnPhones, message: Annotated[Any, Body()]) -> Any:
    """Take a message of OwnTracks in HTTP mode, plain or encrypted; the answer shows friends on the phone's map."""
    return await phones.owntracks(by, message)


@router.post("/overland", openapi_extra=needs("location:write", basic=True))
async def overland(by: By, phones: OwnPhones, batch: Annotated[Any, Body()]) -> dict[str, str]:
    """Take a batch of Overland."""
    await phones.overland(by, batch)
    return {"result": "ok"}


@router.post("/gpx", openapi_extra={**WRITE, "requestBody": {"content": _GPX_FILE, "required": True}})
async def gpx(by: By, phones: OwnPhones, request: Request) -> Taken:
    """Take over the track points of a GPX file."""
    return await phones.gpx(by, await request.body())


@router.get("/phone", openapi_extra=WRITE)
async def phone(by: By, phones: OwnPhones) -> PhoneSetup:
    """What to type into OwnTracks or Overland."""
    return phones.setup(by)


# Looking


@router.get("/me", openapi_extra=READ)
async def me(by: By, locations: Locations, language: Language = "en") -> Sighting:
    """Where you are, as far as Mojo knows."""
    return await locations.own(by, language)


@router.get("/people", openapi_extra=READ)
async def people(by: By, locations: Locations) -> list[PersonView]:
    """Who lets you know where they are now. Nobody is looked at."""
    return [PersonView(user_id=user.id, name=user.name, precision=given) for user, given in await locations.visible(by)]


@router.get("/people/{person}", openapi_extra=READ)
async def whereis(by: By, locations: Locations, person: Person, language: Language = "en") -> Sighting:
    """Where somebody is, as far as they let you know; they can see that you looked."""
    return await locations.whereis(by, person, language)


@router.get("/people/{person}/map", openapi_extra=READ, response_class=PngResponse, responses={204: {}})
async def map_of(by: By, locations: Locations, pictures: Drawer, person: Person) -> Response:
    """The same as a picture; 204 if you may not know the exact place."""
    return _picture(await pictures.of_sighting(await locations.whereis(by, person), []))


# What you allow


@router.get("/settings", openapi_extra=SHARE)
async def settings(by: By, sharing: Consent) -> Profile:
    """What you have allowed."""
    return await sharing.profile(by)


@router.patch("/settings", openapi_extra=SHARE)
async def change(by: By, sharing: Consent, wanted: SettingsChange) -> Profile:
    """Turn tracking on or off, choose how long history is kept, and whether you are told of looks."""
    return await sharing.set(by, on=wanted.on, history_days=wanted.history_days, tell_me=wanted.tell_me)


@router.put("/pause", openapi_extra=SHARE)
async def pause(by: By, sharing: Consent, wanted: Pause) -> Profile:
    """Take no positions and show none for a while."""
    return await sharing.pause(by, timedelta(minutes=wanted.minutes) if wanted.minutes else None)


@router.delete("/pause", openapi_extra=SHARE)
async def resume(by: By, sharing: Consent) -> Profile:
    """End the pause."""
    return await sharing.resume(by)


@router.put("/viewers/{viewer}", openapi_extra=SHARE)
async def allow(by: By, sharing: Consent, viewer: Id, given: Allowance) -> Profile:
    """Let somebody know so much from now on."""
    return await sharing.allow(by, viewer, given.precision)


@router.post("/shares", status_code=201, openapi_extra=SHARE)
async def share(by: By, sharing: Consent, wanted: NewShare) -> OpenedShare:
    """Let somebody look for a while, or whoever has a secret link."""
    opened = await sharing.share(by, wanted.viewer, wanted.precision, timedelta(minutes=wanted.minutes))
    return OpenedShare(share=opened.share, link=opened.link)


@router.delete("/shares/{id}", status_code=204, openapi_extra=SHARE)
async def end_share(by: By, sharing: Consent, id: Id) -> None:
    """Take a share back."""
    await sharing.end_share(by, id)


@router.get("/looks", openapi_extra=SHARE)
async def looks(by: By, sharing: Consent, limit: Annotated[int, Query(ge=1, le=500)] = 50) -> list[Look]:
    """Who looked, newest first."""
    return await sharing.looks(by, limit)


@router.delete("/positions", status_code=204, openapi_extra=SHARE)
async def erase(by: By, sharing: Consent) -> None:
    """Delete where you are and were."""
    await sharing.erase(by)


@router.get("/shared", openapi_extra=public(), include_in_schema=False)
async def shared_page(
    page: Annotated[SharedPage, use(SharedPage)], accept_language: Annotated[str, Header(include_in_schema=False)] = ""
) -> HTMLResponse:
    """The page behind a secret link."""
    shown, policy = page.in_language(accept_language)
    return HTMLResponse(shown, headers={"Content-Security-Policy": policy, "Cache-Control": "no-store"})


@router.post("/shared", openapi_extra=public(NORMAL))
async def shared(
    locations: Locations,
    page: Annotated[SharedPage, use(SharedPage)],
    translator: Annotated[Translator, use(Translator)],
    link: LinkToken,
    accept_language: Annotated[str, Header(include_in_schema=False)] = "",
) -> SharedSighting:
    """Where whoever gave you the link is; the token is what stands behind its #."""
    language = page.language(accept_language)
    sighting = await locations.by_link(link.token, language)
    return SharedSighting(said=translator.say(sighting_text(sighting), language), sighting=sighting)


@router.post("/shared/map", openapi_extra=public(NORMAL), response_class=PngResponse, responses={204: {}})
async def shared_map(locations: Locations, pictures: Drawer, link: LinkToken) -> Response:
    """The same as a picture; 204 if the link does not say so much."""
    return _picture(await pictures.of_sighting(await locations.by_link(link.token), []))


# Zones, and who comes and goes


@router.get("/zones", openapi_extra=WRITE)
async def zones(by: By, own: OwnZones) -> list[Zone]:
    """Your zones."""
    return await own.all(by)


@router.put("/zones", openapi_extra=WRITE)
async def put_zone(by: By, own: OwnZones, wanted: NewZone) -> Zone:
    """Make a zone, or replace the one of that name."""
    if wanted.at is None:
        return await own.here(by, wanted.name, wanted.radius_m)
    return await own.put(by, wanted.name, wanted.at, wanted.radius_m)


@router.delete("/zones/{id}", status_code=204, openapi_extra=WRITE)
async def remove_zone(by: By, own: OwnZones, id: Id) -> None:
    """Forget a zone, and what waits for it."""
    await own.remove(by, id)


@router.get("/people/{person}/zones", openapi_extra=READ)
async def zones_of(by: By, locations: Locations, person: Id) -> dict[str, str]:
    """Names, by id, of the zones in which you may ask to be told of somebody."""
    return {zone.id: zone.name for zone in await locations.zones_of(by, person)}


@router.get("/watches", openapi_extra=READ)
async def watches(by: By, comings: Comings) -> list[WatchView]:
    """Of whose coming and going you are told, or have asked to be."""
    return [WatchView(person=user.id, name=user.name, watch=watch) for user, watch in await comings.mine(by.user_id)]


@router.post("/watches", status_code=201, openapi_extra=READ)
async def watch(by: By, comings: Comings, wanted: NewWatch) -> Watch:
    """Ask somebody whether you may be told when they come to a zone or leave it."""
    return await comings.ask(by, wanted.person, wanted.zone)


@router.put("/watches/{id}", openapi_extra=SHARE)
async def agree(by: By, comings: Comings, id: Id, answer: Agreement) -> Watch:
    """Agree that somebody is told of you, or end it."""
    return await comings.answer(by, id, agreed=answer.agreed)


@router.delete("/people/{person}/watches/{id}", status_code=204, openapi_extra=READ)
async def stop_watch(by: By, comings: Comings, person: Id, id: Id) -> None:
    """Be told no more."""
    await comings.stop(by, person, id)


@router.post("/errands", status_code=201, openapi_extra=WRITE)
async def put_off(by: By, comings: Comings, wanted: NewErrand) -> Errand:
    """Be reminded when you arrive."""
    return await comings.put_off(by, wanted.zone, wanted.task)


@router.delete("/errands/{id}", status_code=204, openapi_extra=WRITE)
async def drop(by: By, comings: Comings, id: Id) -> None:
    """Forget what was put off."""
    await comings.drop(by, id)


# History


@router.get("/history", openapi_extra=WRITE)
async def history(by: By, days: Days, day: Day) -> DayOfTravel:
    """Where you were on a day: every fix, and the stays."""
    return await days.day(by, day)


@router.get("/history/geojson", openapi_extra=WRITE)
async def history_geojson(by: By, days: Days, day: Day) -> dict[str, Any]:
    """The same as GeoJSON (RFC 7946): a line, and a point a stay."""
    return geojson(await days.day(by, day))


@router.get("/history/map", openapi_extra=WRITE, response_class=PngResponse)
async def history_map(by: By, days: Days, own: OwnZones, pictures: Drawer, day: Day) -> Response:
    """The same as a picture."""
    return _picture(await pictures.of_day(await days.day(by, day), await own.all(by)))


def _picture(png: bytes | None) -> Response:
    return Response(status_code=204) if png is None else PngResponse(png, headers={"Cache-Control": "no-store"})
