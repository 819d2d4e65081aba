"""The client against a real Redis in every topology: scripts, blocking reads, and failures named rightly."""

import asyncio
import socket
import time

import pytest
from redis.exceptions import ResponseError

from mojo.shared.errors import StoreUnavailable
from mojo.shared.health import HealthBoard, State
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.target import parse_target
from mojo.shared.persistence.wiring import make_redis
from mojo.shared.util.clock import SystemClock

TLS_HANDSHAKE = b"\x16\x03"
"""How a TLS record with a handshake begins (RFC 8446, section 5.1)."""


async def test_replies_are_bytes(client: RedisClient) -> None:
    assert await client.execute("SET", "a", "文")
    assert await client.execute("GET", "a") == "文".encode()
    assert await client.execute("GET", "b") is None


async def test_many_calls_share_few_connections(client: RedisClient) -> None:
    numbers = range(500)
    assert await asyncio.gather(*(client.execute("INCRBY", f"n{number}", number) for number in numbers)) == list(numbers)


async def test_a_script_runs_whether_or_not_redis_knows_it(client: RedisClient) -> None:
    script = client.script("return {KEYS[1], ARGV[1], redis.call('INCR', KEYS[1])}")
    assert await script(keys=["{a}"], args=["x"]) == [b"{a}", b"x", 1]
    assert await script(keys=["{a}"], args=["y"]) == [b"{a}", b"y", 2]
    await client.execute("SCRIPT FLUSH")
    assert await script(keys=["{a}"], args=[3]) == [b"{a}", b"3", 3]


async def test_a_blocking_read_waits_as_long_as_it_was_told_and_blocks_nobody(client: RedisClient) -> None:
    waiting = [asyncio.create_task(client.wait("BLPOP", f"list{number}", 30, wait_s=30)) for number in range(25)]
    for number in range(25):
        await client.execute("RPUSH", f"list{number}", number)
    async with asyncio.timeout(5):
        assert [value for _, value in await asyncio.gather(*waiting)] == [str(number).encode() for number in range(25)]
    started = time.monotonic()
    assert await client.wait("BLPOP", "nothing", 0.2, wait_s=0.2) is None
    assert 0.15 < time.monotonic() - started < 2


async def test_a_wrong_question_is_a_bug_and_says_nothing_about_redis(any_redis_url: str) -> None:
    board = HealthBoard(SystemClock())
    client = make_redis(any_redis_url, board)
    await client.execute("SET", "a", "text")
    with pytest.raises(ResponseError, match="WRONGTYPE"):
        await client.execute("LPUSH", "a", "x")
    with pytest.raises(ResponseError):
        await client.script("this is not lua")(keys=["a"])
    assert [health.state for health in board.snapshot()] == [State.HEALTHY]
    await client.close()


async def test_a_call_that_was_cancelled_leaves_no_answer_to_somebody_else(client: RedisClient) -> None:
    await client.execute("SET", "a", "mine")
    for _ in range(5):
        cancelled = [asyncio.create_task(client.execute("GET", "b")) for _ in range(30)]
        await asyncio.sleep(0)
        for task in cancelled:
            task.cancel()
        await asyncio.gather(*cancelled, return_exceptions=True)
    assert await asyncio.gather(*(client.execute("GET", "a") for _ in range(50))) == [b"mine"] * 50


async def test_a_full_redis_refuses_and_recovers(redis_url: str) -> None:
    board = HealthBoard(SystemClock())
    client = make_redis(redis_url, board)
    await client.execute("CONFIG SET", "maxmemory", 1)
    try:
        with pytest.raises(StoreUnavailable, match="maxmemory"):
            await client.execute("SET", "a", 1)
        with pytest.raises(StoreUnavailable, match="maxmemory"):
            await client.script("return redis.call('SET', KEYS[1], 1)")(keys=["a"])
        assert [(health.name, health.state) for health in board.snapshot()] == [("redis", State.DOWN)]
    finally:
        await client.execute("CONFIG SET", "maxmemory", 0)
    await client.execute("SET", "a", 1)
    assert [health.state for health in board.snapshot()] == [State.HEALTHY]
    await client.close()


@pytest.mark.parametrize("server", ["tcp_url", "sentinel_url"])
async def test_a_wrong_password_is_refused_and_never_shown(request: pytest.FixtureRequest, server: str) -> None:
    wrong = request.getfixturevalue(server).replace("p%40ss%2Fword", "wr0ngsecret")
    board = HealthBoard(SystemClock())
    client = make_redis(wrong, board)
    with pytest.raises(StoreUnavailable) as refused:
        await client.execute("GET", "a")
    (health,) = board.snapshot()
    for shown in (refused.value.detail, repr(client), str(health)):
        assert "wr0ngsecret" not in shown
    await client.close()


async def test_a_sentinel_that_knows_no_such_service_is_unavailable(sentinel_url: str) -> None:
    client = make_redis(sentinel_url.replace("/main", "/other"))
    with pytest.raises(StoreUnavailable, match="No master found for 'other'"):
        await client.execute("GET", "a")
    await client.close()


async def test_a_host_that_takes_connections_and_says_nothing_is_refused_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        host = f"127.0.0.1:{silent.getsockname()[1]}"
        for url in (f"redis://{host}", f"redis+cluster://{host}", f"redis+sentinel://{host}/main"):
            client = RedisClient(parse_target(url), deadline_s=0.2)
            started = time.monotonic()
            with pytest.raises(StoreUnavailable):
                await client.execute("GET", "a")
            assert time.monotonic() - started < 1
            await client.close()


@pytest.mark.parametrize("url", ["rediss://:{pw}@{host}", "rediss+cluster://:{pw}@{host}", "rediss+sentinel://:{pw}@{host}/main"])
async def test_a_secure_url_never_speaks_in_clear(url: str) -> None:
    received: list[bytes] = []

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        received.append(await reader.read(1000))
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    host = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    client = RedisClient(parse_target(url.format(pw="s3cr3t", host=host)), deadline_s=1)
    with pytest.raises(StoreUnavailable):
        await client.execute("GET", "a")
    assert received[0][:2] == TLS_HANDSHAKE
    assert not any(b"s3cr3t" in part for part in received)
    await client.close()
    server.close()
    await server.wait_closed()
