"""Every test here may speak to loopback: the sandbox is a server."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.sandbox.running import ANNA, BEN, Running, running


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests of this folder have loopback."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.enable_socket)


@pytest.fixture
async def box(tmp_path: Path) -> AsyncIterator[Running]:
    """A fresh sandbox."""
    async with running(tmp_path) as fresh:
        yield fresh


@pytest.fixture
async def chatty(box: Running) -> Running:
    """A sandbox in which Anna and Ben have pressed START and the bot has fetched that."""
    box.say("/start", ANNA)
    box.say("/start", BEN)
    updates = await box.call("getUpdates")
    await box.call("getUpdates", offset=updates[-1]["update_id"] + 1)
    return box
