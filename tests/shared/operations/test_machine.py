"""How much of the machine is left."""

from pathlib import Path

import pytest

from mojo.shared.operations.machine import Room, disk_room, memory_room

MEMINFO = "MemTotal:  8000 kB\nMemFree: 100 kB\nMemAvailable:   4000 kB\nHugePages_Total:       0\n"


@pytest.fixture
def meminfo(tmp_path: Path) -> Path:
    path = tmp_path / "meminfo"
    path.write_text(MEMINFO)
    return path


def group(tmp_path: Path, limit: str, used: int = 0, cached: int = 0) -> Path:
    folder = tmp_path / "group"
    folder.mkdir()
    (folder / "memory.max").write_text(f"{limit}\n")
    (folder / "memory.current").write_text(f"{used}\n")
    (folder / "memory.stat").write_text(f"anon 1\ninactive_file {cached}\n")
    return folder


def test_without_a_limit_it_is_the_machines(tmp_path: Path, meminfo: Path) -> None:
    everything = Room(8000 * 1024, 4000 * 1024)
    assert memory_room(meminfo, tmp_path / "none") == everything
    assert memory_room(meminfo, group(tmp_path, "max")) == everything


def test_a_container_has_what_its_limit_leaves(tmp_path: Path, meminfo: Path) -> None:
    assert memory_room(meminfo, group(tmp_path, "1000000", used=900_000, cached=50_000)) == Room(1_000_000, 150_000)


def test_a_limit_above_the_machine_is_none(tmp_path: Path, meminfo: Path) -> None:
    room = memory_room(meminfo, group(tmp_path, str(2**40), used=1))
    assert room is not None
    assert room.size == 8000 * 1024


def test_a_system_that_does_not_tell(tmp_path: Path) -> None:
    assert memory_room(tmp_path / "nowhere", tmp_path) is None


def test_this_disk_has_room(tmp_path: Path) -> None:
    room = disk_room(tmp_path)
    assert 0 < room.free <= room.size
