"""A notification on its way to one chat or target."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from mojo.shared.model.deliveries import DeliveryOutcome, DeliveryRecord
from mojo.shared.model.notifications import Notification
from mojo.shared.queue.lanes import Item


@dataclass(frozen=True, slots=True)
class Letter:
    """What an item of a lane holds."""

    lane: str
    item: Item
    notification: Notification
    stored_at: datetime | None
    """None if it was stored by an earlier version."""

    def record(
        self, outcome: DeliveryOutcome, at: datetime, message_id: int | None = None, caption: bool = False
    ) -> DeliveryRecord:
        """Return what is kept of it."""
        said = replace(self.notification, attachment=None).to_json()
        return DeliveryRecord(
            lane=self.lane,
            at=at,
            outcome=outcome,
            notification=said,
            item_id=self.item.id,
            message_id=message_id,
            caption=caption,
        )


def read_letter(lane: str, item: Item, body: dict[str, Any]) -> Letter:
    """Read an item. Raises ValueError, KeyError, TypeError, AttributeError when it is no notification."""
    stored_at = datetime.fromisoformat(body["stored_at"]) if "stored_at" in body else None
    return Letter(lane, item, Notification.from_json(body), stored_at)
