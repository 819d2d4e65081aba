"""Logging in, staying logged in, and logging out."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from mojo.features.access.model import DEVICE_LIMIT, Grant
from mojo.features.access.ways import WayIn
from mojo.shared.auth.credentials import LoginCodes
from mojo.shared.auth.mint import Mint
from mojo.shared.auth.recording import recorded_first
from mojo.shared.auth.sessions import Outcome, RefreshToken, Rotation, SessionStore, new_session_id
from mojo.shared.errors import AuthenticationError, InvalidInput, NotFound
from mojo.shared.model.access import Session
from mojo.shared.model.audit import AuditOutcome
from mojo.shared.model.links import PublicUrl
from mojo.shared.model.notifications import Notification
from mojo.shared.model.people import PersonState, Principal, User
from mojo.shared.model.text import text
from mojo.shared.persistence.codes import code_fingerprint, new_code
from mojo.shared.ports import Access, Attempts, Audit, Notifier, People
from mojo.shared.util.clock import Clock

CODE_TTL = timedelta(minutes=5)
LOGIN_PAGE = "/api/v1/auth/login"

log = logging.getLogger("mojo.access")


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """How long a session lasts."""

    idle: timedelta
    longest: timedelta


@dataclass(frozen=True)
class SessionService:
    """A person's sessions."""

    store: SessionStore
    access: Access
    mint: Mint
    people: People
    notifier: Notifier
    audit: Audit
    clock: Clock
    lifetimes: Lifetimes

    async def start(self, user_id: str, device: str, address: str, way: str) -> Grant:
        """Start a session for whom a way in has proven. Raises AuthenticationError if they may not come in, StoreUnavailable."""
        user, now = await self._active(user_id), self.clock.now()
        ends_at = now + self.lifetimes.longest
        session = Session(
            id=new_session_id(),
            user_id=user.id,
            device=_shortened(device),
            created_at=now,
            last_used_at=now,
            expires_at=min(ends_at, now + self.lifetimes.idle),
        )
        first = RefreshToken.first(session.id)
        async with recorded_first(self.audit, _acting(user, address), "session.started", session.id, way=way):
            await self.store.start(session, first, ends_at, self.lifetimes.idle)
        return await self._grant(user, first)

    async def refresh(self, token: str, address: str) -> Grant:
        """Return the next tokens. Raises AuthenticationError, after ending the session if `token` is an old one.

        Raises StoreUnavailable.
        """
        presented = _parsed(token)
        successor = presented.successor()
        rotation = await self.store.rotate(presented, successor)
        if rotation.outcome is Outcome.REUSED:
            await self._reused(rotation, presented, address)
        if rotation.outcome in (Outcome.REUSED, Outcome.UNKNOWN):
            raise _no_longer_good()
        following = presented.open(rotation.sealed) if rotation.outcome is Outcome.AGAIN else successor
        return await self._grant(await self._active(rotation.user_id), following)

    async def sessions(self, by: Principal) -> list[Session]:
        """Return one's own, last used first. Raises StoreUnavailable."""
        return await self.access.sessions_of(by.user_id)

    async def end(self, by: Principal, session_id: str) -> None:
        """End one of one's own. Raises NotFound, StoreUnavailable."""
        if not await self.access.end_session(by.user_id, session_id):
            raise NotFound("There is no such session.")
        await self.audit.record(by, "session.ended", session_id)

    async def end_all(self, by: Principal) -> int:
        """End every session of one's own, and return how many there were. Access tokens stay. Raises StoreUnavailable."""
        ended = await self.store.end_all(by.user_id)
        await self.audit.record(by, "session.all_ended", by.user_id, count=str(ended))
        return ended

    async def _grant(self, user: User, refresh: RefreshToken) -> Grant:
        access_token = await self.mint.issue(user.id, refresh.session_id, user.scopes)
        return Grant(access_token=access_token, refresh_token=refresh.text, session_id=refresh.session_id)

    async def _active(self, user_id: str) -> User:
        user = await self.people.get_user(user_id)
        if user is None or user.state is not PersonState.ACTIVE:
            raise _no_longer_good()
        return user

    async def _reused(self, rotation: Rotation, presented: RefreshToken, address: str) -> None:
        """Say that somebody used an old refresh token: they or the person have a stolen one."""
        log.warning("access.refresh_token_reused", extra={"user_id": rotation.user_id})
        by = Principal(user_id=rotation.user_id, name="", origin=address, credential=presented.session_id)
        await self.audit.record(by, "session.reused", presented.session_id, AuditOutcome.DENIED)
        said = text("access-session-reused", now=self.clock.now())
        try:
            await self.notifier.notify(Notification(rotation.user_id, said, f"reused:{presented.session_id}"))
        except NotFound as error:  # a person who is gone cannot be told
            log.info("access.person_not_told", extra={"error_code": error.code})


@dataclass(frozen=True)
class LoginService:
    """The ways in."""

    ways: Sequence[WayIn]
    codes: LoginCodes
    sessions: SessionService
    attempts: Attempts
    audit: Audit
    clock: Clock
    public_url: PublicUrl

    async def make_code(self, by: Principal) -> tuple[str, str]:
        """Return a one-time code for `by`, and the link that carries it; both work once, for CODE_TTL. Raises StoreUnavailable.

        The code stands behind the link's #, which browsers keep to themselves: no server or proxy logs it.
        """
        code = new_code()
        async with recorded_first(self.audit, by, "login.code_made", by.user_id):
            await self.codes.put(code_fingerprint(code), by.user_id, self.clock.now() + CODE_TTL)
        return code, f"{self.public_url}{LOGIN_PAGE}#{code}"

    async def login(self, given: Mapping[str, str], device: str, address: str) -> Grant:
        """Start a session for whoever `given` proves.

        Raises InvalidInput, AuthenticationError, TooManyAttempts, StoreUnavailable.
        """
        way = self._way(given)
        subjects = [address, *filter(None, [way.account(given)])]
        for subject in subjects:
            await self.attempts.check(way.kind, subject)
        user_id = await way.user_id(given)
        if user_id is None:
            await self._refuse(way, subjects, address)
            raise AuthenticationError("This is not right, or no longer good. Cure: ask Chronos for a new code with /login.")
        grant = await self.sessions.start(user_id, device, address, way.kind)
        for account in subjects[1:]:  # not the address: who has an account of their own could clear it between two guesses
            await self.attempts.succeeded(way.kind, account)
        return grant

    def _way(self, given: Mapping[str, str]) -> WayIn:
        for way in self.ways:
            if way.fields == given.keys():
                return way
        raise InvalidInput("code: send either code, or user_name and password.", field="code")

    async def _refuse(self, way: WayIn, subjects: list[str], address: str) -> None:
        stranger = Principal(user_id="stranger", name="", origin=address)
        await self.audit.record(stranger, "login.refused", outcome=AuditOutcome.DENIED, way=way.kind)
        for subject in subjects:
            await self.attempts.failed(way.kind, subject)


def _parsed(token: str) -> RefreshToken:
    presented = RefreshToken.parse(token)
    if presented is None:
        raise _no_longer_good()
    return presented


def _no_longer_good() -> AuthenticationError:
    return AuthenticationError("This is not, or no longer, good. Cure: log in again.", error="invalid_token")


def _acting(user: User, address: str) -> Principal:
    return Principal(user_id=user.id, name=user.name, scopes=user.scopes, origin=address)


def _shortened(device: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in device).split())[:DEVICE_LIMIT] or "?"
