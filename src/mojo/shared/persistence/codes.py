"""Invitation codes: 160 random bits, written so that a person can type them."""

import base64
import hashlib
import os
import secrets
import tempfile
from pathlib import Path

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
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=self._path.parent, prefix=".owner-invitation-")
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(new_code())
        try:
            os.link(draft, self._path)
        except FileExistsError:
            pass
        finally:
            Path(draft).unlink()
        return self._path.read_text(encoding="ascii").strip()

    def forget(self) -> None:
        """Remove the code: it has been used."""
        self._path.unlink(missing_ok=True)
