"""Where log events go: a file of ECS lines, and the terminal.

Whoever logs makes the line and puts it into bounded queues, one for each place that it goes to, each with a thread that writes.
When a queue is full, lines are dropped and counted instead of anybody waiting; a terminal that nobody reads, or a disk that is
full, costs its own lines and nothing else.
"""

import contextlib
import logging
import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from io import FileIO, RawIOBase
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from mojo import __version__
from mojo.shared.settings import Settings, Stage
from mojo.shared.util.ecs import EcsFormatter, Origin, PrettyFormatter, prepare
from mojo.shared.util.redaction import Redactor

QUEUE_LIMIT = 10_000
FILE_LIMIT_BYTES = 10_000_000
FILES_KEPT = 5
GATHER_S = 0.02
"""How long the writer lets lines gather, so that a busy process wakes it 50 times a second and not once a line."""
LOOK_S, REPORT_S = 1, 60
"""How often it is looked whether lines were dropped, and how often that is said, at most."""
ACCESS_LOGGER = "mojo.api.access"
"""One line a request: for the file only."""

_QUIET = ("uvicorn", "aiogram", "aiohttp", "docket", "asyncio", "redis", "apscheduler", "dishka")
_log = logging.getLogger("mojo.logging")

_Content = bytes | Callable[[], bytes]
"""A line, or who has lines once it is asked when they are written (`AccessRecord`)."""


class Formatter(Protocol):
    """Turns a prepared record into a line."""

    def line(self, record: logging.LogRecord) -> bytes: ...


class Sink(Protocol):
    """Takes a batch of lines."""

    def takes(self, logger: str) -> bool:
        """Tell whether the lines of this logger come here."""
        ...

    def write(self, lines: Sequence[bytes]) -> int:
        """Write the lines and return how many of them were lost. Raises OSError when all of them were."""
        ...

    def close(self) -> None: ...


class StreamSink:
    """The terminal, by its descriptor: a lock that a stuck write holds would keep the process from ending."""

    def __init__(self, stream: RawIOBase | BinaryIO) -> None:
        self._stream = stream

    def takes(self, logger: str) -> bool:
        return logger != ACCESS_LOGGER

    def write(self, lines: Sequence[bytes]) -> int:
        _write_whole(self._stream, b"".join(lines))
        return 0

    def close(self) -> None:
        """Leave the stream open: it is the process's."""


class FileSink:
    """A file that is renamed to `<name>.1` when it is full, `.1` to `.2`, and so on."""

    def __init__(self, path: Path, limit_bytes: int = FILE_LIMIT_BYTES, kept: int = FILES_KEPT) -> None:
        self._path = path
        self._limit_bytes = limit_bytes
        self._kept = kept
        self._file: FileIO | None = None

    def takes(self, logger: str) -> bool:
        return True

    def write(self, lines: Sequence[bytes]) -> int:
        file = self._open()
        before = file.seek(0, os.SEEK_END)
        content = b"".join(lines)
        try:
            _write_whole(file, content)
        except OSError:
            return content.count(b"\n") - self._mend(file, before, content)
        if file.tell() >= self._limit_bytes:
            self._rotate()
        return 0

    def _mend(self, file: FileIO, before: int, content: bytes) -> int:
        """Take back the line that was cut, or the next one would be written onto it; return how many whole ones are there."""
        there = content[: file.seek(0, os.SEEK_END) - before]
        whole = there.rfind(b"\n") + 1
        file.truncate(before + whole)
        return there.count(b"\n")

    def close(self) -> None:
        if self._file:
            self._file.close()
            self._file = None

    def _open(self) -> FileIO:
        """Return the file at the path: another process may have renamed the one we hold."""
        if self._file and not self._is_at_path(self._file):
            self.close()
        if self._file is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = FileIO(self._path, "a")
        return self._file

    def _is_at_path(self, file: FileIO) -> bool:
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


