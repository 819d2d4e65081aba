"""The file by which a container's health is told."""

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path

from mojo.cli.pulse import FRESH_S, is_fresh, keep_pulse
from mojo.shared.health import HealthBoard, State
from mojo.shared.util.clock import SystemClock


async def _until(wanted: bool, path: Path) -> None:
    async with asyncio.timeout(5):
        while path.exists() is not wanted:
            await asyncio.sleep(0.02)


async def test_it_begins_when_all_is_well_and_ends_with_the_process(tmp_path: Path) -> None:
    path, ready, stop, board = tmp_path / "pulse", asyncio.Event(), asyncio.Event(), HealthBoard(SystemClock())
    path.write_text("of somebody killed before")
    board.report("redis", State.DOWN)
    task = asyncio.create_task(keep_pulse(path, ready, stop, board))
    await _until(False, path)
    ready.set()
    await asyncio.sleep(0.5)
    assert not path.exists(), "there is no store yet"
    board.report("redis", State.HEALTHY)
    await _until(True, path)
    path.unlink()
    board.report("redis", State.DOWN)
    await _until(True, path)  # a store that goes away is no reason to replace us
    stop.set()
    await task
    assert not path.exists()


def test_the_check_tells_fresh_from_stale_and_imports_next_to_nothing(tmp_path: Path) -> None:
    path = tmp_path / "pulse"
    command = [sys.executable, "-X", "importtime", "-m", "mojo.cli.pulse"]

    def check() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, env={**os.environ, "MOJO_PULSE_FILE": str(path)}, capture_output=True, text=True, check=False
        )

    assert check().returncode == 1
    path.write_text("")
    fresh = check()
    assert fresh.returncode == 0
    assert "mojo.shared" not in fresh.stderr
    os.utime(path, (time.time() - FRESH_S - 1,) * 2)
    assert not is_fresh(path)
    assert check().returncode == 1
