"""A fresh desk for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.features.weather.desk import Desk


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    desk = Desk()
    yield desk
    await desk.context.close()
