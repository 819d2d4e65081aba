"""The ping that says to a watcher outside that the Scheduler works."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from mojo.scheduler.ping import keep_pinging
from mojo.shared.external.http import HttpExit
from mojo.shared.external.settings import ExternalSettings
from mojo.shared.health import HealthBoard, State
from mojo.shared.util.clock import SystemClock
from tests.contracts.stores import eventually
from tests.shared.external.clockwork import Clockwork
from tests.shared.external.raw_server import RawServer, answer, running

pytestmark = pytest.mark.enable_socket


WELL = answer(b"OK", 200, "text/plain")


@asynccontextmanager
async def pinging(server: RawServer, board: HealthBoard) -> AsyncIterator[None]:
    """Ping for the block."""
    http = HttpExit(board, ExternalSettings(), SystemClock(), Clockwork().timing)
    task = asyncio.create_task(keep_pinging(f"{server.url}/ping/7?from=mojo", http, board, every_s=0.02))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])
        await http.close()
    assert task.cancelled()


def state_of(board: HealthBoard) -> State | None:
    return next((entry.state for entry in board.snapshot() if entry.name == "heartbeat_ping"), None)


async def asked(server: RawServer, times: int) -> bool:
    return len(server.requests) >= times


async def is_state(board: HealthBoard, state: State) -> bool:
    return state_of(board) is state


async def test_a_scheduler_that_works_pings_again_and_again_and_plain_text_is_an_answer() -> None:
    board = HealthBoard(SystemClock())
    board.report("scheduler", State.DEGRADED, "one schedule cannot run")
    async with running() as server:
        server.play(WELL)
        async with pinging(server, board):
            await eventually(lambda: asked(server, 3))
        assert server.requests[0].startswith("GET /ping/7?from=mojo HTTP/1.1")
        assert state_of(board) is State.HEALTHY


@pytest.mark.parametrize("state", [None, State.DOWN])
async def test_a_scheduler_that_does_not_work_is_silent_until_it_does(state: State | None) -> None:
    board = HealthBoard(SystemClock())
    if state:
        board.report("scheduler", state, "Redis is away")
    async with running() as server:
        server.play(WELL)
        async with pinging(server, board):
            await asyncio.sleep(0.1)
            assert server.requests == []
            board.report("scheduler", State.HEALTHY)
            await eventually(lambda: asked(server, 1))


async def test_a_watcher_that_fails_is_shown_and_pinged_on() -> None:
    board = HealthBoard(SystemClock())
    board.report("scheduler", State.HEALTHY)
    async with running() as server:
        server.play(answer(b"no such check", 404, "text/plain"))
        async with pinging(server, board):
            await eventually(lambda: is_state(board, State.DEGRADED))
            server.play(WELL)
            await eventually(lambda: is_state(board, State.HEALTHY))
