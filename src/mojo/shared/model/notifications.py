"""Something a person is to be told."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mojo.shared.model.text import Text


class Delivery(StrEnum):
    """`sendMessage` has no idempotency key: "never lost" and "never doubled" cannot both be had, so each message chooses."""

    AT_LEAST_ONCE = "at_least_once"
    AT_MOST_ONCE = "at_most_once"


@dataclass(frozen=True, slots=True)
class Notification:
    """One message to one person."""

    user_id: str
    text: Text
    """Translated when it is delivered, into the language its reader has then."""
    dedupe_key: str
    """A second notification with this key within a day is not stored."""
    delivery: Delivery = Delivery.AT_LEAST_ONCE

    def to_json(self) -> dict[str, Any]:
        """Return the form in which it waits in the outbox."""
        return {
            "user_id": self.user_id,
            "text": self.text.to_json(),
            "dedupe_key": self.dedupe_key,
            "delivery": self.delivery.value,
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Notification":
        """Read what `to_json` wrote."""
        return cls(stored["user_id"], Text.from_json(stored["text"]), stored["dedupe_key"], Delivery(stored["delivery"]))
