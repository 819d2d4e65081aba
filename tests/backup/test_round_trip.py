"""What was backed up comes back, all of it, to whoever may open it."""

import asyncio
import gzip
import itertools
import json
import tarfile
from pathlib import Path

import pyrage
import pytest

from mojo.shared.backup.model import BackupUnusable
from mojo.shared.backup.taking import Backups
from mojo.shared.errors import ConfigurationError, InvalidInput, NotFound
from mojo.shared.persistence.client import RedisClient
from mojo.shared.settings import load_settings
from tests.backup.bench import SECRET, Machine

PASSPHRASE = {"BACKUP_PASSPHRASE": "correct horse battery staple"}


async def test_everything_comes_back_on_a_new_machine(old: Machine, new: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    before = await old.kept()
    assert {entry.kind for entry in before.values()} == {"string", "hash", "list", "set", "zset", "stream"}
    await new.restore(await old.backup())
    told = capsys.readouterr().out
    assert "put back for a try and compared: all there" in told
    assert "It is not encrypted" in told
    assert "Restored " in told
    assert "there before" not in told
    assert not list(new.data.glob("before-restore-*"))
    assert await new.kept() == before
    assert (new.data / "key").read_text() == "of this machine"
    assert (new.data / "key").stat().st_mode & 0o777 == 0o600


async def test_a_backup_can_be_made_of_what_was_restored(old: Machine, new: Machine, tmp_path: Path) -> None:
    await new.restore(await old.backup())
    third = Machine(tmp_path / "third")
    await third.restore(await new.backup())
    assert await third.kept() == await old.kept()


async def test_latest_is_the_newest_and_what_is_not_there_is_named(old: Machine) -> None:
    with pytest.raises(NotFound, match="There is no backup in"):
        await old.restore("latest", overwrite=True)
    await old.backup()
    await old.run("SET", "mojo:note", "changed")
    await old.restore("latest", overwrite=True)
    assert await old.note() == SECRET.encode()
    with pytest.raises(NotFound, match="There is no file nowhere"):
        await old.restore("nowhere", overwrite=True)
    with pytest.raises(NotFound, match="There is no backup mojo-20200101T000000Z"):
        await old.restore("mojo-20200101T000000Z.tar.gz", overwrite=True)


async def test_a_passphrase_hides_everything_and_opens_it_again(old: Machine, new: Machine) -> None:
    old.more = PASSPHRASE
    sealed = await old.backup()
    assert sealed.name.endswith(".tar.gz.age")
    assert sealed.read_bytes().startswith(b"age-encryption.org/v1")
    assert b"anna" not in sealed.read_bytes()
    with pytest.raises(BackupUnusable, match=r"is encrypted\. Cure: set BACKUP_PASSPHRASE"):
        await new.restore(sealed)
    new.more = {"BACKUP_PASSPHRASE": "another"}
    with pytest.raises(BackupUnusable, match="the passphrase or key is another one"):
        await new.restore(sealed)
    assert set(new.fingerprint()) == set()
    new.more = PASSPHRASE
    await new.restore(sealed)
    assert await new.kept() == await old.kept()


async def test_public_keys_lock_out_the_machine_that_made_it(old: Machine, new: Machine, tmp_path: Path) -> None:
    mine, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    old.more = {"BACKUP_RECIPIENTS": str(mine.to_public())}
    sealed = await old.backup()
    with pytest.raises(BackupUnusable, match="is encrypted"):
        await old.restore(sealed, overwrite=True)
    for text, error in ((f"# a comment\n{other}\n", BackupUnusable), ("no key", InvalidInput)):
        (tmp_path / "identity").write_text(text)
        with pytest.raises(error):
            await new.restore(sealed, identity=tmp_path / "identity")
    with pytest.raises(InvalidInput, match="cannot read"):
        await new.restore(sealed, identity=tmp_path / "none")
    (tmp_path / "identity").write_text(f"# created: today\n{mine}\n")
    await new.restore(sealed, identity=tmp_path / "identity")
    assert await new.kept() == await old.kept()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"BACKUP_TO": "/mnt/usb"}, "BACKUP_TO: leads out of the data directory; set BACKUP_PASSPHRASE"),
        ({"BACKUP_TO": "s3://bucket", **PASSPHRASE}, "S3 needs AWS_ACCESS_KEY_ID"),
        ({"BACKUP_TO": "ftp://host"}, "must be a folder or s3://bucket/prefix"),
        ({"BACKUP_RECIPIENTS": "age1short"}, "must be public age keys"),
        ({**PASSPHRASE, "BACKUP_RECIPIENTS": str(pyrage.x25519.Identity.generate().to_public())}, "only one of them can encrypt"),
    ],
)
def test_settings_that_would_leave_it_open_or_useless_are_refused(given: dict[str, str], said: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_settings(given, dotenv=None)
    assert said in caught.value.detail
    assert "horse" not in caught.value.detail


async def test_what_is_read_while_mojo_writes_is_of_one_instant(old: Machine, new: Machine) -> None:
    """Two keys that are only ever changed together are equal in the backup, whatever moment it was."""
    async with old.standing() as context:
        client = await context.get(RedisClient)
        together = client.script("redis.call('SET', KEYS[1], ARGV[1]) redis.call('RPUSH', KEYS[2], ARGV[1])")

        async def write_on() -> None:
            for number in itertools.count():
                await together(keys=["mojo:{t}:last", "mojo:{t}:all"], args=[number])

        writing = asyncio.create_task(write_on())
        await asyncio.sleep(0.1)
        made = await (await context.get(Backups)).take()
        writing.cancel()
        await asyncio.wait([writing])
    await new.restore(old.data / "backups" / made.name)
    kept = await new.kept()
    (last,), everything = kept[b"mojo:{t}:last"].value, kept[b"mojo:{t}:all"].value
    assert int(last) > 0
    assert everything == tuple(str(number).encode() for number in range(int(last) + 1))


async def test_another_store_can_be_read_and_filled(old: Machine, redis_url: str, tmp_path: Path) -> None:
    """With REDIS_URL, as in containers, the store is somebody else's."""
    before = await old.kept()
    outside = Machine(tmp_path / "outside", {"REDIS_URL": redis_url})
    await outside.restore(await old.backup())
    assert await outside.kept() == before
    back = Machine(tmp_path / "back")
    await back.restore(await outside.backup())
    assert await back.kept() == before


async def test_the_archive_is_plain_enough_to_be_read_without_mojo(old: Machine, tmp_path: Path) -> None:
    with tarfile.open(fileobj=gzip.open(await old.backup())) as tar:  # closed with it
        assert tar.getnames()[:2] == ["manifest.json", "store.jsonl"]
        store = tar.extractfile("store.jsonl")
        assert store is not None
        lines = [json.loads(line) for line in store]
        store.close()
    assert {"key": "mojo:note", "type": "string", "value": [SECRET]} in lines
    assert {"key": "mojo:bytes", "type": "string", "value": [{"b64": "/wA="}]} in lines
