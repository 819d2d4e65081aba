"""Hot reload for docker-compose.app.yml: run `mojo ARGUMENTS`, and again whenever a file of the source has changed.

It looks at the times of the files twice a second: notifications do not cross into containers on every system.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

SOURCE = Path(os.environ.get("PYTHONPATH", "src"))
LOOK_EVERY_S = 0.5
WATCHED = {".py", ".ftl", ".html", ".js", ".css"}


class Stopped(Exception):
    """Somebody wants us to end."""


def newest(source: Path) -> float:
    """Return when the source last changed, as seconds since the epoch; a file may vanish meanwhile."""
    times = [0.0]
    for path in source.rglob("*"):
        if path.suffix in WATCHED:
            try:
                times.append(path.stat().st_mtime)
            except FileNotFoundError:
                continue
    return max(times)


def run(arguments: list[str]) -> int:
    """Keep `mojo ARGUMENTS` running; return its exit code once we were told to stop."""
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    process = None
    try:
        while True:
            seen = newest(SOURCE)
            process = subprocess.Popen([sys.executable, "-m", "mojo", *arguments])
            while newest(SOURCE) == seen:  # one that ended by itself waits for a better source
                time.sleep(LOOK_EVERY_S)
            _end(process)
    except Stopped:
        return _end(process) if process else 0


def _end(process: subprocess.Popen[bytes]) -> int:
    process.terminate()
    return process.wait()


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
