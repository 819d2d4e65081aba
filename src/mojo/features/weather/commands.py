"""Weather in Chronos: /weather, /forecast, /rain, /warnings, /report, /alerts, a shared location, and their buttons."""

from contextlib import suppress
from datetime import time
from typing import TypeAlias

from mojo.chronos.commands import Button, CommandGroup, Reply, Turn
from mojo.features.weather.buttons import HERE, OfferReport, OfferWatches, SetReport, ShowView, ShowWeather, ToggleWatch
from mojo.features.weather.formats import reader_of
from mojo.features.weather.phrases import After, Daily, Now, Off, parse_when
from mojo.features.weather.places import PlaceBook
from mojo.features.weather.reports import Reports
from mojo.features.weather.service import WeatherService
from mojo.features.weather.texts import coming_report_text, place_name, report_time_text
from mojo.features.weather.views import View, Views
from mojo.features.weather.watch_texts import kind_name, watches_text
from mojo.features.weather.watches import Watches, id_of
from mojo.features.weather.watching import Kind, Watch
from mojo.features.weather.whereabouts import Whereabouts
from mojo.shared.errors import StoreUnavailable
from mojo.shared.model.places import Place
from mojo.shared.model.text import text

Rows: TypeAlias = tuple[tuple[Button, ...], ...]

AWAITED_PLACE = "weather.place"
PENDING_REPORT = "weather_report"
"""In the session: the time of a report whose place has been asked for."""
PENDING_VIEW = "weather_view"
"""In the session: what is to be seen of the place that has been asked for."""
NAMESAKES = 3

commands = CommandGroup("weather")


@commands.command("weather", scope="weather:read", takes="place")
async def weather(turn: Turn) -> Reply:
    """Say the weather at a place: the named one, else the one asked about last, else where they are, else ask."""
    return await _asked(turn, View.NOW)


@commands.command("forecast", scope="weather:read", takes="place")
async def forecast(turn: Turn) -> Reply:
    """Say what the next week brings."""
    return await _asked(turn, View.WEEK)


@commands.command("rain", scope="weather:read", takes="place")
async def rain(turn: Turn) -> Reply:
    """Say when it will be wet within a day."""
    return await _asked(turn, View.RAIN)


@commands.command("warnings", scope="weather:read", takes="place")
async def warnings(turn: Turn) -> Reply:
    """List the official warnings."""
    return await _asked(turn, View.WARNINGS)


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


@commands.button(ShowView, scope="weather:read")
async def show_view(turn: Turn) -> Reply:
    """Show something else of the place in the same message."""
    place = await (await turn.get(PlaceBook)).at(turn.button.place)
    if place is None or turn.button.view not in set(View):
        return _ask_place(turn)
    return await _show(turn, place, view=View(turn.button.view), edit=True)


@commands.command("alerts", scope="weather:watch", takes="place")
async def alerts(turn: Turn) -> Reply:
    """Show what the person is told of unasked, and offer more."""
    whereabouts = await turn.get(Whereabouts)
    if turn.args:
        return await _offer_watches(turn, (await whereabouts.named(turn.user.id, turn.args, turn.language))[0])
    return await _offer_watches(turn, await whereabouts.usual(turn.user.id))


@commands.button(OfferWatches, scope="weather:watch")
async def offer_watches(turn: Turn) -> Reply:
    """Offer what the person may be told of at the place whose weather was shown."""
    return await _offer_watches(turn, await (await turn.get(PlaceBook)).at(turn.button.place))


@commands.button(ToggleWatch, scope="weather:watch")
async def toggle_watch(turn: Turn) -> Reply:
    """Start to tell them, or stop."""
    place = None if turn.button.place == HERE else await (await turn.get(PlaceBook)).at(turn.button.place)
    if turn.button.kind not in set(Kind) or (place is None and turn.button.place != HERE):
        return _ask_place(turn)
    kind, watches = Kind(turn.button.kind), await turn.get(Watches)
    id = id_of(turn.user.id, kind, place)
    if any(watch.id == id for watch in await watches.of(turn.user.id)):
        await watches.stop(turn.principal, id)
    else:
        await watches.start(turn.principal, kind, place)
    return await _offer_watches(turn, place, edit=True)


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


async def _asked(turn: Turn, view: View) -> Reply:
    turn.session.pop(PENDING_REPORT, None)
    turn.session[PENDING_VIEW] = view.value
    if turn.args:
        return await _named(turn)
    place = await (await turn.get(Whereabouts)).usual(turn.user.id)
    return await _chosen(turn, place) if place else _ask_place(turn)


def _ask_place(turn: Turn) -> Reply:
    turn.session["awaiting"] = AWAITED_PLACE
    return Reply(text("weather-ask-place"), ask_location=text("chronos-share-location"))


