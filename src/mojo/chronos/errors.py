"""What Telegram's refusals mean to us. Status codes: https://core.telegram.org/bots/api#making-requests"""

from typing import ClassVar

from mojo.shared.errors import ExternalServiceError, RejectedByService

SERVICE = "telegram"
"""Name of the Bot API in health, metrics and errors."""


class TokenRefused(RejectedByService):
    """401 or 404: the Bot API does not know our token. Everything waits until the operator has mended it."""

    code: ClassVar[str] = "telegram.token_refused"


class BlockedByPerson(RejectedByService):
    """403: the person has blocked the bot or was deleted."""

    code: ClassVar[str] = "telegram.blocked"


class AnotherReader(ExternalServiceError):
    """409: another program fetches this bot's updates, or a webhook is set."""

    code: ClassVar[str] = "telegram.another_reader"


class NotSent(ExternalServiceError):
    """We could not even connect, so the call was surely not carried out."""

    code: ClassVar[str] = "telegram.not_sent"
