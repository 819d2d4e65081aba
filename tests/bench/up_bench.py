"""Start and idle memory of a whole `mojo up`, Valkey included: against what must be, and against bare FastAPI and bare Python.

And what each service has as a process of its own, the first start of all (nothing compiled yet), and the image.

Both peers are processes that this machine starts in the same minute; a bare Python is the least that anything here can cost.
"""

import asyncio
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from mojo.cli.stand_ins import first_free_port
from tests.bench.harness import Row, in_turns, ratio
from tests.e2e.support import MojoUp, ask, eventually, resident_mb

ROUNDS = 3
HEALTHY_WITHIN_S = 5.0
IDLE_MB = 150.0
IMAGE_MB = 250.0
STARTS_OF_FASTAPI = 8.0
MEMORIES_OF_FASTAPI = 3.5
FASTAPI = "import uvicorn, fastapi; uvicorn.run(fastapi.FastAPI(), port={port}, log_level='error')"
PYTHON = "input()"


async def run() -> list[Row]:
    """Return time and memory, and the ratio of each to bare FastAPI's."""
    with tempfile.TemporaryDirectory() as folder:
        up = MojoUp(Path(folder))
        first_s = await asyncio.to_thread(_start_and_stop, up)
        measures = {
            "mojo": partial(asyncio.to_thread, _start_and_stop, up),
            "fastapi": partial(asyncio.to_thread, _start_fastapi),
        }
        starts = await in_turns(measures, ROUNDS)
        ours_mb = sum((await asyncio.to_thread(_memory_mb, up)).values())
        apart_mb = await asyncio.to_thread(_memory_mb, MojoUp(Path(folder), "--separate"))
        cold_s = await asyncio.to_thread(_cold_start)
    fastapi_mb, python_mb = await asyncio.to_thread(_memories_mb)
    start_note = f"until /readyz says so; the first start, which makes the data directory, took {first_s:.2f} s"
    memory_note = f"Valkey included; a bare Python has {python_mb:.0f} MB, bare FastAPI {fastapi_mb:.0f} MB"
    of_fastapi = partial(Row, unit="x", note="of bare FastAPI on uvicorn", smaller_is_better=True)
    return [
        Row("up.second_start", statistics.median(starts["mojo"]), HEALTHY_WITHIN_S, "s", start_note, smaller_is_better=True),
        of_fastapi("up.second_start_ratio", ratio(starts["mojo"], starts["fastapi"]), STARTS_OF_FASTAPI),
        Row("up.idle_memory", ours_mb, IDLE_MB, "MB", memory_note, smaller_is_better=True),
        of_fastapi("up.idle_memory_ratio", ours_mb / fastapi_mb, MEMORIES_OF_FASTAPI),
        Row("up.cold_start", cold_s, None, "s", "until /readyz says so, with nothing compiled: the first start after an upgrade"),
        *(Row(f"up.memory_of_{name}", mb, None, "MB", "as a process of its own") for name, mb in sorted(apart_mb.items())),
        *_image(),
    ]


def _cold_start() -> float:
    with tempfile.TemporaryDirectory() as folder:
        return _start_and_stop(MojoUp(Path(folder), PYTHONPYCACHEPREFIX=f"{folder}/compiled"))


def _image() -> list[Row]:
    """Return the size of the image `mojo`, where there is an engine that has built it."""
    command = ["docker", "image", "inspect", "--format", "{{.Size}}", "mojo"]
    try:
        size = subprocess.run(command, check=True, capture_output=True, timeout=30).stdout
    except (OSError, subprocess.SubprocessError):
        print("the image is not measured: no engine here has one called `mojo` (`make containers` checks it)", file=sys.stderr)
        return []
    return [Row("image.size", int(size) / 1e6, IMAGE_MB, "MB", "its base included", smaller_is_better=True)]


def _start_and_stop(up: MojoUp) -> float:
    try:
        return up.start().started_within_s
    finally:
        up.end()


def _memory_mb(up: MojoUp) -> dict[str, float]:
    try:
        return up.start().memory_mb()
    finally:
        up.end()


def _start_fastapi() -> float:
    with _fastapi() as (_, started_within_s):
        return started_within_s


def _memories_mb() -> tuple[float, float]:
    """Return the memory of bare FastAPI and of bare Python."""
    with _fastapi() as (pid, _), _process(PYTHON) as python:
        return resident_mb(pid), eventually(_settled(python.pid))


def _settled(pid: int) -> Callable[[], float | None]:
    """Return what tells the memory of a process as soon as it no longer changes."""
    before: list[float] = []

    def look() -> float | None:
        before.append(resident_mb(pid))
        return before[-1] if before[-5:] == [before[-1]] * 5 else None

    return look


@contextlib.contextmanager
def _fastapi() -> Iterator[tuple[int, float]]:
    """Run FastAPI without any route for the length of the block; yield its process id and the seconds until it answered."""
    port, began_at = first_free_port("127.0.0.1"), time.monotonic()
    with _process(FASTAPI.format(port=port)) as process:
        eventually(lambda: ask(f"http://127.0.0.1:{port}/docs").status == 200)
        yield process.pid, time.monotonic() - began_at


@contextlib.contextmanager
def _process(code: str) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen([sys.executable, "-c", code], env={"PATH": os.environ["PATH"]}, stdin=subprocess.PIPE)
    try:
        yield process
    finally:
        process.terminate()
        process.communicate()
