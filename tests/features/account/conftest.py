"""A fresh door for each test."""

from collections.abc import AsyncIterator, Callable

import pytest
from dishka import Provider, Scope

from mojo.shared.context import AppName
from mojo.shared.util.clock import Clock, SetClock
from tests.features.account.door import NOON, Door
from tests.support import make_memory_context


@pytest.fixture
async def open_door() -> AsyncIterator[Callable[..., Door]]:
    """Make a door with the given environment; without one everybody needs an invitation."""
    doors: list[Door] = []

    def open_door(**environ: str) -> Door:
        clock = SetClock(NOON)
        clocks = Provider(scope=Scope.APP)
        clocks.provide(lambda: clock, provides=Clock)
        doors.append(Door(make_memory_context(AppName.CHRONOS, environ, clocks), clock))
        return doors[-1]

    yield open_door
    for door in doors:
        await door.context.close()


@pytest.fixture
def door(open_door: Callable[..., Door]) -> Door:
    """A door through which everybody may come."""
    return open_door(CHRONOS_ADMISSION="anyone")
