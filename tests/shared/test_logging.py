"""Logging: ECS lines without secrets, from a writer that nobody waits for."""

import io
import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from mojo.api.access_log import AccessRecord
from mojo.shared.logging import QUEUE_LIMIT, FileSink, LeanRecord, LogWriter, Sink, StreamSink
from mojo.shared.util.ecs import EcsFormatter, Origin, PrettyFormatter, prepare
from mojo.shared.util.redaction import Redactor
from mojo.shared.util.trace import traced
from tests.e2e.support import eventually
from tests.support import needs_root, tiny_disk

BOT_TOKEN = "123456789:AAF-abcdefghijklmnopqrstuvwxyz_0123"
JWT = "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlLXNpZ25hdHVyZQ"
KNOWN = "correct horse battery"
ORIGIN = Origin("mojo", "DEV", "1.2.3")

CANARIES = {
    "bot token": BOT_TOKEN,
    "bot token in a path": f"https://api.telegram.org/bot{BOT_TOKEN}/getMe",
    "jwt": JWT,
    "bearer": "Bearer abcdefgh12345",
    "authorization": "authorization: Basic abcdefgh12345",
    "url credentials": "redis://me:abcdefgh12345@host/0",
    "query": "GET /x?access_token=abcdefgh12345&y=1",
    "json text": '{"password": "abcdefgh12345"}',
    "development token": "mojo_dev_abcdefgh12345abcdefgh12345",
    "known": KNOWN,
}
LEAKS = (BOT_TOKEN[10:], JWT[-20:], "abcdefgh12345", KNOWN, "correct%20horse%20battery")


def record(
    message: str = "api.started", *args: Any, name: str = "mojo.api", error: bool = False, **extra: Any
) -> logging.LogRecord:
    logger = logging.getLogger(name)
    info = sys.exc_info() if error else None
    made = logger.makeRecord(name, logging.WARNING, __file__, 1, message, args, info, extra=extra)
    prepare(made)
    return made


def line(message: str) -> bytes:
    return EcsFormatter(ORIGIN, Redactor()).line(record(message))


def ecs(made: logging.LogRecord, *secrets: str) -> dict[str, Any]:
    return dict(json.loads(EcsFormatter(ORIGIN, Redactor(secrets)).line(made)))


class TestEcs:
    def test_the_fields_of_an_event(self) -> None:
        fields = ecs(record(port=8000))
        assert fields.pop("@timestamp").endswith("Z")
        assert fields == {
            "log.level": "warning",
            "message": "api.started",
            "ecs.version": "9.4.0",
            "log.logger": "mojo.api",
            "service.name": "api",
            "service.environment": "dev",
            "service.version": "1.2.3",
            "event.dataset": "mojo.api",
            "event.action": "api.started",
            "labels": {"port": 8000},
        }

    @pytest.mark.parametrize(
        ("logger", "service"),
        [
            ("mojo.chronos.poller", "chronos"),
            ("mojo.scheduler", "scheduler"),
            ("mojo.shared.external", "mojo"),
            ("uvicorn", "mojo"),
        ],
    )
    def test_the_logger_says_which_service_speaks(self, logger: str, service: str) -> None:
        assert ecs(record(name=logger))["service.name"] == service

    @pytest.mark.parametrize("sentence", ["Something happened.", "see api.started", "single", "Api.Started"])
    def test_a_sentence_is_no_action(self, sentence: str) -> None:
        assert "event.action" not in ecs(record(sentence))

    def test_the_story_is_named(self) -> None:
        with traced() as trace:
            made = record()
        assert ecs(made)["trace.id"] == trace.trace_id

    def test_an_error_is_told_whole(self) -> None:
        try:
            raise KeyError("gone")
        except KeyError:
            fields = ecs(record(error=True))
        assert (fields["error.type"], fields["error.message"]) == ("KeyError", "'gone'")
        assert "test_an_error_is_told_whole" in fields["error.stack_trace"]
        assert fields["event.outcome"] == "failure"

    def test_a_field_of_ecs_stays_one_and_anything_else_is_a_flat_label(self) -> None:
        fields = ecs(record(**{"http.request.method": "GET", "made.up": 1, "nested": {"a.b": {"c": 2}}, "many": [1, {"x": 2}]}))
        assert fields["http.request.method"] == "GET"
        assert fields["labels"] == {"made_up": 1, "nested_a_b_c": 2, "many": [1, "{'x': 2}"]}

    def test_the_seeds_names_become_fields(self) -> None:
        fields = ecs(record(duration_ms=12.34567, user_id=7, error_code="external.timeout", outcome="failure"))
        assert fields["event.duration"] == 12_345_670
        assert (fields["user.id"], fields["error.code"], fields["event.outcome"]) == ("7", "external.timeout", "failure")
        assert "labels" not in fields

    @pytest.mark.parametrize(("extra", "outcome"), [({"duration_ms": 1}, "success"), ({}, None), ({"outcome": "buried"}, None)])
    def test_what_took_time_and_did_not_fail_succeeded(self, extra: dict[str, Any], outcome: str | None) -> None:
        assert ecs(record(**extra)).get("event.outcome") == outcome

    @pytest.mark.parametrize("odd", ["\ud800", 2**80, {1, 2}, b"x", object(), float("nan"), {"a": [ValueError("x")]}])
    def test_any_value_makes_a_line(self, odd: Any) -> None:
        assert next(iter(ecs(record("odd %s", odd, value=odd))["labels"])).startswith("value")

    def test_arguments_that_do_not_fit_break_nobody(self) -> None:
        assert "arguments do not fit" in ecs(record("%d of %d", "x"))["message"]


