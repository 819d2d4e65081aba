"""The one directory that holds everything Mojo keeps on this machine."""

import fcntl
import os
from pathlib import Path
from types import TracebackType

from mojo.shared.errors import ConfigurationError
from mojo.shared.persistence.swap import finish_swap


class DataDir:
    """`MOJO_DATA_DIR`: private (0700), writable, and locked by at most one `mojo up`."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self._lock: int | None = None

    def prepare(self) -> None:
        """Create it if it is missing. Raises ConfigurationError when it cannot be written to."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path.chmod(0o700)
            probe = self.path / f".probe-{os.getpid()}"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            raise ConfigurationError(
                f"MOJO_DATA_DIR: cannot write to {self.path} ({error.strerror}). "
                "Cure: name a directory that this user may create and write to."
            ) from None

    def lock(self) -> None:
        """Keep every other `mojo up` out until `unlock` or the end of this process, however it comes; finish a restore cut short.

        Raises ConfigurationError, naming the process that has the lock.
        """
        self.prepare()
        handle = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(handle, 20).decode(errors="replace").strip() or "unknown"
            os.close(handle)
            raise ConfigurationError(
                f"MOJO_DATA_DIR: {self.path} is in use by another Mojo (process {holder}). "
                "Cure: stop that one first, or set MOJO_DATA_DIR to another directory."
            ) from None
        os.ftruncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())
        self._lock = handle
        finish_swap(self.path)

    def unlock(self) -> None:
        """Let others in."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def __enter__(self) -> "DataDir":
        self.lock()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.unlock()
