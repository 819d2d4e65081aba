"""The guard in memory; also what counts while Redis is away."""

from mojo.shared.auth.guard import CredentialKind, Finding, Question
from mojo.shared.auth.limits import Bucket, Quota
from mojo.shared.model.people import PersonState, User
from mojo.shared.persistence.memory_access import MemoryAccessTokens, MemorySessions
from mojo.shared.ports import People
from mojo.shared.util.clock import Clock

REMEMBERED = 10_000
"""So many subjects are counted; when there are more, those who are back to nothing are forgotten."""


class MemoryRates:
    """GCRA in this process alone."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tats: dict[tuple[str, str], float] = {}

    def spend(self, counted: list[tuple[Bucket, str]]) -> Quota:
        """Count a request against every bucket, or against none if one of them is empty."""
        now_ms = self._clock.now().timestamp() * 1000
        if len(self._tats) > REMEMBERED:
            self._tats = {key: tat for key, tat in self._tats.items() if tat > now_ms}
        quotas, tats = [], {}
        for bucket, subject in counted:
            quota, tat = _spend(bucket, max(self._tats.get((bucket.name, subject), now_ms), now_ms), now_ms)
            if not quota.allowed:
                return quota
            quotas.append(quota)
            tats[bucket.name, subject] = tat
        self._tats |= tats
        return min(quotas, key=lambda quota: quota.left)


class MemoryGuard:
    """Keeps `Guard`."""

    def __init__(self, people: People, sessions: MemorySessions, tokens: MemoryAccessTokens, clock: Clock) -> None:
        self._people = people
        self._sessions = sessions
        self._tokens = tokens
        self._clock = clock
        self._rates = MemoryRates(clock)

    async def check(self, question: Question) -> Finding | None:
        found = await (self._session(question) if question.kind is CredentialKind.SESSION else self._token(question))
        if found is None or found[0].state is not PersonState.ACTIVE:
            return None
        user, credential, scopes = found
        subjects = [user.id, question.key, question.address]
        quota = self._rates.spend(list(zip(question.limit.buckets, subjects, strict=True)))
        return Finding(user, credential, scopes, quota)

    async def count(self, bucket: Bucket, subject: str) -> Quota:
        return self._rates.spend([(bucket, subject)])

    async def _session(self, question: Question) -> tuple[User, str, None] | None:
        kept = self._sessions.live(question.key)
        user = await self._people.get_user(kept.session.user_id) if kept else None
        if kept is None or user is None:
            return None
        kept.used(self._clock.now())
        return user, kept.session.id, None

    async def _token(self, question: Question) -> tuple[User, str, frozenset[str]] | None:
        kept = self._tokens.live(question.key)
        if kept is None:
            return None
        token, stand_in = kept
        user = await self._people.get_user(token.user_id) or stand_in
        self._tokens.used(question.key, self._clock.now())
        return None if user is None else (user, token.id, token.scopes)


def _spend(bucket: Bucket, before_ms: float, now_ms: float) -> tuple[Quota, float]:
    """Return how a request stands that comes at `now_ms`, and the theoretical arrival time after it."""
    period_ms = bucket.period_s * 1000
    interval_ms = period_ms / bucket.amount
    tat = before_ms + interval_ms
    over_ms = tat - now_ms - period_ms
    if over_ms > 0.001:
        return Quota(False, bucket, 0, _ceil(before_ms - now_ms), _ceil(over_ms)), before_ms
    left = int((period_ms - (tat - now_ms)) / interval_ms + 0.000001)
    return Quota(True, bucket, left, _ceil(tat - now_ms)), tat


def _ceil(value: float) -> int:
    return -int(-value // 1)
