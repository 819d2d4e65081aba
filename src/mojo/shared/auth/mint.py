"""Access tokens: JWT of the profile in RFC 9068, signed with Ed25519 (RFC 9864) and nothing else."""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson
from joserfc import jwt
from joserfc.errors import JoseError

from mojo.shared.auth.keys import ACCESS_TTL, LEEWAY, KeyRing
from mojo.shared.auth.tokens import random_text
from mojo.shared.errors import AuthenticationError
from mojo.shared.util.clock import Clock

ALGORITHM = "Ed25519"
TYPE = "at+jwt"
ISSUER = "mojo"
AUDIENCE = "mojo-api"
CLAIMS = {"iss", "aud", "sub", "iat", "exp", "jti", "sid", "scope"}
"""What a token says, no more and no less: whoever adds a claim, such as `nbf`, means something that we would not heed."""
TOKEN_LIMIT_BYTES = 4096
REMEMBERED = 2048
"""So many verified tokens are kept, since the signature costs more than the rest of a request."""


class Claims(NamedTuple):
    """What a verified access token says."""

    user_id: str
    session_id: str
    scopes: frozenset[str]
    expires_at_s: int
    kid: str


class Mint:
    """Makes access tokens and reads them."""

    def __init__(self, keys: KeyRing, clock: Clock) -> None:
        self._keys = keys
        self._clock = clock
        self._verified: dict[str, Claims] = {}

    async def issue(self, user_id: str, session_id: str, scopes: frozenset[str]) -> str:
        """Return a fresh access token. Raises StoreUnavailable, ConfigurationError."""
        key = await self._keys.signing()
        now_s = int(self._clock.now().timestamp())
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": user_id,
            "iat": now_s,
            "exp": now_s + int(ACCESS_TTL.total_seconds()),
            "jti": random_text(16),
            "sid": session_id,
            "scope": " ".join(sorted(scopes)),
        }
        return jwt.encode({"alg": ALGORITHM, "typ": TYPE, "kid": key.kid}, claims, key.key, algorithms=[ALGORITHM])

    async def verify(self, token: str) -> Claims:
        """Return what `token` says. Raises AuthenticationError if it is not good, StoreUnavailable.

        Whether its session still lives is the guard's question.
        """
        claims = self._verified.get(token)
        if claims is None:
            claims = await self._read(token)
            if len(self._verified) >= REMEMBERED:
                self._verified.clear()
            self._verified[token] = claims
        if self._clock.now().timestamp() >= claims.expires_at_s:
            self._verified.pop(token, None)
            raise not_good()
        return claims

    async def _read(self, token: str) -> Claims:
        header = _header(token)
        key = await self._keys.verifying(header["kid"])
        if key is None:
            raise not_good()
        try:
            claims = jwt.decode(token, key, algorithms=[ALGORITHM]).claims
            _refuse_repetition(_decoded(token.split(".")[1]))
        except (JoseError, ValueError):
            raise not_good() from None
        return self._claims(claims, header["kid"])

    def _claims(self, claims: Mapping[str, Any], kid: str) -> Claims:
        """Check what a good signature does not: that the token is of ours, for us, and of now."""
        if claims.keys() != CLAIMS:
            raise not_good()
        texts = [claims.get(name) for name in ("sub", "sid", "scope", "jti")]
        times = [claims.get(name) for name in ("iat", "exp")]
        now_s = self._clock.now().timestamp()
        ours = claims.get("iss") == ISSUER and claims.get("aud") == AUDIENCE
        if not ours or not all(isinstance(it, str) for it in texts) or not all(type(it) is int for it in times):
            raise not_good()
        issued_s, expires_s = times
        if issued_s > now_s + LEEWAY.total_seconds() or expires_s - issued_s > ACCESS_TTL.total_seconds():  # type: ignore[operator]
            raise not_good()
        user_id, session_id, scope, _ = texts
        return Claims(str(user_id), str(session_id), frozenset(str(scope).split()), int(str(expires_s)), kid)


def not_good() -> AuthenticationError:
    """Return what every token that is not good raises: no hint why."""
    return AuthenticationError("This token is not, or no longer, good.", error="invalid_token")


def _header(token: str) -> dict[str, str]:
    """Return the header if it is one of ours to the letter. Raises AuthenticationError before there is any cryptography."""
    first, dot, rest = token.partition(".")
    if len(token) > TOKEN_LIMIT_BYTES or not dot or rest.count(".") != 1:
        raise not_good()
    try:
        header = orjson.loads(_decoded(first))
        _refuse_repetition(_decoded(first))
    except (binascii.Error, ValueError):
        raise not_good() from None
    known = isinstance(header, dict) and header.keys() == {"alg", "typ", "kid"}
    if not known or header["alg"] != ALGORITHM or header["typ"] != TYPE or not isinstance(header["kid"], str):
        raise not_good()
    return dict(header)


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _refuse_repetition(document: bytes) -> None:
    """Raise ValueError if a name stands twice in an object: readers differ in which one they believe (RFC 8725, 2.4)."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) != len(pairs):
            raise ValueError("a name stands twice")
        return dict(pairs)

    try:
        json.loads(document, object_pairs_hook=unique)
    except RecursionError:
        raise ValueError("nested too deeply") from None
