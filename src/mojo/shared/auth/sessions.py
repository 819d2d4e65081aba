"""Sessions, and the refresh tokens that keep them going.

A refresh token is `mojo_rt_<session>_<family>_<secret>`. `family` stays for as long as the session lives and stands in no other
token, `secret` changes with every use. Whoever brings the family but an old secret has (or stole) a token that was used already.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from mojo.shared.auth.tokens import fingerprint, random_text
from mojo.shared.model.access import Session

GRACE_S = 10
"""So long a client that never got its answer may use the old token once more; it is given the same successor (ADR 0016)."""

_PREFIX = "mojo_rt"
_SESSION_DIGITS, _FAMILY_DIGITS, _SECRET_DIGITS = 22, 22, 43


def new_session_id() -> str:
    """Return a fresh id of 130 random bits."""
    return random_text(_SESSION_DIGITS)


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """A refresh token, taken apart."""

    session_id: str
    family: str
    secret: str

    @classmethod
    def first(cls, session_id: str) -> "RefreshToken":
        """Return the first token of a session."""
        return cls(session_id, random_text(_FAMILY_DIGITS), random_text(_SECRET_DIGITS))

    @classmethod
    def parse(cls, token: str) -> "RefreshToken | None":
        """Read what `text` wrote; None for anything else."""
        parts = token.split("_")
        lengths = [len(part) for part in parts[2:]]
        if "_".join(parts[:2]) != _PREFIX or lengths != [_SESSION_DIGITS, _FAMILY_DIGITS, _SECRET_DIGITS]:
            return None
        return cls(*parts[2:]) if token.isascii() and "".join(parts).isalnum() else None

    @property
    def text(self) -> str:
        """The token as the client has it."""
        return f"{_PREFIX}_{self.session_id}_{self.family}_{self.secret}"

    def successor(self) -> "RefreshToken":
        """Return a fresh token of the same family."""
        return RefreshToken(self.session_id, self.family, random_text(_SECRET_DIGITS))

    def seal(self, successor: "RefreshToken") -> str:
        """Return `successor`'s secret in a form that only the holder of this token can open."""
        return self._pad(successor.secret.encode()).hex()

    def open(self, sealed: str) -> "RefreshToken":
        """Return the successor that `seal` closed."""
        return RefreshToken(self.session_id, self.family, self._pad(bytes.fromhex(sealed)).decode())

    @property
    def family_hash(self) -> str:
        return fingerprint(self.family)

    @property
    def secret_hash(self) -> str:
        return fingerprint(self.secret)

    def _pad(self, text: bytes) -> bytes:
        """Close or open with a pad that is used once: a token has one successor."""
        pad = b"".join(hmac.digest(self.secret.encode(), b"successor%d" % part, hashlib.sha256) for part in range(2))
        return bytes(a ^ b for a, b in zip(text, pad, strict=False))


class Outcome(StrEnum):
    """What became of a refresh token that somebody brought."""

    ROTATED = "rotated"
    AGAIN = "again"
    """Brought twice within the grace, and the successor not used yet."""
    REUSED = "reused"
    """An old one: the session has been ended."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Rotation:
    """The answer to a refresh token."""

    outcome: Outcome
    user_id: str = ""
    sealed: str = ""
    """The successor, for the holder of the token (AGAIN)."""


class SessionStore(Protocol):
    """Sessions with their refresh tokens' hashes. Every method raises StoreUnavailable."""

    async def start(self, session: Session, first: RefreshToken, ends_at: datetime, idle: timedelta) -> None:
        """Keep `session` until `ends_at`, or until it was not used for `idle`."""
        ...

    async def rotate(self, presented: RefreshToken, successor: RefreshToken) -> Rotation:
        """Let `successor` follow `presented`, if that is the session's present one. Atomic."""
        ...

    async def sessions_of(self, user_id: str) -> list[Session]:
        """Return the live ones, last used first."""
        ...

    async def end(self, user_id: str, session_id: str) -> bool:
        """End one; False if the person has none of that id."""
        ...

    async def end_all(self, user_id: str) -> int:
        """End all of a person's; return how many there were."""
        ...
