"""What can be allowed. Every feature and host declares its scopes in its `scopes.py`, beside the doors that need them.

    scopes = [Scope("weather:read", roles={"member", "guest"})]

A door that needs a scope nobody declared fails at start.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from mojo.shared.errors import ConfigurationError
from mojo.shared.model.people import EVERY_SCOPE
from mojo.shared.util.discovery import feature_modules, modules_in

OWNER, ADMIN, MEMBER, GUEST = "owner", "admin", "member", "guest"
ROLES = (OWNER, ADMIN, MEMBER, GUEST)
_NAME = re.compile(r"^[a-z][a-z0-9-]*:[a-z][a-z0-9-]*$")


@dataclass(frozen=True, slots=True)
class Scope:
    """One permission, `area:verb`. The owner has every scope, an admin every one that is not `owner_only`."""

    name: str
    roles: frozenset[str] = frozenset()
    """Which of `member` and `guest` have it unless the owner changes the role."""
    owner_only: bool = False


class Catalogue:
    """Every declared scope. Raises ConfigurationError for one that is declared twice or badly named."""

    def __init__(self, scopes: Iterable[Scope]) -> None:
        self._scopes: dict[str, Scope] = {}
        for scope in scopes:
            if not _NAME.match(scope.name):
                raise ConfigurationError(f"The scope {scope.name!r} is not of the form area:verb.")
            if self._scopes.setdefault(scope.name, scope) is not scope:
                raise ConfigurationError(f"The scope {scope.name} is declared twice; keep one of them.")

    @property
    def names(self) -> frozenset[str]:
        """Every scope there is."""
        return frozenset(self._scopes)

    def default_role(self, role: str) -> frozenset[str]:
        """Return what `role` has unless it was changed."""
        if role == OWNER:
            return frozenset({EVERY_SCOPE})
        if role == ADMIN:
            return frozenset(name for name, scope in self._scopes.items() if not scope.owner_only)
        return frozenset(name for name, scope in self._scopes.items() if role in scope.roles)

    def require(self, scope: str | None, where: str) -> None:
        """Raise ConfigurationError when a door needs a scope that nobody declares."""
        if scope is not None and scope not in self._scopes:
            raise ConfigurationError(f"{where} needs the scope {scope}, which no scopes.py declares. Cure: declare it there.")


@cache
def catalogue() -> Catalogue:
    """Return every scope that Mojo's hosts and features declare."""
    modules = [*modules_in("mojo", "scopes"), *feature_modules("scopes")]
    return Catalogue(scope for module in modules for scope in module.scopes)
