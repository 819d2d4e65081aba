"""Menus that are to be shown: any process puts a chat into a lane, and Chronos works it off, however long Telegram is away."""

import logging
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from mojo.chronos.errors import TokenRefused
from mojo.chronos.lane_runner import Done, Later, Verdict
from mojo.chronos.pauses import pause_after_s
from mojo.shared.errors import ExternalServiceError, RejectedByService
from mojo.shared.ports import People
from mojo.shared.queue.lanes import Item, LanesFactory
from mojo.shared.util.clock import Clock

if TYPE_CHECKING:  # whoever only queues should not pay for aiogram
    from mojo.chronos.menus import Menus

MENUS = "menus"
"""Name of the lanes: a lane is a chat; its items are all alike, for what to show is looked up when it is shown."""

LONGEST_PAUSE_S = 300.0

log = logging.getLogger("mojo.chronos")


class QueuedMenus:
    """Keeps `MenuRefresh`."""

    def __init__(self, people: People, lanes: LanesFactory, clock: Clock) -> None:
        self._people = people
        self._lanes = lanes(MENUS)
        self._clock = clock

    async def refresh(self, user_id: str, chat_id: int | None = None) -> None:
        """See MenuRefresh."""
        if chat_id is None and (user := await self._people.get_user(user_id)) is not None:
            chat_id = user.chat_id
        if chat_id is not None:
            await self._lanes.put(str(chat_id), uuid4().hex, int(self._clock.now().timestamp() * 1_000_000), b"{}")


class MenuWorker:
    """Handles the items of the lanes."""

    def __init__(self, menus: "Menus", clock: Clock) -> None:
        self._menus = menus
        self._clock = clock

    async def handle(self, lane: str, item: Item) -> Verdict:
        """Show the menu of the chat that `lane` is. Raises StoreUnavailable."""
        try:
            await self._menus.publish(int(lane))
        except ExternalServiceError as error:
            log.info("chronos.menu_not_published", extra={"chat_id": lane, "error_code": error.code})
            if isinstance(error, RejectedByService) and not isinstance(error, TokenRefused):
                return Done()  # they have blocked us: there is no menu to show
            pause_s = pause_after_s(error, item.attempt, cap_s=LONGEST_PAUSE_S)
            return Later(self._clock.now() + timedelta(seconds=pause_s))
        return Done()
