"""A house in which people can be told something, with targets that exist in memory only."""

from collections.abc import AsyncIterator

import pytest
from dishka import Provider, Scope

from mojo.features.notifications.fakes import FakeSender
from mojo.features.notifications.ports import Sender
from mojo.shared.context import AppContext, AppName
from mojo.shared.model.people import User
from mojo.shared.ports import People
from mojo.shared.util.clock import Clock, SetClock
from tests.features.notifications.people import NOON
from tests.support import make_memory_context


@pytest.fixture
def sender() -> FakeSender:
    return FakeSender()


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOON)


@pytest.fixture
async def context(sender: FakeSender, clock: SetClock) -> AsyncIterator[AppContext]:
    provider = Provider(scope=Scope.APP)
    provider.provide(lambda: sender, provides=Sender)
    provider.provide(lambda: clock, provides=Clock)
    context = make_memory_context(AppName.API, {}, provider)
    people = await context.get(People)  # type: ignore[type-abstract]
    for number, name in enumerate(["anna", "ben"], start=1):
        await people.save_user(User(id=name, chat_id=number, name=name.title(), language="en", created_at=NOON))
    yield context
    await context.close()
