"""Places in words."""

from collections.abc import Iterable, Mapping
from functools import reduce

from mojo.features.location.history import DayOfTravel, Stay
from mojo.features.location.model import Look, Precision, Profile, Share, Sighting, Zone
from mojo.features.location.phones import PhoneSetup
from mojo.shared.model.places import Coordinates
from mojo.shared.model.tastes import Units
from mojo.shared.model.text import Arg, Text, text

_DIRECTIONS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")
_KMH_PER_MS = 3.6
_FEET_PER_M = 3.28084
_M_PER_MILE = 1609.344
_FAR_M = 10_000
"""Accuracies and zones are told in metres up to here."""
_MAP = "https://www.openstreetmap.org/?mlat={0:.5f}&mlon={1:.5f}#map=16/{0:.5f}/{1:.5f}"


def length_text(metres: float, units: Units = Units.METRIC) -> Text:
    """Say a length as its reader is used to it."""
    if units is Units.METRIC:
        far = metres >= _FAR_M
        return text("location-length-km", km=round(metres / 1000, 1)) if far else text("location-length-m", m=round(metres))
    if metres >= _M_PER_MILE / 2:
        return text("location-length-mi", mi=round(metres / _M_PER_MILE, 1))
    return text("location-length-ft", ft=round(metres * _FEET_PER_M))


def speed_text(ms: float, units: Units = Units.METRIC) -> Text:
    """Say a speed as its reader is used to it."""
    if units is Units.METRIC:
        return text("location-speed-kmh", kmh=round(ms * _KMH_PER_MS))
    return text("location-speed-mph", mph=round(ms * _KMH_PER_MS * 1000 / _M_PER_MILE))


def sighting_text(sighting: Sighting, units: Units = Units.METRIC) -> Text:
    """Say where somebody is, how old and how sure that is, and where they are heading."""
    said = [text("location-where", person=sighting.name, place=_place(sighting)), _facts(sighting, units)]
    if sighting.motion is not None:
        direction = Text(f"location-direction-{_DIRECTIONS[round(sighting.motion.course_deg / 45) % 8]}")
        said.append(text("location-heading", direction=direction, speed=speed_text(sighting.motion.speed_ms, units)))
    if sighting.clock_wrong:
        said.append(text("location-clock-wrong"))
    if sighting.at is not None:
        said.append(text("location-map-link", url=_MAP.format(sighting.at.latitude, sighting.at.longitude)))
    return lines(said)


def age_text(age_s: float) -> Text:
    """Say how long ago something was."""
    minutes = round(age_s / 60)
    if minutes < 1:
        return text("location-age-now")
    if minutes < 120:
        return text("location-age-minutes", minutes=minutes)
    hours = round(minutes / 60)
    return text("location-age-hours", hours=hours) if hours < 48 else text("location-age-days", days=round(hours / 24))


def panel_text(profile: Profile, names: Mapping[str, str], paused: bool) -> Text:
    """Say what a person has allowed."""
    history = text("location-history-days", days=profile.history_days) if profile.history_days else text("location-history-off")
    notice = text("location-notice-is-on") if profile.tell_me else text("location-notice-is-off")
    allowed = [
        text("location-viewer", person=names[viewer], precision=precision_text(given))
        for viewer, given in profile.viewers.items()
        if viewer in names
    ]
    shares = [_share(share, names) for share in profile.shares if share.viewer is None or share.viewer in names]
    return lines([_state(profile, paused), history, notice, *(allowed + shares or [text("location-viewers-none")])])


def precision_text(precision: Precision) -> Text:
    """Say how much that is."""
    return Text(f"location-precision-{precision.value}")


def looks_text(looks: Iterable[Look], names: Mapping[str, str]) -> Text:
    """Say who looked."""
    said = [
        text("location-look", at=look.at, person=_viewer(look.viewer, names), precision=precision_text(look.precision))
        for look in looks
    ]
    return lines(said or [text("location-looks-none")])


def zones_text(zones: Iterable[Zone], units: Units = Units.METRIC) -> Text:
    """List zones."""
    said = [text("location-zone", zone=zone.name, radius=length_text(zone.radius_m, units)) for zone in zones]
    return lines([*(said or [text("location-zones-none")]), text("location-zones-hint")])


def day_text(day: DayOfTravel, units: Units = Units.METRIC) -> Text:
    """Say where somebody stayed on a day, numbered as on the map."""
    if not day.fixes:
        return text("location-day-empty", day=f"{day.day:%Y-%m-%d}")
    head = text("location-day", day=f"{day.day:%Y-%m-%d}", way=_way(day.distance_m, units))
    return lines([head, *(_stay(number, stay) for number, stay in enumerate(day.stays, start=1))])


def phone_text(setup: PhoneSetup) -> Text:
    """Say how to connect a phone."""
    return text(
        "location-phone",
        owntracks=setup.owntracks_url,
        secret=setup.owntracks_secret,
        username=setup.username,
        overland=setup.overland_url,
    )


def lines(said: Iterable[Text]) -> Text:
    """Put one below the other; there is at least one."""
    return reduce(lambda head, tail: text("chronos-lines", head=head, tail=tail), said)


def _place(sighting: Sighting) -> Arg:
    outside = sighting.address or sighting.city
    if sighting.zone:
        return text("location-zone-and-address", zone=sighting.zone, address=outside) if outside else sighting.zone
    if outside:
        return outside
    return _coordinates(sighting.at) if sighting.at else text("location-outside")


def _coordinates(at: Coordinates) -> str:
    return f"{at.latitude:.5f}, {at.longitude:.5f}"


def _way(metres: float, units: Units) -> Text:
    if units is Units.METRIC:
        return text("location-length-km", km=round(metres / 1000, 1))
    return text("location-length-mi", mi=round(metres / _M_PER_MILE, 1))


def _facts(sighting: Sighting, units: Units) -> Text:
    facts = [age_text(sighting.age_s)]
    if sighting.accuracy_m is not None:
        facts.append(text("location-accuracy", radius=length_text(sighting.accuracy_m, units)))
    if sighting.battery_pct is not None:
        facts.append(text("location-battery", percent=sighting.battery_pct))
    return reduce(lambda head, tail: text("location-and", head=head, tail=tail), facts)


def _state(profile: Profile, paused: bool) -> Text:
    if not profile.on:
        return text("location-state-off")
    if not paused or profile.paused_until is None:
        return text("location-state-on")
    endless = profile.paused_until.year > 2100
    return text("location-state-paused-open") if endless else text("location-state-paused", until=profile.paused_until)


def _share(share: Share, names: Mapping[str, str]) -> Text:
    who: Arg = names[share.viewer] if share.viewer else text("location-link")
    return text("location-share", person=who, precision=precision_text(share.precision), until=share.until)


def _viewer(viewer: str, names: Mapping[str, str]) -> Arg:
    return text("location-link") if viewer.startswith("link:") else names.get(viewer, text("location-somebody"))


def _stay(number: int, stay: Stay) -> Text:
    place = stay.zone or _coordinates(stay.at)
    return text("location-stay", number=number, since=stay.since, until=stay.until, place=place)
