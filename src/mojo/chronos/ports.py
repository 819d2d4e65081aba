"""What Chronos needs of Telegram."""

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:  # whoever only names this port should not pay for aiogram
    from mojo.shared.external.lazy_aiogram import methods

CALL_TIMEOUT_S = 10


class Telegram(Protocol):
    """The Bot API: https://core.telegram.org/bots/api"""

    async def call(self, method: "methods.TelegramMethod[Any]", timeout_s: int = CALL_TIMEOUT_S) -> Any:
        """Carry out `method` and return the answer's `result` as decoded JSON.

        Raises TokenRefused, BlockedByPerson, AnotherReader, RateLimited, RejectedByService, NotSent, ExternalTimeout,
        BadAnswer or ExternalServiceError. Unless it is the first six, the call may have been carried out all the same.
        """
        ...

    async def download(self, file_id: str, limit_bytes: int) -> bytes | None:
        """Return what is in a file that somebody sent; None if it has more than `limit_bytes`. Raises as `call` does."""
        ...

    async def close(self) -> None: ...
