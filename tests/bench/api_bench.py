"""What Mojo's middleware, token check, log line and metrics cost: its API against bare FastAPI on the same server.

Compared is the CPU time that a request takes in the server's process, all its threads included. Where the server is what limits,
that is the ratio of the throughputs, and unlike them it does not change when something else runs on the machine.
"""

import asyncio
import contextlib
import signal
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

from tests.bench.harness import HttpLoad, Refused, Row, in_turns, ratio
from tests.support import start_valkey

ROUNDS = 9
TURN_S = 0.6
TRIES = 5
UNAVAILABLE = 503
FLOOR = 0.65
WATCHING = 15.0
UNREACHED = 9_999_999
"""A rate limit that is counted but never reached."""
ROUTES = {
    "status": "/status",
    "weather": "/api/v1/weather/current?place=Lisbon",
    "guarded": "/api/v1/bench/current?place=Lisbon",
    "me": "/api/v1/bench/me",
}
"""`weather` is the real route, with what it asks of Valkey on both sides; `guarded` does nothing itself."""
PEERS = {"fastapi_users": "fastapi-users with Redis", "middleware": "BaseHTTPMiddleware, PyJWT, slowapi"}
PEERS_PYTHON = Path(__file__).parents[2] / ".venv-peers" / "bin" / "python"


class Server:
    """One of the two, in a process of its own."""

    def __init__(self, process: Process, port: int, token: str) -> None:
        self._process = process
        self.port = port
        self.bearer = {"Authorization": f"Bearer {token}"}
        self.best_requests_per_s = 0.0

    async def requests_per_cpu_s(self, load: HttpLoad) -> float:
        """Load it for a turn and return how many requests it answers in a second of CPU time."""
        for _ in range(TRIES):
            before_s = await self._cpu_s()
            try:
                speed = await load.requests_per_s(TURN_S)
                break
            except Refused as refused:  # a machine that stands still for 250 ms makes Mojo answer 503
                if refused.status != UNAVAILABLE:
                    raise
                last = refused
        else:
            raise last
        self.best_requests_per_s = max(self.best_requests_per_s, speed)
        return load.answered / (await self._cpu_s() - before_s)

    def tell(self, byte: bytes) -> None:
        """Send what `api_server.Wire` knows."""
        assert self._process.stdin is not None
        self._process.stdin.write(byte)

    async def _cpu_s(self) -> float:
        assert self._process.stdout is not None
        self.tell(b"?")
        return float(await self._process.stdout.readline())


async def run() -> list[Row]:
    """Return one ratio a route, and one for each peer."""
    with tempfile.TemporaryDirectory() as folder:
        valkey = start_valkey(Path(folder))
        try:
            async with _server("mojo", valkey.url, folder) as mojo, _server("bare", valkey.url, folder) as bare:
                rows = [await _compare(name, mojo, bare) for name in ROUTES]
                rows.append(await _watching(mojo))
                return rows + [await _peer(name, mojo, valkey.url, folder) for name in PEERS if _peers_installed()]
        finally:
            valkey.process.terminate()
            valkey.process.wait()


async def _peer(name: str, mojo: Server, redis_url: str, folder: str) -> Row:
    command = [str(PEERS_PYTHON), str(Path(__file__).with_name("peers_server.py")), name]
    async with _server(name, redis_url, folder, command) as peer:
        row = await _compare("me", mojo, peer)
    return Row(f"api.me_{name}", row.value, 1.0, "x", row.note.replace("bare FastAPI", PEERS[name]))


def _peers_installed() -> bool:
    if not PEERS_PYTHON.exists():
        print("the peers are not measured: `make bench` installs them", file=sys.stderr)
    return PEERS_PYTHON.exists()


async def _watching(mojo: Server) -> Row:
    """Return what the log line and the metrics of a request cost, as a share of all that it costs."""
    load = HttpLoad(mojo.port, ROUTES["guarded"], mojo.bearer)

    async def turn(byte: bytes) -> float:
        mojo.tell(byte)
        return await mojo.requests_per_cpu_s(load)

    turns = await in_turns({"watched": lambda: turn(b"w"), "mute": lambda: turn(b"m")}, 2 * ROUNDS)
    mojo.tell(b"w")
    share = 1 - ratio(turns["watched"], turns["mute"])
    note = "log line and metrics, of the CPU time of a request"
    return Row("api.watching", 100 * share, WATCHING, "%", note, smaller_is_better=True)


async def _ratio(name: str, mojo: Server, other: Server) -> float:
    """Return how many requests `mojo` answers in the CPU time in which `other` answers one."""
    measures = {}
    for kind, server in (("mojo", mojo), ("other", other)):
        load = HttpLoad(server.port, ROUTES[name], server.bearer)
        await server.requests_per_cpu_s(load)  # warm up
        server.best_requests_per_s = 0
        measures[kind] = partial(server.requests_per_cpu_s, load)
    results = await in_turns(measures, ROUNDS)
    return ratio(results["mojo"], results["other"])


async def _compare(name: str, mojo: Server, bare: Server) -> Row:
    value = await _ratio(name, mojo, bare)
    note = f"of bare FastAPI; at best {mojo.best_requests_per_s:.0f} against {bare.best_requests_per_s:.0f} requests/s"
    return Row(f"api.{name}", value, FLOOR, "x", note)


@contextlib.asynccontextmanager
async def _server(kind: str, redis_url: str, folder: str, command: list[str] | None = None) -> AsyncIterator[Server]:
    """Run a server for the length of the block."""
    environ = {"REDIS_URL": redis_url, "MOJO_DATA_DIR": folder, "PATH": "", "API_RATE_LIMITS": f"normal={UNREACHED}/60"}
    command = command or [sys.executable, "-m", "tests.bench.api_server", kind]
    process = await asyncio.create_subprocess_exec(*command, env=environ, stdin=PIPE, stdout=PIPE)
    try:
        assert process.stdout is not None
        port, token = (await process.stdout.readline()).decode().split()
        yield Server(process, int(port), token)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        await process.wait()
