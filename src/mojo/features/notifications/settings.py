"""Settings of notifications."""

from typing import ClassVar

from pydantic import Field

from mojo.shared.settings import Section


class NotificationSettings(Section):
    """Where people may be told something besides Telegram."""

    title: ClassVar[str] = "Notifications"

    private_targets: bool = Field(
        False,
        alias="NOTIFY_PRIVATE_TARGETS",
        description="true: targets may be in this machine's own network (a Gotify at home). Whoever may add one reaches into it.",
    )
    timeout_s: float = Field(
        20, alias="NOTIFY_TIMEOUT_S", gt=0, le=120, description="Seconds a target may take to accept a notification."
    )
