"""The supervisor: everybody runs, nobody takes anybody with them, and a wrong set-up ends all."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from mojo.cli import supervisor as module
from mojo.cli.supervisor import Run, Service, Supervisor
from mojo.shared.errors import ConfigurationError, MojoException
from mojo.shared.health import HealthBoard, State
from mojo.shared.util.clock import SetClock


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FIRST_PAUSE_S", 0.001)
    monkeypatch.setattr(module, "LONGEST_PAUSE_S", 0.004)


@pytest.fixture
def board() -> HealthBoard:
    return HealthBoard(SetClock(datetime(2026, 1, 1, tzinfo=UTC)))


@pytest.fixture
def stop() -> asyncio.Event:
    return asyncio.Event()


@pytest.fixture
def supervisor(board: HealthBoard, stop: asyncio.Event) -> Supervisor:
    return Supervisor(board, stop)


async def steady(ready: asyncio.Event, stop: asyncio.Event) -> None:
    ready.set()
    await stop.wait()


def failing(*ends: BaseException | None) -> tuple[Run, list[int]]:
    """Return a service that ends each way once and then runs, and the numbers of its runs so far."""
    runs: list[int] = []
    left: Iterator[BaseException | None] = iter(ends)

    async def run(ready: asyncio.Event, stop: asyncio.Event) -> None:
        runs.append(len(runs) + 1)
        for end in left:
            if end:
                raise end
            return
        await steady(ready, stop)

    return run, runs


def state_of(board: HealthBoard, name: str) -> tuple[State, str | None]:
    return next((health.state, health.reason) for health in board.snapshot() if health.name == name)


async def test_whoever_ends_is_started_again_and_the_others_notice_nothing(supervisor: Supervisor, board: HealthBoard) -> None:
    run, runs = failing(ValueError("secret"), None, MojoException("port gone"))
    calm, shaky = Service("calm", steady), Service("shaky", run)
    supervisor.start(calm)
    supervisor.start(shaky)
    assert await supervisor.wait_ready([calm, shaky], 5) == []
    await asyncio.wait_for(supervisor.restarted.wait(), 5)
    assert runs == [1, 2, 3, 4]
    assert state_of(board, "shaky") == (State.HEALTHY, None)
    await supervisor.drain()


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        (ValueError("secret"), "failed with ValueError"),
        (MojoException("port gone"), "port gone"),
        (None, "ended by itself"),
    ],
)
async def test_health_says_why_it_is_down(
    supervisor: Supervisor, board: HealthBoard, monkeypatch: pytest.MonkeyPatch, end: BaseException | None, reason: str
) -> None:
    monkeypatch.setattr(module, "FIRST_PAUSE_S", 1000)
    supervisor.start(Service("shaky", failing(end)[0]))
    while not board.snapshot():
        await asyncio.sleep(0)
    assert state_of(board, "shaky") == (State.DOWN, f"{reason}; starts again in 1000 s")
    await supervisor.drain()


async def test_a_wrong_set_up_at_the_first_start_ends_everything(supervisor: Supervisor, stop: asyncio.Event) -> None:
    calm = Service("calm", steady)
    wrong = Service("wrong", failing(ConfigurationError("API_PORT: taken"))[0])
    supervisor.start(calm)
    supervisor.start(wrong)
    assert await supervisor.wait_ready([calm, wrong], 5) == ["wrong"]
    assert stop.is_set()
    with pytest.raises(ConfigurationError, match="API_PORT"):
        await supervisor.drain()


async def test_a_wrong_set_up_later_is_a_failure_like_any_other(supervisor: Supervisor, stop: asyncio.Event) -> None:
    run, runs = failing(None, ConfigurationError("the port is still taken"))
    shaky = Service("shaky", run)
    supervisor.start(shaky)
    assert await supervisor.wait_ready([shaky], 5) == []
    assert (runs, stop.is_set()) == ([1, 2, 3], False)
    await supervisor.drain()


async def test_waiting_gives_up_in_time(supervisor: Supervisor) -> None:
    never = Service("never", lambda ready, stop: stop.wait())  # type: ignore[arg-type,return-value]
    supervisor.start(never)
    assert await supervisor.wait_ready([never], 0.01) == ["never"]
    await supervisor.drain()


async def test_drain_lets_everybody_finish(supervisor: Supervisor) -> None:
    finished: list[str] = []

    async def careful(ready: asyncio.Event, stop: asyncio.Event) -> None:
        await stop.wait()
        await asyncio.sleep(0.01)
        finished.append("careful")

    supervisor.start(Service("careful", careful))
    await asyncio.sleep(0)
    await supervisor.drain()
    assert finished == ["careful"]


async def test_drain_cancels_whoever_does_not_finish(supervisor: Supervisor) -> None:
    cancelled: list[str] = []

    async def deaf(ready: asyncio.Event, stop: asyncio.Event) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.append("deaf")

    supervisor.start(Service("deaf", deaf))
    await asyncio.sleep(0)
    await supervisor.drain(within_s=0.01)
    assert cancelled == ["deaf"]


async def test_pauses_grow(supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []

    async def note(stop: asyncio.Event, for_s: float) -> None:
        pauses.append(for_s)

    monkeypatch.setattr(module, "rest", note)
    run, _ = failing(None, None, None, None)
    shaky = Service("shaky", run)
    supervisor.start(shaky)
    await supervisor.wait_ready([shaky], 5)
    assert pauses == [0.001, 0.002, 0.004, 0.004]
    await supervisor.drain()
