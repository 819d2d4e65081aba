"""What a person may do now: the scopes of their role as it is at this moment, what they were given besides, less what was taken.

A person is stored as the JSON of a `User` whose `scopes` are only those given besides the role, with `withheld`: those of the
role that this person does not have. So changing a role is felt by everybody who has it, at once (ADR 0019).
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import orjson

from mojo.shared.auth.scopes import declared_scopes
from mojo.shared.model.people import ADMIN, EVERY_SCOPE, GUEST, MEMBER, OWNER, User

BUILT_IN = (OWNER, ADMIN, MEMBER, GUEST)


def scopes_of(role: str | None, stored: bytes | None = None) -> frozenset[str]:
    """Return what `role` brings: `stored` (a JSON list) if somebody has set it, else what the features declare for it."""
    if role is None:
        return frozenset()
    if role == OWNER:
        return frozenset({EVERY_SCOPE})
    return frozenset(orjson.loads(stored)) if stored is not None else _declared(role)


def known_roles(stored: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Return every role there is and what it brings: `stored`, what somebody has set, before what the features declare."""
    return {**{role: scopes_of(role) for role in BUILT_IN}, **stored, OWNER: scopes_of(OWNER)}


def effective(record: bytes, stored_role: bytes | None = None) -> User:
    """Return the person whose stored JSON is `record`, with all they may do; `stored_role` is the stored JSON of their role."""
    stored = orjson.loads(record)
    role = _role_in(stored)
    scopes = (scopes_of(role, stored_role) | frozenset(stored.get("scopes", ()))) - frozenset(stored.get("withheld", ()))
    return User.model_validate({**stored, "role": role, "scopes": scopes})


def recorded(user: User, stored_role: bytes | None = None) -> bytes:
    """Return what is stored for `user` as a whole: whatever the role does not bring was given besides."""
    return _record(user, user.scopes - scopes_of(user.role, stored_role), frozenset())


def changed(record: bytes, before: User, after: User) -> bytes:
    """Return `record` with the difference between `before` and `after`.

    A scope that came is given, one that went is taken or withheld; with another role nothing is withheld any more.
    """
    stored = orjson.loads(record)
    came, went = after.scopes - before.scopes, before.scopes - after.scopes
    given = (frozenset(stored.get("scopes", ())) | came) - went
    withheld = frozenset() if after.role != before.role else (frozenset(stored.get("withheld", ())) | went) - came
    return _record(after, given, withheld)


def is_owner(record: bytes) -> bool:
    """Tell whether the person stored as `record` is an active owner."""
    stored = orjson.loads(record)
    return _role_in(stored) == OWNER and stored.get("state", "active") == "active"


def _role_in(stored: dict[str, Any]) -> str | None:
    """Before there were roles, an owner was who held every scope."""
    role: str | None = stored.get("role")
    return OWNER if role is None and EVERY_SCOPE in stored.get("scopes", ()) else role


def _record(user: User, given: Iterable[str], withheld: Iterable[str]) -> bytes:
    document = user.model_dump(mode="json") | {"scopes": sorted(given), "withheld": sorted(withheld)}
    return orjson.dumps(document)


@lru_cache(maxsize=64)
def _declared(role: str) -> frozenset[str]:
    return frozenset(name for name, scope in declared_scopes().items() if role in scope.roles)
