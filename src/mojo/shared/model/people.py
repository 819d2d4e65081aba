"""Who Mojo talks with."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

EVERY_SCOPE = "*"
"""What the owner holds."""


def holds(scopes: frozenset[str], scope: str) -> bool:
    """Tell whether `scopes` include `scope`."""
    return scope in scopes or EVERY_SCOPE in scopes


class User(BaseModel):
    """A person Mojo knows. `chat_id` is their private chat with Chronos."""

    model_config = ConfigDict(frozen=True)

    id: str
    chat_id: int
    name: str
    language: str | None = None
    """Chosen by the person (BCP 47, such as `de` or `zh-Hans`); None follows Telegram's `language_code`."""
    telegram_language: str | None = None
    timezone: str = "UTC"
    """IANA name, such as `Europe/Lisbon`."""
    scopes: frozenset[str] = frozenset()
    created_at: datetime

    def may(self, scope: str | None) -> bool:
        """Tell whether this person holds `scope`; None needs nothing."""
        return scope is None or holds(self.scopes, scope)


class Principal(BaseModel):
    """Who stands behind an API request, as far as its token proves."""

    model_config = ConfigDict(frozen=True)

    user_id: str
    name: str
    scopes: frozenset[str] = frozenset()

    def may(self, scope: str) -> bool:
        """Tell whether the token carries `scope`."""
        return holds(self.scopes, scope)
