"""A fresh desk for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.features.location.desk import Desk


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    desk = Desk()
    await desk.move_in()
    yield desk
    await desk.context.close()
