"""What every benchmark here shares: rows with a floor, rounds that alternate, and a load that is cheap to make.

Bare seconds say nothing on a machine that others use too. So the thing and its peer run in turns, in one run, and what is
reported is the median of the ratios of neighbouring turns.
"""

import asyncio
import statistics
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import cast


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `floor` is what it must reach: from below, or from above if `smaller_is_better`; None has none."""

    name: str
    value: float
    floor: float | None
    unit: str
    note: str = ""
    smaller_is_better: bool = False

    @property
    def reached(self) -> bool:
        """Tell whether the figure is as good as it must be."""
        if self.floor is None:
            return True
        return self.value <= self.floor if self.smaller_is_better else self.value >= self.floor


Measure = Callable[[], Awaitable[float]]


async def in_turns(measures: Mapping[str, Measure], rounds: int) -> dict[str, list[float]]:
    """Run every measure once a round, in an order that turns round each time, so that none always goes first."""
    results: dict[str, list[float]] = {name: [] for name in measures}
    order = list(measures)
    for _ in range(rounds):
        for name in order:
            results[name].append(await measures[name]())
        order.reverse()
    return results


def ratio(ours: list[float], theirs: list[float]) -> float:
    """Return the median of the ratios of neighbouring turns."""
    return statistics.median(our / their for our, their in zip(ours, theirs, strict=True))


class _Caller(asyncio.Protocol):
    """One keep-alive connection that sends the same GET as soon as its answer is complete."""

    def __init__(self, request: bytes, load: "HttpLoad") -> None:
        self._request = request
        self._load = load
        self._missing = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is no subclass
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        if self._missing:
            self._missing -= len(data)
        else:
            head, _, body = data.partition(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                self._load.refusal = data
                self._transport.close()
                return
            length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
            self._missing = length - len(body)
        if not self._missing:
            self._load.answered += 1
            if self._load.going_on:
                self._transport.write(self._request)
            else:
                self._transport.close()


class Refused(AssertionError):
    """Something else than 200 was answered."""

    def __init__(self, request: bytes, answer: bytes) -> None:
        super().__init__(f"{request!r} was answered with {answer!r}")
        self.status = int(answer[9:12]) if answer[9:12].isdigit() else 0


class HttpLoad:
    """As many GETs of one URL as the server answers, over a few keep-alive connections."""

    def __init__(self, port: int, path: str, headers: Mapping[str, str], connections: int = 16) -> None:
        lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", *(f"{name}: {value}" for name, value in headers.items())]
        self._request = "\r\n".join([*lines, "", ""]).encode()
        self._port = port
        self._connections = connections
        self.answered = 0
        self.going_on = False
        self.refusal: bytes | None = None
        """An answer other than 200: what it costs is not what is measured."""

    async def requests_per_s(self, duration_s: float) -> float:
        """Load the server for `duration_s` and return its throughput."""
        self.answered, self.going_on = 0, True
        loop = asyncio.get_running_loop()
        started = perf_counter()
        for _ in range(self._connections):
            await loop.create_connection(lambda: _Caller(self._request, self), "127.0.0.1", self._port)
        await asyncio.sleep(duration_s)
        self.going_on = False
        if self.refusal is not None:
            refusal, self.refusal = self.refusal, None
            raise Refused(self._request, refusal)
        return self.answered / (perf_counter() - started)
