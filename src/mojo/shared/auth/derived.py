"""Secrets that need not be stored: derived from the one that the installation has anyway."""

import hashlib
import hmac


class DerivedSecrets:
    """The same purpose and subject always give the same secret; nobody can tell one from another."""

    def __init__(self, secret: str) -> None:
        self._key = hashlib.sha256(b"mojo-derived:" + secret.encode()).digest()

    def secret_for(self, purpose: str, subject: str) -> str:
        """Return 32 hexadecimal digits."""
        return hmac.digest(self._key, f"{purpose}\0{subject}".encode(), hashlib.sha256).hex()[:32]
