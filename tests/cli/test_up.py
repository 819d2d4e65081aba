"""`mojo up` as whoever runs it sees it: how it begins, waits and ends. What it does meanwhile is the end-to-end tests' matter."""

import json
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.e2e.support import MojoUp, ask, eventually
from tests.support import Server, start_valkey

Make: TypeAlias = Callable[..., MojoUp]
Mojo: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.enable_socket
BOT_TOKEN = "123456789:" + "a" * 35
USUAL_SANDBOX_PORT = 8001


def end(one: MojoUp, number: signal.Signals) -> float:
    """Send the signal and return the seconds until all of it was gone."""
    assert one.process is not None
    began_at = time.monotonic()
    one.process.send_signal(number)
    assert one.process.wait(timeout=20) == 0
    assert one.processes() == {}
    assert not (one.data_dir / "run.json").exists()
    return time.monotonic() - began_at


def test_beginning_and_ending(up: Make, mojo: Mojo) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind(("127.0.0.1", USUAL_SANDBOX_PORT))
            taken.listen()
        except OSError:
            pass  # somebody else has it, which serves as well
        running = up(SANDBOX_PORT="").start()
    assert not running.run["chat_page"].endswith(f":{USUAL_SANDBOX_PORT}/")
    assert ask(running.run["chat_page"]).status == 200

    examined = mojo("doctor", MOJO_DATA_DIR=str(running.data_dir), SANDBOX_PORT="")
    assert examined.returncode == 0, examined.stdout
    assert "✓ services" in examined.stdout
    assert "stand-in" in examined.stdout
    assert "api_port" not in examined.stdout

    log = (running.data_dir / "logs" / "mojo.json.log").read_text()
    assert {json.loads(line)["service.name"] for line in log.splitlines()} >= {"mojo", "api", "chronos", "sandbox"}
    assert running.run["development_token"] not in log
    assert running.run["owner_invitation"]["code"] not in log
    assert end(running, signal.SIGINT) < 10


def test_a_signal_while_starting(up: Make) -> None:
    starting = up().launch()
    eventually((starting.data_dir / "valkey").exists)
    assert end(starting, signal.SIGTERM) < 10


def test_a_closed_terminal_ends_it_and_prod_takes_the_development_token_back(up: Make) -> None:
    dev = up().start()
    token = dev.run["development_token"]
    assert dev.as_developer("/api/v1/me").status == 200
    assert end(dev, signal.SIGHUP) < 10

    prod = up(STAGE="PROD", TELEGRAM_BOT_TOKEN=BOT_TOKEN, TELEGRAM_API_URL="http://127.0.0.1:9").start()
    assert (prod.run["development_token"], prod.run["chat_page"], prod.run["stand_ins"]) == (None, None, [])
    assert prod.get("/api/v1/me", token).status == 401
    assert not (prod.data_dir / "development-token").exists()
    assert prod.run["owner_invitation"]["link"] == f"/start {prod.run['owner_invitation']['code']}"
    assert BOT_TOKEN not in prod.output + (prod.data_dir / "logs" / "mojo.json.log").read_text()
    assert prod.stop() == 0


@pytest.fixture
def late_redis(tmp_path: Path) -> Iterator[Callable[[Path], Server]]:
    started: list[Server] = []

    def start(socket_path: Path) -> Server:
        (tmp_path / "late").mkdir()
        started.append(start_valkey(tmp_path / "late"))
        socket_path.symlink_to(started[0].url.removeprefix("unix://"))
        return started[0]

    yield start
    for server in started:
        server.process.terminate()
        server.process.wait()


def test_a_redis_that_is_not_there_yet_is_waited_for(up: Make, tmp_path: Path, late_redis: Callable[[Path], Server]) -> None:
    path = tmp_path / "redis.sock"
    waiting = up(REDIS_URL=f"unix://{path}").launch()
    eventually((waiting.data_dir / "run.json").exists, 30)
    assert waiting.read_run()["development_token"] is None
    eventually(lambda: "Not yet up" in waiting.output, 30)
    assert waiting.status()["status"] == "down"
    late_redis(path)
    eventually(lambda: waiting.read_run()["development_token"])
    eventually(lambda: waiting.status()["status"] == "ok", 30, waiting.status)
    assert waiting.stop() == 0


def test_kill_9_of_the_supervisor_leaves_no_orphan(up: Make) -> None:
    running = up("--separate").start()
    running.kill()
    eventually(lambda: not running.processes(), 10, running.processes)
