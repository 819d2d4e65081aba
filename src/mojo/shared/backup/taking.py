"""Makes backups, looks at each before it counts, and removes old ones."""

import asyncio
import contextlib
import fcntl
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TypeAlias

from mojo.shared.backup.archive import entries_in, pack, unpack
from mojo.shared.backup.model import LAST, SHELF, BackupFailed, Kept, Made, name_of
from mojo.shared.backup.places import Bucket, Folder, Place, place_of, size_of
from mojo.shared.backup.scratch import load, make_private, now_ms, patient, scratch, snapshot
from mojo.shared.backup.sealing import Key, Lock
from mojo.shared.backup.settings import BackupSettings
from mojo.shared.errors import Conflict, MojoException
from mojo.shared.external.aws import Aws
from mojo.shared.persistence.data_version import FIRST, DataVersion
from mojo.shared.persistence.embedded import is_embedded
from mojo.shared.persistence.keyspace import Entry, differences, read_at_rest
from mojo.shared.persistence.wiring import redis_url
from mojo.shared.ports import Records
from mojo.shared.settings import Settings
from mojo.shared.util.clock import Clock

WORK = ".backup-"

log = logging.getLogger("mojo.backup")

Tell: TypeAlias = Callable[[float, str], None]
"""Hears how much is done, 0 to 1, and what."""


def _nobody(done: float, what: str) -> None:
    """Nobody listens."""


class Backups:
    """The backups of this Mojo."""

    def __init__(self, settings: Settings, aws: Aws, records: Records, clock: Clock) -> None:
        self._settings = settings
        self._backup = settings[BackupSettings]
        self._data_dir = settings.core.data_dir.absolute()
        self._aws = aws
        self._records = records
        self._clock = clock

    @property
    def place(self) -> Folder | Bucket:
        """Where they are kept. Raises ConfigurationError when S3 is wanted and botocore is missing."""
        return place_of(self._settings, self._aws)

    async def last(self) -> Made | None:
        """Return the last one that was made. Raises StoreUnavailable."""
        stored = await self._records.read(SHELF, LAST)
        return Made.model_validate(stored) if stored else None

    async def kept(self) -> list[Kept]:
        """Return those that are kept, newest first. Raises BackupFailed, ExternalServiceError."""
        return await self.place.kept()

    async def take(self, place: Place | None = None, tell: Tell = _nobody) -> Made:
        """Make a backup, look at it, put it where it belongs (or to `place`) and remove those that are too old there.

        `tell` hears how far it has come.

        Raises BackupFailed with nothing changed, Conflict while another one is being made, StoreUnavailable.
        """
        self._data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(self._data_dir), _work(self._data_dir) as work:
            try:
                return await self._take(work, place or self.place, tell)
            except OSError as error:
                reason = error.strerror or type(error).__name__
                raise BackupFailed(f"{self._data_dir}: {reason}. Cure: make room on this disk.") from error

    async def _take(self, work: Path, place: Place, tell: Tell) -> Made:
        began = time.monotonic()
        at = self._clock.now()
        if isinstance(place, Folder):
            place.clear_drafts()
        entries, version = await self._snapshot(work / "snapshot")
        tell(0.3, f"Read {len(entries)} keys.")
        archive, sealed = work / "archive.tar.gz", work / name_of(at, self._backup.encrypts)
        manifest = await asyncio.to_thread(pack, archive, entries, self._data_dir, version, at)
        tell(0.5, f"Packed them with {len(manifest.files)} files.")
        lock = Lock(self._backup.passphrase.get_secret_value(), tuple(self._backup.public_keys))
        if lock.public_keys:  # nobody here can open it afterwards
            await verify(archive, Key(), entries, work / "looked_at")
        await asyncio.to_thread(lock.seal, archive, sealed)
        if not lock.public_keys:
            await verify(sealed, Key(passphrase=lock.passphrase), entries, work / "looked_at")
        tell(0.9, "Restored it into a store of its own: it is whole.")
        await place.put(sealed, sealed.name)
        made = Made(
            at=at,
            name=sealed.name,
            place=str(place),
            bytes=size_of(sealed),
            keys=len(entries),
            files=len(manifest.files),
            encrypted=bool(lock),
            verified=True,
            took_s=round(time.monotonic() - began, 3),
            removed=await self._retire(place),
        )
        await self._note(made)
        log.info("backup.made", extra={"bytes": made.bytes, "keys": made.keys, "duration_ms": made.took_s * 1000})
        return made

    async def _snapshot(self, work: Path) -> tuple[list[Entry], int]:
        make_private(work)
        url = redis_url(self._settings)
        home = self._data_dir / "valkey" if is_embedded(url, self._data_dir) else None
        client = patient(url)
        try:
            version = await DataVersion(client).stored()
            return await snapshot(client, home, work), version or FIRST
        finally:
            await client.close()

    async def _retire(self, place: Place) -> int:
        """Remove what is over the limits, but never the newest; return how many went. The log tells what could not be removed."""
        kept = await place.kept()
        oldest = self._clock.now() - timedelta(days=self._backup.keep_days)
        gone = 0
        for number, old in enumerate(kept[1:], 2):
            if number <= self._backup.keep and not (self._backup.keep_days and old.at < oldest):
                continue
            try:
                await place.remove(old.name)
                gone += 1
            except (MojoException, OSError) as error:
                log.warning("backup.not_removed", extra={"backup": old.name, "reason": str(error)})
        return gone

    async def _note(self, made: Made) -> None:
        after = made.model_dump(mode="json")
        while not await self._records.swap(SHELF, LAST, await self._records.read(SHELF, LAST), after):
            pass


async def verify(path: Path, key: Key, wanted: list[Entry], work: Path) -> None:
    """Restore the backup into a Valkey of its own and compare all of it. Raises BackupFailed, BackupUnusable."""
    make_private(work)
    opened, store = work / "opened.tar.gz", work / "store.jsonl"
    await asyncio.to_thread(key.open, path, opened)
    await asyncio.to_thread(unpack, opened, work / "files", store)
    async with scratch(work) as copy:
        await load(copy, entries_in(store))
        wrong = differences(wanted, await read_at_rest(copy), now_ms())
    if wrong:
        raise BackupFailed(f"The backup, put back for a try, differed from the store in {len(wrong)} keys; it was thrown away.")


@contextlib.contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """Keep every other backup of this data directory out."""
    handle = os.open(data_dir / "backup.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise Conflict("Another backup is being made. Cure: wait until it is done.") from None
    finally:
        os.close(handle)


@contextlib.contextmanager
def _work(data_dir: Path) -> Iterator[Path]:
    """Yield a private folder that is gone afterwards, with whatever killed backups left; only for who is `_alone`."""
    for left in data_dir.glob(f"{WORK}*"):
        shutil.rmtree(left, ignore_errors=True)
    work = Path(tempfile.mkdtemp(prefix=WORK, dir=data_dir))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