class TestLeanRecord:
    """What `configure_logging` lets `logging` make."""

    @pytest.mark.parametrize(
        ("message", "args"), [("plain", ()), ("%d %s", (1, "two")), ("%(one)d", ({"one": 1},)), ("%s", ({},)), ("%s", ([1],))]
    )
    def test_it_says_what_a_whole_record_says(self, message: str, args: tuple[Any, ...]) -> None:
        given: Any = ("mojo.api", logging.WARNING, "/x/y.py", 7, message, args, None)
        lean, whole = LeanRecord(*given, "f", None), logging.LogRecord(*given, "f", None)
        assert lean.getMessage() == whole.getMessage()
        assert list(vars(lean)) == list(vars(whole)), "`extras` counts them"
        assert (lean.name, lean.levelno, lean.levelname) == (whole.name, whole.levelno, whole.levelname)
        assert abs(lean.created - whole.created) < 60


class TestPretty:
    def test_one_readable_line(self) -> None:
        line = PrettyFormatter(ORIGIN, Redactor(), coloured=False).line(record(port=8000)).decode()
        assert line.split()[1:] == ["WARNING", "api", "api.started", "port=8000"]

    def test_colours_only_when_asked(self) -> None:
        assert b"\x1b[" in PrettyFormatter(ORIGIN, Redactor(), coloured=True).line(record())

    def test_one_record_cannot_pass_for_two(self) -> None:
        line = PrettyFormatter(ORIGIN, Redactor(), coloured=False).line(record("a\n12:00:00 INFO api forged"))
        assert line.count(b"\n") == 1


class TestRedaction:
    @pytest.mark.parametrize("canary", CANARIES.values(), ids=CANARIES.keys())
    @pytest.mark.parametrize("place", ["message", "args", "extra", "nested", "field", "error", "chained"])
    @pytest.mark.parametrize("form", [EcsFormatter, PrettyFormatter])
    def test_nothing_secret_is_written(self, canary: str, place: str, form: Any) -> None:
        made = self._planted(canary, place)
        formatter = form(ORIGIN, Redactor([KNOWN])) if form is EcsFormatter else form(ORIGIN, Redactor([KNOWN]), coloured=False)
        line = formatter.line(made).decode()
        assert not [leak for leak in LEAKS if leak in line]
        assert "***" in line

    def _planted(self, canary: str, place: str) -> logging.LogRecord:
        if place == "message":
            return record(f"it was {canary}, then")
        if place == "args":
            return record("it was %s, then", canary)
        if place == "extra":
            return record(detail=canary)
        if place == "nested":
            return record(detail={"list": [{"deep": canary}]})
        if place == "field":
            return record(**{"url.full": canary})
        try:
            try:
                raise ValueError(canary)
            except ValueError as inner:
                if place == "error":
                    raise
                raise RuntimeError("outer") from inner
        except (ValueError, RuntimeError):
            return record(error=True)

    @pytest.mark.parametrize(
        "key", ["token", "bot_token", "X-Api-Key", "apiKey", "password", "Cookie", "webhook_secret", "tokens"]
    )
    def test_what_stands_under_a_secrets_name_is_struck(self, key: str) -> None:
        assert ecs(record(**{key: "anything", "deep": {key: 12345}}))["labels"] == {key: "***", f"deep_{key}": "***"}

    @pytest.mark.parametrize("key", ["user", "token_count", "compass", "place", "path", "keyboard"])
    def test_what_is_harmless_stays(self, key: str) -> None:
        assert ecs(record(**{key: "fine"}))["labels"] == {key: "fine"}

    @pytest.mark.parametrize(
        "text", ["chronos.update_handled", "at 12:30 in Lisbon", "https://open-meteo.com/v1/forecast", "a=b"]
    )
    def test_plain_text_stays(self, text: str) -> None:
        assert Redactor([KNOWN]).text(text) == text

    def test_the_rest_of_a_text_stays(self) -> None:
        assert Redactor().text("GET redis://me:pw@host/0?token=abc&page=2") == "GET redis://***@host/0?token=***&page=2"


