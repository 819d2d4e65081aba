"""A whole Mojo in a process of its own, and people who talk with it."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, urlencode, urlsplit

from mojo.cli.stand_ins import first_free_port

T = TypeVar("T")

MOJO = Path(sys.executable).with_name("mojo")
START_WITHIN_S = 60
"""Generous: on a loaded machine everything takes its time, and a test is not a measurement."""
POLL_S = 0.02


def eventually(look: Callable[[], T | None], within_s: float = 15, why: Callable[[], object] = str) -> T:
    """Return the first true value that `look` gives; an OSError counts as "not yet". Raises AssertionError when time is up."""
    deadline = time.monotonic() + within_s
    while True:
        try:
            if found := look():
                return found
        except OSError:
            pass
        assert time.monotonic() < deadline, f"not within {within_s} s {why()}"
        time.sleep(POLL_S)


@dataclass(frozen=True)
class Answer:
    """What an HTTP server said."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def ask(
    url: str, method: str = "GET", body: Any = None, headers: Mapping[str, str] | None = None, timeout_s: float = 35
) -> Answer:
    """Make one request; `body` is sent as JSON unless it is bytes. Raises OSError or HTTPException when there is no answer."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=timeout_s)
    sent = body if isinstance(body, bytes | None) else json.dumps(body).encode()
    try:
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        connection.request(method, target, sent, {"Content-Type": "application/json", **(headers or {})})
        answer = connection.getresponse()
        return Answer(answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read())
    except http.client.HTTPException as error:
        raise ConnectionError(str(error)) from error
    finally:
        connection.close()


class MojoUp:
    """`mojo up` on a data directory of its own; it can be started again and again."""

    def __init__(self, folder: Path, *options: str, **environ: str) -> None:
        self.folder = folder
        self.data_dir = folder / "data"
        self.options = options
        ports = {name: str(first_free_port("127.0.0.1")) for name in ("API_PORT", "SANDBOX_PORT", "CHRONOS_PORT")}
        clean = {"PATH": os.environ["PATH"], "HOME": str(folder), "MOJO_DATA_DIR": str(self.data_dir)}
        pace = {"SANDBOX_CHAT_RATE_PER_S": "1000", "SANDBOX_CHAT_BURST": "1000", "CHRONOS_CHAT_EVERY_S": "0.02"}
        self.environ = {**clean, **ports, **pace, **environ}
        self.process: subprocess.Popen[bytes] | None = None
        self.run: dict[str, Any] = {}
        """What run.json says."""
        self.started_within_s = 0.0

    @property
    def output(self) -> str:
        """What the last start has printed so far."""
        return (self.folder / "output").read_text()

    def launch(self) -> "MojoUp":
        """Start it and wait for nothing."""
        with (self.folder / "output").open("wb") as output:
            command = [str(MOJO), "up", *self.options]
            self.process = subprocess.Popen(command, env=self.environ, cwd=self.folder, stdout=output, stderr=output)
        return self

    def start(self) -> "MojoUp":
        """Start it and wait until it is ready for people and programs."""
        began_at = time.monotonic()
        self.launch()
        eventually(self._is_ready, START_WITHIN_S, lambda: self.output)
        self.started_within_s = time.monotonic() - began_at
        return self

    def _is_ready(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, f"mojo ended with {self.process.returncode}:\n{self.output}"
        if not (self.data_dir / "run.json").exists():
            return False
        self.run = self.read_run()
        return self.run["pids"]["mojo"] == self.process.pid and self.get("/readyz").status == 200

    def read_run(self) -> dict[str, Any]:
        """Return what run.json says now."""
        return dict(json.loads((self.data_dir / "run.json").read_bytes()))

    def stop(self, within_s: float = 15) -> int:
        """Send SIGTERM and return the exit code."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(timeout=within_s)

    def kill(self) -> None:
        """Send SIGKILL, to this one process alone."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def end(self) -> None:
        """Leave nothing running, whatever state it is in."""
        if self.process is None or self.process.poll() is not None:
            return
        try:
            self.stop()
        except subprocess.TimeoutExpired:
            self.kill()

    def ended(self, within_s: float = 20) -> int:
        """Wait for it to end by itself and return the exit code."""
        assert self.process is not None
        return self.process.wait(timeout=within_s)

    def processes(self) -> dict[int, str]:
        """Return every living process that belongs to this data directory, with its command line."""
        return {pid: line for pid, line in command_lines() if str(self.data_dir) in line or self._has_our_environment(pid)}

    def _has_our_environment(self, pid: int) -> bool:
        try:
            return f"MOJO_DATA_DIR={self.data_dir}".encode() in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
        except OSError:
            return False

    def memory_mb(self) -> dict[str, float]:
        """Return the memory of each process."""
        return {name: resident_mb(pid) for name, pid in self.read_run()["pids"].items()}

    # Programs

    def get(self, path: str, token: str | None = None) -> Answer:
        """GET from the API."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return ask(f"http://127.0.0.1:{self.environ['API_PORT']}{path}", headers=headers)

    def as_developer(self, path: str) -> Answer:
        """GET from the API with the development token."""
        return self.get(path, self.run["development_token"])

    def status(self) -> dict[str, Any]:
        """Return the answer of /status."""
        return dict(self.get("/status").json)

    def dependency(self, name: str) -> dict[str, Any]:
        """Return how /status sees a dependency; empty if nobody has tried it yet."""
        return dict(self.status()["dependencies"].get(name, {}))

    # People

    @property
    def sandbox_url(self) -> str:
        return f"http://127.0.0.1:{self.environ['SANDBOX_PORT']}"

    def person(self, name: str, language: str = "en") -> "Person":
        """Let somebody new come."""
        made = ask(f"{self.sandbox_url}/sandbox/api/chats", "POST", {"name": name, "language": language})
        assert made.status == 201, made.body
        return Person(self.sandbox_url, made.json["id"])

    @contextmanager
    def fault(self, service: str, mode: str, **details: Any) -> Iterator[None]:
        """Let a stand-in fail so for the length of the block."""
        self._switch(service, mode, **details)
        try:
            yield
        finally:
            self._switch(service, "ok")

    def _switch(self, service: str, mode: str, **details: Any) -> None:
        body = {"service": service, "mode": mode, **details}
        answer = ask(f"{self.sandbox_url}/sandbox/faults", "POST", body, {"Accept": "application/json"})
        assert answer.status == 204, answer.body