class _Outlet:
    """One sink with the queue and the thread that empties it."""

    def __init__(self, sink: Sink, limit: int) -> None:
        self.takes = sink.takes
        self._refused = 0
        """Since the queue was full or they could not be made."""
        self._unwritten = 0
        """By the sink; counted by the thread alone."""
        self._sink = sink
        self._limit = limit
        self._queue: queue.SimpleQueue[_Content | None] = queue.SimpleQueue()
        self._in_hand = 0
        self._refusing = threading.Lock()
        self.thread = threading.Thread(target=self._run, name="log-writer", daemon=True)

    @property
    def lost(self) -> int:
        """How many lines did not get where they were to go."""
        return self._refused + self._unwritten

    def put(self, content: _Content, *, counts: bool = True) -> None:
        """Queue a line, or drop and count it."""
        if self._queue.qsize() < self._limit:
            self._queue.put(content)
        elif counts:
            self.refuse()

    def refuse(self) -> None:
        """Count a line that is lost."""
        with self._refusing:
            self._refused += 1

    def end(self) -> None:
        """Let the thread end once it has written what is queued."""
        self._queue.put(None)

    def has_ended(self, within_s: float) -> bool:
        """Wait for the thread; one that is stuck is left behind, and what it leaves is counted."""
        self.thread.join(within_s)
        if self.thread.is_alive():
            self._unwritten += self._in_hand + self._queue.qsize() - 1
        return not self.thread.is_alive()

    def close(self, *last: bytes) -> None:
        """Write the last lines and close the sink, whose thread has ended."""
        with contextlib.suppress(OSError):
            self._sink.write(last)
        self._sink.close()

    def _run(self) -> None:
        ended = False
        while not ended:
            batch = [self._queue.get()]
            time.sleep(GATHER_S)
            batch += [self._queue.get() for _ in range(self._queue.qsize())]
            ended = None in batch
            lines = [content if isinstance(content, bytes) else content() for content in batch if content is not None]
            self._in_hand = len(lines)
            try:
                self._unwritten += self._sink.write(lines) if lines else 0
            except (OSError, ValueError):  # the latter when somebody has closed the terminal
                self._unwritten += len(lines)
            self._in_hand = 0


class LogWriter(logging.Handler):
    """Makes a line of every record with each formatter, and hands it to the formatter's sinks.

    It does so at once, in the task and thread that logs: a record that waits for another thread costs twice what its line does.
    """

    def __init__(self, sinks: Mapping[Formatter, Sequence[Sink]], limit: int = QUEUE_LIMIT) -> None:
        super().__init__()
        self._ways = [(formatter, [_Outlet(sink, limit) for sink in given]) for formatter, given in sinks.items()]
        self._outlets = [outlet for _, outlets in self._ways for outlet in outlets]
        self._reported, self._look_at = 0, 0.0

    @property
    def dropped(self) -> int:
        """How many lines were lost, in all sinks together."""
        return sum(outlet.lost for outlet in self._outlets)

    def start(self) -> None:
        """Begin to write."""
        for outlet in self._outlets:
            outlet.thread.start()

    def handle(self, record: logging.LogRecord) -> bool:
        """Emit the record. There is nothing to filter and, but for a full queue, nothing to lock."""
        self.emit(record)
        return True

    def emit(self, record: logging.LogRecord) -> None:
        """Queue the record's line. Never waits, never raises."""
        prepare(record)
        for formatter, outlets in self._ways:
            try:
                content: _Content = getattr(record, "take_lines", None) or formatter.line(record)
            except Exception:  # a value that has no text
                for outlet in outlets:
                    outlet.refuse()
                continue
            for outlet in outlets:
                if outlet.takes(record.name):
                    outlet.put(content)
        if (now := time.monotonic()) >= self._look_at:
            self._report(now)

    def stop(self, within_s: float = 2.0) -> None:
        """Write what is queued, end the threads and say what was lost wherever something can be said."""
        for outlet in self._outlets:
            outlet.end()
        ended = {outlet for outlet in self._outlets if outlet.has_ended(within_s)}
        dropped = self.dropped
        for formatter, outlets in self._ways:
            last = [formatter.line(_dropped(dropped))] if dropped > self._reported else []
            for outlet in ended.intersection(outlets):
                outlet.close(*last)

    def _report(self, now: float) -> None:
        """Say what was dropped, if anything was: the report itself may be dropped."""
        dropped = self.dropped
        self._look_at = now + (REPORT_S if dropped > self._reported else LOOK_S)
        if dropped > self._reported:
            self._reported = dropped
            for formatter, outlets in self._ways:
                line = formatter.line(_dropped(dropped))
                for outlet in outlets:
                    outlet.put(line, counts=False)


