"""What the Bot API refuses, in its own words (taken from the open-source server, github.com/tdlib/telegram-bot-api)."""


class BotApiError(Exception):
    """An answer with `"ok": false`. `code` is also the HTTP status."""

    def __init__(self, code: int, description: str, retry_after_s: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after_s = retry_after_s


def bad_request(reason: str) -> BotApiError:
    """Return a 400."""
    return BotApiError(400, f"Bad Request: {reason}")


def conflict(reason: str) -> BotApiError:
    """Return a 409: two receivers want the same updates."""
    return BotApiError(409, f"Conflict: {reason}")


def too_many_requests(retry_after_s: int) -> BotApiError:
    """Return a 429."""
    return BotApiError(429, f"Too Many Requests: retry after {retry_after_s}", retry_after_s)