def messages_in(content: bytes) -> list[str]:
    return [json.loads(line)["message"] for line in content.splitlines()]


class StuckSink:
    """Takes nothing until it is let go."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.taken = threading.Event()
        self.content = b""

    def takes(self, logger: str) -> bool:
        return True

    def write(self, lines: Sequence[bytes]) -> int:
        self.taken.set()
        assert self.go.wait(10)
        self.content += b"".join(lines)
        return 0

    def close(self) -> None: ...


class BrokenSink:
    """A full disk."""

    def takes(self, logger: str) -> bool:
        return True

    def write(self, lines: Sequence[bytes]) -> int:
        raise OSError(28, "No space left on device")

    def close(self) -> None: ...


def writer_to(*sinks: Sink, limit: int = QUEUE_LIMIT) -> LogWriter:
    return LogWriter({EcsFormatter(ORIGIN, Redactor()): sinks}, limit)


def logger_to(writer: LogWriter) -> logging.Logger:
    logger = logging.getLogger("mojo.test")
    logger.handlers, logger.propagate = [writer], False
    logger.setLevel(logging.INFO)
    return logger


class TestWriter:
    def test_a_full_queue_drops_counts_and_never_waits(self) -> None:
        sink = StuckSink()
        writer = writer_to(sink, limit=10)
        writer.start()
        logger = logger_to(writer)
        logger.info("first")
        assert sink.taken.wait(10)
        for number in range(50):
            logger.info("event %d", number)
        assert writer.dropped == 40
        sink.go.set()
        writer.stop()
        assert messages_in(sink.content) == ["first", *(f"event {number}" for number in range(10)), "log.records_dropped"]

    def test_what_was_dropped_is_reported_once(self) -> None:
        stream = io.BytesIO()
        writer = writer_to(BrokenSink(), StreamSink(stream))
        writer.start()
        logger_to(writer).info("api.started")
        writer.stop()
        lines = [json.loads(line) for line in stream.getvalue().splitlines()]
        assert [line["labels"]["dropped"] for line in lines if line["message"] == "log.records_dropped"] == [1]

    def test_what_was_dropped_is_told_while_it_still_runs(self) -> None:
        stream = io.BytesIO()
        writer = writer_to(BrokenSink(), StreamSink(stream))
        writer.start()
        logger = logger_to(writer)

        def is_told() -> bool:
            logger.info("more")
            return "log.records_dropped" in messages_in(stream.getvalue())

        eventually(is_told)
        writer.stop()

    def test_places_that_take_the_same_lines_share_them(self) -> None:
        made: list[str] = []

        class Counted(EcsFormatter):
            def line(self, record: logging.LogRecord) -> bytes:
                made.append(record.getMessage())
                return super().line(record)

        streams = [io.BytesIO(), io.BytesIO()]
        writer = LogWriter({Counted(ORIGIN, Redactor()): [StreamSink(stream) for stream in streams]})
        writer.start()
        logger_to(writer).info("api.started")
        writer.stop()
        assert made == ["api.started"]
        assert [messages_in(stream.getvalue()) for stream in streams] == [["api.started"], ["api.started"]]

    def test_lines_of_requests_are_for_the_file_alone(self, tmp_path: Path) -> None:
        path, stream = tmp_path / "api.json.log", io.BytesIO()
        writer = writer_to(FileSink(path), StreamSink(stream))
        one, two, three = (line(f"api.request.{number}") for number in range(3))
        waiting = deque([one, two])
        writer.handle(AccessRecord(waiting, time.time()))
        waiting.append(three)
        writer.start()
        writer.stop()
        assert (path.read_bytes(), stream.getvalue()) == (one + two + three, b"")

    def test_a_broken_sink_costs_its_lines_and_nothing_else(self) -> None:
        stream = io.BytesIO()
        writer = writer_to(BrokenSink(), StreamSink(stream))
        writer.start()
        logger_to(writer).info("api.started")
        writer.stop()
        assert b"api.started" in stream.getvalue()
        assert writer.dropped == 1

    def test_a_record_that_cannot_be_written_takes_no_other_with_it(self) -> None:
        class Unspeakable:
            def __str__(self) -> str:
                raise RuntimeError("no words")

        stream = io.BytesIO()
        writer = writer_to(StreamSink(stream))
        logger = logger_to(writer)
        logger.info("one")
        logger.info("two", extra={"value": Unspeakable()})
        logger.info("three %s", Unspeakable())
        writer.start()
        writer.stop()
        assert messages_in(stream.getvalue()) == ["one", "three %s (arguments do not fit: RuntimeError)", "log.records_dropped"]
        assert writer.dropped == 1

    def test_stop_writes_what_is_queued(self) -> None:
        stream = io.BytesIO()
        writer = writer_to(StreamSink(stream))
        logger = logger_to(writer)
        for number in range(500):
            logger.info("event %d", number)
        writer.start()
        writer.stop()
        assert len(stream.getvalue().splitlines()) == 500

    def test_a_stuck_sink_holds_up_no_other_and_what_it_leaves_is_counted_and_told(self) -> None:
        stuck, stream = StuckSink(), io.BytesIO()
        writer = writer_to(StreamSink(stream), stuck, limit=1000)
        writer.start()
        logger = logger_to(writer)
        logger.info("first")
        assert stuck.taken.wait(10)
        for number in range(3000):
            logger.info("event %d", number)
            if number % 500 == 499:  # the other is as fast as it can; this is not what is tried
                eventually(lambda number=number: len(stream.getvalue().splitlines()) > number)
        writer.stop(within_s=0.1)
        lines = [json.loads(line) for line in stream.getvalue().splitlines()]
        told = [line for line in lines if line["message"] == "log.records_dropped"]
        assert len(lines) - len(told) == 3001
        assert writer.dropped == 3001
        assert told[-1]["labels"]["dropped"] == writer.dropped
        stuck.go.set()


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KiB."""
    with tiny_disk(tmp_path / "tiny", "64k") as place:
        yield place


