"""What is refused changes nothing: damaged, foreign, newer or unwanted."""

import io
import tarfile
from pathlib import Path

import pytest

from mojo.shared.backup import archive
from mojo.shared.backup.archive import MANIFEST, STORE, pack
from mojo.shared.backup.model import BackupUnusable, name_of
from mojo.shared.context import AppName
from mojo.shared.errors import ConfigurationError, Conflict
from mojo.shared.persistence.data_dir import DataDir
from mojo.shared.persistence.data_version import FIRST
from mojo.shared.persistence.heartbeats import Heartbeats
from mojo.shared.persistence.keyspace import Entry
from mojo.shared.util.clock import SystemClock
from tests.backup.bench import SECRET, Machine
from tests.support import context_for

NOW = SystemClock().now()


@pytest.mark.parametrize(
    ("how", "where", "sealed"),
    [
        *((how, where, False) for how in ("cut", "flipped") for where in (0, 0.3, 0.7, 0.999)),
        *(("cut", 0.9, True), ("flipped", 0.9, True)),
    ],
)
async def test_a_damaged_file_is_refused(old: Machine, new: Machine, how: str, where: float, sealed: bool) -> None:
    old.more = new.more = {"BACKUP_PASSPHRASE": "p4ssphrase"} if sealed else {}
    path = await old.backup()
    content = bytearray(path.read_bytes())
    at = int(where * len(content))
    if how == "cut":
        del content[at:]
    else:
        content[at] ^= 0x41
    path.write_bytes(content)
    with pytest.raises(BackupUnusable) as caught:
        await new.restore(path)
    assert SECRET not in caught.value.detail
    assert new.fingerprint() == {}


async def test_data_that_is_there_stays_unless_told_otherwise(old: Machine) -> None:
    path = await old.backup()
    await old.run("SET", "mojo:note", "new")
    with pytest.raises(Conflict, match=r"There is data in .* Cure: give --overwrite"):
        await old.restore(path)
    assert await old.note() == b"new"
    await old.restore(path, overwrite=True)
    assert await old.note() == SECRET.encode()
    (aside,) = old.data.glob("before-restore-*")
    assert (aside / "valkey").is_dir()
    assert (aside / "files" / "key").read_text() == "of this machine"


async def test_what_was_set_aside_is_itself_data_to_go_back_to(old: Machine, tmp_path: Path) -> None:
    path = await old.backup()
    await old.run("SET", "mojo:note", "new")
    await old.restore(path, overwrite=True)
    (aside,) = old.data.glob("before-restore-*")
    again = Machine(tmp_path / "again")
    again.data.mkdir(parents=True)
    (aside / "valkey").rename(again.data / "valkey")
    assert await again.note() == b"new"


async def test_while_mojo_runs_there_is_no_restore(old: Machine) -> None:
    path = await old.backup()
    with DataDir(old.data), pytest.raises(ConfigurationError, match="runs"):
        await old.restore(path, overwrite=True)


async def test_while_mojo_runs_on_another_store_there_is_none_either(old: Machine, redis_url: str, tmp_path: Path) -> None:
    path = await old.backup()
    outside = Machine(tmp_path / "outside", {"REDIS_URL": redis_url})
    running = context_for(AppName.SCHEDULER, {"REDIS_URL": redis_url})
    beats = await running.get(Heartbeats)  # type: ignore[type-abstract]
    await beats.beat(AppName.SCHEDULER, "host:1", [], 30)
    await running.close()
    with pytest.raises(Conflict, match="Mojo runs on this store"):
        await outside.restore(path, overwrite=True)


def packed(folder: Path, data_version: int = FIRST) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / name_of(NOW, encrypted=False)
    (folder / "data").mkdir(exist_ok=True)
    pack(target, [Entry(b"mojo:note", "string", None, (b"x",))], folder / "data", data_version, NOW)
    return target


async def test_data_of_a_newer_mojo_is_refused(new: Machine, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="newer"):
        await new.restore(packed(tmp_path / "made", data_version=99))
    assert new.fingerprint() == {}


async def test_an_archive_of_a_newer_form_is_refused(new: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = archive.Manifest
    monkeypatch.setattr(archive, "Manifest", lambda **given: real(**given, format=2))
    path = packed(tmp_path / "made")
    monkeypatch.undo()
    with pytest.raises(BackupUnusable, match=r"which is newer\. Cure: restore it with that version"):
        await new.restore(path)


@pytest.mark.parametrize("name", ["../evil", "files/../../evil", "/evil", "files/extra", "other.txt"])
async def test_an_archive_with_more_than_it_says_is_refused(new: Machine, tmp_path: Path, name: str) -> None:
    path = packed(tmp_path / "made")
    with tarfile.open(path) as tar:
        members = [(member.name, tar.extractfile(member).read()) for member in tar.getmembers()]  # type: ignore[union-attr]
    with tarfile.open(path, "w:gz") as tar:
        for member, content in [*members, (name, b"boo")]:
            about = tarfile.TarInfo(member)
            about.size = len(content)
            tar.addfile(about, io.BytesIO(content))
    with pytest.raises(BackupUnusable):
        await new.restore(path)
    assert new.fingerprint() == {}
    assert not list(tmp_path.rglob("evil"))


@pytest.mark.parametrize("left_out", [MANIFEST, STORE])
async def test_an_archive_with_less_than_it_says_is_refused(new: Machine, tmp_path: Path, left_out: str) -> None:
    path = packed(tmp_path / "made")
    with tarfile.open(path) as tar:
        members = [(member, tar.extractfile(member).read()) for member in tar.getmembers()]  # type: ignore[union-attr]
    with tarfile.open(path, "w:gz") as tar:
        for member, content in members:
            if member.name != left_out:
                tar.addfile(member, io.BytesIO(content))
    with pytest.raises(BackupUnusable):
        await new.restore(path)


async def test_what_is_no_backup_is_said_to_be_none(new: Machine, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("dear diary")
    with pytest.raises(BackupUnusable, match=r"notes.txt is no backup of Mojo"):
        await new.restore(tmp_path / "notes.txt")
