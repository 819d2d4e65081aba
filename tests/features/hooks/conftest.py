"""A fresh yard for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.features.hooks.yard import Yard


@pytest.fixture
async def yard(tmp_path: Path) -> AsyncIterator[Yard]:
    yard = await Yard(tmp_path).open()
    yield yard
    await yard.context.close()
