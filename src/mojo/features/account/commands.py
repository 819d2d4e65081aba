"""Chronos's door to who a person is and what they like: /start, /language, /timezone, /me."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import ClassVar

from mojo.chronos.commands import Button, ButtonData, CommandGroup, Reply, Turn
from mojo.chronos.help import help_text
from mojo.features.account.admission import AdmissionDesk
from mojo.features.account.model import ProfileChange, shown_name
from mojo.features.account.service import AccountService
from mojo.features.account.texts import profile_text, read_span, read_time
from mojo.features.account.zones import Zone, find_zones, utc_offset, zone_at
from mojo.shared.i18n.clocks import usual_face
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.tastes import ClockFace, Units, WindUnit
from mojo.shared.model.text import Text, text
from mojo.shared.util.clock import Clock

commands = CommandGroup("account", area="you")

TIMEZONE_TALK = "account.timezone"
_ASKED = "account_timezone"
"""In the session: where somebody is has been asked, so a location that they share is the answer."""

_JUST_COME = timedelta(minutes=1)
"""Whoever's invitation names a language is asked for theirs all the same."""


@dataclass(frozen=True)
class LanguageButton(ButtonData):
    """A language to speak; `welcome` is 1 if the person has just arrived."""

    prefix: ClassVar[str] = "language"
    code: str
    welcome: int


@dataclass(frozen=True)
class TimezoneButton(ButtonData):
    """A time zone to live in."""

    prefix: ClassVar[str] = "timezone"
    name: str


@commands.command("start", scope=None, hidden=True)
async def start(turn: Turn) -> Reply:
    turn.user = await (await turn.get(AdmissionDesk)).accept(turn.user, turn.args)
    buttons = await language_buttons(turn, welcome=True)
    if turn.user.language is None or await _now(turn) - turn.user.created_at < _JUST_COME:
        return Reply(text("account-welcome", name=turn.user.name), buttons)
    greeting = text("account-welcome-back", name=turn.user.name)
    return Reply(text("account-introduction", greeting=greeting, help=help_text(turn.commands, turn.user)), buttons)


@commands.command("language", scope=None)
async def language(turn: Turn) -> Reply:
    translator = await turn.get(Translator)
    named = (code for code in translator.languages if turn.args.casefold() in (code, translator.name_of(code).casefold()))
    wanted = next(named, None)
    if wanted is not None:
        return Reply(await _speak(turn, wanted))
    return Reply(text("account-language-ask"), await language_buttons(turn, welcome=False))


@commands.button(LanguageButton, scope=None)
async def language_chosen(turn: Turn) -> Reply:
    said = await _speak(turn, turn.button.code)
    if not turn.button.welcome:
        return Reply(said, edit=True)
    introduction = text("account-introduction", greeting=said, help=help_text(turn.commands, turn.user))
    if turn.user.timezone != "UTC":
        return Reply(introduction, edit=True)
    asked = await ask_timezone(turn)
    return Reply(text("account-settling-in", introduction=introduction, ask=asked.text), edit=True)


@commands.command("timezone", scope=None, takes="city")
async def timezone(turn: Turn) -> Reply:
    return await timezone_named(turn) if turn.args else await ask_timezone(turn)


@commands.conversation(TIMEZONE_TALK, scope=None)
async def timezone_named(turn: Turn) -> Reply:
    zones = find_zones(turn.args, turn.language)
    if len(zones) == 1:
        return Reply(await _live_in(turn, zones[0].name))
    turn.session["awaiting"] = TIMEZONE_TALK
    if not zones:
        return Reply(text("account-timezone-unknown"))
    return Reply(text("account-timezone-which"), tuple([(button,) for button in await _zone_buttons(turn, zones)]))


@commands.location(scope=None)
async def timezone_located(turn: Turn) -> Reply | None:
    """Live where the shared location is, if that was asked for."""
    if not turn.session.pop(_ASKED, False) or turn.location is None:
        return None
    return Reply(await _live_in(turn, await zone_at(turn.location)))


