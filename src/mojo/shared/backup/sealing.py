"""Encryption of backups as age does it (https://age-encryption.org/v1): whoever has `age` can open one without Mojo.

age authenticates every 64 KiB and marks the last of them, so a file that was changed or cut off anywhere is refused.
"""

from dataclasses import dataclass
from pathlib import Path

import pyrage

from mojo.shared.backup.model import BackupUnusable
from mojo.shared.errors import InvalidInput

MAGIC = b"age-encryption.org/v1"
PLAIN_MAGIC = b"\x1f\x8b"
"""gzip, RFC 1952."""


@dataclass(frozen=True, slots=True)
class Lock:
    """What encrypts: a passphrase, or public keys, or nothing."""

    passphrase: str = ""
    public_keys: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.passphrase or self.public_keys)

    def seal(self, plain: Path, sealed: Path) -> None:
        """Write the encrypted form of `plain`. With a passphrase it is held in memory, twice, for that is how age is bound."""
        if self.passphrase:
            sealed.write_bytes(pyrage.passphrase.encrypt(plain.read_bytes(), self.passphrase))
        elif self.public_keys:
            recipients = [pyrage.x25519.Recipient.from_str(key) for key in self.public_keys]
            with plain.open("rb") as read, sealed.open("wb") as written:
                pyrage.encrypt_io(read, written, recipients)
        else:
            plain.replace(sealed)


@dataclass(frozen=True, slots=True)
class Key:
    """What opens: a passphrase, or the text of a file with secret age keys."""

    passphrase: str = ""
    identities: str = ""

    def open(self, sealed: Path, plain: Path) -> None:
        """Write what `sealed` holds. Raises BackupUnusable; what was written by then is to be thrown away."""
        if is_plain(sealed):
            plain.write_bytes(sealed.read_bytes())
        elif not is_sealed(sealed):
            raise BackupUnusable(f"{sealed.name} is no backup of Mojo: it begins neither as one nor as an age file.")
        else:
            self._decrypt(sealed, plain)

    def _decrypt(self, sealed: Path, plain: Path) -> None:
        try:
            if self.identities:
                with sealed.open("rb") as read, plain.open("wb") as written:
                    pyrage.decrypt_io(read, written, self._secret_keys())
            elif self.passphrase:
                plain.write_bytes(pyrage.passphrase.decrypt(sealed.read_bytes(), self.passphrase))
            else:
                raise BackupUnusable(f"{sealed.name} is encrypted. Cure: set BACKUP_PASSPHRASE, or give --identity.")
        except (pyrage.DecryptError, OSError) as error:
            raise _cannot_open(sealed.name, str(error)) from None

    def _secret_keys(self) -> list[pyrage.x25519.Identity]:
        lines = [line.strip() for line in self.identities.splitlines()]
        try:
            return [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
        except pyrage.IdentityError:
            raise InvalidInput(
                "--identity: must be a file with secret age keys, as age-keygen writes it.", field="identity"
            ) from None


def is_plain(path: Path) -> bool:
    """Tell whether `path` begins as an archive that is not encrypted."""
    return _begins(path, PLAIN_MAGIC)


def is_sealed(path: Path) -> bool:
    """Tell whether `path` begins as an age file."""
    return _begins(path, MAGIC)


def _begins(path: Path, magic: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(magic)) == magic


def _cannot_open(name: str, reason: str) -> BackupUnusable:
    return BackupUnusable(
        f"{name} cannot be opened ({reason}): the passphrase or key is another one, or the file was changed or cut off. "
        "Cure: try the passphrase of the time when it was made, or an older backup."
    )
