"""Puts a backup back: first as a whole into a Valkey of its own, then in the place of what is there."""

import asyncio
import logging
import re
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mojo.shared.backup.archive import entries_in, unpack
from mojo.shared.backup.model import BackupUnusable, Manifest
from mojo.shared.backup.scratch import load, make_private, now_ms, patient, scratch
from mojo.shared.backup.sealing import Key
from mojo.shared.errors import Conflict
from mojo.shared.model.people import EVERY_SCOPE, Door, Principal
from mojo.shared.model.schedules import FINAL, Outcome
from mojo.shared.persistence.audit import RedisAudit
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.data_version import DataVersion, too_new
from mojo.shared.persistence.heartbeats import RedisHeartbeats
from mojo.shared.persistence.keyspace import Entry, differences, keys, read_at_rest, write
from mojo.shared.persistence.runs import KEPT_RECENT, RedisRuns
from mojo.shared.persistence.swap import swap
from mojo.shared.queue.redis_lanes import RedisLanes
from mojo.shared.util.clock import SystemClock

WORK = ".restore-"
KEPT = "before-restore-"
ON_THE_DISK = {"appendfsync": "no"}
"""While it is filled; it is brought to the disk when it ends, before anything relies on it."""

REASON = "It waited when the backup was made, and may have been done since."
SPOKEN = frozenset({"inbox", "outbox", "targets", "held"})
"""Lanes whose items may have been acted upon after the backup was made."""

_LANES = re.compile(rb"mojo:\{(\w+)\}:due")
_MOJO = Principal(user_id="mojo", name="Mojo", scopes=frozenset({EVERY_SCOPE}), door=Door.SHELL)

