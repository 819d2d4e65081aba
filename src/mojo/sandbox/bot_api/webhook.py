"""Pushes updates to the bot's webhook, one after the other, again and again until the bot says that it has them."""

import asyncio
import contextlib
import json
import logging
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

from mojo.sandbox.chats import Chats
from mojo.sandbox.store import Json

ANSWER_TIMEOUT_S = 15.0
LONGEST_WAIT_S = 60.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the name of a header

log = logging.getLogger("mojo.sandbox")


@dataclass(frozen=True, slots=True)
class Pushed:
    """What the webhook answered. `reason` is empty when it took the update."""

    reason: str = ""
    retry_after_s: float | None = None


class WebhookPusher:
    """Does what Telegram's servers do for a bot with a webhook."""

    def __init__(self, chats: Chats, first_wait_s: float = 1.0) -> None:
        self._chats = chats
        self.first_wait_s = first_wait_s
        self._set_anew = asyncio.Event()

    def start_over(self) -> None:
        """Try at once: the webhook was set anew."""
        self._set_anew.set()
        self._chats.hub.update_stored()

    async def run(self) -> None:
        """Push until cancelled."""
        failures = 0
        while True:
            stored = self._chats.hub.next_update()
            webhook, updates = self._chats.store.fact("webhook"), self._chats.store.pending_updates(1)
            if not webhook or not updates:
                failures = 0
                await stored.wait()
                continue
            self._set_anew.clear()
            pushed = await push(webhook, updates[0])
            if pushed.reason:
                failures += 1
                self._remember_failure(webhook, pushed.reason)
                await self._wait(pushed.retry_after_s or min(self.first_wait_s * 2 ** min(failures - 1, 10), LONGEST_WAIT_S))
            else:
                failures = 0
                self._chats.confirm(updates[0]["update_id"] + 1)

    def _remember_failure(self, webhook: Json, reason: str) -> None:
        if self._chats.store.fact("webhook") == webhook:
            self._chats.store.set_fact("webhook_error", {"date": self._chats.now_s(), "message": reason})
        log.info("sandbox.webhook_failed", extra={"reason": reason})

    async def _wait(self, wait_s: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._set_anew.wait(), wait_s)


async def push(webhook: Json, update: Json) -> Pushed:
    """POST one update (RFC 9112). The sandbox speaks to its own machine only, so this need not be more of an HTTP client."""
    url = urlsplit(webhook["url"])
    tls = ssl.create_default_context() if url.scheme == "https" else None
    try:
        async with asyncio.timeout(ANSWER_TIMEOUT_S):
            reader, writer = await asyncio.open_connection(url.hostname, url.port or (443 if tls else 80), ssl=tls)
            try:
                writer.write(_request(webhook, json.dumps(update).encode()))
                await writer.drain()
                return _answer(await reader.readuntil(b"\r\n\r\n"))
            finally:
                writer.close()
    except TimeoutError:
        return Pushed("Read timeout expired")
    except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError) as error:
        return Pushed("Connection refused" if isinstance(error, ConnectionRefusedError) else "Connection reset by peer")


def _request(webhook: Json, body: bytes) -> bytes:
    url = urlsplit(webhook["url"])
    lines = [
        f"POST {url.path or '/'}{'?' if url.query else ''}{url.query} HTTP/1.1",
        f"Host: {url.netloc.rpartition('@')[2]}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        "Connection: close",
        *([f"{SECRET_HEADER}: {webhook['secret_token']}"] if webhook.get("secret_token") else []),
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def _answer(head: bytes) -> Pushed:
    status, *lines = head.decode("latin-1").split("\r\n")
    code, _, phrase = status.partition(" ")[2].partition(" ")
    if code.startswith("2"):
        return Pushed()
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    after = headers.get("retry-after", "")
    return Pushed(f"Wrong response from the webhook: {code} {phrase}", float(after) if after.isdigit() else None)
