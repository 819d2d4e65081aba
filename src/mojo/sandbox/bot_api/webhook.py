"""Pushes updates to the bot's webhook, one after the other, again and again until the bot says that it has them."""

import asyncio
import contextlib
import logging
from dataclasses import dataclass

from mojo.sandbox.chats import Chats
from mojo.sandbox.posting import Unanswered, post_json
from mojo.sandbox.store import Json

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
    """POST one update."""
    secret = {SECRET_HEADER: webhook["secret_token"]} if webhook.get("secret_token") else {}
    try:
        answer = await post_json(webhook["url"], update, secret)
    except Unanswered as error:
        return Pushed(str(error))
    if 200 <= answer.status < 300:
        return Pushed()
    after = answer.headers.get("retry-after", "")
    reason = f"Wrong response from the webhook: {answer.status} {answer.phrase}"
    return Pushed(reason, float(after) if after.isdigit() else None)
