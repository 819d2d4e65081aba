"""Places in Chronos: /whereis, /location, /share, /zones, /arrive, /track, and locations that people share."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from mojo.chronos.commands import Button, CommandGroup, Reply, Turn
from mojo.features.location.arrivals import Arrivals
from mojo.features.location.buttons import AnswerWatch, AskWatch, Day, EndShare, Setting, TimedShare, Viewer, Where, ZoneChoice
from mojo.features.location.errors import NoSuchZone
from mojo.features.location.history import History
from mojo.features.location.intake import Intake
from mojo.features.location.model import Precision, Report, Source, Zone, report_of
from mojo.features.location.phones import Phones
from mojo.features.location.pictures import Pictures
from mojo.features.location.service import LocationService
from mojo.features.location.sharing import Sharing
from mojo.features.location.texts import (
    day_text,
    length_text,
    lines,
    looks_text,
    panel_text,
    phone_text,
    precision_text,
    sighting_text,
    zones_text,
)
from mojo.features.location.zones import Zones
from mojo.shared.errors import InvalidInput
from mojo.shared.model.notifications import Attachment
from mojo.shared.model.tastes import Units
from mojo.shared.model.text import text
from mojo.shared.util.clock import Clock

Rows: TypeAlias = tuple[tuple[Button, ...], ...]
RADII = (100, 200, 500, 1000)
SPANS = (("location-span-1h", 60), ("location-span-2h", 120), ("location-span-8h", 480), ("location-span-24h", 1440))
GIVEN = (Precision.EXACT, Precision.CITY, Precision.ZONE)

commands = CommandGroup("location")


@commands.command("whereis", scope="location:read", takes="person")
async def whereis(turn: Turn) -> Reply:
    """Say where somebody is, or offer those who share it."""
    if turn.args:
        return await _show(turn, turn.args)
    people = await (await turn.get(LocationService)).visible(turn.principal)
    buttons = tuple((Button(text("location-choice", name=user.name), Where(user.id)),) for user, _ in people)
    return Reply(text("location-whom") if people else text("location-nobody-shares"), buttons)


@commands.button(Where, scope="location:read")
async def where(turn: Turn) -> Reply:
    """Say where the chosen person is."""
    return await _show(turn, turn.button.person)


@commands.button(AskWatch, scope="location:read")
async def ask_watch(turn: Turn) -> Reply:
    """Ask somebody whether one may be told of their coming and going, or offer their zones."""
    person, zone = turn.button.person, turn.button.zone
    if zone:
        await (await turn.get(Arrivals)).ask(turn.principal, person, zone)
        return Reply(text("location-watch-asked"), edit=True)
    zones = await (await turn.get(LocationService)).zones_of(turn.principal, person)
    buttons = tuple((Button(text("location-choice", name=zone.name), AskWatch(person, zone.id)),) for zone in zones)
    return Reply(text("location-watch-where") if zones else text("location-watch-no-zones"), buttons)


@commands.button(AnswerWatch, scope="location:share")
async def answer_watch(turn: Turn) -> Reply:
    """Agree that somebody is told, or end it."""
    agreed = bool(turn.button.agreed)
    await (await turn.get(Arrivals)).answer(turn.principal, turn.button.watch, agreed=agreed)
    return Reply(text("location-watch-agreed") if agreed else text("location-watch-ended"), edit=True)


@commands.command("location", scope="location:share")
async def location(turn: Turn) -> Reply:
    """Show what one has allowed, and offer to change it."""
    return await _panel(turn)


@commands.button(Setting, scope="location:share")
async def setting(turn: Turn) -> Reply:
    """Change one thing, or show one."""
    what, value, by = turn.button.what, turn.button.value, turn.principal
    sharing = await turn.get(Sharing)
    if what == "looks":
        return Reply(looks_text(await sharing.looks(by, 20), await _names(turn)))
    if what == "phone":
        return Reply(phone_text((await turn.get(Phones)).setup(by)))
    if what == "who":
        return await _ask_viewer(turn)
    if what == "erase" and not value:
        sure = Button(text("location-erase-sure"), Setting("erase", 1))
        return Reply(text("location-erase-ask"), ((sure,),))
    await _set(sharing, turn, what, value)
    return Reply(text("location-erased"), edit=True) if what == "erase" else await _panel(turn, edit=True)


@commands.button(Viewer, scope="location:share")
async def viewer(turn: Turn) -> Reply:
    """Let somebody know so much, or ask how much."""
    person, name = turn.button.person, await _name(turn, turn.button.person)
    if not turn.button.precision:
        choices = tuple((Button(precision_text(it), Viewer(person, it.value)),) for it in Precision)
        return Reply(text("location-how-much", person=name), choices, edit=True)
    given = _precision(turn.button.precision)
    await (await turn.get(Sharing)).allow(turn.principal, person, given)
    return Reply(text("location-allowed", person=name, precision=precision_text(given)), edit=True)


@commands.command("share", scope="location:share")
async def share(turn: Turn) -> Reply:
    """Ask with whom to share for a while."""
    link = Button(text("location-by-link"), TimedShare("", 0, ""))
    people = await (await turn.get(Sharing)).viewers(turn.principal)
    others = [(Button(text("location-choice", name=user.name), TimedShare(user.id, 0, "")),) for user in people]
    return Reply(text("location-share-whom"), ((link,), *others))


@commands.button(TimedShare, scope="location:share")
async def timed_share(turn: Turn) -> Reply:
    """Ask for how long, then how much, then share."""
    person, minutes, precision = turn.button.person, turn.button.minutes, turn.button.precision
    if not minutes:
        spans = [(Button(text(id), TimedShare(person, span, "")),) for id, span in SPANS]
        return Reply(text("location-how-long"), tuple(spans), edit=True)
    if not precision:
        choices = [(Button(precision_text(it), TimedShare(person, minutes, it.value)),) for it in GIVEN]
        return Reply(text("location-share-how-much"), tuple(choices), edit=True)
    sharing, span = await turn.get(Sharing), timedelta(minutes=minutes)
    opened = await sharing.share(turn.principal, person or None, _precision(precision), span)
    end = Button(text("location-end-share"), EndShare(opened.share.id))
    until = opened.share.until
    said = text("location-shared-link", link=opened.link, until=until) if opened.link else text("location-shared", until=until)
    return Reply(said, ((end,),), edit=True)


@commands.button(EndShare, scope="location:share")
async def end_share(turn: Turn) -> Reply:
    """Take a share back."""
    await (await turn.get(Sharing)).end_share(turn.principal, turn.button.share)
    return Reply(text("location-share-ended"), edit=True)


@commands.command("zones", scope="location:write", takes="place")
async def zones(turn: Turn) -> Reply:
    """List the zones, or make one here."""
    own = await turn.get(Zones)
    if turn.args:
        return _zone_reply(await own.here(turn.principal, turn.args), turn.user.units)
    known = await own.all(turn.principal)
    buttons = tuple((Button(text("location-choice", name=zone.name), ZoneChoice(zone.id, -1)),) for zone in known)
    return Reply(zones_text(known, turn.user.units), buttons)


@commands.button(ZoneChoice, scope="location:write")
async def zone_choice(turn: Turn) -> Reply:
    """Show a zone, give it another radius, or remove it."""
    own, zone_id, radius = await turn.get(Zones), turn.button.zone, turn.button.radius
    if radius == 0:
        removed = await own.remove(turn.principal, zone_id)
        return Reply(text("location-zone-removed", zone=removed.name), edit=True)
    if radius > 0:
        return _zone_reply(await own.widen(turn.principal, zone_id, radius), turn.user.units, edit=True)
    return _zone_reply(await _own_zone(turn, lambda zone: zone.id == zone_id), turn.user.units)


@commands.command("arrive", scope="location:write", takes="errand")
async def arrive(turn: Turn) -> Reply:
    """Remind of something on arrival: the zone's name, then what."""
    words = turn.args.casefold()
    zone = await _own_zone(turn, lambda zone: words.startswith(zone.name.casefold() + " "))
    task = turn.args[len(zone.name) :].strip(" :,，：")
    if not task:
        raise InvalidInput("task: what to be reminded of.", field="task")
    await (await turn.get(Arrivals)).put_off(turn.principal, zone.id, task)
    return Reply(text("location-errand", zone=zone.name, task=task))