async def _named(turn: Turn) -> Reply:
    best, *others = await (await turn.get(Whereabouts)).named(turn.user.id, turn.args, turn.language)
    return await _chosen(turn, best, [place for place in others if _may_be_meant(place, best, turn.args)][:NAMESAKES])


def _may_be_meant(other: Place, best: Place, typed: str) -> bool:
    """Tell whether `other` deserves a button: it is called the same, or what was typed is a name in another language."""
    return other.name == best.name or (best.name or "").casefold() != typed.casefold()


async def _chosen(turn: Turn, place: Place, namesakes: list[Place] | None = None) -> Reply:
    """Go on with a place that has just been said: to the report it was asked for, else to what was to be seen of it."""
    phrase, view = turn.session.pop(PENDING_REPORT, None), View(turn.session.pop(PENDING_VIEW, View.NOW))
    wants_report = phrase and turn.user.may("report:write")  # the question may be older than their rights
    return await _set_report(turn, phrase, place) if wants_report else await _show(turn, place, namesakes, view=view)


async def _show(
    turn: Turn, place: Place, namesakes: list[Place] | None = None, *, view: View = View.NOW, edit: bool = False
) -> Reply:
    place = await (await turn.get(WeatherService)).locate(place, turn.language)
    reader = reader_of(turn.user)
    told = await (await turn.get(Views)).show(view, place, turn.language, reader)
    picture = await (await turn.get(Views)).chart(place, reader) if view is View.CHART else None
    buttons: Rows = ()
    with suppress(StoreUnavailable):  # without its buttons the weather is still the weather
        buttons = await _weather_buttons(turn, place, namesakes or [], view)
    return Reply(told, buttons, edit=edit and picture is None, picture=picture)


async def _weather_buttons(turn: Turn, place: Place, namesakes: list[Place], view: View) -> Rows:
    book = await turn.get(PlaceBook)
    await book.remember(turn.user.id, place)
    key = await book.keep(place)

    def to(*views: View) -> tuple[Button, ...]:
        return tuple(Button(text(f"weather-button-{one}"), ShowView(key, one)) for one in views)

    again = ShowWeather(key) if view is View.NOW else ShowView(key, view)
    last = (
        Button(text("weather-button-refresh"), again),
        Button(text("weather-button-report"), OfferReport(key)),
        Button(text("weather-button-watch"), OfferWatches(key)),
    )
    rest = [
        (Button(text("weather-button-place", place=place_name(other)), ShowWeather(await book.keep(other))),)
        for other in namesakes
    ]
    return (to(View.TODAY, View.TOMORROW, View.WEEK, View.CHART), to(View.RAIN, View.WARNINGS, View.AIR), last, *rest)


async def _namesake_button(book: PlaceBook, place: Place) -> Button:
    return Button(text("weather-button-place", place=place_name(place)), ShowWeather(await book.keep(place)))


async def _offer_watches(turn: Turn, place: Place | None, edit: bool = False) -> Reply:
    mine = await (await turn.get(Watches)).of(turn.user.id)
    key = await (await turn.get(PlaceBook)).keep(place) if place else HERE
    rows = [(_watch_button(turn, mine, kind, place, key),) for kind in Kind]
    if place:
        rows.append((Button(text("weather-button-here"), OfferWatches(HERE)),))
    return Reply(watches_text(mine, place), tuple(rows), edit=edit)


def _watch_button(turn: Turn, mine: list[Watch], kind: Kind, place: Place | None, key: str) -> Button:
    on = id_of(turn.user.id, kind, place) in {watch.id for watch in mine}
    name = kind_name(kind)
    label = text("weather-button-on", kind=name) if on else text("weather-button-add", kind=name)
    return Button(label, ToggleWatch(key, kind))


async def _offer_report(turn: Turn, place: Place | None) -> Reply:
    key = await (await turn.get(PlaceBook)).keep(place) if place else ""
    coming = await (await turn.get(Reports)).daily(turn.user)
    current = text("weather-report-none") if coming is None else report_time_text(coming)
    return Reply(text("weather-report-ask", current=current), _report_buttons(key))


def _report_buttons(key: str) -> Rows:
    times = tuple(
        Button(text("weather-button-at", time=time.fromisoformat(at)), SetReport(key, at)) for at in ("06:30", "07:00", "08:00")
    )
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
    at = (await turn.get(Reports)).local_time(turn.user, place)
    return Reply(await (await turn.get(Views)).report(place, at, turn.language, reader_of(turn.user)))


async def _start_report(turn: Turn, when: Daily | After, place: Place) -> Reply:
    coming = await (await turn.get(Reports)).start(turn.user, place, when)
    return Reply(coming_report_text(coming), edit=turn.button is not None)
