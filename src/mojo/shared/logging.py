"""Where log events go: a file of ECS lines, and the terminal.

Whoever logs only puts the record into a bounded queue; one thread writes. When the queue is full, records are dropped and counted
instead of anybody waiting, and a file that cannot be written costs its lines and nothing else.
"""

import contextlib
import logging
import os
import queue
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, Protocol

from mojo import __version__
from mojo.shared.settings import Settings, Stage
from mojo.shared.util.ecs import EcsFormatter, Origin, PrettyFormatter, prepare
from mojo.shared.util.redaction import Redactor

QUEUE_LIMIT_RECORDS = 10_000
FILE_LIMIT_BYTES = 10_000_000
FILES_KEPT = 5
GATHER_S = 0.02
"""How long the writer lets records gather, so that a busy process wakes it 50 times a second and not once a record."""
REPORT_S = 60
ACCESS_LOGGER = "mojo.api.access"
"""One line a request: for the file only."""

_QUIET = ("uvicorn", "aiogram", "aiohttp", "docket", "asyncio", "redis", "apscheduler", "dishka")
_log = logging.getLogger("mojo.logging")


class Formatter(Protocol):
    """Turns a prepared record into a line."""

    def line(self, record: logging.LogRecord) -> bytes: ...


class Sink(Protocol):
    """Takes a batch of records."""

    def write(self, records: Iterable[logging.LogRecord]) -> None:
        """Write the records. Raises OSError."""
        ...

    def close(self) -> None: ...


class StreamSink:
    """The terminal."""

    def __init__(self, stream: BinaryIO, formatter: Formatter) -> None:
        self._stream = stream
        self._formatter = formatter

    def write(self, records: Iterable[logging.LogRecord]) -> None:
        self._stream.write(b"".join(self._formatter.line(record) for record in records if record.name != ACCESS_LOGGER))
        self._stream.flush()

    def close(self) -> None:
        """Leave the stream open: it is the process's."""


class FileSink:
    """A file that is renamed to `<name>.1` when it is full, `.1` to `.2`, and so on."""

    def __init__(self, path: Path, formatter: Formatter, limit_bytes: int = FILE_LIMIT_BYTES, kept: int = FILES_KEPT) -> None:
        self._path = path
        self._formatter = formatter
        self._limit_bytes = limit_bytes
        self._kept = kept
        self._file: BinaryIO | None = None

    def write(self, records: Iterable[logging.LogRecord]) -> None:
        file = self._open()
        file.write(b"".join(self._formatter.line(record) for record in records))
        file.flush()
        if file.tell() >= self._limit_bytes:
            self._rotate()

    def close(self) -> None:
        if self._file:
            self._file.close()
            self._file = None

    def _open(self) -> BinaryIO:
        """Return the file at the path: another process may have renamed the one we hold."""
        if self._file and not self._is_at_path(self._file):
            self.close()
        if self._file is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("ab")
        return self._file

    def _is_at_path(self, file: BinaryIO) -> bool:
        try:
            return os.path.samestat(self._path.stat(), os.fstat(file.fileno()))
        except FileNotFoundError:
            return False

    def _rotate(self) -> None:
        self.close()
        for number in range(self._kept - 1, 0, -1):
            with contextlib.suppress(FileNotFoundError):
                self._name(number).rename(self._name(number + 1))
        self._path.rename(self._name(1))

    def _name(self, number: int) -> Path:
        return self._path.with_name(f"{self._path.name}.{number}")


class LogWriter(logging.Handler):
    """The queue and the thread that empties it into the sinks."""

    def __init__(self, sinks: list[Sink], limit_records: int = QUEUE_LIMIT_RECORDS) -> None:
        super().__init__()
        self.dropped = 0
        """How many records the full queue, a sink or a formatter has cost."""
        self._sinks = sinks
        self._limit_records = limit_records
        self._queue: queue.SimpleQueue[logging.LogRecord | None] = queue.SimpleQueue()
        self._reported, self._report_at = 0, 0.0
        self._thread = threading.Thread(target=self._run, name="log-writer", daemon=True)

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def emit(self, record: logging.LogRecord) -> None:
        """Queue the record, or drop and count it. Never waits, never raises."""
        if self._queue.qsize() >= self._limit_records:
            self.dropped += 1
            return
        prepare(record)
        self._queue.put(record)

    def stop(self, within_s: float = 2.0) -> None:
        """Write what is queued and end the thread."""
        self._queue.put(None)
        self._thread.join(within_s)
        for sink in self._sinks:
            sink.close()

    def _run(self) -> None:
        ended = False
        while not ended:
            batch = [self._queue.get()]
            time.sleep(GATHER_S)
            batch += self._queued()
            ended = None in batch
            self._write_all(batch)
            self._report()
        self._write_all(self._queued())

    def _queued(self) -> list[logging.LogRecord | None]:
        return [self._queue.get() for _ in range(self._queue.qsize())]

    def _write_all(self, batch: list[logging.LogRecord | None]) -> None:
        records = [record for record in batch if record is not None]
        for sink in self._sinks if records else []:
            self._write(sink, records)

    def _write(self, sink: Sink, batch: list[logging.LogRecord]) -> None:
        try:
            sink.write(batch)
        except OSError:
            self.dropped += len(batch)
        except Exception:  # one record that cannot be formatted must not take the others with it
            for record in batch if len(batch) > 1 else []:
                self._write(sink, [record])
            self.dropped += len(batch) == 1

    def _report(self) -> None:
        """Say what was dropped, at most once a minute: the report itself may be dropped."""
        now = time.monotonic()
        if self.dropped > self._reported and now >= self._report_at:
            self._reported, self._report_at = self.dropped, now + REPORT_S
            _log.warning("log.records_dropped", extra={"dropped": self.dropped})


def configure_logging(settings: Settings, service: str) -> LogWriter:
    """Send every logger of this process to `<data_dir>/logs/<service>.json.log` and, for people, to stderr.

    Call it once, first of all; `shutdown_logging` undoes it.
    """
    shutdown_logging()
    origin = Origin(service, settings.core.stage, __version__)
    redactor = Redactor(settings.secrets)
    ecs = EcsFormatter(origin, redactor)
    coloured = sys.stderr.isatty()
    terminal = PrettyFormatter(origin, redactor, coloured) if settings.core.stage is Stage.DEV or coloured else ecs
    path = settings.core.data_dir / "logs" / f"{service}.json.log"
    writer = LogWriter([FileSink(path, ecs), StreamSink(sys.stderr.buffer, terminal)])
    root = logging.getLogger()
    root.handlers = [writer]
    root.setLevel(settings.core.log_level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.INFO if settings.core.log_level == "DEBUG" else logging.WARNING)
    logging.captureWarnings(capture=True)
    writer.start()
    return writer


def shutdown_logging() -> None:
    """Write out what is queued and give logging back."""
    root = logging.getLogger()
    for writer in [handler for handler in root.handlers if isinstance(handler, LogWriter)]:
        root.removeHandler(writer)
        writer.stop()
    logging.captureWarnings(capture=False)
