"""Opaque bearer tokens. Only their SHA-256 is ever stored: a stolen database opens no door."""

import hashlib
import secrets
from typing import Protocol

from mojo.shared.model.people import Principal
from mojo.shared.ports import Tokens

TOKEN_BYTES = 32


class TokenStore(Tokens, Protocol):
    """Tokens and whom they stand for."""

    async def grant(self, token: str, principal: Principal) -> None:
        """Let `token` stand for `principal` from now on. Raises StoreUnavailable."""
        ...

    async def revoke(self, token: str) -> bool:
        """Let `token` stand for nobody; False if it already did. Raises StoreUnavailable."""
        ...


def new_token(kind: str) -> str:
    """Return a fresh token of 256 random bits, such as `mojo_dev_...`; its prefix lets scanners find a leaked one."""
    return f"mojo_{kind}_{secrets.token_urlsafe(TOKEN_BYTES)}"


def fingerprint(token: str) -> str:
    """Return the form in which a token is stored. A plain hash is enough for what nobody can guess."""
    return hashlib.sha256(token.encode()).hexdigest()