@needs_root
class TestFullDisk:
    def test_whole_lines_stay_and_it_goes_on_once_there_is_room(self, tiny: Path) -> None:
        path, hog = tiny / "api.json.log", tiny / "hog"
        sink = FileSink(path)
        hog.write_bytes(b"x" * 40_000)
        batches = [[line(f"event {batch}.{number}") for number in range(20)] for batch in range(20)]
        lost = [sink.write(batch) for batch in batches]
        assert lost[0] == 0
        assert lost[-1] == 20
        assert any(0 < some < 20 for some in lost), "a batch was cut in its middle"
        hog.unlink()
        assert sink.write([line("there is room again")]) == 0
        sink.close()
        messages = messages_in(path.read_bytes())
        assert len(messages) == 400 - sum(lost) + 1
        assert messages[-1] == "there is room again"

    def test_the_program_goes_on_and_what_was_lost_is_counted(self, tiny: Path) -> None:
        (tiny / "hog").write_bytes(b"x" * 60_000)
        writer = writer_to(FileSink(tiny / "api.json.log"))
        writer.start()
        logger = logger_to(writer)
        for number in range(1000):
            logger.info("event %d", number)
        writer.stop()
        kept = len((tiny / "api.json.log").read_bytes().splitlines())
        assert kept + writer.dropped == 1000
        assert writer.dropped > 500


class TestFile:
    def test_a_full_file_is_renamed_and_the_oldest_goes(self, tmp_path: Path) -> None:
        sink = FileSink(tmp_path / "logs" / "api.json.log", limit_bytes=1, kept=2)
        for number in range(5):
            sink.write([line(f"event {number}")])
        sink.close()
        kept = {path.name: json.loads(path.read_text())["message"] for path in (tmp_path / "logs").iterdir()}
        assert kept == {"api.json.log.1": "event 4", "api.json.log.2": "event 3"}

    def test_a_file_that_was_moved_away_is_made_again(self, tmp_path: Path) -> None:
        path = tmp_path / "api.json.log"
        sink = FileSink(path)
        sink.write([line("before")])
        path.rename(tmp_path / "moved")
        sink.write([line("after")])
        sink.close()
        assert "after" in path.read_text()

    def test_a_place_that_cannot_be_written_to_raises_nothing_into_the_program(self, tmp_path: Path) -> None:
        (tmp_path / "logs").write_text("a file, where a directory should be")
        writer = writer_to(FileSink(tmp_path / "logs" / "api.json.log"))
        writer.start()
        logger_to(writer).info("api.started")
        writer.stop()
        assert writer.dropped == 1


