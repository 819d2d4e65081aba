"""A fresh desk for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.features.reminders.desk import Desk


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    desk = await Desk().open()
    yield desk
    await desk.context.close()
