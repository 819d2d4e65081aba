"""The data of every released version, put back, started with this program, and asked for by the person it belongs to."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.make_snapshot import SNAPSHOTS
from tests.e2e.support import MOJO, MojoUp, Person


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
    for command, words in (
        ("/reminders", "1 reminder"),
        ("/report", "6:45"),
        ("/hooks", "doorbell"),
        ("/people", "one person here"),
    ):
        anna.write(command)
        hears(anna, words)
    assert up.status()["status"] in ("ok", "degraded")


def hears(person: Person, words: str) -> None:
    """Wait for an answer with `words`: others may come before it, for much was due since the snapshot was made."""
    heard = []
    for _ in range(30):
        heard.append(str(person.hear().get("text")))
        if words in heard[-1]:
            return
    raise AssertionError(heard)
