"""What guards the API again, in memory."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from mojo.shared.auth.attempts import FORGOTTEN_AFTER_S, WAITS_S
from mojo.shared.auth.credentials import Password
from mojo.shared.auth.sessions import GRACE_S, Outcome, RefreshToken, Rotation
from mojo.shared.model.access import AccessToken, Session
from mojo.shared.model.people import User
from mojo.shared.util.clock import Clock


class MemoryAttempts:
    """Keeps `AttemptStore`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._failures: dict[tuple[str, str], tuple[int, datetime, datetime]] = {}

    async def blocked_for_s(self, kind: str, subject: str) -> float:
        now = self._clock.now()
        _, _, until = self._failures.get((kind, subject), (0, now, now))
        return max(0.0, (until - now).total_seconds())

    async def failed(self, kind: str, subject: str) -> int:
        now = self._clock.now()
        failures, last, _ = self._failures.get((kind, subject), (0, now, now))
        failures = 1 if now - last >= timedelta(seconds=FORGOTTEN_AFTER_S) else failures + 1
        wait = timedelta(seconds=WAITS_S[min(failures, len(WAITS_S)) - 1])
        self._failures[kind, subject] = (failures, now, now + wait)
        return failures

    async def forget(self, kind: str, subject: str) -> None:
        self._failures.pop((kind, subject), None)


@dataclass(slots=True)
class KeptSession:
    """A session, and what its refresh tokens must match."""

    session: Session
    ends_at: datetime
    idle: timedelta
    family: str
    current: str
    previous: str = ""
    sealed: str = ""
    rotated_at: datetime | None = None

    def used(self, at: datetime) -> None:
        """Note a use, which puts the idle end off."""
        expires_at = min(self.ends_at, at + self.idle)
        self.session = self.session.model_copy(update={"last_used_at": at, "expires_at": expires_at})


class MemorySessions:
    """Keeps `SessionStore`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: dict[str, KeptSession] = {}

    def live(self, session_id: str) -> KeptSession | None:
        """Return the session unless it is over."""
        kept = self._kept.get(session_id)
        return kept if kept is not None and self._clock.now() < kept.session.expires_at else None

    async def start(self, session: Session, first: RefreshToken, ends_at: datetime, idle: timedelta) -> None:
        kept = KeptSession(session, ends_at, idle, first.family_hash, first.secret_hash)
        kept.used(session.created_at)
        self._kept[session.id] = kept

    async def rotate(self, presented: RefreshToken, successor: RefreshToken) -> Rotation:
        kept, now = self.live(presented.session_id), self._clock.now()
        if kept is None or kept.family != presented.family_hash:
            return Rotation(Outcome.UNKNOWN)
        user_id = kept.session.user_id
        if kept.current == presented.secret_hash:
            kept.previous, kept.current = kept.current, successor.secret_hash
            kept.sealed, kept.rotated_at = presented.seal(successor), now
            kept.used(now)
            return Rotation(Outcome.ROTATED, user_id)
        graceful = kept.rotated_at is not None and now - kept.rotated_at <= timedelta(seconds=GRACE_S)
        if kept.previous == presented.secret_hash and graceful:
            return Rotation(Outcome.AGAIN, user_id, kept.sealed)
        del self._kept[presented.session_id]
        return Rotation(Outcome.REUSED, user_id)

    async def sessions_of(self, user_id: str) -> list[Session]:
        kept = (self.live(id) for id in self._kept)
        own = [it.session for it in kept if it is not None and it.session.user_id == user_id]
        return sorted(own, key=lambda it: it.last_used_at, reverse=True)

    async def end(self, user_id: str, session_id: str) -> bool:
        kept = self.live(session_id)
        if kept is None or kept.session.user_id != user_id:
            return False
        del self._kept[session_id]
        return True

    async def end_all(self, user_id: str) -> int:
        own = await self.sessions_of(user_id)
        for session in own:
            del self._kept[session.id]
        return len(own)


class MemoryAccessTokens:
    """Keeps `AccessTokenStore`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: dict[str, tuple[AccessToken, User | None]] = {}

    def live(self, fingerprint: str) -> tuple[AccessToken, User | None] | None:
        """Return the token and its stand-in unless it is over."""
        kept = self._kept.get(fingerprint)
        return kept if kept is not None and self._good(kept[0]) else None

    def used(self, fingerprint: str, at: datetime) -> None:
        """Note a use."""
        token, stand_in = self._kept[fingerprint]
        self._kept[fingerprint] = (token.model_copy(update={"last_used_at": at}), stand_in)

    async def put(self, fingerprint: str, token: AccessToken, stand_in: User | None = None) -> None:
        self._kept[fingerprint] = (token, stand_in)

    async def tokens_of(self, user_id: str) -> list[AccessToken]:
        own = [token for token, _ in self._kept.values() if token.user_id == user_id and self._good(token)]
        return sorted(own, key=lambda it: (it.created_at, it.id), reverse=True)

    async def revoke(self, user_id: str, token_id: str) -> bool:
        return self._forget(lambda token: token.user_id == user_id and token.id == token_id) > 0

    async def revoke_all(self, user_id: str) -> int:
        return self._forget(lambda token: token.user_id == user_id)

    def _forget(self, wanted: Callable[[AccessToken], bool]) -> int:
        gone = [key for key, (token, _) in self._kept.items() if wanted(token)]
        return sum(self._good(self._kept.pop(key)[0]) for key in gone)

    def _good(self, token: AccessToken) -> bool:
        return token.expires_at is None or self._clock.now() < token.expires_at


class MemoryRing:
    """Keeps `RingStore`."""

    def __init__(self) -> None:
        self._ring: bytes | None = None

    async def read(self) -> bytes | None:
        return self._ring

    async def swap(self, before: bytes | None, after: bytes) -> bool:
        if self._ring != before:
            return False
        self._ring = after
        return True


class MemoryLoginCodes:
    """Keeps `LoginCodes`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._codes: dict[str, tuple[str, datetime]] = {}

    async def put(self, fingerprint: str, user_id: str, expires_at: datetime) -> None:
        self._codes[fingerprint] = (user_id, expires_at)

    async def take(self, fingerprint: str) -> str | None:
        user_id, expires_at = self._codes.pop(fingerprint, (None, self._clock.now()))
        return user_id if self._clock.now() < expires_at else None


class MemoryPasswords:
    """Keeps `Passwords`."""

    def __init__(self) -> None:
        self._kept: dict[str, Password] = {}

    async def put(self, password: Password) -> bool:
        holder = await self.by_login(password.login)
        if holder is not None and holder.user_id != password.user_id:
            return False
        self._kept[password.user_id] = password
        return True

    async def of(self, user_id: str) -> Password | None:
        return self._kept.get(user_id)

    async def by_login(self, login: str) -> Password | None:
        return next((kept for kept in self._kept.values() if kept.login == login), None)

    async def forget(self, user_id: str) -> bool:
        return self._kept.pop(user_id, None) is not None