@commands.command("track", scope="location:write", takes="day")
async def track(turn: Turn) -> Reply:
    """Show a day of one's own history."""
    if not turn.args:
        clock = await turn.get(Clock)  # type: ignore[type-abstract]
        return await _day(turn, clock.now().astimezone(ZoneInfo(turn.user.timezone)).date())
    return await _day(turn, _date(turn.args))


@commands.button(Day, scope="location:write")
async def day(turn: Turn) -> Reply:
    """Show the chosen day."""
    return await _day(turn, _date(turn.button.day))


@commands.location(scope="location:write")
async def shared_location(turn: Turn) -> Reply | None:
    """Take a location that somebody shares once, without a word: others answer it. Nothing is taken of who is not tracked."""
    await (await turn.get(Intake)).take(turn.user.id, [await _report(turn)])
    return None


@commands.live_location(scope="location:write")
async def live_location(turn: Turn) -> Reply | None:
    """Follow a live location; its first message is answered, its updates are not."""
    taken = await (await turn.get(Intake)).take(turn.user.id, [await _report(turn)])
    if turn.location is None or turn.location.is_update:
        return None
    if taken.ignored is None:
        return Reply(text("location-live-followed"))
    turn_on = Button(text("location-turn-on"), Setting("on", 0))
    resume = Button(text("location-resume"), Setting("resume", 0))
    return Reply(text("location-live-ignored"), ((turn_on if taken.ignored == "off" else resume,),))


