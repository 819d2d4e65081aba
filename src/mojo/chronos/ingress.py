"""The one way in: an update is stored durably, and only then acknowledged. The poller and the webhook both come here."""

import hashlib
import logging
from typing import Any

import orjson

from mojo.shared.health import HealthBoard, State
from mojo.shared.queue.lanes import Lanes
from mojo.shared.util.trace import traced

INBOX = "inbox"
NO_CHAT = "0"
"""The lane of updates that belong to no chat."""

ALLOWED_UPDATES = ["message", "edited_message", "callback_query"]
"""What we ask Telegram for: https://core.telegram.org/bots/api#getupdates"""

log = logging.getLogger("mojo.chronos")


class IngressHealth:
    """How updates reach us, whether we fetch them or they are brought; Telegram itself is another matter."""

    NAME = "telegram_updates"

    def __init__(self, health: HealthBoard, stand_in: bool) -> None:
        self._health = health
        self._stand_in = stand_in

    def report(self, state: State, reason: str | None = None, cure: str | None = None) -> None:
        """Record it."""
        self._health.report(self.NAME, state, reason, cure, self._stand_in)


async def accept(inbox: Lanes, body: bytes) -> bool:
    """Store a raw update; False if it was stored before. It may be acknowledged once this has returned.

    What is no update at all is stored too, and set aside by the worker: refusing it would make Telegram send it for ever.
    Raises StoreUnavailable.
    """
    try:
        update_id, lane = address(orjson.loads(body))
        item_id = str(update_id)
    except ValueError:
        update_id, lane, item_id = 0, NO_CHAT, f"malformed-{hashlib.sha256(body).hexdigest()[:16]}"
        log.warning("chronos.update_malformed", extra={"item_id": item_id, "bytes": len(body)})
    with traced():
        return await inbox.put(lane, item_id, update_id, body)


def address(update: Any) -> tuple[int, str]:
    """Return an update's id and the lane of its chat. Raises ValueError if it has no id."""
    update_id = update.get("update_id") if isinstance(update, dict) else None
    if not isinstance(update_id, int) or isinstance(update_id, bool):
        raise ValueError("an update without update_id")
    chats = (_chat_of(part) for part in update.values() if isinstance(part, dict))
    return update_id, next((str(chat) for chat in chats if chat is not None), NO_CHAT)


def _chat_of(part: dict[str, Any]) -> int | None:
    """Return the chat of a message, of what happened to one, or of a pressed button."""
    message = part.get("message")
    chat = part.get("chat") or (message.get("chat") if isinstance(message, dict) else None)
    chat_id = chat.get("id") if isinstance(chat, dict) else None
    return chat_id if isinstance(chat_id, int) else None
