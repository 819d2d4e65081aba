"""Long polling: Telegram forgets an update only once it is stored; no fault of Telegram or the store ends it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from mojo.chronos import poller
from mojo.chronos.errors import AnotherReader, NotSent, TokenRefused
from mojo.chronos.fakes import FakeTelegram
from mojo.chronos.ingress import ALLOWED_UPDATES, IngressHealth
from mojo.chronos.pauses import pause_after_s, until
from mojo.chronos.poller import Poller
from mojo.shared.errors import ExternalServiceError, ExternalTimeout, MojoException, RateLimited
from mojo.shared.external.lazy_aiogram import methods
from mojo.shared.health import HealthBoard, State
from mojo.shared.persistence.memory import MemoryLeases
from mojo.shared.queue.memory_lanes import MemoryLanes
from mojo.shared.util.clock import SystemClock
from tests.chronos.support import Outage, message, reach


class Setting:
    """A poller and everything around it."""

    def __init__(self) -> None:
        self.telegram = FakeTelegram()
        self.inbox = Outage(MemoryLanes(SystemClock()))
        self.leases = Outage(MemoryLeases(SystemClock()))
        self.board = HealthBoard(SystemClock())

    def poller(self) -> Poller:
        return Poller(self.telegram, self.inbox, self.leases, IngressHealth(self.board, stand_in=True))

    @asynccontextmanager
    async def polling(self) -> AsyncIterator[None]:
        stop = asyncio.Event()
        task = asyncio.create_task(until(stop, self.poller().run()))
        try:
            yield
        finally:
            stop.set()
            await asyncio.wait_for(task, 2)

    async def stored(self) -> int:
        return await MemoryLanes.depth(self.inbox._inner)

    def offsets(self) -> list[int | None]:
        return [call.offset for call in self.telegram.of(methods.GetUpdates)]

    def health(self) -> tuple[State, str | None, str | None]:
        (entry,) = self.board.snapshot()
        assert entry.stand_in
        return entry.state, entry.reason, entry.cure


@pytest.fixture
def setting() -> Setting:
    return Setting()


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Shorten every wait, and remember how long those after failures would have been."""
    seconds: list[float] = []

    def briefly(error: MojoException, failures: int) -> float:
        seconds.append(pause_after_s(error, failures))
        return 0.001

    monkeypatch.setattr(poller, "pause_after_s", briefly)
    monkeypatch.setattr(poller, "TOKEN_PAUSE_S", 0.002)
    monkeypatch.setattr(poller, "LEASE_TTL_S", 0.09)
    return seconds


async def test_updates_are_stored_and_then_confirmed(setting: Setting) -> None:
    setting.telegram.arrive(message(10, "a"), message(11, "b"))
    async with setting.polling():
        await reach(lambda: setting.offsets() == [None, 12])
        assert await setting.stored() == 2
        setting.telegram.arrive(message(12, "c"))
        await reach(lambda: setting.offsets() == [None, 12, 13])
    first = setting.telegram.of(methods.GetUpdates)[0]
    assert (first.timeout, first.allowed_updates) == (25, ALLOWED_UPDATES)
    assert isinstance(setting.telegram.calls[0], methods.DeleteWebhook)
    assert setting.health() == (State.HEALTHY, None, None)


async def test_nothing_is_confirmed_while_the_store_is_away(setting: Setting) -> None:
    setting.telegram.arrive(message(10, "a"))
    setting.inbox.away = True
    async with setting.polling():
        await reach(lambda: len(setting.offsets()) > 2)
        assert set(setting.offsets()) == {None}
        assert setting.health()[0] is State.DEGRADED
        setting.inbox.away = False
        await reach(lambda: setting.offsets()[-1] == 11)
    assert await setting.stored() == 1


