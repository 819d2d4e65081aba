"""The ways in. A further one (passkeys, OIDC) is one more `WayIn`, wired beside these."""

from collections.abc import Mapping
from typing import Protocol

from mojo.features.access.passwords import Hasher, login_name
from mojo.shared.auth.credentials import LoginCodes, Passwords
from mojo.shared.persistence.codes import code_fingerprint


class WayIn(Protocol):
    """One way of proving who one is."""

    kind: str
    """Its name in `Attempts` and in the audit log."""
    fields: frozenset[str]
    """What a client has to send."""

    def account(self, given: Mapping[str, str]) -> str | None:
        """Return against which account a failure counts, besides the address; None if it names none."""
        ...

    async def user_id(self, given: Mapping[str, str]) -> str | None:
        """Return whom `given` proves, None if nobody. Raises StoreUnavailable."""
        ...


class CodeWayIn:
    """A one-time code that Chronos gave."""

    kind = "code"
    fields = frozenset({"code"})

    def __init__(self, codes: LoginCodes) -> None:
        self._codes = codes

    def account(self, given: Mapping[str, str]) -> str | None:
        return None

    async def user_id(self, given: Mapping[str, str]) -> str | None:
        return await self._codes.take(code_fingerprint(given["code"]))


class PasswordWayIn:
    """A user name and a password, for who has set one."""

    kind = "password"
    fields = frozenset({"user_name", "password"})

    def __init__(self, passwords: Passwords, hasher: Hasher) -> None:
        self._passwords = passwords
        self._hasher = hasher

    def account(self, given: Mapping[str, str]) -> str | None:
        return login_name(given["user_name"])

    async def user_id(self, given: Mapping[str, str]) -> str | None:
        """Takes as long for a name that nobody has."""
        kept = await self._passwords.by_login(login_name(given["user_name"]))
        good = await self._hasher.matches(kept.hash if kept else None, given["password"])
        return kept.user_id if kept and good else None
