"""A fresh circle for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.features.people.circle import Circle, make_circle


@pytest.fixture
async def circle() -> AsyncIterator[Circle]:
    """Olga owns it, Adam is an administrator, Anna a member, Gil a guest."""
    circle = await make_circle()
    yield circle
    await circle.context.close()