class TestUnreadTerminal:
    SCRIPT = """
import logging, sys, time
from mojo.shared.logging import configure_logging, shutdown_logging
from mojo.shared.settings import load_settings
configure_logging(load_settings(dotenv=None), "mojo")
longest = 0.0
for number in range(5000):
    began = time.perf_counter()
    logging.getLogger("mojo.chronos").info("event %d", number, extra={"filling": "x" * 200})
    longest = max(longest, time.perf_counter() - began)
print(longest, flush=True)
shutdown_logging()
print("ended", flush=True)
"""

    def test_the_file_goes_on_nobody_waits_and_the_process_ends(self, tmp_path: Path) -> None:
        """Its stderr is a pipe that nobody reads, which is full after 64 KiB (pipe(7))."""
        env = {"MOJO_DATA_DIR": str(tmp_path), "STAGE": "DEV", "PATH": os.environ["PATH"]}
        command = [sys.executable, "-c", self.SCRIPT]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, cwd=tmp_path) as process:
            assert process.stdout is not None
            longest, ended = process.stdout.read().split()
            assert process.wait(30) == 0
        assert ended == b"ended"
        assert float(longest) < 0.5
        lines = [json.loads(line) for line in (tmp_path / "logs" / "mojo.json.log").read_bytes().splitlines()]
        assert [line["message"] for line in lines if line["message"].startswith("event")] == [f"event {n}" for n in range(5000)]
        assert lines[-1]["message"] == "log.records_dropped"
        assert lines[-1]["labels"]["dropped"] > 4000


class TestConfigured:
    SCRIPT = """
import logging, sys, warnings
from mojo.shared.logging import configure_logging, shutdown_logging
from mojo.shared.settings import load_settings
configure_logging(load_settings(dotenv=None), "mojo")
logging.getLogger("mojo.chronos").info("chronos.started", extra={"workers": 8})
logging.getLogger("mojo.api.access").info("api.request")
for name in ("uvicorn.error", "aiogram.event", "docket.worker", "aiohttp.client"):
    logging.getLogger(name).info("chatter")
    logging.getLogger(name).warning("library.warning")
warnings.warn("old thing", DeprecationWarning)
shutdown_logging()
"""

    def _run(self, data_dir: Path, **environ: str) -> tuple[list[dict[str, Any]], str]:
        made = subprocess.run(
            [sys.executable, "-W", "always", "-c", self.SCRIPT],
            env={"MOJO_DATA_DIR": str(data_dir), **environ},
            capture_output=True,
            text=True,
            check=True,
        )
        lines = (data_dir / "logs" / "mojo.json.log").read_text().splitlines()
        return [json.loads(line) for line in lines], made.stderr

    def test_everything_flows_through_it(self, tmp_path: Path) -> None:
        lines, stderr = self._run(tmp_path)
        messages = [line["message"] for line in lines]
        assert messages[:2] == ["chronos.started", "api.request"]
        assert messages.count("library.warning") == 4
        assert "chatter" not in messages
        assert "old thing" in messages[-1]
        assert "chronos.started  workers=8" in stderr
        assert "api.request" not in stderr

    def test_prod_writes_ecs_to_stderr_too(self, tmp_path: Path) -> None:
        _, stderr = self._run(tmp_path, STAGE="PROD", TELEGRAM_BOT_TOKEN="1:" + "a" * 35)
        assert json.loads(stderr.splitlines()[0])["message"] == "chronos.started"


@pytest.mark.parametrize("before", ["", "İİ ", "a-b ", "x: 1, "])
@pytest.mark.parametrize("name", ["token", "TOKEN", "Api-Key", "Set-Cookie", "PASSWORD"])
@pytest.mark.parametrize("sign", ["=", ": ", '": "', " = "])
def test_what_follows_the_name_of_a_secret_is_struck_in_any_case_and_company(before: str, name: str, sign: str) -> None:
    told = Redactor(["other"]).text(f"{before}{name}{sign}abc123DEF and more")
    assert "abc123DEF" not in told
    assert told.startswith(f"{before}{name}{sign}***")
    assert told.endswith(" and more")


def test_what_is_struck_twice_stays_struck_and_a_secret_with_a_space_is_struck_whole() -> None:
    redactor = Redactor(["correct horse battery"])
    once = redactor.text("password=correct horse battery, token=abc&x=1")
    assert once == "password=***, token=***&x=1"
    assert redactor.text(once) == once