@pytest.mark.parametrize(
    ("failure", "state", "cure"),
    [
        (AnotherReader("Conflict: terminated by other getUpdates request", service="telegram"), State.DEGRADED, "other program"),
        (TokenRefused("Unauthorized", service="telegram"), State.DOWN, None),
        (ExternalServiceError("Bad Gateway", service="telegram"), State.DEGRADED, None),
        (ExternalTimeout("no answer in time", service="telegram"), State.DEGRADED, None),
        (NotSent("cannot connect", service="telegram"), State.DEGRADED, None),
    ],
    ids=lambda value: getattr(value, "code", None),
)
async def test_a_fault_is_reported_and_survived(
    setting: Setting, failure: ExternalServiceError, state: State, cure: str | None
) -> None:
    seen: list[tuple[State, str | None, str | None]] = []
    report = setting.board.report

    def watched(*how: Any) -> None:
        report(*how)
        seen.append(setting.health())

    setting.board.report = watched  # type: ignore[method-assign, assignment]
    setting.telegram.fail("getUpdates", failure, failure)
    setting.telegram.arrive(message(10, "a"))
    async with setting.polling():
        await reach(lambda: setting.offsets()[-1:] == [11])
    assert [entry[:2] for entry in seen] == [(state, failure.detail)] * 2 + [(State.HEALTHY, None)]
    assert (cure or "") in str(seen[0][2])
    assert await setting.stored() == 1


async def test_another_reader_may_be_a_webhook_which_is_cleared(setting: Setting) -> None:
    setting.telegram.fail("getUpdates", AnotherReader("Conflict: webhook is active", service="telegram"))
    setting.telegram.arrive(message(10, "a"))
    async with setting.polling():
        await reach(lambda: setting.offsets()[-1:] == [11])
    assert len(setting.telegram.of(methods.DeleteWebhook)) == 2


async def test_telegrams_retry_after_is_obeyed_and_other_waits_grow(setting: Setting, waits: list[float]) -> None:
    setting.telegram.fail("getUpdates", RateLimited("slow down", service="telegram", retry_after_s=17))
    setting.telegram.fail("getUpdates", *[ExternalServiceError("500", service="telegram")] * 5)
    async with setting.polling():
        await reach(setting.offsets)
    assert waits[0] == 17
    assert waits[1] < 1
    assert 4 <= waits[5] <= 15


async def test_malformed_updates_are_set_aside_and_block_nobody(setting: Setting) -> None:
    setting.telegram.arrive(message(10, "a"), {"update_id": 11, "message": "odd"}, message(12, "b"))
    setting.telegram.updates[9] = ["no", "update"]
    async with setting.polling():
        await reach(lambda: setting.offsets()[-1:] == [13])
    assert await setting.stored() == 4


async def test_answers_in_an_unknown_form_are_survived(setting: Setting) -> None:
    answers = iter([{"not": "a list"}, [{"no": "id"}], [message(10, "a")]])
    inner = setting.telegram.call

    async def call(method: methods.TelegramMethod[object], timeout_s: int = 10) -> object:
        if isinstance(method, methods.GetUpdates):
            setting.telegram.calls.append(method)
            return next(answers, None) or await asyncio.Event().wait()
        return await inner(method, timeout_s)

    setting.telegram.call = call  # type: ignore[method-assign]
    async with setting.polling():
        await reach(lambda: len(setting.offsets()) == 4)
    assert setting.offsets()[-1] == 11


async def test_of_two_pollers_one_polls_and_the_other_takes_over(setting: Setting) -> None:
    standby = FakeTelegram()
    other = Poller(standby, setting.inbox, setting.leases, IngressHealth(setting.board, stand_in=True))
    stop = asyncio.Event()
    async with setting.polling():
        await reach(setting.offsets)
        waiting = asyncio.create_task(until(stop, other.run()))
        await asyncio.sleep(0.2)
        assert standby.calls == []
    await reach(lambda: standby.of(methods.GetUpdates))
    stop.set()
    await waiting


async def test_who_lost_the_lease_stops_polling(setting: Setting) -> None:
    async with setting.polling():
        await reach(setting.offsets)
        setting.leases._inner._held[poller.LEASE] = ("somebody else", SystemClock().now() + timedelta(seconds=0.4))
        await asyncio.sleep(0.1)
        setting.telegram.arrive(message(10, "a"))
        await asyncio.sleep(0.1)
        assert await setting.stored() == 0
        await reach(lambda: setting.offsets()[-1] == 11)
    assert await setting.stored() == 1


async def test_a_store_that_is_away_at_the_start_is_waited_for(setting: Setting) -> None:
    setting.leases.away = True
    async with setting.polling():
        await asyncio.sleep(0.05)
        assert setting.telegram.calls == []
        setting.leases.away = False
        await reach(setting.offsets)
