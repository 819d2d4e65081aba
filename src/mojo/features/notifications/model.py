"""What the doors of notifications take and show."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from mojo.shared.model.deliveries import DeliveryOutcome
from mojo.shared.model.notifications import Priority


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class NewTarget(_Value):
    """A place to be told something, as it is added."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=60)
    url: SecretStr = Field(description="As Apprise reads it, such as ntfys://topic. Never shown again.", max_length=2000)
    fallback: bool = Field(True, description="Tell its owner here when Telegram cannot be used.")


class TargetView(_Value):
    """A target, without its secret."""

    id: str
    name: str
    shown: str = Field(description="Its kind, such as ntfys://***")
    fallback: bool
    owner: str
    created_at: datetime


class NewNotification(_Value):
    """Something to say in one's own words."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=4000)
    to: str | None = Field(None, description="A person's id; oneself if left out.", max_length=200)
    role: str | None = Field(None, description="Everybody of a role instead.", max_length=60)
    target: str | None = Field(None, description="A target's id instead.", max_length=60)
    priority: Priority = Priority.NORMAL
    alert: bool = Field(False, description="With buttons to acknowledge, snooze and mute.")
    kind: str = Field("message", pattern=r"^[a-z][a-z0-9_.]{0,59}$", description="What it is about, which people can mute.")
    dedupe_key: str | None = Field(None, description="A second one with this key within a day is not stored.", max_length=200)
    collapse_key: str | None = Field(None, max_length=200)
    expires_at: datetime | None = None


class Stored(_Value):
    """What became of a new notification."""

    id: str
    stored: bool = Field(description="false: its dedupe key was seen before.")


class WaitingView(_Value):
    """A notification that has not been delivered."""

    said: str
    kind: str
    priority: Priority
    attempts: int


class DeliveryView(_Value):
    """What became of a notification."""

    id: str
    said: str
    kind: str
    at: datetime
    outcome: DeliveryOutcome


class Mine(_Value):
    """One person's notifications."""

    waiting: list[WaitingView] = Field(description="In the order in which they will come.")
    held: list[WaitingView] = Field(description="Until the quiet hours end.")
    delivered: list[DeliveryView] = Field(description="What became of the last hundred of this week, newest first.")
    muted: dict[str, datetime] = Field(description="Kinds that are mute, and until when.")


class DeadLetter(_Value):
    """A message that was given up."""

    id: str
    lane: str = Field(description="The chat or target it was for.")
    reason: str
    attempts: int


class Summary(_Value):
    """How everything that leaves Mojo is doing."""

    waiting: int
    held: int
    waiting_for_targets: int
    oldest_at: datetime | None = Field(description="Since when the oldest waits.")
    outcomes: dict[str, int] = Field(
        description="How often each has come, over all time. `ambiguous`: may have come twice or not."
    )
    dead: int = Field(description="Messages that were given up, up to 1,000.")
