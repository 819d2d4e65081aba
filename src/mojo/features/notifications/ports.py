"""What notifications need of the outside."""

from typing import Protocol

from mojo.shared.model.notifications import Attachment

SERVICE = "target"


class Sender(Protocol):
    """Speaks with services outside Telegram. A URL is a secret: it is in no error and no log."""

    async def check(self, url: str) -> None:
        """Raise InvalidInput (`url`) for one that means nothing, or that Mojo may not use."""
        ...

    async def send(self, url: str, said: str, attachment: Attachment | None) -> None:
        """Deliver. Raises InvalidInput as `check` does, ExternalTimeout, ExternalServiceError if it was not taken."""
        ...
