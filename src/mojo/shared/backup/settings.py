"""Where backups go, who can open them and how many are kept; when they are made is a schedule like any other."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from pydantic import Field, SecretStr, field_validator

from mojo.shared.external.settings import AwsSettings
from mojo.shared.settings import Section, Settings

_S3 = re.compile(r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(?P<prefix>.*))?")
_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")


class BackupSettings(Section):
    """Backups."""

    title: ClassVar[str] = "Backups"

    to: str = Field(
        "",
        alias="BACKUP_TO",
        description="Where backups go: a folder, or s3://bucket/prefix (with the AWS settings). Empty: `backups` in the data "
        "directory, which does not outlive its disk.",
    )
    keep: int = Field(7, alias="BACKUP_KEEP", ge=1, le=10_000, description="How many backups are kept; older ones are removed.")
    keep_days: int = Field(
        0,
        alias="BACKUP_KEEP_DAYS",
        ge=0,
        le=36_500,
        description="Days after which a backup is removed, but for the last. 0: never.",
    )
    passphrase: SecretStr = Field(
        SecretStr(""),
        alias="BACKUP_PASSPHRASE",
        description="Encrypts backups, and opens them again. Keep it somewhere else, too: without it they are worth nothing.",
    )
    recipients: str = Field(
        "",
        alias="BACKUP_RECIPIENTS",
        description="Public age keys (age1...), separated by commas, that encrypt backups instead of a passphrase: this machine "
        "can then make backups that it cannot open.",
    )

    @field_validator("to")
    @classmethod
    def _is_a_place(cls, to: str) -> str:
        if "://" in to and not _S3.fullmatch(to):
            raise ValueError("must be a folder or s3://bucket/prefix")
        return to

    @field_validator("recipients")
    @classmethod
    def _are_public_keys(cls, recipients: str) -> str:
        wrong = [part for part in _parts(recipients) if not _RECIPIENT.fullmatch(part)]
        if wrong:
            raise ValueError("must be public age keys, such as age1qqqq..., as age-keygen prints them")
        return recipients

    @property
    def bucket(self) -> tuple[str, str] | None:
        """Bucket and prefix of keys (empty, or with its slash), None for a folder."""
        found = _S3.fullmatch(self.to)
        if not found:
            return None
        prefix = (found["prefix"] or "").strip("/")
        return found["bucket"], f"{prefix}/" if prefix else ""

    @property
    def public_keys(self) -> list[str]:
        """The keys that encrypt."""
        return _parts(self.recipients)

    @property
    def encrypts(self) -> bool:
        """Tell whether nobody but the owner can read a backup."""
        return bool(self.passphrase.get_secret_value() or self.recipients)

    def folder(self, data_dir: Path) -> Path:
        """Return where backups go if it is a folder."""
        return Path(self.to).expanduser().absolute() if self.to else data_dir.absolute() / "backups"


def rules(settings: Settings) -> Iterator[str]:
    """What leaves the data directory is encrypted: it holds everything that everybody told Mojo, and the keys to it."""
    backup, data_dir = settings[BackupSettings], settings.core.data_dir.absolute()
    if backup.passphrase.get_secret_value() and backup.recipients:
        yield "BACKUP_RECIPIENTS: BACKUP_PASSPHRASE is set as well, and only one of them can encrypt; keep one."
    outside = bool(backup.bucket) or not backup.folder(data_dir).is_relative_to(data_dir)
    if outside and not backup.encrypts:
        yield "BACKUP_TO: leads out of the data directory; set BACKUP_PASSPHRASE or BACKUP_RECIPIENTS, against other readers."
    if backup.bucket and not settings[AwsSettings].is_set_up:
        yield "BACKUP_TO: S3 needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; set both, or name a folder."


def _parts(listed: str) -> list[str]:
    return [part.strip() for part in listed.split(",") if part.strip()]
