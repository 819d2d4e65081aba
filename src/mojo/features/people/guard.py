"""What nobody may do, whatever they hold: give what they do not have, or touch an owner."""

import re
from collections.abc import Iterable

from mojo.features.people.model import ROLE_PATTERN
from mojo.shared.auth.scopes import declared_scopes
from mojo.shared.errors import Conflict, InvalidInput, NotFound, PermissionDenied
from mojo.shared.model.people import EVERY_SCOPE, OWNER, Principal, User

READ, MANAGE, INVITE = "people:read", "people:manage", "people:invite"


class ExportTooLarge(Conflict):
    """What is kept about somebody does not fit into a message."""

    code = "people.export_too_large"


class OwnerProtected(Conflict):
    """Only owners themselves change what an owner is."""

    code = "people.owner_protected"


def require(by: Principal, scope: str) -> None:
    """Raise PermissionDenied unless `by` holds `scope`."""
    if not by.may(scope):
        raise PermissionDenied(f"This needs the scope {scope}.", scope=scope)


def may_give(by: Principal, scopes: Iterable[str]) -> None:
    """Raise PermissionDenied if `by` does not hold all of `scopes`: nobody gives what they do not have."""
    for scope in sorted(scopes):
        if not by.may(scope):
            raise PermissionDenied(f"Nobody can give a scope that they do not hold: {scope}.", scope=scope)


def may_touch(by: Principal, user: User) -> None:
    """Raise OwnerProtected if `user` is an owner and somebody else."""
    if (user.role == OWNER or EVERY_SCOPE in user.scopes) and user.id != by.user_id:
        raise OwnerProtected("An owner can only be changed by themselves.")


def check_known(scopes: Iterable[str], field: str) -> None:
    """Raise InvalidInput for a scope that nobody declares."""
    for scope in sorted(scopes):
        if scope not in declared_scopes():
            raise InvalidInput(f"{field}: there is no scope of that name; see GET /api/v1/roles.", field=field)


def check_role_name(name: str, field: str = "role") -> str:
    """Return `name`. Raises InvalidInput for one that no role can have."""
    if not re.fullmatch(ROLE_PATTERN, name):
        raise InvalidInput(f"{field}: a role is called with a-z, _ and -, at most 24 of them.", field=field)
    return name


def check_role(role: str, roles: dict[str, frozenset[str]]) -> None:
    """Raise InvalidInput for a role that does not exist."""
    if role not in roles:
        raise InvalidInput(f"role: there is {', '.join(roles)}.", field="role")


def nobody() -> NotFound:
    """Return what asking for somebody raises who is not there, or whom the asker may not see."""
    return NotFound("There is no such person.")