@commands.button(TimezoneButton, scope=None)
async def timezone_chosen(turn: Turn) -> Reply:
    return Reply(await _live_in(turn, turn.button.name), edit=True)


async def ask_timezone(turn: Turn) -> Reply:
    """Ask where the person is: a city, a country, or their location."""
    turn.session["awaiting"] = TIMEZONE_TALK
    turn.session[_ASKED] = True
    asked = text("account-timezone-ask", timezone=turn.user.timezone, now=await _now(turn))
    return Reply(asked, ask_location=text("chronos-share-location"))


async def language_buttons(turn: Turn, *, welcome: bool) -> tuple[tuple[Button, ...], ...]:
    """Return every language, named by itself, the one we speak now first."""
    translator = await turn.get(Translator)
    codes = sorted(translator.languages, key=lambda code: code != turn.language)
    buttons = [
        Button(text("account-choice", name=translator.name_of(code)), LanguageButton(code, int(welcome))) for code in codes
    ]
    return tuple([tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2)])


async def _speak(turn: Turn, code: str) -> Text:
    turn.user = await (await turn.get(AccountService)).change(turn.principal, ProfileChange(language=code))
    turn.language = code
    return text("account-language-saved")


async def _live_in(turn: Turn, zone: str) -> Text:
    turn.user = await (await turn.get(AccountService)).change(turn.principal, ProfileChange(timezone=zone))
    turn.session.pop("awaiting", None)
    turn.session.pop(_ASKED, None)
    return text("account-timezone-saved", timezone=zone, now=await _now(turn))


async def _now(turn: Turn) -> datetime:
    return (await turn.get(Clock)).now()  # type: ignore[type-abstract]  # a Protocol is the key


async def _zone_buttons(turn: Turn, zones: list[Zone]) -> list[Button]:
    now = await _now(turn)
    return [
        Button(
            text("account-timezone-choice", city=zone.city, country=zone.country, offset=utc_offset(zone.name, now)),
            TimezoneButton(zone.name),
        )
        for zone in zones
    ]


@dataclass(frozen=True)
class ProfileButton(ButtonData):
    """A part of the profile to change."""

    prefix: ClassVar[str] = "me"
    part: str


@dataclass(frozen=True)
class ProfileValue(ButtonData):
    """What a part of the profile is to be; an empty value switches it off."""

    prefix: ClassVar[str] = "mev"
    part: str
    value: str


_NAME_TALK, _QUIET_TALK, _REPORT_TALK = "account.name", "account.quiet_hours", "account.report"
_CHOICES = {"quiet": ("21:00-07:00", "22:00-07:00", "23:00-08:00"), "report": ("06:30", "07:00", "08:00")}


@commands.command("me", scope="account:read")
async def me(turn: Turn) -> Reply:
    return await _profile(turn)


@commands.button(ProfileButton, scope="account:write")
async def change_part(turn: Turn) -> Reply:
    """Ask what a part of the profile is to be."""
    match turn.button.part:
        case "language":
            return Reply(text("account-language-ask"), await language_buttons(turn, welcome=False))
        case "timezone":
            return await ask_timezone(turn)
        case "name":
            turn.session["awaiting"] = _NAME_TALK
            return Reply(text("account-name-ask"))
        case "units" | "clock":
            return await _changed(turn, _other_taste(turn), edit=True)
        case "wind":
            return Reply(text("account-wind-ask"), _wind_choices())
        case part:
            hour = "quiet" if part == "quiet" else "report"
            turn.session["awaiting"] = _QUIET_TALK if hour == "quiet" else _REPORT_TALK
            return Reply(Text(f"account-{hour}-ask"), _choices(hour))


