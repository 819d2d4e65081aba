"""What a backup says of itself."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from mojo.shared.errors import MojoException

FORMAT = 1
"""Of the archive: a gzipped tar with `manifest.json`, `store.jsonl` and `files/`."""

SHELF = "backup"
"""Of the records: `last` is the last backup that was made and looked at, a `Made`."""
LAST = "last"


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