async def _report(turn: Turn) -> Report:
    at, clock = turn.location, await turn.get(Clock)  # type: ignore[type-abstract]
    assert at is not None  # noqa: S101  # a location handler is called with one
    return report_of(
        at.latitude,
        at.longitude,
        taken_at=at.at or clock.now(),
        accuracy_m=at.accuracy_m,
        course_deg=at.course_deg,
        device="telegram",
        source=Source.TELEGRAM,
    )


async def _show(turn: Turn, person: str) -> Reply:
    sighting = await (await turn.get(LocationService)).whereis(turn.principal, person, turn.language)
    again = Button(text("location-again"), Where(sighting.user_id))
    watch = Button(text("location-watch"), AskWatch(sighting.user_id, ""))
    mine = sighting.user_id == turn.user.id
    zones = await (await turn.get(Zones)).all(turn.principal) if mine else []
    picture = await (await turn.get(Pictures)).of_sighting(sighting, zones)
    return Reply(sighting_text(sighting, turn.user.units), ((again,),) if mine else ((again, watch),), picture=_attached(picture))


async def _panel(turn: Turn, edit: bool = False) -> Reply:
    profile = await (await turn.get(Sharing)).profile(turn.principal)
    names, clock = await _names(turn), await turn.get(Clock)  # type: ignore[type-abstract]
    paused = profile.is_paused(clock.now())
    if not profile.on:
        first = [_setting("turn-on", "on")]
    elif paused:
        first = [_setting("resume", "resume"), _setting("turn-off", "off")]
    else:
        first = [_setting("pause-hour", "pause", 60), _setting("pause-day", "pause", 1440), _setting("turn-off", "off")]
    kept = [Button(text("location-keep-days", days=days), Setting("history", days)) for days in (7, 30)]
    history = [_setting("keep-none", "history", 0)] if profile.history_days else kept
    notice = _setting("notice-off", "notice", 0) if profile.tell_me else _setting("notice-on", "notice", 1)
    watches = [
        (Button(text("location-watch-end", person=names[it.watcher], zone=zone.name), AnswerWatch(it.id, 0)),)
        for it in profile.watches
        if it.watcher in names and (zone := profile.zone(it.zone_id)) is not None
    ]
    shares = [
        (Button(text("location-end-share-of", person=names.get(it.viewer or "", "🔗")), EndShare(it.id)),)
        for it in profile.shares
    ]
    last = (_setting("phone-button", "phone"), _setting("erase", "erase"))
    who = (_setting("who", "who"), _setting("looks", "looks"))
    rows = (tuple(first), tuple(history), (notice,), who, *watches, *shares, last)
    return Reply(panel_text(profile, names, paused), rows, edit=edit)


