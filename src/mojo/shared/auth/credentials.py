"""What a person proves themselves by before they have a session: one-time login codes, and a password if they set one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class LoginCodes(Protocol):
    """One-time codes by their fingerprint. Every method raises StoreUnavailable."""

    async def put(self, fingerprint: str, user_id: str, expires_at: datetime) -> None: ...

    async def take(self, fingerprint: str) -> str | None:
        """Use the code up and return whose it was; None if there is none, or none any more. Atomic."""
        ...


@dataclass(frozen=True, slots=True)
class Password:
    """The name under which a person logs in, and their password's argon2id hash."""

    user_id: str
    login: str
    hash: str

    def __repr__(self) -> str:
        return f"<Password of {self.user_id}>"


class Passwords(Protocol):
    """Passwords by person and by login name. Every method raises StoreUnavailable."""

    async def put(self, password: Password) -> bool:
        """Set it; False if somebody else has the login name."""
        ...

    async def of(self, user_id: str) -> Password | None: ...

    async def by_login(self, login: str) -> Password | None: ...

    async def forget(self, user_id: str) -> bool:
        """Remove a person's; False if they had none."""
        ...
