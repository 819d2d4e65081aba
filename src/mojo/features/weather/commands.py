"""Weather in Chronos: /weather, /report, a shared location, and their buttons."""

from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from mojo.chronos.commands import Button, ButtonData, CommandGroup, Reply, Turn
from mojo.features.weather.phrases import After, Daily, Now, Off, parse_when
from mojo.features.weather.places import PlaceBook
from mojo.features.weather.reports import Reports
from mojo.features.weather.service import WeatherService
from mojo.features.weather.texts import coming_report_text, place_name, report_text, report_time_text, weather_text
from mojo.shared.errors import StoreUnavailable
from mojo.shared.model.places import Place
from mojo.shared.model.text import text

Rows: TypeAlias = tuple[tuple[Button, ...], ...]

AWAITED_PLACE = "weather.place"
PENDING_REPORT = "weather_report"
"""In the session: the time of a report whose place has been asked for."""
NAMESAKES = 3

commands = CommandGroup("weather")


@dataclass(frozen=True)
class ShowWeather(ButtonData):
    """The weather at a kept place."""

    prefix: ClassVar[str] = "wx"
    place: str


@dataclass(frozen=True)
class OfferReport(ButtonData):
    """The choice of times for a report about a kept place."""

    prefix: ClassVar[str] = "wo"
    place: str


@dataclass(frozen=True)
class SetReport(ButtonData):
    """One of those times, as a phrase."""

    prefix: ClassVar[str] = "wr"
    place: str
    phrase: str


@commands.command("weather", scope="weather:read", takes="place")
async def weather(turn: Turn) -> Reply:
    """Say the weather at a place: the named one, else the one asked about last, else ask."""
    turn.session.pop(PENDING_REPORT, None)
    if turn.args:
        return await _named(turn)
    place = await (await turn.get(PlaceBook)).last(turn.user.id)
    return await _show(turn, place) if place else _ask_place(turn)


@commands.conversation(AWAITED_PLACE, scope="weather:read")
async def named_place(turn: Turn) -> Reply:
    """Take the answer to "where?"."""
    return await _named(turn)


@commands.location(scope="weather:read")
async def shared_location(turn: Turn) -> Reply:
    """Say the weather where the person is."""
    assert turn.location is not None  # noqa: S101  # a location handler is called with one
    return await _chosen(turn, Place(at=turn.location))


@commands.button(ShowWeather, scope="weather:read")
async def show_weather(turn: Turn) -> Reply:
    """Say the weather anew."""
    place = await (await turn.get(PlaceBook)).at(turn.button.place)
    return await _show(turn, place, edit=True) if place else _ask_place(turn)


@commands.command("report", scope="report:write", takes="time")
async def report(turn: Turn) -> Reply:
    """Set, stop or offer the report that comes by itself."""
    turn.session.pop(PENDING_REPORT, None)
    if not turn.args:
        return await _offer_report(turn, await (await turn.get(PlaceBook)).last(turn.user.id))
    return await _set_report(turn, turn.args, None)


@commands.button(OfferReport, scope="report:write")
async def offer_report(turn: Turn) -> Reply:
    """Offer times for a report about the place whose weather was shown."""
    return await _offer_report(turn, await (await turn.get(PlaceBook)).at(turn.button.place))


@commands.button(SetReport, scope="report:write")
async def set_report(turn: Turn) -> Reply:
    """Set the report to the chosen time."""
    place = await (await turn.get(PlaceBook)).at(turn.button.place) if turn.button.place else None
    return await _set_report(turn, turn.button.phrase, place)


def _ask_place(turn: Turn) -> Reply:
    turn.session["awaiting"] = AWAITED_PLACE
    return Reply(text("weather-ask-place"), ask_location=text("chronos-share-location"))


async def _named(turn: Turn) -> Reply:
    places = await (await turn.get(WeatherService)).find_places(turn.args, turn.language, limit=10)
    best, *others = places
    return await _chosen(turn, best, [place for place in others if _may_be_meant(place, best, turn.args)][:NAMESAKES])


