"""Fixtures for every test: no network but where it is asked for, and one real Valkey for those that need it."""

import asyncio
import logging
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
import pytest_socket

from tests.ecs.checker import EcsChecker
from tests.support import Server, flush, start_valkey

NO_SKIPS = "MOJO_TEST_NO_SKIPS"
if NO_SKIPS in os.environ:  # CI tries the same examples each time; new ones are found where somebody can look at them
    hypothesis.settings.register_profile("same", derandomize=True)
    hypothesis.settings.load_profile("same")

NETWORKED = {"backup", "contracts", "reliability", "e2e", "bench", "containers", "deployment"}
"""Folders whose tests speak to loopback; everywhere else that takes `@pytest.mark.enable_socket`."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the networked folders have loopback."""
    root = Path(__file__).parent
    for item in items:
        if item.path.relative_to(root).parts[0] in NETWORKED:
            item.add_marker(pytest.mark.enable_socket)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Allow nothing (but what an event loop needs), or loopback and unix sockets where asked for."""
    if item.get_closest_marker("enable_socket"):
        pytest_socket.enable_socket()
        pytest_socket.socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)
    else:
        pytest_socket.disable_socket(allow_unix_socket=True)


def pytest_runtest_teardown() -> None:
    """Give the network back to pytest itself."""
    pytest_socket.enable_socket()


@pytest.fixture(scope="session", autouse=True)
def ecs_checker() -> Iterator[EcsChecker]:
    """Checks every line that is logged in this run, from first to last."""
    checker, root = EcsChecker(), logging.getLogger()
    level = root.level
    root.addHandler(checker)
    root.setLevel(logging.INFO)
    yield checker
    root.removeHandler(checker)
    root.setLevel(level)


@pytest.fixture(autouse=True)
def every_line_is_ecs(ecs_checker: EcsChecker) -> Iterator[None]:
    """Fail the test that logs a line which Elasticsearch would not take, or after which nobody would see."""
    yield
    assert ecs_checker in logging.getLogger().handlers
    assert ecs_checker.taken() == []


@pytest.fixture(scope="module", autouse=True)
def every_file_is_ecs(ecs_checker: EcsChecker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Fail when processes that the module's tests have started left a line which Elasticsearch would not take."""
    before = set(tmp_path_factory.getbasetemp().iterdir())
    yield
    for folder in set(tmp_path_factory.getbasetemp().iterdir()) - before:
        ecs_checker.check_files(folder)
    assert ecs_checker.taken() == []


@pytest.fixture(scope="session")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One real Valkey for the whole run."""
    server = start_valkey(tmp_path_factory.mktemp("valkey"))
    yield server
    os.kill(server.pid, signal.SIGTERM)
    server.process.wait(timeout=10)


@pytest.fixture(scope="session")
def valkey_url(valkey: Server) -> str:
    """The URL of the run's Valkey."""
    return valkey.url


@pytest.fixture
async def redis_url(valkey_url: str) -> str:
    """The URL of the run's Valkey, emptied."""
    await asyncio.to_thread(flush, valkey_url)
    return valkey_url


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly that something was not tested."""
    for report in terminalreporter.getreports("skipped") if os.environ.get(NO_SKIPS) else []:
        terminalreporter.write_line(f"NOT TESTED: {report.nodeid}", red=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test is a failure: a real part that should have been tested was not."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get(NO_SKIPS) and reporter is not None and reporter.getreports("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
