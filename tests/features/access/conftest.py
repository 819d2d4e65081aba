"""Somebody who logs in, in memory, at a time that the test sets."""

from collections.abc import AsyncIterator

import pytest
from dishka import Provider, Scope

from mojo.shared.context import AppName
from mojo.shared.ports import Notifier, People
from mojo.shared.util.clock import Clock, SetClock
from tests.api.support import Told
from tests.features.access.desk import ANNA, NOON, Desk
from tests.support import make_memory_context


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    clock = SetClock(NOON)
    clocks = Provider(scope=Scope.APP)
    clocks.provide(lambda: clock, provides=Clock)
    clocks.provide(Told, provides=Notifier)
    environ = {
        "API_RATE_LIMITS": "login=1000/60",
        "API_TRUSTED_PROXIES": "127.0.0.1/32",
        "API_PUBLIC_URL": "https://mojo.example",
    }
    context = make_memory_context(AppName.API, environ, clocks)
    await (await context.get(People)).save_user(ANNA)  # type: ignore[type-abstract]
    yield Desk(context, clock)
    await context.close()
