"""The load of the benchmarks: what is not 200 is never measured, and only 503 is tried again."""

import asyncio
import contextlib
from collections.abc import Iterable
from typing import Any

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


async def loaded(statuses: Iterable[int], monkeypatch: pytest.MonkeyPatch) -> tuple[float, int]:
    """Load a server that answers each connection with the next status; return the figure and the connections made."""
    monkeypatch.setattr("tests.bench.api_bench.TURN_S", 0.05)
    left, made = list(statuses), 0

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal made
        status, made = left.pop(0) if len(left) > 1 else left[0], made + 1
        while not reader.at_eof() and await reader.readuntil(b"\r\n\r\n"):
            writer.write(b"HTTP/1.1 %d X\r\ncontent-length: 2\r\n\r\nok" % status)
            await asyncio.sleep(0.001)

    def serve(*pair: Any) -> Any:
        return asyncio.ensure_future(_quietly(answer(*pair)))

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        load = HttpLoad(server.sockets[0].getsockname()[1], "/", {}, connections=1)
        return await Server(Pipes(), 0, "t").requests_per_cpu_s(load), made  # type: ignore[arg-type]


async def _quietly(answering: Any) -> None:
    with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
        await answering


async def test_a_server_that_breaks_is_not_measured_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused) as caught:
        await loaded([500, 200], monkeypatch)
    assert caught.value.status == 500


async def test_one_that_stood_still_for_a_moment_is(monkeypatch: pytest.MonkeyPatch) -> None:
    speed, made = await loaded([503, 503, 200], monkeypatch)
    assert (speed > 0, made) == (True, 3)


async def test_but_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused) as caught:
        await loaded([503] * (TRIES + 1), monkeypatch)
    assert caught.value.status == 503
