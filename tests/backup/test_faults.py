"""A full disk, kill -9, a bucket that says no: what was there before is there still, and nothing half is taken for whole."""

import asyncio
import contextlib
import os
import random
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mojo.cli.backup import backup, listed
from mojo.shared.backup import taking
from mojo.shared.backup.model import BackupFailed, made_at, name_of
from mojo.shared.backup.places import PART_BYTES
from mojo.shared.backup.taking import Backups
from mojo.shared.errors import Conflict
from mojo.shared.external.aws import Aws
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.keyspace import Entry
from mojo.shared.ports import Records
from mojo.shared.util.clock import SetClock
from tests.backup.bench import SECRET, Machine
from tests.contracts.test_external_aws import moto_url  # noqa: F401  # a fixture
from tests.e2e.support import MOJO, command_lines
from tests.support import needs_root, tiny_disk

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
NOISE = random.Random(1).randbytes(400_000)


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of 128 kB."""
    with tiny_disk(tmp_path / "tiny", "128k") as place:
        yield place


@needs_root
async def test_a_disk_that_is_full_costs_this_backup_and_no_other(old: Machine, tiny: Path) -> None:
    old.more = {"BACKUP_TO": str(tiny), "BACKUP_PASSPHRASE": "p4ssphrase"}
    first = await old.backup()
    await old.run("SET", "mojo:noise", NOISE)
    with pytest.raises(BackupFailed, match=r"tiny: cannot be written to \(No space left on device\)\. Cure: make room"):
        await old.backup()
    assert [path.name for path in tiny.iterdir()] == [first.name]
    assert not list(old.data.glob(".backup-*"))


async def test_a_place_that_cannot_be_written_to_is_named(old: Machine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    old.more = {"BACKUP_TO": str(tmp_path / "file" / "backups"), "BACKUP_PASSPHRASE": "p4ssphrase"}
    with pytest.raises(BackupFailed, match=r"cannot be written to .* Cure: make room, or mend BACKUP_TO"):
        await old.backup()


async def test_a_backup_that_does_not_hold_everything_is_thrown_away(old: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    real = taking.pack

    def forgetful(target: Path, entries: list[Entry], *more: object) -> object:
        return real(target, [entry for entry in entries if entry.key != b"mojo:note"], *more)  # type: ignore[arg-type]

    monkeypatch.setattr(taking, "pack", forgetful)
    with pytest.raises(BackupFailed, match="differed from the store in 1 keys; it was thrown away"):
        await old.backup()
    assert not list((old.data / "backups").glob("*"))


async def test_two_at_once_do_not_get_into_each_others_way(old: Machine) -> None:
    async with old.standing() as context:
        backups = await context.get(Backups)
        first = asyncio.create_task(backups.take())
        await asyncio.sleep(0.01)
        with pytest.raises(Conflict, match="Another backup is being made"):
            await backups.take()
        assert (await first).verified


@pytest.mark.parametrize(
    ("more", "left"), [({"BACKUP_KEEP": "2"}, [4, 3]), ({"BACKUP_KEEP_DAYS": "2"}, [4, 3, 2]), ({}, [4, 3, 2, 1])]
)
async def test_old_ones_leave_and_the_newest_stays(old: Machine, more: dict[str, str], left: list[int]) -> None:
    old.more = more
    clock = SetClock(NOON)
    stranger = old.data / "backups" / "holiday.jpg"
    async with old.standing() as context:
        backups = Backups(context.settings, await context.get(Aws), await context.get(Records), clock)  # type: ignore[type-abstract]
        for _ in range(4):
            made = await backups.take()
            stranger.write_text("not ours")
            clock.move(timedelta(days=1, minutes=-1))
        assert [kept.at.day for kept in await backups.kept()] == left
        assert made.removed == (1 if more else 0)
        assert stranger.exists()
        clock.move(timedelta(days=365))
        newest = await backups.take()
        assert newest.name in [kept.name for kept in await backups.kept()]


async def test_s3_keeps_lists_and_gives_back_even_what_goes_in_parts(
    old: Machine,
    new: Machine,
    moto_url: str,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
) -> None:
    keys = {"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE0EXAMPLE0", "AWS_SECRET_ACCESS_KEY": "s" * 40, "AWS_ENDPOINT_URL": moto_url}
    old.more = new.more = {**keys, "BACKUP_TO": "s3://nightly/home", "BACKUP_PASSPHRASE": "p4ssphrase", "BACKUP_KEEP": "1"}
    with pytest.raises(BackupFailed, match=r"s3://nightly/home/ refused \(NoSuchBucket\)\. Cure: look at the bucket"):
        await backup(old.environ, None)
    async with old.standing() as context:
        await (await context.get(Aws)).service("s3").call("create_bucket", Bucket="nightly")
        await (await context.get(RedisClient)).execute("SET", "mojo:noise", random.Random(2).randbytes(PART_BYTES + 1_000_000))
    await backup(old.environ, None)
    await asyncio.sleep(1)  # a name has whole seconds
    await backup(old.environ, None)
    async with old.standing() as context:
        found = await (await context.get(Aws)).service("s3").call("list_objects_v2", Bucket="nightly")
        assert len(found["Contents"]) == 1, "the older one has left"
        assert found["Contents"][0]["Size"] > PART_BYTES
    await listed(old.environ, None)
    assert "mojo-" in capsys.readouterr().out.splitlines()[-1]
    await new.restore("latest")
    assert await new.kept() == await old.kept()


def command(machine: Machine, *arguments: str) -> "subprocess.Popen[bytes]":
    environ = {"PATH": os.environ["PATH"], **machine.environ}
    return subprocess.Popen(
        [MOJO, *arguments], env=environ, cwd=machine.home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


async def test_kill_9_while_a_backup_is_made_leaves_nothing_half(old: Machine) -> None:
    await old.run("SET", "mojo:noise", NOISE * 10)
    first = await old.backup()
    for pause_s in (0.0, 0.05, 0.2, 0.4):
        making = command(old, "backup")
        await appears(old.data, ".backup-*", making)
        await asyncio.sleep(pause_s)
        making.kill()
        making.wait()
        await the_store_ends(old.data)
        for path in (old.data / "backups").glob("mojo-*"):
            assert path.stat().st_size >= first.stat().st_size - 1000, "a file with a backup's name is whole"
    last = await old.backup()
    assert not list(old.data.glob(".backup-*"))
    assert not list(last.parent.glob(".mojo-*"))
    await old.restore(last, overwrite=True)
    assert await old.note() == SECRET.encode()


async def test_kill_9_while_one_is_put_back_leaves_the_old_or_the_new_and_never_a_mixture(old: Machine) -> None:
    path = await old.backup()
    for pause_s in (0.0, 0.1, 0.25, 0.35, 0.45, 0.6):
        await old.run("MSET", "mojo:note", "present", "mojo:other", "present")
        (old.data / "key").write_text("present")
        restoring = command(old, "restore", str(path), "--overwrite")
        with contextlib.suppress(AssertionError):
            await appears(old.data, ".restore-*", restoring)
        await asyncio.sleep(pause_s)
        restoring.kill()
        restoring.wait()
        await the_store_ends(old.data)
        kept = await old.kept()
        state = (kept[b"mojo:note"].value[0], b"mojo:other" in kept, (old.data / "key").read_text())
        assert state in {(b"present", True, "present"), (SECRET.encode(), False, "of this machine")}
        await old.run("DEL", "mojo:other")


async def appears(folder: Path, pattern: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 30
    while not list(folder.glob(pattern)):
        assert process.poll() is None, "it ended before"
        assert time.monotonic() < deadline
        await asyncio.sleep(0.005)


async def the_store_ends(data: Path) -> None:
    """Wait for every Valkey that a killed command leaves behind: each ends when its parent has."""
    deadline = time.monotonic() + 20
    while any(str(data) in line for _, line in command_lines()):
        assert time.monotonic() < deadline, "a Valkey outlives its parent"
        await asyncio.sleep(0.05)


def test_old_backups_are_found_by_newer_programs() -> None:
    assert name_of(NOON, encrypted=True) == "mojo-20260701T120000Z.tar.gz.age"
    assert made_at("mojo-20260701T120000Z.tar.gz") == NOON
