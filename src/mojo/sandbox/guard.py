"""Who may talk to the sandbox: this machine's own programs and its own pages; never another site open in the same browser."""

import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mojo.sandbox.settings import is_loopback

_READING = ("GET", "HEAD")


class Guard:
    """ASGI middleware: refuses foreign hosts (DNS rebinding), `peers` apart, and foreign origins (CSRF); sets a policy."""

    def __init__(self, app: ASGIApp, peers: frozenset[str] = frozenset()) -> None:
        self._app = app
        self._peers = peers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through, or not."""
        headers = Headers(scope=scope)
        host = urlsplit(f"//{headers.get('host', '')}").hostname or ""
        if not is_loopback(host) and host not in self._peers:
            await PlainTextResponse("The sandbox answers on this machine's own address only.", 421)(scope, receive, send)
        elif _is_foreign(scope, headers):
            await PlainTextResponse("Only the sandbox's own pages may do that.", 403)(scope, receive, send)
        else:
            scope["nonce"] = nonce = secrets.token_urlsafe(16)
            await self._app(scope, receive, _with_policy(send, nonce))


def _is_foreign(scope: Scope, headers: Headers) -> bool:
    """Tell whether another site's page makes the request. Following a link to one of our pages is fine."""
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != headers["host"]:
        return True
    if headers.get("sec-fetch-site", "none") in ("same-origin", "none"):
        return False
    return scope["method"] not in _READING or headers.get("sec-fetch-mode") != "navigate" or scope["path"].startswith("/bot")


def _with_policy(send: Send, nonce: str) -> Callable[[Message], Awaitable[None]]:
    async def send_with_policy(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["Content-Security-Policy"] = (
                f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src 'self' data:; "
                "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
            )
            headers["X-Content-Type-Options"] = "nosniff"
            headers["Referrer-Policy"] = "same-origin"
            headers["Cross-Origin-Resource-Policy"] = "same-origin"
        await send(message)

    return send_with_policy