def _may_be_meant(other: Place, best: Place, typed: str) -> bool:
    """Tell whether `other` deserves a button: it is called the same, or what was typed is a name in another language."""
    return other.name == best.name or (best.name or "").casefold() != typed.casefold()


async def _chosen(turn: Turn, place: Place, namesakes: list[Place] | None = None) -> Reply:
    """Go on with a place that has just been said: to the report it was asked for, else to its weather."""
    phrase = turn.session.pop(PENDING_REPORT, None)
    wants_report = phrase and turn.user.may("report:write")  # the question may be older than their rights
    return await _set_report(turn, phrase, place) if wants_report else await _show(turn, place, namesakes)


async def _show(turn: Turn, place: Place, namesakes: list[Place] | None = None, edit: bool = False) -> Reply:
    now = await (await turn.get(WeatherService)).get_current_weather(place, turn.language)
    buttons: Rows = ()
    with suppress(StoreUnavailable):  # without its buttons the weather is still the weather
        buttons = await _weather_buttons(turn, now.place, namesakes or [])
    return Reply(weather_text(now), buttons, edit=edit)


async def _weather_buttons(turn: Turn, place: Place, namesakes: list[Place]) -> Rows:
    book = await turn.get(PlaceBook)
    await book.remember(turn.user.id, place)
    key = await book.keep(place)
    first = (
        Button(text("weather-button-refresh"), ShowWeather(key)),
        Button(text("weather-button-report"), OfferReport(key)),
    )
    rest = [(await _namesake_button(book, other),) for other in namesakes]
    return (first, *rest)


async def _namesake_button(book: PlaceBook, place: Place) -> Button:
    return Button(text("weather-button-place", place=place_name(place)), ShowWeather(await book.keep(place)))


async def _offer_report(turn: Turn, place: Place | None) -> Reply:
    key = await (await turn.get(PlaceBook)).keep(place) if place else ""
    coming = await (await turn.get(Reports)).daily(turn.user)
    current = text("weather-report-none") if coming is None else report_time_text(coming)
    return Reply(text("weather-report-ask", current=current), _report_buttons(key))


def _report_buttons(key: str) -> Rows:
    times = tuple(Button(text("weather-button-at", time=at), SetReport(key, at)) for at in ("06:30", "07:00", "08:00"))
    soon = Button(text("weather-button-soon"), SetReport(key, "in 1 minute"))
    return times, (soon, Button(text("weather-button-off"), SetReport(key, "off")))


async def _set_report(turn: Turn, phrase: str, place: Place | None) -> Reply:
    """Do what the phrase says, about the place it names, else `place`, else the one asked about last."""
    parsed = parse_when(phrase)
    if parsed is None:
        return Reply(text("weather-report-not-understood"), _report_buttons(""))
    when, name = parsed
    if isinstance(when, Off):
        return await _stop_report(turn)
    wanted = name or place or await (await turn.get(PlaceBook)).last(turn.user.id)
    if wanted is None:
        turn.session[PENDING_REPORT] = phrase
        return _ask_place(turn)
    located = await (await turn.get(WeatherService)).locate(wanted, turn.language)
    return await _report_now(turn, located) if isinstance(when, Now) else await _start_report(turn, when, located)


async def _stop_report(turn: Turn) -> Reply:
    stopped = await (await turn.get(Reports)).stop(turn.user)
    return Reply(text("weather-report-stopped") if stopped else text("weather-report-none"), edit=turn.button is not None)


async def _report_now(turn: Turn, place: Place) -> Reply:
    now = await (await turn.get(WeatherService)).get_current_weather(place, turn.language)
    return Reply(report_text(now, (await turn.get(Reports)).local_time(turn.user, place)))


async def _start_report(turn: Turn, when: Daily | After, place: Place) -> Reply:
    coming = await (await turn.get(Reports)).start(turn.user, place, when)
    return Reply(coming_report_text(coming), edit=turn.button is not None)
