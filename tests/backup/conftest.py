from pathlib import Path

import pytest

from tests.backup.bench import Machine


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.enable_socket)


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
