"""Who watches the Scheduler, which watches everything else: the API service and Chronos, by its heartbeats."""

import asyncio
import logging
from contextlib import suppress
from datetime import datetime

from mojo.shared.context import AppContext
from mojo.shared.errors import StoreUnavailable
from mojo.shared.model.text import text
from mojo.shared.persistence.heartbeats import Heartbeats
from mojo.shared.ports import Documents, Notifier, People
from mojo.shared.queue.alarms import Alarms
from mojo.shared.settings import AppName
from mojo.shared.util.clock import Clock

log = logging.getLogger("mojo.sentry")

LOOK_EVERY_S = 15.0
ALARM_AFTER_S = 90.0
_GONE = "sentry:scheduler"
_BACK = "sentry:scheduler_back"
_BACK_FOR_S = 3600.0
_REMEMBERED_FOR_S = 30 * 86_400.0
_CLAIMED = "told by somebody else"


async def claim_telling(documents: Documents) -> bool:
    """Let the caller be who tells that the Scheduler is gone, and when it is back; False if the sentry has told it.

    Good until the Scheduler beats again. Raises StoreUnavailable.
    """
    gone = await documents.read(_GONE)
    if gone is None:
        await documents.write(_GONE, _CLAIMED, _REMEMBERED_FOR_S)
    return gone in (None, _CLAIMED)


async def absence_is_told(documents: Documents, since: datetime) -> bool:
    """Say whether people know that no Scheduler was there, by the sentry or by who claimed to tell. Raises StoreUnavailable."""
    back = await documents.read(_BACK)
    return await documents.read(_GONE) is not None or (back is not None and datetime.fromisoformat(back) > since)


class Sentry:
    """Tells the owner once when no Scheduler has beaten for ALARM_AFTER_S, and once when one beats again."""

    def __init__(self, heartbeats: Heartbeats, documents: Documents, alarms: Alarms, clock: Clock) -> None:
        self._heartbeats = heartbeats
        self._documents = documents
        self._alarms = alarms
        self._clock = clock
        self._last_seen = clock.now()

    async def look(self) -> None:
        """Look once. Raises StoreUnavailable."""
        now = self._clock.now()
        gone = await self._documents.read(_GONE)
        if any(beat.app == AppName.SCHEDULER for beat in await self._heartbeats.all()):
            self._last_seen = now
            if gone:
                await self._documents.write(_BACK, now.isoformat(), _BACK_FOR_S)
                await self._documents.delete(_GONE)
            if gone and gone != _CLAIMED:
                await self._alarms.tell(text("scheduler-back", since=datetime.fromisoformat(gone)), f"back:{gone}")
                log.info("sentry.scheduler_back")
        elif not gone and (now - self._last_seen).total_seconds() >= ALARM_AFTER_S:
            since = self._last_seen
            await self._documents.write(_GONE, since.isoformat(), _REMEMBERED_FOR_S)
            await self._alarms.tell(text("scheduler-gone", since=since), f"gone:{since:%Y-%m-%dT%H:%M}")
            log.error("sentry.scheduler_gone", extra={"since": since.isoformat()})


async def watch_scheduler(context: AppContext, stop: asyncio.Event, every_s: float = LOOK_EVERY_S) -> None:
    """Watch until `stop`. Survives a lost store."""
    sentry = Sentry(
        await context.get(Heartbeats),  # type: ignore[type-abstract]  # a port is the key
        await context.get(Documents),  # type: ignore[type-abstract]
        Alarms(await context.get(Notifier), await context.get(People)),  # type: ignore[type-abstract]
        await context.get(Clock),  # type: ignore[type-abstract]
    )
    while not stop.is_set():
        with suppress(StoreUnavailable):  # the health board already says so
            await sentry.look()
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), every_s)
