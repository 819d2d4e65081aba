"""`run.json`: what the panel says, for programs. It exists while `mojo up` runs."""

import os
import tempfile
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel

RUN_FILE = "run.json"


class OwnerInvitation(BaseModel):
    """The code with which the owner comes in, and a link that carries it."""

    code: str
    link: str


class StandInNote(BaseModel):
    """What the sandbox stands in for, and what makes it real."""

    name: str
    cure: str


class RunInfo(BaseModel):
    """One running Mojo."""

    version: str
    started_at: datetime
    stage: str
    data_dir: Path
    base_url: str
    docs_url: str
    chat_page: str | None = None
    """None with a real bot."""
    owner_invitation: OwnerInvitation | None = None
    """None once it has been used."""
    development_token: str | None = None
    """None in PROD."""
    stand_ins: list[StandInNote] = []
    redis_url: str | None = None
    """Of the embedded Valkey only."""
    sandbox_url: str | None = None
    pids: dict[str, int] = {}


def write_run_file(info: RunInfo) -> None:
    """Put `info` in place at once as a whole, readable by this user only."""
    write_private(info.data_dir / RUN_FILE, info.model_dump_json(indent=2) + "\n")


def read_run_file(data_dir: Path) -> RunInfo | None:
    """Return what the Mojo that runs on `data_dir` wrote; None if none runs."""
    try:
        info = RunInfo.model_validate_json((data_dir / RUN_FILE).read_bytes())
        os.kill(info.pids["mojo"], 0)
    except (OSError, ValueError, KeyError):
        return None
    return info


def remove_run_file(data_dir: Path) -> None:
    """Say that nothing runs any more."""
    (data_dir / RUN_FILE).unlink(missing_ok=True)


def write_private(path: Path, text: str) -> None:
    """Replace the file in one step; nobody but this user may ever read it."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # mkstemp makes it 0600
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(draft).replace(path)