log = logging.getLogger("mojo.backup")


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back."""

    manifest: Manifest
    keys: int
    set_aside: int
    """Messages and runs that waited when the backup was made and that are not made again by themselves."""
    kept: Path | None
    """Where that is which was there before."""


class Restorer:
    """One restore into one data directory."""

    def __init__(self, data_dir: Path, audit_days: int) -> None:
        self._data_dir = data_dir.absolute()
        self._audit_days = audit_days

    async def into_embedded(self, backup: Path, key: Key, overwrite: bool) -> Restored:
        """Let `backup` become the data of the embedded Valkey; whoever calls has locked the data directory.

        Raises BackupUnusable, ConfigurationError for data of a newer Mojo, Conflict for data that is there, without `overwrite`;
        in each case nothing was changed.
        """
        self._clear()
        if not overwrite and await self._holds_something():
            raise occupied(str(self._data_dir))
        staged = self._work()
        try:
            prepared = await self._prepare(backup, key, staged)
            shutil.rmtree(staged / "archive")
            kept = self._data_dir / f"{KEPT}{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
            await asyncio.to_thread(swap, self._data_dir, staged, kept)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
        for older in self._data_dir.glob(f"{KEPT}*"):
            if older != kept:
                shutil.rmtree(older, ignore_errors=True)
        return Restored(*prepared, kept if _is_needed(kept) else None)

    async def into(self, url: str, backup: Path, key: Key, overwrite: bool) -> Restored:
        """Write `backup` into the Redis at `url`. Raises as `into_embedded`, Conflict also while Mojo runs on it.

        What is there is removed only when everything else has been tried. Whoever starts before all is written is refused.
        """
        self._clear()
        target = patient(url)
        staged = self._work()
        try:
            await self._refuse_unless_free(target, overwrite)
            manifest, count, aside = await self._prepare(backup, key, staged)
            async with scratch(staged, ON_THE_DISK) as copy:
                entries = await read_at_rest(copy)
            await self._replace(target, manifest, entries)
            for path in (path for path in (staged / "files").rglob("*") if path.is_file()):
                place = self._data_dir / path.relative_to(staged / "files")
                place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                path.replace(place)
        finally:
            await target.close()
            shutil.rmtree(staged, ignore_errors=True)
        return Restored(manifest, count, aside, None)

    async def _prepare(self, backup: Path, key: Key, staged: Path) -> tuple[Manifest, int, int]:
        """Fill `staged` with a store and files that are ready to be used."""
        opened, store = staged / "archive" / "opened.tar.gz", staged / "archive" / "store.jsonl"
        make_private(opened.parent)
        await asyncio.to_thread(key.open, backup, opened)
        manifest = await asyncio.to_thread(unpack, opened, staged / "files", store)
        async with scratch(staged, ON_THE_DISK) as copy:
            if manifest.data_version > (ours := DataVersion(copy).ours):
                raise too_new(manifest.data_version, ours)
            count = await load(copy, entries_in(store))
            if differences(list(entries_in(store)), await read_at_rest(copy), now_ms()):
                raise BackupUnusable("What was written is not what was read. Cure: look at the disk, and try again.")
            aside = await set_aside(copy)
            await DataVersion(copy).note(manifest.data_version)
            by_whom = RedisAudit(copy, self._audit_days)
            await by_whom.record(_MOJO, "backup.restored", backup.name, made_at=manifest.made_at.isoformat())
        return manifest, count, aside

    async def _holds_something(self) -> bool:
        if not (self._data_dir / "valkey").exists():
            return False
        async with scratch(self._data_dir, {}) as present:
            return await _any_key(present)

    async def _refuse_unless_free(self, target: RedisClient, overwrite: bool) -> None:
        beats = await RedisHeartbeats(target, SystemClock()).all()
        if beats:
            names = ", ".join(sorted({beat.app for beat in beats}))
            raise Conflict(f"Mojo runs on this store ({names}). Cure: stop it first, and wait half a minute.")
        if not overwrite and await _any_key(target):
            raise occupied("the store at REDIS_URL")

    async def _replace(self, target: RedisClient, manifest: Manifest, entries: list[Entry]) -> None:
        version = DataVersion(target)
        await version.note(manifest.data_version, restoring=True)
        async for key in keys(target):
            if key != b"mojo:{records:meta}":
                await target.execute("DEL", key)
        await write(target, [entry for entry in entries if entry.key != b"mojo:{records:meta}"], now_ms())
        await version.note(manifest.data_version)

    def _work(self) -> Path:
        return Path(tempfile.mkdtemp(prefix=WORK, dir=self._data_dir))

    def _clear(self) -> None:
        """Remove what a killed restore left."""
        for left in self._data_dir.glob(f"{WORK}*"):
            shutil.rmtree(left, ignore_errors=True)


def _is_needed(kept: Path) -> bool:
    """Tell whether anything was there before; the folder for it leaves if not."""
    if any(kept.iterdir()):
        return True
    kept.rmdir()
    return False


async def set_aside(client: RedisClient) -> int:
    """Let nothing that was due by now happen by itself: it becomes a dead letter, or a missed run; return how many there were."""
    names = {found[1].decode() async for key in keys(client) if (found := _LANES.fullmatch(key))}
    lanes = [await _bury_all(RedisLanes(client, name)) for name in sorted(names & SPOKEN)]
    return sum(lanes) + await _end_runs(RedisRuns(client))


async def _bury_all(lanes: RedisLanes) -> int:
    count = 0
    while lease := await lanes.take(0):
        while item := await lanes.head(lease):
            await lanes.bury(lease, item, REASON)
            count += 1
        await lanes.release(lease)
    return count


async def _end_runs(runs: RedisRuns) -> int:
    open = [run for run in await runs.recent(KEPT_RECENT) if run.outcome not in FINAL]
    for run in open:
        await runs.save(run.changed(outcome=Outcome.MISSED, error=REASON, ended_at=datetime.now(UTC)))
    return len(open)


async def _any_key(client: RedisClient) -> bool:
    async for _ in keys(client):
        return True
    return False


def occupied(where: str) -> Conflict:
    """Return what a restore over data that is there raises."""
    return Conflict(
        f"There is data in {where} already, and nothing was changed. Cure: give --overwrite to put the backup in its place."
    )
