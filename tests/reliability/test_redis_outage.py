"""Redis is paused, killed and started again under a client that never is."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import uvloop

from mojo.shared.errors import StoreUnavailable
from mojo.shared.health import HealthBoard, State
from mojo.shared.persistence.client import MAX_CONNECTIONS, RedisClient
from mojo.shared.persistence.embedded import EmbeddedValkey
from mojo.shared.persistence.wiring import make_redis
from mojo.shared.util.clock import SystemClock
from tests.contracts import topologies
from tests.contracts.stores import eventually

WORST_CASE_S = 4.0
WAIT_S = 0.5

Runner: TypeAlias = Callable[[Coroutine[Any, Any, None]], None]


@pytest.fixture(params=[asyncio.run, uvloop.run], ids=["asyncio", "uvloop"])
def run(request: pytest.FixtureRequest) -> Runner:
    """Both event loops: tests use the one, `mojo` the other, and they report a lost connection differently."""
    runner: Runner = request.param
    return runner


@contextlib.contextmanager
def paused(pids: list[int]) -> Iterator[None]:
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


async def seconds_until_refused(call: Coroutine[Any, Any, Any]) -> float:
    started = time.monotonic()
    with pytest.raises(StoreUnavailable):
        await call
    return time.monotonic() - started


async def survive_a_pause(url: str, pids: list[int]) -> None:
    """Use more calls than there are connections, old and new ones, plain and blocking."""
    board = HealthBoard(SystemClock())
    client, newcomer = make_redis(url, board), make_redis(url)
    await asyncio.gather(*(client.execute("SET", f"before:{number}", number) for number in range(MAX_CONNECTIONS)))
    with paused(pids):
        took_s = await asyncio.gather(
            *(seconds_until_refused(client.execute("GET", f"before:{number}")) for number in range(3 * MAX_CONNECTIONS)),
            seconds_until_refused(client.wait("BLPOP", "nothing", WAIT_S, wait_s=WAIT_S)),
            seconds_until_refused(newcomer.execute("GET", "x")),
            seconds_until_refused(client.script("return 1")(keys=["x"])),
        )
        health = board.snapshot()
    print(f"{len(took_s)} calls to a paused Redis were refused after {min(took_s):.2f} to {max(took_s):.2f} s")
    assert max(took_s) < WORST_CASE_S
    assert [(entry.name, entry.state) for entry in health] == [("redis", State.DOWN)]
    assert health[0].cure
    await eventually(lambda: _answers(client))
    assert await client.execute("GET", "before:7") == b"7"
    assert await newcomer.execute("GET", "before:7") == b"7"
    assert [entry.state for entry in board.snapshot()] == [State.HEALTHY]
    await client.close()
    await newcomer.close()


def test_every_call_to_a_paused_valkey_is_bounded_and_all_is_well_afterwards(tmp_path: Path, run: Runner) -> None:
    async def scenario() -> None:
        valkey = EmbeddedValkey(tmp_path)
        await valkey.start()
        assert valkey.pid is not None
        try:
            await survive_a_pause(valkey.url, [valkey.pid])
        finally:
            await valkey.stop()

    run(scenario())


@pytest.mark.parametrize("topology", [topologies.sentinel, topologies.cluster])
async def test_so_it_is_behind_sentinel_and_in_a_cluster(tmp_path: Path, topology: Any) -> None:
    with topology(tmp_path) as (url, pids):
        await survive_a_pause(url, pids)


async def test_the_client_follows_when_sentinel_promotes_another_master(tmp_path: Path) -> None:
    with topologies.failing_over(tmp_path) as (url, master):
        client = make_redis(url)
        await client.execute("SET", "before", 1)
        assert await client.execute("WAIT", 1, 1000) == 1
        os.kill(master, signal.SIGKILL)
        started = time.monotonic()
        await eventually(lambda: _takes_writes(client), within_s=20)
        print(f"writing again {time.monotonic() - started:.1f} s after the master was killed")
        assert await client.execute("GET", "before") == b"1"
        await client.close()


def test_a_killed_valkey_has_lost_nothing_it_acknowledged_and_the_client_goes_on(tmp_path: Path, run: Runner) -> None:
    async def scenario() -> None:
        valkey = EmbeddedValkey(tmp_path)
        await valkey.start()
        client = make_redis(valkey.url)
        acknowledged: list[int] = []
        writers = [asyncio.create_task(write(client, acknowledged, first)) for first in range(8)]
        for kill in range(1, 4):
            await eventually(lambda wanted=kill * 150: _has(acknowledged, wanted), within_s=20)
            assert valkey.pid is not None
            os.kill(valkey.pid, signal.SIGKILL)
            assert await valkey.wait() == -signal.SIGKILL
            await valkey.start()
        for writer in writers:
            writer.cancel()
        await asyncio.gather(*writers, return_exceptions=True)
        await eventually(lambda: _answers(client))
        kept = [number for number in acknowledged if await client.execute("EXISTS", f"key:{number}")]
        print(f"{len(acknowledged)} acknowledged writes, {len(acknowledged) - len(kept)} lost over 3 kill -9")
        assert kept == acknowledged
        await client.close()
        await valkey.stop()

    run(scenario())


async def write(client: RedisClient, acknowledged: list[int], first: int) -> None:
    for number in range(first, 1_000_000, 8):
        with contextlib.suppress(StoreUnavailable):
            await client.execute("SET", f"key:{number}", number)
            acknowledged.append(number)
        await asyncio.sleep(0.001)


async def test_a_redis_that_is_not_there_is_refused_at_once_and_used_as_soon_as_it_is(tmp_path: Path) -> None:
    valkey = EmbeddedValkey(tmp_path)
    client = make_redis(valkey.url)
    assert await seconds_until_refused(client.execute("PING")) < 1
    await valkey.start()
    assert await client.execute("SET", "a", 1)
    await client.close()
    await valkey.stop()


async def _answers(client: RedisClient) -> bool:
    try:
        await client.execute("GET", "x")
    except StoreUnavailable:
        return False
    return True


async def _takes_writes(client: RedisClient) -> bool:
    try:
        return bool(await client.execute("SET", "after", 1))
    except StoreUnavailable:
        return False


async def _has(acknowledged: list[int], wanted: int) -> bool:
    return len(acknowledged) >= wanted
