"""What the circle of trust asks of its stores and tells its doors.

Everything here is implemented on Redis and in memory, under one contract. Every method raises StoreUnavailable when the store
does not answer.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from mojo.shared.model.people import Principal, User


@dataclass(frozen=True, slots=True)
class RateLimit:
    """At most `burst` at once and `per_minute` on average (GCRA)."""

    name: str
    per_minute: float
    burst: int


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a limit leaves. For the `RateLimit` headers of draft-ietf-httpapi-ratelimit-headers."""

    limit: RateLimit
    allowed: bool
    remaining: int
    retry_after_s: float
    """0 when allowed."""


class Limits(Protocol):
    """Rate limits shared by all replicas."""

    async def take(self, limit: RateLimit, subject: str) -> Allowance:
        """Count one event of `subject` (a person, token, address ...) against `limit`."""
        ...

    async def forget(self, limit: RateLimit, subject: str) -> None:
        """Let `subject` begin anew."""
        ...


@dataclass(frozen=True, slots=True)
class Admitted:
    """Outcome of the one store trip that a guarded request makes."""

    principal: Principal | None
    """None when the credential is not, or no longer, good."""
    allowances: tuple[Allowance, ...] = ()


class Gate(Protocol):
    """Who stands behind a bearer token (access token or personal access token), and whether they may ask this often."""

    async def admit(self, bearer: str, limits: tuple[RateLimit, ...], address: str) -> Admitted:
        """Check credential, session, person and limits in at most one round trip."""
        ...


@dataclass(frozen=True, slots=True)
class TokenPair:
    """What a login gives."""

    access_token: str
    expires_in_s: int
    refresh_token: str
    session_id: str


@dataclass(frozen=True, slots=True)
class Session:
    """One login of one person on one device."""

    id: str
    user_id: str
    device: str
    address: str | None
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime


class Sessions(Protocol):
    """Logins: opened, refreshed, listed, ended. Idle for 30 days or 180 days old, they end by themselves."""

    async def open(self, user: User, device: str, address: str | None) -> TokenPair: ...

    async def refresh(self, refresh_token: str, address: str | None) -> TokenPair:
        """Trade a refresh token for new ones. Raises AuthenticationError; a reused one ends the session and tells its person."""
        ...

    async def of_user(self, user_id: str) -> list[Session]: ...

    async def end(self, user_id: str, session_id: str) -> bool:
        """End one session; False if `user_id` has no such session."""
        ...

    async def end_all(self, user_id: str, but: str | None = None) -> int:
        """End every session of a person, except `but`; return how many."""
        ...


@dataclass(frozen=True, slots=True)
class ProgramToken:
    """A personal access token, as it is listed: the token itself is shown once and never stored."""

    id: str
    user_id: str
    name: str
    scopes: frozenset[str]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None = None


class ProgramTokens(Protocol):
    """Personal access tokens for programs."""

    async def create(self, user: User, name: str, scopes: frozenset[str], ttl: timedelta | None) -> tuple[str, ProgramToken]:
        """Make a token no wider than its person. Raises PermissionDenied for a scope they lack."""
        ...

    async def of_user(self, user_id: str) -> list[ProgramToken]: ...

    async def revoke(self, user_id: str, token_id: str) -> bool: ...


class LoginCodes(Protocol):
    """One-time codes with which a person who is known in Chronos comes into the API: 5 minutes, one use."""

    async def issue(self, user_id: str) -> str: ...

    async def redeem(self, code: str) -> str | None:
        """Use up `code` and return whose it was; None if it is not good."""
        ...


class Passwords(Protocol):
    """Optional passwords (argon2id; rules of NIST SP 800-63B-4)."""

    async def set(self, user: User, password: str) -> None:
        """Raises InvalidInput naming the rule that `password` breaks."""
        ...

    async def verify(self, user_id: str, password: str) -> bool:
        """Takes as long for an unknown person as for a known one."""
        ...

    async def clear(self, user_id: str) -> None: ...

    async def has(self, user_id: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation as it is listed: only the hash of its code is stored."""

    id: str
    """First characters of the code's hash: enough to name it, useless to redeem it."""
    role: str | None
    scopes: frozenset[str]
    uses_left: int
    expires_at: datetime
    made_by: str
    """User id; `mojo` for the first start's and those made from the shell."""
    made_at: datetime
    language: str | None = None
    timezone: str | None = None
    note: str = ""


class InvitationBook(Protocol):
    """Invitations: made, redeemed atomically, listed, revoked."""

    async def make(self, invitation: Invitation, code: str) -> None: ...

    async def redeem(self, code: str, by: str) -> Invitation | None:
        """Use it once for `by`; None if it is not (or no longer) good. Again for the same `by`: the same answer, no use."""
        ...

    async def all(self) -> list[Invitation]: ...

    async def revoke(self, invitation_id: str) -> bool: ...


class Roles(Protocol):
    """Named sets of scopes. Roles that nobody changed have the scopes that features declare for them."""

    async def scopes_of(self, role: str) -> frozenset[str] | None:
        """Return the role's scopes; None if there is no such role."""
        ...

    async def change(self, role: str, scopes: frozenset[str]) -> None: ...

    async def all(self) -> dict[str, frozenset[str]]: ...


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what on whom, through which door, from where, when, and how it ended."""

    at: datetime
    actor: str
    """User id; `anonymous` or `mojo`."""
    action: str
    """`area.verb_past`: `people.suspended`, `auth.login_failed` ..."""
    target: str | None
    door: str
    """api, chronos, scheduler or shell."""
    outcome: str
    """succeeded, denied or failed."""
    address: str | None = None
    trace_id: str | None = None
    details: dict[str, str] = field(default_factory=dict)
    """Never a secret."""


class AuditLog(Protocol):
    """Append-only; kept 400 days."""

    async def record(self, entry: AuditEntry) -> None: ...

    async def read(self, before: str | None = None, limit: int = 100) -> list[tuple[str, AuditEntry]]:
        """Return entries, newest first, each with the cursor behind it."""
        ...


Change = Callable[[User], User]
