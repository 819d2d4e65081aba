"""Long polling: one reader among all replicas; Telegram's offset moves only past updates that are stored."""

import asyncio
import contextlib
import logging
import secrets
import time

import orjson

from mojo.chronos.errors import SERVICE, AnotherReader, TokenRefused
from mojo.chronos.ingress import ALLOWED_UPDATES, IngressHealth, accept
from mojo.chronos.pauses import backoff_s, pause_after_s
from mojo.chronos.ports import Telegram
from mojo.shared.errors import BadAnswer, MojoException, StoreUnavailable
from mojo.shared.external.lazy_aiogram import methods
from mojo.shared.health import State
from mojo.shared.persistence.leases import Leases
from mojo.shared.queue.lanes import Lanes

LEASE = "telegram-poller"
LEASE_TTL_S = 5.0
"""Also how long nobody polls after the leader was killed; a stopped one gives its lease back."""
POLL_S = 25
"""How long Telegram may hold an answer open while there is nothing new."""
POLL_TIMEOUT_S = POLL_S + 10
TOKEN_PAUSE_S = 60.0

_ANOTHER_READER_CURE = "Stop the other program that uses this bot's token; two cannot share one."

log = logging.getLogger("mojo.chronos")


class Poller:
    """Fetches updates while it is the leader."""

    def __init__(self, telegram: Telegram, inbox: Lanes, leases: Leases, health: IngressHealth) -> None:
        self._telegram = telegram
        self._inbox = inbox
        self._leases = leases
        self._health = health
        self._holder = secrets.token_hex(8)

    async def run(self) -> None:
        """Stand for leader, and poll whenever we are; until cancelled."""
        try:
            while True:
                fence = await self._hold()
                if fence is not None:
                    await self._lead(fence)
                await asyncio.sleep(LEASE_TTL_S / 4)
        finally:
            with contextlib.suppress(StoreUnavailable):
                await self._leases.release(LEASE, self._holder)

    async def _lead(self, fence: int) -> None:
        """Poll until the lease is lost."""
        log.info("chronos.polling_started", extra={"fence": fence})
        polling = asyncio.create_task(self._poll_for_ever())
        try:
            held: int | None = fence
            while held == fence:
                await asyncio.sleep(LEASE_TTL_S / 4)
                held = await self._hold()
        finally:
            polling.cancel()
            await asyncio.gather(polling, return_exceptions=True)

    async def _hold(self) -> int | None:
        try:
            return await self._leases.hold(LEASE, self._holder, LEASE_TTL_S)
        except StoreUnavailable:  # what we would fetch could not be stored anyway
            return None

    async def _poll_for_ever(self) -> None:
        failures, offset, clear = 0, None, True
        while True:
            try:
                if clear:
                    await self._telegram.call(methods.DeleteWebhook())
                    clear = False
                offset = await self._poll(offset)
                failures = 0
                self._health.report(State.HEALTHY)
            except MojoException as error:
                failures += 1
                clear = clear or isinstance(error, AnotherReader)  # perhaps a webhook was set
                self._failed(error, failures)
                await asyncio.sleep(TOKEN_PAUSE_S if isinstance(error, TokenRefused) else pause_after_s(error, failures))
            except Exception:
                failures += 1
                log.exception("chronos.polling_crashed")
                await asyncio.sleep(backoff_s(failures))

    async def _poll(self, offset: int | None) -> int | None:
        """Fetch and store one batch; return the offset that confirms it.

        After an empty batch there is nothing to confirm, and no offset is sent: when a bot was quiet for a week, Telegram may
        start again with lower update ids (https://core.telegram.org/bots/api#update).
        """
        polling = methods.GetUpdates(offset=offset, timeout=POLL_S, allowed_updates=ALLOWED_UPDATES)
        started = time.monotonic()
        updates = await self._telegram.call(polling, timeout_s=POLL_TIMEOUT_S)
        if not isinstance(updates, list):
            raise BadAnswer("getUpdates: not a list of updates", service=SERVICE)
        if not updates and time.monotonic() - started < 1:
            await asyncio.sleep(0.5)  # a server that holds no answer open must not make us spin
        for update in updates:
            await accept(self._inbox, orjson.dumps(update))
        ids = [update["update_id"] for update in updates if isinstance(update, dict) and isinstance(update.get("update_id"), int)]
        if updates and not ids:
            raise BadAnswer("getUpdates: updates without ids, which cannot be confirmed", service=SERVICE)
        return max(ids) + 1 if ids else None

    def _failed(self, error: MojoException, failures: int) -> None:
        level = logging.WARNING if failures == 1 else logging.DEBUG
        log.log(level, "chronos.polling_failed", extra={"error_code": error.code, "reason": error.detail})
        cure = _ANOTHER_READER_CURE if isinstance(error, AnotherReader) else None
        self._health.report(State.DOWN if isinstance(error, TokenRefused) else State.DEGRADED, error.detail, cure)
