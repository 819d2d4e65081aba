"""The load of the benchmarks: what is not 200 is never measured, and only 503 is tried again."""

import asyncio
from collections.abc import Iterable
from typing import cast

import pytest

from tests.bench.api_bench import TRIES, Server
from tests.bench.harness import HttpLoad, Refused


class Pipes:
    """The process of a server, as far as its pipes go: it says that it has used a second more each time it is asked."""

    def __init__(self) -> None:
        self.stdin = self.stdout = self
        self._cpu_s = 0

    def write(self, _: bytes) -> None:
        self._cpu_s += 1

    async def readline(self) -> bytes:
        return str(self._cpu_s).encode()


class Answering(asyncio.Protocol):
    """A connection that answers every request with one status."""

    def __init__(self, status: int) -> None:
        self._answer = b"HTTP/1.1 %d X\r\ncontent-length: 2\r\n\r\nok" % status

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        asyncio.get_running_loop().call_later(0.001, self.transport.write, self._answer)


async def connections_made(statuses: Iterable[int], monkeypatch: pytest.MonkeyPatch) -> int:
    """Load a server that answers each connection with the next status; return how many there were."""
    monkeypatch.setattr("tests.bench.api_bench.TURN_S", 0.2)
    left, made = list(statuses), list[Answering]()

    def connect() -> Answering:
        made.append(Answering(left.pop(0) if len(left) > 1 else left[0]))
        return made[-1]

    server = await asyncio.get_running_loop().create_server(connect, "127.0.0.1", 0)
    load = HttpLoad(server.sockets[0].getsockname()[1], "/", {}, connections=1)
    try:
        assert await Server(Pipes(), 0, "t").requests_per_cpu_s(load) > 0  # type: ignore[arg-type]
        return len(made)
    finally:
        server.close()
        for connection in made:
            connection.transport.abort()
        await asyncio.sleep(0)  # lets the loop close what was aborted


async def test_a_server_that_breaks_is_not_measured_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused) as caught:
        await connections_made([500, 200], monkeypatch)
    assert caught.value.status == 500


async def test_one_that_stood_still_for_a_moment_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await connections_made([503, 503, 200], monkeypatch) == 3


async def test_but_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused) as caught:
        await connections_made([503] * (TRIES + 1), monkeypatch)
    assert caught.value.status == 503
