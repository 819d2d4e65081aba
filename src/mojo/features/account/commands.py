"""Chronos's door to who a person is and what they like: /start, /language, /timezone."""

from dataclasses import dataclass
from typing import ClassVar

from mojo.chronos.builtin import help_text
from mojo.chronos.commands import Button, ButtonData, CommandGroup, Reply, Turn
from mojo.features.account.service import AccountService
from mojo.features.account.zones import Zone, find_zones, utc_offset
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.text import Text, text
from mojo.shared.util.clock import Clock

commands = CommandGroup("account")

_TIMEZONE_TALK = "account.timezone"


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
    turn.user = await (await turn.get(AccountService)).accept(turn.user, turn.args)
    buttons = await _language_buttons(turn, welcome=True)
    if turn.user.language is None:
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
    return Reply(text("account-language-ask"), await _language_buttons(turn, welcome=False))


@commands.button(LanguageButton, scope=None)
async def language_chosen(turn: Turn) -> Reply:
    said = await _speak(turn, turn.button.code)
    if not turn.button.welcome:
        return Reply(said, edit=True)
    return Reply(text("account-introduction", greeting=said, help=help_text(turn.commands, turn.user)), edit=True)


@commands.command("timezone", scope=None, takes="city")
async def timezone(turn: Turn) -> Reply:
    if turn.args:
        return await timezone_named(turn)
    turn.session["awaiting"] = _TIMEZONE_TALK
    now = (await turn.get(Clock)).now()  # type: ignore[type-abstract]  # a Protocol is the key
    return Reply(text("account-timezone-ask", timezone=turn.user.timezone, now=now))


@commands.conversation(_TIMEZONE_TALK, scope=None)
async def timezone_named(turn: Turn) -> Reply:
    zones = find_zones(turn.args, turn.language)
    if len(zones) == 1:
        return Reply(await _live_in(turn, zones[0].name))
    turn.session["awaiting"] = _TIMEZONE_TALK
    if not zones:
        return Reply(text("account-timezone-unknown"))
    return Reply(text("account-timezone-which"), tuple([(button,) for button in await _zone_buttons(turn, zones)]))


@commands.button(TimezoneButton, scope=None)
async def timezone_chosen(turn: Turn) -> Reply:
    return Reply(await _live_in(turn, turn.button.name), edit=True)


async def _speak(turn: Turn, code: str) -> Text:
    turn.user = await (await turn.get(AccountService)).choose_language(turn.user, code)
    turn.language = code
    return text("account-language-saved")


async def _live_in(turn: Turn, zone: str) -> Text:
    turn.user = await (await turn.get(AccountService)).choose_timezone(turn.user, zone)
    turn.session.pop("awaiting", None)
    now = (await turn.get(Clock)).now()  # type: ignore[type-abstract]  # a Protocol is the key
    return text("account-timezone-saved", timezone=zone, now=now)


async def _language_buttons(turn: Turn, *, welcome: bool) -> tuple[tuple[Button, ...], ...]:
    """Return every language, named by itself, the one we speak now first."""
    translator = await turn.get(Translator)
    codes = sorted(translator.languages, key=lambda code: code != turn.language)
    buttons = [
        Button(text("account-choice", name=translator.name_of(code)), LanguageButton(code, int(welcome))) for code in codes
    ]
    return tuple([tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2)])


async def _zone_buttons(turn: Turn, zones: list[Zone]) -> list[Button]:
    now = (await turn.get(Clock)).now()  # type: ignore[type-abstract]  # a Protocol is the key
    return [
        Button(
            text("account-timezone-choice", city=zone.city, country=zone.country, offset=utc_offset(zone.name, now)),
            TimezoneButton(zone.name),
        )
        for zone in zones
    ]
