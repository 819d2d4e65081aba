"""What became of notifications, and what people did about them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from mojo.shared.model.notifications import Notification


class DeliveryOutcome(StrEnum):
    DELIVERED = "delivered"
    AMBIGUOUS = "ambiguous"
    """It may have arrived or not; at least once: it is sent again."""
    COLLAPSED = "collapsed"
    """Said by a later one of the same collapse key."""
    HELD = "held"
    """Waits for the end of its reader's quiet hours."""
    FELL_BACK = "fell_back"
    """Went to its reader's other targets, because Telegram could not be used."""
    EXPIRED = "expired"
    MUTED = "muted"
    DROPPED = "dropped"
    """At most once, and a crash hides whether it was sent."""
    BLOCKED = "blocked"
    """Its reader has blocked the bot."""
    REFUSED = "refused"
    GIVEN_UP = "given_up"


class DeliveryRecord(BaseModel):
    """One notification in one chat or target."""

    model_config = ConfigDict(frozen=True)

    lane: str
    """Chat id, or target id."""
    at: datetime
    outcome: DeliveryOutcome
    notification: dict[str, Any]
    """As it was stored, without its attachment."""
    item_id: str
    message_id: int | None = None
    """Of the message in the chat, which can be edited; of the last one if it took several."""
    caption: bool = False
    """The words stand below a picture or a file."""

    @property
    def said(self) -> Notification:
        """What it was about."""
        return Notification.from_json(self.notification)


class Action(StrEnum):
    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    MUTED = "muted"
    ENDED = "ended"
    """What it was about is over."""


SETTLED = frozenset({Action.ACKNOWLEDGED, Action.ENDED})
"""After these there is nothing left to be done, and nobody is reminded."""


class Acted(BaseModel):
    """Somebody pressed a button below an alert, or it came to its end."""

    model_config = ConfigDict(frozen=True)

    action: Action
    user_id: str
    name: str
    at: datetime
    until: datetime | None = None
