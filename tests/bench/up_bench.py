"""Start and idle memory of a whole `mojo up`, against a bare FastAPI on uvicorn."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from mojo.cli.stand_ins import first_free_port
from tests.bench.harness import Row
from tests.e2e.support import MojoUp

HEALTHY_S = 5.0
IDLE_MB = 150.0
_BARE = "import uvicorn, fastapi; uvicorn.run(fastapi.FastAPI(), port={port}, log_level='error')"


async def run() -> list[Row]:
    """Return time and memory, each with its ratio to the floor."""
    with tempfile.TemporaryDirectory() as folder:
        up = MojoUp(Path(folder))
        try:
            first_s = up.start().started_within_s
            up.stop()
            second_s = up.start().started_within_s
            ours_mb = sum(_resident_mb(pid) for pid in up.run["pids"].values())
        finally:
            up.end()
    bare_s, bare_mb = _bare_fastapi()
    time_note = f"first start {first_s:.1f} s; {second_s / bare_s:.1f} times a bare FastAPI"
    memory_note = f"Valkey included; {ours_mb / bare_mb:.1f} times a bare FastAPI"
    return [
        Row("up: healthy on second start", second_s, HEALTHY_S, "s", time_note, smaller_is_better=True),
        Row("up: idle memory of all of it", ours_mb, IDLE_MB, "MB", memory_note, smaller_is_better=True),
    ]


def _bare_fastapi() -> tuple[float, float]:
    """Return how long a FastAPI without any route takes until it listens, and its memory."""
    port = first_free_port("127.0.0.1")
    began_at = time.monotonic()
    process = subprocess.Popen([sys.executable, "-c", _BARE.format(port=port)], env={"PATH": os.environ["PATH"]})
    try:
        while socket.socket().connect_ex(("127.0.0.1", port)) != 0:
            time.sleep(0.01)
        return time.monotonic() - began_at, _resident_mb(process.pid)
    finally:
        process.terminate()
        process.wait()


def _resident_mb(pid: int) -> float:
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
