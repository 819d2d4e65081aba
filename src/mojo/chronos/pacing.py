"""How fast Chronos sends: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from mojo.chronos.settings import ChronosSettings
from mojo.shared.errors import StoreUnavailable
from mojo.shared.persistence.send_limits import Pace, SendLimits
from mojo.shared.util.clock import Clock

LONGEST_S = 1.0
"""How long a delivery waits for its slot with the lane in hand; for a later one it gives the lane back."""

log = logging.getLogger("mojo.chronos")


class Pacer:
    """Takes slots of the limits that all processes share."""

    def __init__(
        self,
        limits: SendLimits,
        settings: ChronosSettings,
        clock: Clock,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._limits = limits
        self._clock = clock
        self._sleep = sleep
        self._private = Pace(settings.chat_every_s)
        self._group = Pace(settings.group_every_s)
        self._overall = Pace(1 / settings.sends_per_s)

    async def turn(self, chat_id: int) -> datetime | None:
        """Wait for a slot of `chat_id`; return when to ask again if none is near. Raises StoreUnavailable."""
        slot = await self._limits.reserve(str(chat_id), self._pace(chat_id), self._overall, LONGEST_S)
        if not slot.taken:
            return self._clock.now() + timedelta(seconds=slot.wait_s)
        if slot.wait_s > 0:
            await self._sleep(slot.wait_s)
        return None

    async def count(self, chat_id: int) -> None:
        """Count an answer, which waits for nothing. That the count is not kept must not cost the person the answer."""
        try:
            await self._limits.charge(str(chat_id), self._pace(chat_id), self._overall)
        except StoreUnavailable:
            log.info("chronos.answer_not_counted", extra={"chat_id": chat_id})

    def next_turn(self, chat_id: int) -> datetime | None:
        """Return when a chat that just got a message may get the next; None if at once."""
        every_s = self._pace(chat_id).interval_s
        return self._clock.now() + timedelta(seconds=every_s) if every_s else None

    def _pace(self, chat_id: int) -> Pace:
        return self._private if chat_id > 0 else self._group  # ids of groups and channels are negative