def _setting(label: str, what: str, value: int = 0) -> Button:
    return Button(text(f"location-{label}"), Setting(what, value))


async def _set(sharing: Sharing, turn: Turn, what: str, value: int) -> None:
    by = turn.principal
    changes: dict[str, Callable[[], Awaitable[object]]] = {
        "on": lambda: sharing.turn(by, on=True),
        "off": lambda: sharing.turn(by, on=False),
        "pause": lambda: sharing.pause(by, timedelta(minutes=value)),
        "resume": lambda: sharing.resume(by),
        "history": lambda: sharing.keep_history(by, value),
        "notice": lambda: sharing.be_told(by, tell_me=bool(value)),
        "erase": lambda: sharing.erase(by),
    }
    if what in changes:
        await changes[what]()


async def _ask_viewer(turn: Turn) -> Reply:
    people = await (await turn.get(Sharing)).viewers(turn.principal)
    buttons = tuple((Button(text("location-choice", name=user.name), Viewer(user.id, "")),) for user in people)
    return Reply(text("location-who-ask") if people else text("location-who-nobody"), buttons)


async def _names(turn: Turn) -> dict[str, str]:
    return {user.id: user.name for user in await (await turn.get(Sharing)).viewers(turn.principal)}


async def _name(turn: Turn, user_id: str) -> str:
    return (await _names(turn)).get(user_id, "–")


async def _day(turn: Turn, day: date) -> Reply:
    shown = await (await turn.get(History)).day(turn.principal, day)
    earlier, later = (Day(f"{day + timedelta(days=step):%Y%m%d}") for step in (-1, 1))
    buttons = ((Button(text("location-day-before"), earlier), Button(text("location-day-after"), later)),)
    if not shown.fixes:
        return Reply(day_text(shown, turn.user.units), buttons)
    zones = await (await turn.get(Zones)).all(turn.principal)
    return Reply(
        day_text(shown, turn.user.units), buttons, picture=_attached(await (await turn.get(Pictures)).of_day(shown, zones))
    )


def _zone_reply(zone: Zone, units: Units, edit: bool = False) -> Reply:
    radii = tuple(
        Button(text("location-radius", radius=length_text(radius, units)), ZoneChoice(zone.id, radius)) for radius in RADII
    )
    remove = Button(text("location-zone-remove"), ZoneChoice(zone.id, 0))
    said = text("location-zone", zone=zone.name, radius=length_text(zone.radius_m, units))
    return Reply(lines([said, text("location-zone-radius-ask")]), (radii, (remove,)), edit=edit)


async def _own_zone(turn: Turn, wanted: Callable[[Zone], bool]) -> Zone:
    zone = next((zone for zone in await (await turn.get(Zones)).all(turn.principal) if wanted(zone)), None)
    if zone is None:
        raise NoSuchZone("You have no such zone.", zone=turn.args)
    return zone


def _attached(png: bytes | None) -> Attachment | None:
    return None if png is None else Attachment("map.png", "image/png", png)


def _precision(word: str) -> Precision:
    """Read what a button carries. Raises InvalidInput."""
    try:
        return Precision(word)
    except ValueError:
        raise InvalidInput(f"precision: one of {', '.join(Precision)}.", field="precision") from None


def _date(words: str) -> date:
    """Read a day, as 2026-07-01 or 20260701. Raises InvalidInput."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise InvalidInput("day: as 2026-07-01.", field="day") from None
