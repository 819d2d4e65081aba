"""The data directory: private, writable, and one Mojo's own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mojo.shared.errors import ConfigurationError
from mojo.shared.persistence.data_dir import DataDir

HOLD = "import sys, pathlib; from mojo.shared.persistence.data_dir import DataDir; DataDir(pathlib.Path(sys.argv[1])).lock(); print(1, flush=True); input()"  # noqa: E501


def test_is_made_private(tmp_path: Path) -> None:
    DataDir(tmp_path / "a" / "b").prepare()
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700
    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_a_directory_that_was_open_to_others_is_closed(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    DataDir(tmp_path).prepare()
    assert tmp_path.stat().st_mode & 0o777 == 0o700


def test_a_place_that_cannot_be_written_to_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for path in (file, file / "below"):
        with pytest.raises(ConfigurationError, match=f"MOJO_DATA_DIR: cannot write to {path} .*Cure: name a directory"):
            DataDir(path).prepare()


def test_a_second_mojo_is_refused_and_told_who_the_first_is(tmp_path: Path) -> None:
    with DataDir(tmp_path):
        with pytest.raises(ConfigurationError, match=f"process {os.getpid()}.*Cure: stop that one first"):
            DataDir(tmp_path).lock()
        with pytest.raises(ConfigurationError, match=f"process {os.getpid()}"):
            DataDir(tmp_path).lock()
    with DataDir(tmp_path):
        pass


def test_a_killed_mojo_leaves_no_lock(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    holder.stdout.readline()
    with pytest.raises(ConfigurationError, match=f"process {holder.pid}"):
        DataDir(tmp_path).lock()
    holder.kill()
    holder.communicate()
    with DataDir(tmp_path):
        assert (tmp_path / "lock").read_text() == str(os.getpid())


def test_a_relative_path_keeps_its_meaning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    data_dir = DataDir(Path("data"))
    monkeypatch.chdir("/")
    data_dir.prepare()
    assert (tmp_path / "data").is_dir()
