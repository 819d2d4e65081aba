"""The API's door to logging in and to what one is logged in by."""

from typing import Annotated

from fastapi import APIRouter, Header
from starlette.responses import HTMLResponse

from mojo.api.doors import client_address, login, needs, principal, public, use
from mojo.features.access.credentials import PasswordService, TokenService
from mojo.features.access.model import (
    CurrentPassword,
    Ended,
    Grant,
    Login,
    MadeToken,
    NewPassword,
    NewToken,
    Refresh,
    SessionView,
    TokenView,
)
from mojo.features.access.page import LoginPage
from mojo.features.access.service import LoginService, SessionService
from mojo.shared.errors import Conflict
from mojo.shared.model.people import Principal

router = APIRouter(prefix="/auth", tags=["access"])

By = Annotated[Principal, principal()]
Address = Annotated[str, client_address()]
Logins = Annotated[LoginService, use(LoginService)]
Sessions = Annotated[SessionService, use(SessionService)]
Tokens = Annotated[TokenService, use(TokenService)]
Passwords = Annotated[PasswordService, use(PasswordService)]


@router.get("/login", openapi_extra=public(), include_in_schema=False)
async def login_page(
    page: Annotated[LoginPage, use(LoginPage)], accept_language: Annotated[str, Header(include_in_schema=False)] = ""
) -> HTMLResponse:
    body, policy = page.in_language(accept_language)
    return HTMLResponse(body, headers={"Content-Security-Policy": policy})


@router.post("/login", openapi_extra=login(limit="login"))
async def log_in(
    body: Login, logins: Logins, address: Address, user_agent: Annotated[str, Header(include_in_schema=False)] = ""
) -> Grant:
    """Log in with a one-time code from Chronos, or with user name and password."""
    return await logins.login(body.given(), body.device or user_agent, address)


@router.post("/refresh", openapi_extra=public(limit="heavy"))
async def refresh(body: Refresh, sessions: Sessions, address: Address) -> Grant:
    """Return the next access token and the next refresh token; an old refresh token ends the session."""
    return await sessions.refresh(body.refresh_token, address)


@router.post("/logout", openapi_extra=needs("access:manage"), status_code=204)
async def log_out(by: By, sessions: Sessions) -> None:
    """End the session that asks."""
    if by.credential not in {session.id for session in await sessions.sessions(by)}:
        raise Conflict("This is an access token, which has no session. Cure: revoke it with DELETE /api/v1/auth/tokens/{id}.")
    await sessions.end(by, by.credential or "")


@router.get("/sessions", openapi_extra=needs("access:manage"))
async def list_sessions(by: By, sessions: Sessions) -> list[SessionView]:
    """List your sessions, last used first."""
    return [SessionView.of(session, by.credential) for session in await sessions.sessions(by)]


@router.delete("/sessions", openapi_extra=needs("access:manage"))
async def end_sessions(by: By, sessions: Sessions) -> Ended:
    """End all your sessions, this one too."""
    return Ended(ended=await sessions.end_all(by))


@router.delete("/sessions/{session_id}", openapi_extra=needs("access:manage"), status_code=204)
async def end_session(session_id: str, by: By, sessions: Sessions) -> None:
    """End one of your sessions."""
    await sessions.end(by, session_id)


@router.get("/tokens", openapi_extra=needs("tokens:manage"))
async def list_tokens(by: By, tokens: Tokens) -> list[TokenView]:
    """List your access tokens, newest first."""
    return [TokenView.of(token) for token in await tokens.tokens(by)]


@router.post("/tokens", openapi_extra=needs("tokens:manage"), status_code=201)
async def make_token(body: NewToken, by: By, tokens: Tokens) -> MadeToken:
    """Make an access token for a program. What it sends is shown this once."""
    token, clear = await tokens.make(by, body.name, body.scopes, body.expires_in_days)
    return MadeToken(**TokenView.of(token).model_dump(), token=clear)


@router.delete("/tokens/{token_id}", openapi_extra=needs("tokens:manage"), status_code=204)
async def revoke_token(token_id: str, by: By, tokens: Tokens) -> None:
    """Revoke one of your access tokens."""
    await tokens.revoke(by, token_id)


@router.put("/password", openapi_extra=needs("access:manage", limit="login"), status_code=204)
async def set_password(body: NewPassword, by: By, passwords: Passwords) -> None:
    """Set or change the password with which you may log in besides Chronos."""
    await passwords.set(by, body.user_name, body.password, body.current_password)


@router.delete("/password", openapi_extra=needs("access:manage", limit="login"), status_code=204)
async def forget_password(body: CurrentPassword, by: By, passwords: Passwords) -> None:
    """Remove your password; Chronos lets you in as before."""
    await passwords.forget(by, body.current_password)