def _dropped(count: int) -> logging.LogRecord:
    extra = {"dropped": count}
    record = _log.makeRecord(_log.name, logging.WARNING, __file__, 0, "log.records_dropped", (), None, extra=extra)
    prepare(record)
    return record


def _write_whole(file: RawIOBase | BinaryIO, content: bytes) -> None:
    """Write all of it: an unbuffered write may take a part only."""
    rest = memoryview(content)
    while rest:
        rest = rest[file.write(rest) :]


def configure_logging(settings: Settings, service: str) -> LogWriter:
    """Send every logger of this process to `<data_dir>/logs/<service>.json.log` and, for people, to stderr.

    Call it once, first of all; `shutdown_logging` undoes it.
    """
    shutdown_logging()
    save_time()
    origin = Origin(service, settings.core.stage, __version__)
    redactor = Redactor(settings.secrets)
    ecs = EcsFormatter(origin, redactor)
    coloured = sys.stderr.isatty()
    terminal = PrettyFormatter(origin, redactor, coloured) if settings.core.stage is Stage.DEV or coloured else ecs
    path = settings.core.data_dir / "logs" / f"{service}.json.log"
    terminal_fd = FileIO(sys.stderr.fileno(), "w", closefd=False)
    sinks: dict[Formatter, list[Sink]] = {ecs: [FileSink(path)]}
    sinks.setdefault(terminal, []).append(StreamSink(terminal_fd))
    writer = LogWriter(sinks)
    root = logging.getLogger()
    root.handlers = [writer]
    root.setLevel(settings.core.log_level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.INFO if settings.core.log_level == "DEBUG" else logging.WARNING)
    for name, _, level in (one.strip().partition("=") for one in settings.core.log_levels.split(",") if one.strip()):
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(capture=True)
    writer.start()
    return writer


class LeanRecord(logging.LogRecord):
    """A record without what is in no line of ours (file, line, thread, process): it costs half of a whole one."""

    def __init__(  # noqa: PLR0917  # logging says what it is given
        self, name: str, level: int, pathname: str, lineno: int, msg: object, args: Any, exc_info: Any, *_: Any, **__: Any
    ) -> None:
        if args and len(args) == 1 and isinstance(args[0], Mapping) and args[0]:  # as LogRecord does: "%(this)s", {"this": 1}
            args = args[0]
        self.__dict__.update(
            _BLANK,
            name=name,
            levelno=level,
            levelname=logging.getLevelName(level),
            msg=msg,
            args=args,
            exc_info=exc_info,
            created=time.time(),
        )


_BLANK = vars(logging.makeLogRecord({}))


def save_time() -> None:
    """Let `logging` gather nothing that is in no line of ours: half of what a call costs.

    Source: https://docs.python.org/3/howto/logging.html#optimization.
    """
    vars(logging)["_srcfile"] = None
    logging.setLogRecordFactory(LeanRecord)


def shutdown_logging() -> None:
    """Write out what is queued and give logging back."""
    root = logging.getLogger()
    for writer in [handler for handler in root.handlers if isinstance(handler, LogWriter)]:
        root.removeHandler(writer)
        writer.stop()
    logging.captureWarnings(capture=False)
