"""A logger says more for a while, in every process, and then as much as before."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mojo.shared.errors import ConfigurationError, InvalidInput
from mojo.shared.operations.log_levels import UNSET, Follower, LogLevels
from mojo.shared.persistence.memory import MemoryDocuments
from mojo.shared.settings import load_settings
from mojo.shared.util.clock import SetClock

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
NAME = "mojo.test.levels"


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOON)


@pytest.fixture
def levels(clock: SetClock) -> LogLevels:
    return LogLevels(MemoryDocuments(clock), clock)


@pytest.fixture(autouse=True)
def logger() -> Iterator[logging.Logger]:
    logger = logging.getLogger(NAME)
    logger.setLevel(logging.WARNING)
    yield logger
    logger.setLevel(logging.NOTSET)


async def test_it_falls_back_by_itself(levels: LogLevels, clock: SetClock, logger: logging.Logger) -> None:
    follower = Follower(levels)
    await levels.set(NAME, "DEBUG", 600)
    await follower.look()
    assert logger.level == logging.DEBUG
    clock.move(timedelta(seconds=601))
    assert await levels.all() == {}
    await follower.look()
    assert logger.level == logging.WARNING


async def test_it_is_changed_again_and_taken_back(levels: LogLevels, logger: logging.Logger) -> None:
    follower = Follower(levels)
    for level, number in (("DEBUG", 10), ("ERROR", 40), (UNSET, 30)):
        await levels.set(NAME, level, 600)
        await levels.set("mojo.other", "INFO", 60)
        await follower.look()
        assert logger.level == number
    assert list(await levels.all()) == ["mojo.other"]


@pytest.mark.parametrize(("level", "for_s", "field"), [("LOUD", 60, "level"), ("DEBUG", 0, "for"), ("DEBUG", 31 * 86_400, "for")])
async def test_what_cannot_be_is_refused_with_its_rule(levels: LogLevels, level: str, for_s: float, field: str) -> None:
    with pytest.raises(InvalidInput, match=f"^{field}: "):
        await levels.set(NAME, level, for_s)
    assert await levels.all() == {}


def test_levels_are_set_at_start(tmp_path: Path) -> None:
    script = (
        "import logging; from mojo.shared.logging import configure_logging; from mojo.shared.settings import load_settings\n"
        "configure_logging(load_settings(dotenv=None), 'mojo')\n"
        "print(*(logging.getLogger(name).level for name in ('mojo.test', 'mojo.test.other')))\n"
    )
    environ = {"MOJO_DATA_DIR": str(tmp_path), "LOG_LEVELS": "mojo.test=ERROR, mojo.test.other=DEBUG"}
    made = subprocess.run([sys.executable, "-c", script], env=environ, stdout=subprocess.PIPE, text=True, check=True)
    assert made.stdout.split() == [str(logging.ERROR), str(logging.DEBUG)]


@pytest.mark.parametrize("wrong", ["mojo", "mojo=LOUD", "mojo=DEBUG;aiohttp=INFO", "=DEBUG"])
def test_a_setting_that_cannot_be_read_is_named(wrong: str) -> None:
    with pytest.raises(ConfigurationError, match="LOG_LEVELS"):
        load_settings({"LOG_LEVELS": wrong}, dotenv=None)
