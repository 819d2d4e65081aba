"""Two machines: one with a life on it, one without."""

from pathlib import Path

import pytest

from tests.backup.bench import Machine


@pytest.fixture
async def old(tmp_path: Path) -> Machine:
    """A machine that has been lived on."""
    machine = Machine(tmp_path / "old")
    await machine.live()
    return machine


@pytest.fixture
def new(tmp_path: Path) -> Machine:
    """A machine with nothing on it."""
    return Machine(tmp_path / "new")
