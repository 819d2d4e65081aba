"""A sender without a network, for tests."""

import asyncio

from mojo.features.notifications.addresses import refuse_forbidden
from mojo.shared.errors import ExternalServiceError, InvalidInput
from mojo.shared.model.notifications import Attachment


class FakeSender:
    """Remembers what was sent; fails, hangs or refuses where a test says so."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, Attachment | None]] = []
        self.failing: dict[str, ExternalServiceError] = {}
        self.hanging: set[str] = set()

    async def check(self, url: str) -> None:
        """See Sender."""
        refuse_forbidden(url)
        if url.startswith("nothing://"):
            raise InvalidInput("url: Apprise knows no such service, or something is missing from its URL.", field="url")

    async def send(self, url: str, said: str, attachment: Attachment | None) -> None:
        """See Sender."""
        if url in self.hanging:
            await asyncio.Event().wait()
        if url in self.failing:
            raise self.failing[url]
        self.sent.append((url, said, attachment))
