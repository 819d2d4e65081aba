"""Telegram calls us: an ASGI application that answers 200 only once the update is stored.

Protocol: https://core.telegram.org/bots/api#setwebhook
"""

import asyncio
import hashlib
import hmac
import itertools
import logging
from urllib.parse import urlsplit

from mojo.chronos.ingress import ALLOWED_UPDATES, INBOX, IngressHealth, accept
from mojo.chronos.pauses import pause_after_s
from mojo.chronos.ports import Telegram
from mojo.chronos.settings import ChronosSettings
from mojo.shared.context import AppContext
from mojo.shared.errors import ExternalServiceError, StoreUnavailable
from mojo.shared.external.lazy_aiogram import methods
from mojo.shared.health import State
from mojo.shared.queue.lanes import LanesFactory
from mojo.shared.util.asgi_server import AsgiApp, Receive, Scope, Send

DEFAULT_PATH = "/telegram/webhook"
SECRET_HEADER = b"x-telegram-bot-api-secret-token"
BODY_LIMIT_BYTES = 1 << 20
BODY_TIMEOUT_S = 10

log = logging.getLogger("mojo.chronos")


class _TooLarge(Exception):
    """The body is over the limit."""


class Webhook:
    """The ASGI application. It belongs at `path`, whoever serves it."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._secret = secret_of(context.settings[ChronosSettings]).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await _respond(send, await self._status(scope, receive))

    async def _status(self, scope: Scope, receive: Receive) -> int:
        if scope["method"] != "POST":
            return 405
        shown = next((value for name, value in scope["headers"] if name == SECRET_HEADER), b"")
        if not hmac.compare_digest(shown, self._secret):
            log.warning("chronos.webhook_refused", extra={"reason": "wrong secret"})
            return 401
        try:
            async with asyncio.timeout(BODY_TIMEOUT_S):
                body = await _read(receive)
            factory: LanesFactory = await self._context.get(LanesFactory)  # type: ignore[type-abstract]  # a Protocol is the key
            await accept(factory(INBOX), body)
        except _TooLarge:
            return 413
        except TimeoutError:
            return 408
        except StoreUnavailable:
            return 503
        return 200


def path_of(settings: ChronosSettings) -> str:
    """Return where the webhook belongs: the path of its URL."""
    return urlsplit(settings.webhook_url).path.rstrip("/") or DEFAULT_PATH


def url_of(settings: ChronosSettings) -> str:
    """Return the URL that Telegram is told."""
    return urlsplit(settings.webhook_url)._replace(path=path_of(settings)).geturl()


def secret_of(settings: ChronosSettings) -> str:
    """Return what Telegram shows us with each update; without one of its own it is made from the bot's token."""
    own = settings.webhook_secret.get_secret_value()
    return own or hashlib.sha256(b"mojo webhook " + settings.bot_token.get_secret_value().encode()).hexdigest()


def webhook_mounts(context: AppContext) -> dict[str, AsgiApp]:
    """Return the webhook's path and application, for whoever owns the port; nothing while we poll."""
    settings = context.settings[ChronosSettings]
    return {path_of(settings): Webhook(context)} if settings.webhook_url else {}


async def register(telegram: Telegram, settings: ChronosSettings, health: IngressHealth) -> None:
    """Tell Telegram where we are; tried until it knows."""
    method = methods.SetWebhook(url=url_of(settings), secret_token=secret_of(settings), allowed_updates=ALLOWED_UPDATES)
    for failures in itertools.count(1):
        try:
            await telegram.call(method)
            health.report(State.HEALTHY)
            break
        except ExternalServiceError as error:
            log.warning("chronos.webhook_not_set", extra={"error_code": error.code, "reason": error.detail})
            health.report(State.DOWN, error.detail, "TELEGRAM_WEBHOOK_URL must be a public https URL that leads to us.")
            await asyncio.sleep(pause_after_s(error, failures, cap_s=60))


async def _read(receive: Receive) -> bytes:
    body = bytearray()
    more = True
    while more:
        part = await receive()
        body += part.get("body", b"")
        if len(body) > BODY_LIMIT_BYTES:
            raise _TooLarge
        more = part.get("more_body", False)
    return bytes(body)


async def _respond(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
