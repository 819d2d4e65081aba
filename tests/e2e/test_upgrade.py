"""The data of every released version, put back, started with this program, and asked for by the person it belongs to."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.make_snapshot import SNAPSHOTS
from tests.e2e.support import MOJO, MojoUp


def test_there_is_a_snapshot_of_the_first_version() -> None:
    assert (SNAPSHOTS / "0.1.0.tar.gz").is_file()


@pytest.mark.parametrize("snapshot", sorted(SNAPSHOTS.glob("*.tar.gz")), ids=lambda path: path.name.removesuffix(".tar.gz"))
def test_what_an_older_version_kept_is_read_by_this_one(make_mojo: Callable[..., MojoUp], snapshot: Path) -> None:
    up = make_mojo()
    command = [MOJO, "restore", str(snapshot)]
    restored = subprocess.run(command, env=up.environ, cwd=up.folder, capture_output=True, text=True, check=False)
    assert restored.returncode == 0, restored.stderr
    up.start()
    anna = up.person("Anna")
    assert "1 reminder" in anna.say("/reminders")
    assert "6:45" in anna.say("/report")
    assert "doorbell" in anna.say("/hooks")
    assert "one person here" in anna.say("/people")
    assert up.status()["status"] in ("ok", "degraded")
