"""A small circle of people, and what they did."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from dishka import Provider, Scope

from mojo.shared.context import AppContext, AppName
from mojo.shared.model.people import Door, Principal, User
from mojo.shared.persistence.memory import MemoryAudit
from mojo.shared.ports import People
from mojo.shared.util.clock import Clock, SetClock
from tests.support import make_memory_context

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
OLGA = Principal(user_id="olga", name="Olga", door=Door.API, origin="192.0.2.1")


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOON)


@pytest.fixture
async def context(clock: SetClock) -> AsyncIterator[AppContext]:
    clocks = Provider(scope=Scope.APP)
    clocks.provide(lambda: clock, provides=Clock)
    context = make_memory_context(AppName.CHRONOS, {}, clocks)
    people = await context.get(People)  # type: ignore[type-abstract]
    for number, name in enumerate(("Olga", "Ánna", "Anton", "Ben <b>")):
        id = name.split()[0].lower().replace("á", "a")
        await people.save_user(User(id=id, chat_id=number + 1, name=name, created_at=NOON))
    yield context
    await context.close()


@pytest.fixture
async def audit(context: AppContext) -> MemoryAudit:
    return await context.get(MemoryAudit)
