"""Lines that share records: all of them arrive, whatever happens to a record."""

import logging
from collections.abc import Iterator

import orjson
import pytest

from mojo.api import access_log
from mojo.api.access_log import CALL_AGAIN_S, AccessLog, AccessRecord
from mojo.shared.settings import Stage
from mojo.shared.util.trace import new_trace


class Taker(logging.Handler):
    """Keeps the records; takes their lines when it is told to, as the writer's thread does."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[AccessRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        assert isinstance(record, AccessRecord)
        self.records.append(record)

    def routes(self) -> list[str]:
        taken = b"".join(record.take_lines() for record in self.records)
        self.records.clear()
        return [orjson.loads(line)["url.path"] for line in taken.splitlines()]


@pytest.fixture
def taker() -> Iterator[Taker]:
    handler, logger = Taker(), logging.getLogger("mojo.api.access")
    logger.addHandler(handler)
    level = logger.level
    logger.setLevel(logging.INFO)
    yield handler
    logger.removeHandler(handler)
    logger.setLevel(level)


def write(log: AccessLog, *routes: str) -> None:
    for route in routes:
        log.write(new_trace(), route, 200, {})


def test_the_lines_of_a_moment_share_one_record(taker: Taker) -> None:
    log = AccessLog(Stage.DEV)
    write(log, "/1", "/2", "/3")
    assert len(taker.records) == 1
    assert taker.routes() == ["/1", "/2", "/3"]
    write(log, "/4")
    assert taker.routes() == ["/4"]


def test_lines_whose_record_was_dropped_come_with_the_next(taker: Taker, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_000.0
    monkeypatch.setattr(access_log, "time", lambda: now)
    log = AccessLog(Stage.DEV)
    write(log, "/1")
    taker.records.clear()
    write(log, "/2")
    assert taker.routes() == []
    now += CALL_AGAIN_S
    write(log, "/3")
    assert taker.routes() == ["/1", "/2", "/3"]


def test_what_is_too_much_to_wait_goes_as_records_of_its_own(taker: Taker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access_log, "LINES_LIMIT", 2)
    log = AccessLog(Stage.DEV)
    write(log, "/1", "/2", "/3", "/4")
    assert len(taker.records) == 3
    assert taker.routes() == ["/1", "/2", "/3", "/4"]
