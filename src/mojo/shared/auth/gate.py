"""Who may pass: from the token that a request brings to the person behind it, in one trip to the store."""

from functools import lru_cache
from typing import NamedTuple

from mojo.shared.auth.guard import CredentialKind, Finding, Guard, Question, narrowed
from mojo.shared.auth.limits import Quota, RateLimit, address_subject
from mojo.shared.auth.mint import Claims, Mint, not_good
from mojo.shared.auth.tokens import fingerprint, looks_opaque, well_formed
from mojo.shared.errors import AuthenticationError, PermissionDenied, TooManyRequests
from mojo.shared.model.people import Door, Principal, User
from mojo.shared.ports import Attempts

TOKEN = "token"  # noqa: S105  # the kind of attempt


class Admitted(NamedTuple):
    """Somebody who may pass."""

    principal: Principal
    user: User
    quota: Quota


class Gate:
    """Lets pass whoever brings a good token that carries the scope, and not too often."""

    def __init__(self, mint: Mint, guard: Guard, attempts: Attempts) -> None:
        self._mint = mint
        self._guard = guard
        self._attempts = attempts

    async def admit(self, token: str, scope: str, limit: RateLimit, address: str) -> Admitted:
        """Return who asks. Raises AuthenticationError, PermissionDenied, TooManyRequests, StoreUnavailable."""
        question, claims = await self._question(token, limit, address)
        finding = await self._guard.check(question)
        if finding is None or (claims is not None and claims.user_id != finding.user.id):
            raise await self._refused(question)
        if not finding.quota.allowed:
            raise too_many_requests(finding.quota)
        admitted = _admitted(finding, claims, address)
        if not admitted.principal.may(scope):
            raise PermissionDenied(f"This token lacks the scope {scope}.", scope=scope)
        return admitted

    async def _question(self, token: str, limit: RateLimit, address: str) -> tuple[Question, Claims | None]:
        subject = address_subject(address)
        if looks_opaque(token):
            if not well_formed(token):
                raise not_good()
            return Question(CredentialKind.TOKEN, fingerprint(token), subject, limit), None
        claims = await self._mint.verify(token)
        return Question(CredentialKind.SESSION, claims.session_id, subject, limit), claims

    async def _refused(self, question: Question) -> AuthenticationError:
        """Count who guesses tokens. A good one passes from the same address all the same: nobody locks a whole house out."""
        if question.kind is CredentialKind.TOKEN:
            await self._attempts.failed(TOKEN, question.address)
            await self._attempts.check(TOKEN, question.address)
        return not_good()


def too_many_requests(quota: Quota) -> TooManyRequests:
    """Return what a request raises that is one too many."""
    wait_s = max(1, -(-quota.wait_ms // 1000))
    bucket = quota.bucket
    rule = f"{bucket.amount} requests in {bucket.period_s} s"
    detail = f"Too many requests ({bucket.name}: {rule}). Cure: wait {wait_s} s."
    return TooManyRequests(detail, retry_after_s=wait_s, quota=quota)


def _admitted(finding: Finding, claims: Claims | None, address: str) -> Admitted:
    carried = finding.scopes if claims is None else claims.scopes
    user = finding.user
    scopes = user.scopes if carried is None else narrowed(carried, user.scopes)
    return Admitted(_principal(user.id, user.name, scopes, address, finding.credential), user, finding.quota)


@lru_cache(maxsize=1024)
def _principal(user_id: str, name: str, scopes: frozenset[str], address: str, credential: str) -> Principal:
    """Build it once: Pydantic takes longer than the rest of the gate."""
    return Principal(user_id=user_id, name=name, scopes=scopes, door=Door.API, origin=address, credential=credential)
