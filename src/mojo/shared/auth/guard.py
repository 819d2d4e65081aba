"""What is asked of the store about a request, all in one trip: is the credential good, who is it, and not too often?"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple, Protocol

from mojo.shared.auth.limits import Bucket, Quota, RateLimit
from mojo.shared.model.people import EVERY_SCOPE, User


class CredentialKind(StrEnum):
    SESSION = "session"
    TOKEN = "token"  # noqa: S105  # the kind, not one


@dataclass(slots=True, eq=False)
class Question:
    """One request. Two of them are never the same: each is counted."""

    kind: CredentialKind
    key: str
    """Session id, or fingerprint of an access token."""
    address: str
    limit: RateLimit


class Finding(NamedTuple):
    """A good credential and its person, as they are at this moment."""

    user: User
    """With their effective scopes."""
    credential: str
    """Id of the session or access token."""
    scopes: frozenset[str] | None
    """What an access token carries; None for a session, whose JWT says it."""
    quota: Quota


class Guard(Protocol):
    """Answers questions about requests."""

    async def check(self, question: Question) -> Finding | None:
        """Return what there is to know, None if the credential is not good or nobody stands behind it. Counts the request.

        Raises StoreUnavailable.
        """
        ...

    async def count(self, bucket: Bucket, subject: str) -> Quota:
        """Count a request of somebody unknown against one limit. Raises StoreUnavailable."""
        ...


@lru_cache(maxsize=1024)
def narrowed(carried: frozenset[str], held: frozenset[str]) -> frozenset[str]:
    """Return what both have; `*` stands for everything."""
    if EVERY_SCOPE in carried:
        return held
    return carried if EVERY_SCOPE in held else carried & held
