"""What hangs below an alert: acknowledge, snooze and mute; and what the message says once somebody pressed one."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import ClassVar, TypeAlias

from mojo.shared.model.buttons import Button, ButtonData
from mojo.shared.model.deliveries import SETTLED, Acted
from mojo.shared.model.notifications import Notification
from mojo.shared.model.text import Text, text

Rows: TypeAlias = tuple[tuple[Button, ...], ...]

TOMORROW = 0
"""In place of minutes: until 08:00 of the person's next day."""


@dataclass(frozen=True)
class Acknowledge(ButtonData):
    """Somebody takes care of it."""

    prefix: ClassVar[str] = "na"
    notification: str


@dataclass(frozen=True)
class Snooze(ButtonData):
    """Tell me again in some minutes."""

    prefix: ClassVar[str] = "ns"
    notification: str
    minutes: int


@dataclass(frozen=True)
class Mute(ButtonData):
    """Nothing of this kind for some hours."""

    prefix: ClassVar[str] = "nm"
    notification: str
    hours: int


def alert_rows(short_id: str) -> Rows:
    """Return the buttons of an alert."""
    snoozes = (
        Button(text("chronos-alert-snooze-minutes", minutes=10), Snooze(short_id, 10)),
        Button(text("chronos-alert-snooze-hours", hours=1), Snooze(short_id, 60)),
        Button(text("chronos-alert-snooze-tomorrow"), Snooze(short_id, TOMORROW)),
    )
    return (
        (Button(text("chronos-alert-acknowledge"), Acknowledge(short_id)),),
        snoozes,
        (Button(text("chronos-alert-mute", hours=24), Mute(short_id, 24)),),
    )


def rows_of(notification: Notification, acts: Iterable[Acted] = ()) -> Rows:
    """Return every button below a notification; none to act with once it is acknowledged or over."""
    settled = any(acted.action in SETTLED for acted in acts)
    own = alert_rows(notification.short_id) if notification.alert and not settled else ()
    return (*notification.buttons, *own)


def with_acts(said: Text, acts: list[Acted]) -> Text:
    """Say below an alert who did what about it."""
    lines = [
        text(f"chronos-alert-{acted.action.value}", name=acted.name, at=acted.at, until=acted.until or acted.at) for acted in acts
    ]
    return reduce(lambda head, tail: text("chronos-alert-acted", said=head, acted=tail), lines, said)
