"""What is watched, in words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from mojo.features.weather.formats import Reader, weekday
from mojo.features.weather.texts import place_name
from mojo.features.weather.watching import Condition, Kind, Watch
from mojo.shared.model.places import Place
from mojo.shared.model.text import Text, text


def watch_text(told: Condition, place: Place, zone: str, reader: Reader) -> Text:
    """Say that something comes, when, and when it ends."""
    start, where = told.starts_at.astimezone(ZoneInfo(zone)), place_name(place, unnamed="weather-here-title")
    times = {"start": _when(start, reader), "end": _end(told, zone, reader), "place": where}
    match told.kind:
        case Kind.RAIN:
            return Text("weather-watch-rain", {"what": Text(f"weather-wet-{told.wet}"), **times})
        case Kind.WARNINGS:
            return Text("weather-watch-warning", {"headline": told.headline, **times})
        case Kind.FROST:
            return Text("weather-watch-frost", {"value": reader.temperature(told.value), **times})
        case Kind.HEAT:
            return Text("weather-watch-heat", {"value": reader.temperature(told.value), **times})
        case Kind.WIND:
            return Text("weather-watch-wind", {"value": reader.speed(told.value), **times})
    return Text("weather-watch-uv", {"value": round(told.value), **times})


def over_text(told: Condition, place: Place, now: datetime) -> Text:
    """Say that it is over, or that it will not come after all."""
    what = told.headline or kind_name(told.kind)
    where = place_name(place, unnamed="weather-here-title")
    if now < told.starts_at:
        return text("weather-watch-called-off", what=what, place=where)
    return text("weather-watch-over", what=what, place=where)


def kind_name(kind: Kind) -> Text:
    """Name what can be watched."""
    return Text(f"weather-kind-{kind}")


def watches_text(watches: list[Watch], place: Place | None) -> Text:
    """List what a person is told of, and ask for more."""
    where = place_name(place, unnamed="weather-here-title") if place else text("weather-watch-where-i-am")
    ask = text("weather-watch-ask", place=where)
    if not watches:
        return text("weather-lines", first=text("weather-watch-none"), rest=ask)
    listed = ask
    for watch in reversed(watches):
        at = place_name(watch.place, unnamed="weather-here-title") if watch.place else text("weather-watch-where-i-am")
        listed = text("weather-lines", first=text("weather-watch-one", kind=kind_name(watch.kind), place=at), rest=listed)
    return text("weather-lines", first=text("weather-watch-list"), rest=listed)


def _when(at: datetime, reader: Reader) -> Text:
    return text("weather-watch-time", day=weekday(at), clock=reader.clock(at))


def _end(told: Condition, zone: str, reader: Reader) -> Text:
    if told.ends_at is None:
        return text("weather-warning-open")
    return text("weather-watch-until", time=_when(told.ends_at.astimezone(ZoneInfo(zone)), reader))
