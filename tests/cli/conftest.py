"""The real `mojo` command in a process of its own, in a directory of its own."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.support import MOJO, MojoUp


@pytest.fixture
def mojo(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run one command to its end, with nothing of this machine's own environment but the path."""

    def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
        made = {**MojoUp(tmp_path).environ, **environ}
        return subprocess.run([MOJO, *arguments], env=made, cwd=tmp_path, capture_output=True, text=True, timeout=40, check=False)

    return run


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Callable[..., MojoUp]]:
    """Make Mojos that share one folder; whatever is left of them is ended."""
    made: list[MojoUp] = []

    def make(*options: str, **environ: str) -> MojoUp:
        made.append(MojoUp(tmp_path, *options, **environ))
        return made[-1]

    yield make
    for one in made:
        one.end()
