"""Puts prepared data in the place of the present data, so that a crash in between leaves one of the two and never a mixture."""

import json
import logging
import os
import shutil
from pathlib import Path

JOURNAL = "restore.json"
STORE = "valkey"
FILES = "files"

log = logging.getLogger("mojo.data")


def swap(data_dir: Path, staged: Path, kept: Path) -> None:
    """Let `staged` (`valkey/` and `files/`, both below `data_dir`) take over; what is there now goes to `kept`.

    From the journal on it is done in any case: by this process, or by the next start (`finish_swap`). Raises OSError.
    """
    draft = data_dir / f".{JOURNAL}"
    with draft.open("w") as file:
        json.dump({"staged": staged.name, "kept": kept.name}, file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(data_dir / JOURNAL)
    _sync(data_dir)
    finish_swap(data_dir)


def finish_swap(data_dir: Path) -> bool:
    """Finish what a `swap` began, from whatever point it reached; False if there is nothing to finish. Raises OSError."""
    journal = data_dir / JOURNAL
    if not journal.is_file():
        return False
    names = json.loads(journal.read_text())
    staged, kept = data_dir / names["staged"], data_dir / names["kept"]
    kept.mkdir(mode=0o700, exist_ok=True)
    if (staged / STORE).is_dir():
        _move(data_dir / STORE, kept / STORE)
        (staged / STORE).rename(data_dir / STORE)
    for path in sorted(path for path in (staged / FILES).rglob("*") if path.is_file()):
        place = path.relative_to(staged / FILES)
        _move(data_dir / place, kept / FILES / place)
        (data_dir / place).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.rename(data_dir / place)
    _sync(data_dir)
    journal.unlink()
    shutil.rmtree(staged, ignore_errors=True)
    log.info("data.restored", extra={"kept": kept.name})
    return True


def _move(path: Path, to: Path) -> None:
    """Move what is at `path`, unless it was moved before the crash."""
    if path.exists() and not to.exists():
        to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.rename(to)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
