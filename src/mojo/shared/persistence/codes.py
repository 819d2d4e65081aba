"""Invitation codes: 160 random bits, written so that a person can type them."""

import base64
import hashlib
import secrets
from pathlib import Path

from mojo.shared.persistence.secret_file import read_or_make

CODE_BYTES = 20
GROUP = 4
_MISREAD = str.maketrans({"0": "O", "1": "I", "8": "B"})
"""Base32 (RFC 4648) has none of these digits, so whoever types one misread a letter."""


def new_code() -> str:
    """Return a fresh code, such as `AB2C-...`: eight groups that also fit Telegram's deep links."""
    letters = base64.b32encode(secrets.token_bytes(CODE_BYTES)).decode()
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def code_fingerprint(code: str) -> str:
    """Return the form in which a code is stored; upper or lower case, spaces and hyphens make no difference."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum()).translate(_MISREAD)
    return hashlib.sha256(letters.encode()).hexdigest()


class CodeFile:
    """The owner's code in clear, so that it can be shown at every start until it is used; the store has its hash only."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / "owner-invitation"

    def read_or_make(self) -> str:
        """Return the code; whoever comes first makes it."""
        return read_or_make(self._path, new_code)

    def forget(self) -> None:
        """Remove the code: it has been used."""
        self._path.unlink(missing_ok=True)