class Person:
    """Somebody in the sandbox, in their private chat with Chronos."""

    def __init__(self, sandbox_url: str, chat_id: int) -> None:
        self.chat_id = chat_id
        self._url = f"{sandbox_url}/sandbox/api/chats/{chat_id}"
        self._seen = 0
        """The last message that has been read."""

    def say(self, text: str, within_s: float = 15) -> str:
        """Write, and return the text of what Chronos answers."""
        return str(self.write(text).hear(within_s)["text"])

    def write(self, text: str) -> "Person":
        """Write, and do not wait."""
        written = ask(f"{self._url}/messages", "POST", {"text": text})
        assert written.status == 200, written.body
        return self

    def share_location(self, latitude: float, longitude: float) -> str:
        """Share a location, and return the text of what Chronos answers."""
        shared = ask(f"{self._url}/location", "POST", {"latitude": latitude, "longitude": longitude})
        assert shared.status == 200, shared.body
        return str(self.hear()["text"])

    def send_file(self, name: str, content: bytes) -> str:
        """Send a file, and return the text of what Chronos answers."""
        sent = ask(f"{self._url}/document?{urlencode({'name': name})}", "POST", content)
        assert sent.status == 200, sent.body
        return str(self.hear()["text"])

    def hear(self, within_s: float = 15) -> dict[str, Any]:
        """Return the next message of Chronos that has not been heard yet."""
        return eventually(self._next, within_s, lambda: [message.get("text") for message in self.messages()])

    def _next(self) -> dict[str, Any] | None:
        query = urlencode({"after": self._seen, "wait_s": 2})
        for message in ask(f"{self._url}/messages?{query}").json["messages"]:
            self._seen = message["message_id"]
            if message["from"]["is_bot"]:
                return dict(message)
        return None

    def press(self, label: str, message: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Press a button of `message` or of Chronos' last one, and return that message once it has been edited."""
        message = message or self.last()
        self.press_only(label, message)
        return eventually(lambda: self._edited(message), why=lambda: self.messages()[-1])

    def press_only(self, label: str, message: Mapping[str, Any] | None = None) -> None:
        """Press a button of `message` or of Chronos' last one, and do not wait."""
        message = message or self.last()
        pressed = ask(f"{self._url}/press", "POST", {"message_id": message["message_id"], "label": label})
        assert pressed.status == 200, (pressed.body, labels(message))

    def _edited(self, message: Mapping[str, Any]) -> dict[str, Any] | None:
        now = next(one for one in self.messages() if one["message_id"] == message["message_id"])
        return now if now["text"] != message["text"] or now.get("edit_date") != message.get("edit_date") else None

    def last(self) -> dict[str, Any]:
        """Return Chronos' last message."""
        return next(message for message in reversed(self.messages()) if message["from"]["is_bot"])

    def messages(self) -> list[dict[str, Any]]:
        """Return the whole chat."""
        return list(ask(f"{self._url}/messages").json["messages"])

    def texts(self) -> list[str]:
        """Return what Chronos has said."""
        return [str(message["text"]) for message in self.messages() if message["from"]["is_bot"]]

    @property
    def keyboard(self) -> dict[str, Any] | None:
        """The reply keyboard in sight."""
        keyboard: dict[str, Any] | None = ask(f"{self._url}/messages?after={quote(str(self._seen))}").json["keyboard"]
        return keyboard


def labels(message: Mapping[str, Any]) -> list[str]:
    """Return what the buttons of a message say."""
    return [button["text"] for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row]


def alive(pid: int) -> bool:
    """Tell whether the process runs; one that ended but was not waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def kill(pid: int) -> None:
    """End one process at once."""
    os.kill(pid, signal.SIGKILL)


def resident_mb(pid: int) -> float:
    """Return the memory of a process, what it shares with others included (proc(5), status)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS:")).split()[1]) / 1024


def command_lines() -> Iterator[tuple[int, str]]:
    """Return id and command line of every process that runs, but for this one."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        pid = int(path.parent.name)
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except OSError:
            continue
        if alive(pid) and pid != os.getpid():
            yield pid, line
