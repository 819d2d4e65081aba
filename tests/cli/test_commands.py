"""The commands that end by themselves, and how every command refuses to start."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest

from mojo import __version__

Mojo: TypeAlias = Callable[..., CompletedProcess[str]]

pytestmark = pytest.mark.enable_socket
HOSTS = ("api", "chronos", "scheduler", "sandbox")


@pytest.fixture
def taken_port() -> Iterator[str]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield str(taken.getsockname()[1])


def test_version(mojo: Mojo) -> None:
    done = mojo("version")
    assert (done.returncode, done.stdout) == (0, f"mojo {__version__}\n")


def test_help_names_every_command_and_the_exit_codes(mojo: Mojo) -> None:
    done = mojo("--help")
    assert done.returncode == 0
    for word in ("up", *HOSTS, "doctor", "version", "env-example", "Examples", "78"):
        assert word in done.stdout


@pytest.mark.parametrize("arguments", [["nonsense"], ["up", "--nonsense"], ["up", "extra"]])
def test_wrong_usage(mojo: Mojo, arguments: list[str]) -> None:
    done = mojo(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_env_example(mojo: Mojo) -> None:
    done = mojo("env-example")
    assert done.returncode == 0
    assert "#TELEGRAM_BOT_TOKEN=\n" in done.stdout


class TestRefusals:
    @pytest.mark.parametrize("command", ["up", *HOSTS])
    def test_every_wrong_setting_is_named_at_once(self, mojo: Mojo, command: str) -> None:
        done = mojo(command, LOG_LEVEL="loud", API_PORT="lots", REDIS_URL_FILE="/nowhere")
        assert done.returncode == 78
        assert done.stderr.startswith("error: ")
        for name in ("LOG_LEVEL", "API_PORT", "REDIS_URL"):
            assert f"- {name}:" in done.stderr
        assert "Traceback" not in done.stderr

    def test_a_broken_dotenv(self, mojo: Mojo, tmp_path: Path) -> None:
        (tmp_path / ".env").write_text("not an assignment\n")
        done = mojo("up")
        assert (done.returncode, "line 1" in done.stderr) == (78, True)

    @pytest.mark.parametrize("command", ["up", "api"])
    def test_a_data_directory_that_is_a_file(self, mojo: Mojo, tmp_path: Path, command: str) -> None:
        (tmp_path / "data").write_text("")
        done = mojo(command)
        assert done.returncode == 78
        assert "error: MOJO_DATA_DIR" in done.stderr

    @pytest.mark.parametrize("command", ["api", "chronos", "scheduler"])
    def test_no_store_to_be_found(self, mojo: Mojo, command: str) -> None:
        done = mojo(command, TELEGRAM_BOT_TOKEN="1:" + "a" * 35)
        assert done.returncode == 78
        assert "error: REDIS_URL is not set" in done.stderr

    def test_prod_refuses_the_sandbox(self, mojo: Mojo) -> None:
        assert mojo("sandbox", STAGE="PROD", TELEGRAM_BOT_TOKEN="1:" + "a" * 35).returncode == 78

    def test_a_port_in_use_by_a_child(self, mojo: Mojo, taken_port: str, tmp_path: Path) -> None:
        done = mojo("up", "--separate", API_PORT=taken_port)
        assert done.returncode == 78
        assert "error: API_PORT: cannot listen" in done.stderr
        assert "error: mojo api cannot start as it is set up" in done.stderr
        assert not (tmp_path / "data" / "run.json").exists()
        assert not (tmp_path / "data" / "valkey" / "valkey.sock").exists()


class TestDoctor:
    def test_an_empty_directory_is_well(self, mojo: Mojo, tmp_path: Path) -> None:
        done = mojo("doctor")
        assert done.returncode == 0, done.stdout
        for name in ("settings", "python", "disk", "clock", "api_port", "redis", "open_meteo", "owner"):
            assert f"✓ {name}" in done.stdout
        assert not (tmp_path / "data" / "run.json").exists()

    def test_a_store_that_is_gone_is_named_with_its_cure(self, mojo: Mojo) -> None:
        done = mojo("doctor", REDIS_URL="unix:///nowhere.sock")
        assert done.returncode == 1
        assert "✗ redis" in done.stdout
        assert "→" in done.stdout
        assert "Traceback" not in done.stdout + done.stderr

    def test_a_port_in_use(self, mojo: Mojo, taken_port: str) -> None:
        done = mojo("doctor", API_PORT=taken_port)
        assert done.returncode == 1
        assert "✗ api_port" in done.stdout

    def test_wrong_settings(self, mojo: Mojo) -> None:
        done = mojo("doctor", LOG_LEVEL="loud")
        assert (done.returncode, "LOG_LEVEL" in done.stderr) == (78, True)

    def test_a_name_that_is_almost_ours(self, mojo: Mojo, tmp_path: Path) -> None:
        (tmp_path / ".env").write_text("REDIS_URI=redis://host\n")
        done = mojo("doctor")
        assert "! settings" in done.stdout
        assert "Did you mean REDIS_URL?" in done.stdout
