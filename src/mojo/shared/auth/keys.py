"""The keys that sign access tokens: shared by every replica through the store, where they lie encrypted (ADR 0016).

The newest signs. One that was replaced verifies until the last token it signed has expired, then it is dropped.
"""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol

import orjson
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey, OKPKey

from mojo.shared.auth.tokens import random_text
from mojo.shared.errors import ConfigurationError
from mojo.shared.util.clock import Clock
from mojo.shared.util.together import Together

ACCESS_TTL = timedelta(minutes=15)
LEEWAY = timedelta(seconds=60)
"""How far the clocks of two replicas may differ."""
RELOAD_AFTER = timedelta(seconds=60)

_CURVE: Literal["Ed25519"] = "Ed25519"
_ALGORITHMS = ["dir", "A256GCM"]

log = logging.getLogger("mojo.auth")


class RingStore(Protocol):
    """One document that holds the ring. Every method raises StoreUnavailable."""

    async def read(self) -> bytes | None: ...

    async def swap(self, before: bytes | None, after: bytes) -> bool:
        """Replace `before` by `after`; False, with nothing changed, if it is not `before` any more. Atomic."""
        ...


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One key of the ring."""

    kid: str
    made_at: datetime
    replaced_at: datetime | None
    key: OKPKey

    def __repr__(self) -> str:
        return f"<SigningKey {self.kid}>"


class KeyRing:
    """The ring as this process knows it."""

    def __init__(self, store: RingStore, secret: str, lifetime: timedelta, clock: Clock) -> None:
        """`secret` encrypts the keys at rest; it has to be the same for every replica."""
        self._store = store
        self._wrap = OctKey.import_key(hashlib.sha256(b"mojo signing keys\0" + secret.encode()).digest())
        self._lifetime = lifetime
        self._clock = clock
        self._stored: bytes | None = None
        self._keys: dict[str, SigningKey] = {}
        self._read_at: datetime | None = None
        self._looks: Together[None, None] = Together(self._look)

    async def signing(self) -> SigningKey:
        """Return the key to sign with, a fresh one if the last is too old. Raises StoreUnavailable, ConfigurationError."""
        now = self._clock.now()
        if self._read_at is None or now - self._read_at >= RELOAD_AFTER:
            await self._read()
        newest = self._newest()
        if newest is None or now - newest.made_at >= self._lifetime:
            return await self.rotate()
        return newest

    async def verifying(self, kid: str) -> OKPKey | None:
        """Return the key `kid` if it may still verify. Raises StoreUnavailable, ConfigurationError.

        For one we do not know we look whether there is a new one; all who wait for that share a trip.
        """
        if kid not in self._keys:
            await self._looks.get(None)
        found = self._keys.get(kid)
        return found.key if found is not None and self._verifies(found) else None

    async def rotate(self) -> SigningKey:
        """Let a new key sign from now on, unless another replica was faster. Raises StoreUnavailable, ConfigurationError."""
        await self._read()
        now, before = self._clock.now(), self._stored
        fresh = SigningKey(random_text(12), now, None, OKPKey.generate_key(_CURVE))
        kept = [key for key in self._keys.values() if self._verifies(key)]
        replaced = [SigningKey(key.kid, key.made_at, key.replaced_at or now, key.key) for key in kept]
        if await self._store.swap(before, orjson.dumps([self._seal(key) for key in [fresh, *replaced]])):
            log.info("auth.key_rotated", extra={"kid": fresh.kid})
        await self._read()
        newest = self._newest()
        if newest is None:
            raise ConfigurationError("The ring of signing keys is empty though one was just made; somebody else empties it.")
        return newest

    async def kids(self) -> list[str]:
        """Return the ids of the keys that still verify, the signing one first. Raises StoreUnavailable, ConfigurationError."""
        await self._read()
        return [key.kid for key in self._keys.values() if self._verifies(key)]

    def _verifies(self, key: SigningKey) -> bool:
        return key.replaced_at is None or self._clock.now() < key.replaced_at + ACCESS_TTL + LEEWAY

    def _newest(self) -> SigningKey | None:
        return next((key for key in self._keys.values() if key.replaced_at is None), None)

    async def _look(self, asked: list[None]) -> list[None]:
        await self._read()
        return asked

    async def _read(self) -> None:
        stored = await self._store.read()
        if stored != self._stored:
            self._keys = {key.kid: key for key in map(self._open, orjson.loads(stored or b"[]"))}
            self._stored = stored
        self._read_at = self._clock.now()

    def _seal(self, key: SigningKey) -> dict[str, Any]:
        private = orjson.dumps(key.key.as_dict(private=True))
        sealed = jwe.encrypt_compact({"alg": "dir", "enc": "A256GCM"}, private, self._wrap, algorithms=_ALGORITHMS)
        replaced_at = key.replaced_at and key.replaced_at.isoformat()
        return {"kid": key.kid, "made_at": key.made_at.isoformat(), "replaced_at": replaced_at, "sealed": sealed}

    def _open(self, stored: dict[str, Any]) -> SigningKey:
        try:
            private = jwe.decrypt_compact(stored["sealed"], self._wrap, algorithms=_ALGORITHMS).plaintext or b""
        except JoseError:
            raise ConfigurationError(
                "SIGNING_SECRET: the signing keys in Redis were encrypted with another secret. "
                "Cure: give every replica the same SIGNING_SECRET, or delete the key mojo:signing_keys; everybody's access "
                "tokens are then renewed by their next refresh."
            ) from None
        replaced_at = stored["replaced_at"] and datetime.fromisoformat(stored["replaced_at"])
        key = OKPKey.import_key(orjson.loads(private))
        if key.curve_name != _CURVE:
            raise ConfigurationError(f"A signing key is of the curve {key.curve_name}; only {_CURVE} is long enough.")
        return SigningKey(stored["kid"], datetime.fromisoformat(stored["made_at"]), replaced_at, key)