def _other_taste(turn: Turn) -> ProfileChange:
    """Return the other of the two that there are."""
    if turn.button.part == "units":
        return ProfileChange(units=Units.IMPERIAL if turn.user.units is Units.METRIC else Units.METRIC)
    shown = turn.user.clock or usual_face(turn.language)
    return ProfileChange(clock=ClockFace.H24 if shown is ClockFace.H12 else ClockFace.H12)


@commands.button(ProfileValue, scope="account:write")
async def part_chosen(turn: Turn) -> Reply:
    """Take the value that a button carries."""
    turn.session.pop("awaiting", None)
    if turn.button.part == "wind":
        return await _wind_chosen(turn, turn.button.value)
    read = quiet_hours_named if turn.button.part == "quiet" else report_named
    if not turn.button.value:
        off = ProfileChange(quiet_hours=None) if turn.button.part == "quiet" else ProfileChange(morning_report_at=None)
        return await _changed(turn, off, edit=True)
    turn.args = turn.button.value
    return await read(turn)


@commands.conversation(_NAME_TALK, scope="account:write")
async def named(turn: Turn) -> Reply:
    if not shown_name(turn.args):
        turn.session["awaiting"] = _NAME_TALK
        return Reply(text("account-name-ask"))
    return await _changed(turn, ProfileChange(name=turn.args[:256]))


@commands.conversation(_QUIET_TALK, scope="account:write")
async def quiet_hours_named(turn: Turn) -> Reply:
    hours = read_span(turn.args)
    if hours is None:
        turn.session["awaiting"] = _QUIET_TALK
        return Reply(text("account-quiet-ask"), _choices("quiet"))
    return await _changed(turn, ProfileChange(quiet_hours=hours), edit=turn.button is not None)


@commands.conversation(_REPORT_TALK, scope="account:write")
async def report_named(turn: Turn) -> Reply:
    at = read_time(turn.args)
    if at is None:
        turn.session["awaiting"] = _REPORT_TALK
        return Reply(text("account-report-ask"), _choices("report"))
    return await _changed(turn, ProfileChange(morning_report_at=at), edit=turn.button is not None)


async def _changed(turn: Turn, change: ProfileChange, *, edit: bool = False) -> Reply:
    turn.user = await (await turn.get(AccountService)).change(turn.principal, change)
    return await _profile(turn, edit=edit)


async def _profile(turn: Turn, *, edit: bool = False) -> Reply:
    spoken = (await turn.get(Translator)).name_of(turn.language)
    hour = await (await turn.get(AccountService)).report_hour(turn.user)
    return Reply(profile_text(turn.user, spoken, hour), _parts(), edit=edit)


def _parts() -> tuple[tuple[Button, ...], ...]:
    def part(label: Text, name: str) -> Button:
        return Button(label, ProfileButton(name))

    return (
        (part(text("account-button-name"), "name"), part(text("account-button-language"), "language")),
        (part(text("account-button-timezone"), "timezone"), part(text("account-button-units"), "units")),
        (part(text("account-button-clock"), "clock"), part(text("account-button-wind"), "wind")),
        (part(text("account-button-quiet"), "quiet"), part(text("account-button-report"), "report")),
    )


async def _wind_chosen(turn: Turn, value: str) -> Reply:
    wind = next((unit for unit in WindUnit if unit == value), None)
    return await _changed(turn, ProfileChange(wind=wind), edit=True)


def _wind_choices() -> tuple[tuple[Button, ...], ...]:
    units = tuple([Button(Text(f"account-wind-name-{unit}"), ProfileValue("wind", unit)) for unit in WindUnit])
    return units, (Button(text("account-button-usual"), ProfileValue("wind", "")),)


def _as_read(value: str) -> str | time:
    return value if "-" in value else time.fromisoformat(value)


def _choices(part: str) -> tuple[tuple[Button, ...], ...]:
    offered = tuple([Button(text("account-choice", name=_as_read(value)), ProfileValue(part, value)) for value in _CHOICES[part]])
    return offered, (Button(text("account-button-off"), ProfileValue(part, "")),)
