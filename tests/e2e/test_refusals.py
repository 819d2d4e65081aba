"""Faults of whoever starts Mojo: a clear word, exit code 78, no traceback, nothing left running."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.e2e.support import MojoUp, eventually

EX_CONFIG = 78
Make: TypeAlias = Callable[..., MojoUp]


def refused(up: MojoUp) -> str:
    """Start it, see it end as a refusal must, and return what it said."""
    assert up.launch().ended() == EX_CONFIG, up.output
    assert "Traceback" not in up.output
    assert "error: " in up.output
    eventually(lambda: not up.processes(), 5, up.processes)
    return up.output


@pytest.fixture
def taken_port() -> Iterator[str]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield str(taken.getsockname()[1])


@pytest.mark.parametrize("setting", ["API_PORT", "SANDBOX_PORT"])
def test_a_port_in_use(make_mojo: Make, taken_port: str, setting: str) -> None:
    said = refused(make_mojo(**{setting: taken_port}))
    assert setting in said
    assert taken_port in said


def test_wrong_settings_are_all_named_at_once(make_mojo: Make) -> None:
    wrong = {
        "STAGE": "STAGING",
        "API_PORT": "many",
        "REDIS_URL": "ftp://x",
        "CHRONOS_WORKERS": "0",
        "TELEGRAM_BOT_TOKEN": "se cret",
    }
    said = refused(make_mojo(**wrong))
    assert not [name for name in wrong if name not in said]
    assert "se cret" not in said


def test_prod_has_no_stand_ins(make_mojo: Make) -> None:
    assert "TELEGRAM_BOT_TOKEN" in refused(make_mojo(STAGE="PROD"))


def test_a_data_directory_that_cannot_be(make_mojo: Make, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    said = refused(make_mojo())
    assert "MOJO_DATA_DIR" in said
    assert str(tmp_path / "data") in said


def test_a_data_directory_that_is_in_use(mojo: MojoUp, tmp_path: Path) -> None:
    second = MojoUp(tmp_path)
    second.environ["MOJO_DATA_DIR"] = str(mojo.data_dir)
    assert second.launch().ended() == EX_CONFIG
    assert f"in use by another Mojo (process {mojo.run['pids']['mojo']})" in second.output
    assert "Traceback" not in second.output
    assert mojo.get("/readyz").status == 200
