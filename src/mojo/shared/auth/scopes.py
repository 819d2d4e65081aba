"""The scopes there are: each feature declares its own in `scopes.py`, beside its doors.

    scopes = [Scope("weather:read", ADMIN, MEMBER, GUEST), Scope("weather:manage", ADMIN)]

What it allows stands in the feature's `locales/*.ftl` as `scope-weather-read`. A door that asks for a scope which nobody declares
fails at start, and so does a scope that two features declare.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from mojo.shared.errors import ConfigurationError
from mojo.shared.model.text import Text, text
from mojo.shared.util.discovery import feature_modules, modules_in

_NAME = re.compile(r"[a-z][a-z_]*:[a-z][a-z_]*")


@dataclass(frozen=True, init=False)
class Scope:
    """A right called `area:verb`, and the roles that hold it until somebody changes them; the owner holds every scope."""

    name: str
    roles: frozenset[str]

    def __init__(self, name: str, *roles: str) -> None:
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "roles", frozenset(roles))

    @property
    def meaning(self) -> Text:
        """What it allows, for people."""
        return text(f"scope-{self.name.replace(':', '-').replace('_', '-')}")


@lru_cache(maxsize=1)
def declared_scopes() -> dict[str, Scope]:
    """Return every scope by name, in name order. Raises ConfigurationError for one that is declared twice or misnamed."""
    scopes: dict[str, Scope] = {}
    places: dict[str, str] = {}
    for module in [*modules_in("mojo", "scopes"), *feature_modules("scopes")]:
        for scope in module.scopes:
            if not _NAME.fullmatch(scope.name):
                raise ConfigurationError(f"{module.__name__}: {scope.name!r} is no scope; call it area:verb, in a-z and _.")
            if scope.name in places:
                raise ConfigurationError(f"{scope.name} is declared by {places[scope.name]} and by {module.__name__}.")
            scopes[scope.name], places[scope.name] = scope, module.__name__
    return dict(sorted(scopes.items()))
