"""Signing secrets at rest: sealed with AES-256-GCM, so that a stolen database signs nothing.

To check an HMAC one needs the secret itself, so a hash will not do. The key is not in the database: it is `HOOKS_KEY`, or a file
that the first process makes in the data directory, readable by its owner alone.
"""

import base64
import hashlib
import os
import secrets
import tempfile
from pathlib import Path

from mojo.shared.errors import ConfigurationError

_NONCE_BYTES = 12
_FILE = "hooks.key"


class Sealer:
    """Seals and opens; `name` is bound to what is sealed, so that it is good for no other hook."""

    def __init__(self, key: str, data_dir: Path) -> None:
        self._key = key
        self._data_dir = data_dir

    def seal(self, secret: str, name: str) -> str:
        """Return the sealed form."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = secrets.token_bytes(_NONCE_BYTES)
        return base64.b64encode(nonce + AESGCM(self._secret_key()).encrypt(nonce, secret.encode(), name.encode())).decode()

    def open(self, sealed: str, name: str) -> str:
        """Return the secret. Raises ConfigurationError when the key is another one than it was sealed with."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        stored = base64.b64decode(sealed)
        nonce, content = stored[:_NONCE_BYTES], stored[_NONCE_BYTES:]
        try:
            return AESGCM(self._secret_key()).decrypt(nonce, content, name.encode()).decode()
        except InvalidTag as error:
            raise ConfigurationError("HOOKS_KEY is not the one that the hooks were made with; make new secrets.") from error

    def _secret_key(self) -> bytes:
        return hashlib.sha256((self._key or self._read_or_make()).encode()).digest()

    def _read_or_make(self) -> str:
        """Return the key in the data directory; whoever comes first makes it."""
        path = self._data_dir / _FILE
        if path.exists():
            return path.read_text(encoding="ascii")
        self._data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=self._data_dir, prefix=f".{_FILE}-")
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            Path(draft).unlink()
        return path.read_text(encoding="ascii")
