"""Chronos's door to logging in and to what one is logged in by: /login, /sessions, /tokens."""

from dataclasses import dataclass
from typing import ClassVar

from mojo.chronos.commands import Button, ButtonData, CommandGroup, Reply, Turn
from mojo.chronos.help import lines
from mojo.features.access.credentials import TokenService, reading_scopes
from mojo.features.access.service import LoginService, SessionService
from mojo.shared.model.access import AccessToken, Session
from mojo.shared.model.text import Text, text

commands = CommandGroup("access", area="you")

SHOWN = 10
"""So many sessions or tokens get a button, last used or newest first."""
_NAMING = "access.token_name"


@dataclass(frozen=True)
class EndSessionButton(ButtonData):
    """End a session of one's own."""

    prefix: ClassVar[str] = "endsession"
    id: str


@dataclass(frozen=True)
class EndAllButton(ButtonData):
    """End every session of one's own."""

    prefix: ClassVar[str] = "endall"


@dataclass(frozen=True)
class RevokeButton(ButtonData):
    """Revoke an access token of one's own."""

    prefix: ClassVar[str] = "revoke"
    id: str


@dataclass(frozen=True)
class MakeTokenButton(ButtonData):
    """Make an access token; `reading` is 1 if it may only read."""

    prefix: ClassVar[str] = "maketoken"
    reading: int


@commands.command("login", scope="access:manage")
async def login(turn: Turn) -> Reply:
    code, link = await (await turn.get(LoginService)).make_code(turn.principal)
    return Reply(text("access-login", code=code, link=link))


@commands.command("sessions", scope="access:manage")
async def sessions(turn: Turn) -> Reply:
    found = await (await turn.get(SessionService)).sessions(turn.principal)
    if not found:
        return Reply(text("access-no-sessions"))
    shown = found[:SHOWN]
    said = text("access-sessions", count=len(found), lines=lines(_session_line(session) for session in shown))
    ends = [(Button(text("access-end-session", device=_short(it.device)), EndSessionButton(it.id)),) for it in shown]
    return Reply(said, (*ends, (Button(text("access-end-all"), EndAllButton()),)))


@commands.button(EndSessionButton, scope="access:manage")
async def session_ended(turn: Turn) -> Reply:
    await (await turn.get(SessionService)).end(turn.principal, turn.button.id)
    return Reply(text("access-session-ended"), edit=True)


@commands.button(EndAllButton, scope="access:manage")
async def all_ended(turn: Turn) -> Reply:
    ended = await (await turn.get(SessionService)).end_all(turn.principal)
    return Reply(text("access-all-ended", count=ended), edit=True)


@commands.command("tokens", scope="tokens:manage")
async def tokens(turn: Turn) -> Reply:
    found = await (await turn.get(TokenService)).tokens(turn.principal)
    shown = found[:SHOWN]
    said = text("access-no-tokens")
    if shown:
        said = text("access-tokens", count=len(found), lines=lines(_token_line(token) for token in shown))
    revokes = [(Button(text("access-revoke", name=_short(token.name)), RevokeButton(token.id)),) for token in shown]
    makes = tuple(Button(text(id), MakeTokenButton(reading)) for id, reading in (("access-make", 0), ("access-make-reading", 1)))
    return Reply(said, (*revokes, makes))


@commands.button(RevokeButton, scope="tokens:manage")
async def revoked(turn: Turn) -> Reply:
    await (await turn.get(TokenService)).revoke(turn.principal, turn.button.id)
    return Reply(text("access-token-revoked"), edit=True)


@commands.button(MakeTokenButton, scope="tokens:manage")
async def token_wanted(turn: Turn) -> Reply:
    turn.session.update({"awaiting": _NAMING, "reading": turn.button.reading})
    return Reply(text("access-token-name"))


@commands.conversation(_NAMING, scope="tokens:manage")
async def token_named(turn: Turn) -> Reply:
    by = turn.principal
    scopes = reading_scopes(by) if turn.session.pop("reading", 0) else None
    token, clear = await (await turn.get(TokenService)).make(by, turn.args, scopes)
    return Reply(text("access-token-made", name=token.name, token=clear, until=token.expires_at or token.created_at))


def _session_line(session: Session) -> Text:
    return text("access-session-line", device=_short(session.device), used=session.last_used_at)


def _token_line(token: AccessToken) -> Text:
    said = text("access-token-line", name=_short(token.name), created=token.created_at)
    if token.expires_at:
        said = text("access-token-line-expires", line=said, until=token.expires_at)
    return text("access-token-line-used", line=said, used=token.last_used_at) if token.last_used_at else said


def _short(name: str, limit: int = 40) -> str:
    return name if len(name) <= limit else f"{name[: limit - 1]}…"
