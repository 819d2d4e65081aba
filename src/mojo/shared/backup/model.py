"""What a backup says of itself."""

import re
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict, Field

from mojo.shared.errors import MojoException

FORMAT = 1
"""Of the archive: a gzipped tar with `manifest.json`, `store.jsonl` and `files/`."""

SHELF = "backup"
"""Of the records: `last` is the last backup that was made and looked at, a `Made`."""
LAST = "last"

_NAME = re.compile(r"mojo-(\d{8}T\d{6})Z\.tar\.gz(\.age)?")


class BackupFailed(MojoException):
    """No backup was made; what was there before is there still."""

    code = "backup.failed"
    retryable = True


class BackupUnusable(MojoException):
    """The file is no backup, or not a whole one, or not ours to open. Nothing was changed."""

    code = "backup.unusable"


class Manifest(BaseModel):
    """The first thing in an archive."""

    model_config = ConfigDict(frozen=True)

    format: int = FORMAT
    made_at: datetime
    program: str
    """The version of Mojo that made it."""
    data_version: int
    entries: dict[str, int]
    """How many keys there are of each kind."""
    store_sha256: str
    files: dict[str, str] = Field(default_factory=dict)
    """Files of the data directory, with their SHA-256."""


class Kept(BaseModel):
    """One backup where backups are kept."""

    model_config = ConfigDict(frozen=True)

    name: str
    bytes: int
    at: datetime


class Made(BaseModel):
    """A backup that was made and looked at."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    name: str
    place: str
    bytes: int
    keys: int
    files: int
    encrypted: bool
    verified: bool
    took_s: float
    removed: int = 0
    """Older ones that were removed."""


def name_of(at: datetime, encrypted: bool) -> str:
    """Return what a backup made at `at` is called."""
    return f"mojo-{at.astimezone(UTC):%Y%m%dT%H%M%S}Z.tar.gz{'.age' if encrypted else ''}"


def made_at(name: str) -> datetime | None:
    """Return when the backup of that name was made; None for the name of something else."""
    found = _NAME.fullmatch(name)
    return datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC) if found else None
