"""The archive: a gzipped tar that says first what is in it, and is believed only when all of that is there."""

import gzip
import hashlib
import io
import os
import tarfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from mojo import __version__
from mojo.shared.backup.model import FORMAT, BackupUnusable, Manifest, made_at
from mojo.shared.persistence.keyspace import Entry

MANIFEST, STORE, FILES = "manifest.json", "store.jsonl", "files/"
_LEVEL = 6
_BLOCK = 1 << 20

NOT_OURS = frozenset(
    {"lock", "run.json", "restore.json", "backup.lock", "valkey", "logs", "backups", "sandbox.db", "sandbox_files"}
)
"""Of the data directory: what is of one moment, what is in the archive anyway, and the sandbox's own memory."""


def pack(target: Path, entries: list[Entry], data_dir: Path, data_version: int, made_at: datetime) -> Manifest:
    """Write the archive of `entries` and of what else lies in `data_dir`. Raises OSError."""
    spool = target.with_suffix(".jsonl")
    digest = hashlib.sha256()
    with spool.open("wb") as lines:
        for entry in entries:
            line = entry.to_line()
            digest.update(line)
            lines.write(line)
    files = {name: path.read_bytes() for name, path in sorted(files_in(data_dir))}
    manifest = Manifest(
        made_at=made_at,
        program=__version__,
        data_version=data_version,
        entries=dict(sorted(Counter(entry.kind for entry in entries).items())),
        store_sha256=digest.hexdigest(),
        files={name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    )
    with gzip.open(target, "wb", compresslevel=_LEVEL) as packed, tarfile.open(fileobj=packed, mode="w") as tar:
        _add(tar, MANIFEST, manifest.model_dump_json(indent=2).encode())
        with spool.open("rb") as lines:
            _add_file(tar, STORE, lines, spool.stat().st_size)
        for name, content in files.items():
            _add(tar, FILES + name, content)
    spool.unlink()
    return manifest


def files_in(data_dir: Path) -> Iterator[tuple[str, Path]]:
    """Yield what is to be kept of the data directory besides the store: keys, mostly."""
    for child in data_dir.iterdir():
        if child.name in NOT_OURS or child.name.startswith((".", "sandbox.db", "before-restore")) or child.is_symlink():
            continue
        for path in [child] if child.is_file() else child.rglob("*"):
            if path.is_file() and not path.is_symlink() and made_at(path.name) is None:
                yield path.relative_to(data_dir).as_posix(), path


def unpack(archive: Path, files_to: Path, store_to: Path) -> Manifest:
    """Write what the archive holds to `files_to` and `store_to`, and return what it says of itself.

    Raises BackupUnusable unless everything the manifest names is there as it says, and nothing else.
    """
    try:
        with gzip.open(archive, "rb") as packed, tarfile.open(fileobj=packed, mode="r|") as tar:
            members = iter(tar)
            manifest = _manifest(tar, next(members, None))
            found = {member.name: _take(tar, member, files_to, store_to) for member in members}
            while packed.read(_BLOCK):  # to the end, where gzip's own checksum is
                pass
    except (OSError, EOFError, tarfile.TarError, gzip.BadGzipFile, ValueError) as error:
        raise BackupUnusable(f"{archive.name} was changed or cut off ({type(error).__name__}). Cure: try an older one.") from None
    wanted = {STORE: manifest.store_sha256, **{FILES + name: digest for name, digest in manifest.files.items()}}
    if found != wanted:
        wrong = sorted(name for name in {*found, *wanted} if found.get(name) != wanted.get(name))
        raise BackupUnusable(f"{archive.name} does not hold what it says ({', '.join(wrong[:3])}). Cure: try an older one.")
    return manifest


def entries_in(store: Path) -> Iterator[Entry]:
    """Yield what `unpack` wrote to `store_to`. Raises BackupUnusable."""
    with store.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield Entry.of_line(line)
            except (ValueError, KeyError, TypeError, AttributeError):
                raise BackupUnusable(f"line {number} of the backup's store is not what Mojo writes.") from None


def _manifest(tar: tarfile.TarFile, member: tarfile.TarInfo | None) -> Manifest:
    read = tar.extractfile(member) if member and member.name == MANIFEST and member.size < _BLOCK else None
    if read is None:
        raise ValueError("no manifest")
    try:
        manifest = Manifest.model_validate_json(read.read())
    except ValidationError:
        raise ValueError("a manifest of another shape") from None
    if manifest.format > FORMAT:
        raise BackupUnusable(f"It was made by Mojo {manifest.program}, which is newer. Cure: restore it with that version.")
    return manifest


def _take(tar: tarfile.TarFile, member: tarfile.TarInfo, files_to: Path, store_to: Path) -> str:
    """Write one member to where it belongs, never out of there; return its SHA-256."""
    read = tar.extractfile(member) if member.isreg() else None
    if read is None:
        raise ValueError("a member that is no file")
    target = store_to if member.name == STORE else _below(files_to, member.name.removeprefix(FILES))
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with private_file(target) as written:
        while block := read.read(_BLOCK):
            digest.update(block)
            written.write(block)
    return digest.hexdigest()


def private_file(path: Path) -> IO[bytes]:
    """Return `path`, which must not exist, opened to be written; nobody but this user may ever read it."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _below(folder: Path, name: str) -> Path:
    target = (folder / name).resolve()
    if not target.is_relative_to(folder.resolve()):
        raise ValueError("a file that leads out of the archive")
    return target


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    _add_file(tar, name, io.BytesIO(content), len(content))


def _add_file(tar: tarfile.TarFile, name: str, read: IO[bytes], size: int) -> None:
    about = tarfile.TarInfo(name)
    about.size, about.mode = size, 0o600
    tar.addfile(about, read)
