"""A Valkey of our own for a moment: to read a snapshot in peace, to look at a backup, to prepare a restore."""

import asyncio
import contextlib
import shutil
import time
from collections.abc import AsyncIterator, Iterable, Mapping
from pathlib import Path

from mojo.shared.backup.model import BackupFailed
from mojo.shared.errors import StoreUnavailable
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.embedded import EmbeddedValkey
from mojo.shared.persistence.keyspace import Entry, read_at_once, read_at_rest, write
from mojo.shared.persistence.target import parse_target

PATIENCE_S = 60.0
"""One look at everything takes 13 us a key."""
SNAPSHOT_WITHIN_S = 300.0
LOOK_AGAIN_S = 0.05

IN_MEMORY = {"appendonly": "no"}
DUMP = "dump.rdb"


@contextlib.asynccontextmanager
async def scratch(home: Path, options: Mapping[str, str] = IN_MEMORY) -> AsyncIterator[RedisClient]:
    """Run a Valkey whose data is below `home`; yield a client of it. Raises ConfigurationError when it does not start."""
    valkey = EmbeddedValkey(home, options)
    await valkey.start()
    client = patient(valkey.url)
    try:
        yield client
    finally:
        await client.close()
        await valkey.stop()


def patient(url: str) -> RedisClient:
    """Return a client that waits for long answers."""
    return RedisClient(parse_target(url), deadline_s=PATIENCE_S)


async def snapshot(client: RedisClient, embedded_home: Path | None, work: Path) -> list[Entry]:
    """Return everything that the store of `client` holds, as it is at one instant.

    `embedded_home` is the folder of the embedded Valkey, if that is the store: it forks, writes its memory to a file, and goes on
    answering meanwhile. An outside one is read in one go, during which it answers nobody. Raises BackupFailed, StoreUnavailable.
    """
    if embedded_home is None:
        return await read_at_once(client)
    make_private(work / "valkey")
    await _save(client)
    await asyncio.to_thread(shutil.move, embedded_home / DUMP, work / "valkey" / DUMP)
    async with scratch(work) as copy:
        return await read_at_rest(copy)


def make_private(folder: Path) -> None:
    """Make a folder for this user only."""
    folder.mkdir(mode=0o700)


async def load(client: RedisClient, entries: Iterable[Entry]) -> int:
    """Put `entries` into an empty store; return how many had not expired."""
    return await write(client, entries, now_ms())


def now_ms() -> int:
    """Return the time as Redis counts it."""
    return int(time.time() * 1000)


async def _save(client: RedisClient) -> None:
    """Have the store write its memory to a file, and wait until it has."""
    before = int((await client.info())["rdb_saves"])
    await client.execute("BGSAVE", "SCHEDULE")
    try:
        async with asyncio.timeout(SNAPSHOT_WITHIN_S):
            while True:
                info = await client.info()
                if int(info["rdb_saves"]) > before and not int(info["rdb_bgsave_in_progress"]):  # counted when it begins
                    if info["rdb_last_bgsave_status"] != "ok":
                        raise BackupFailed("The store could not write its snapshot. Cure: make room on its disk.")
                    return
                await asyncio.sleep(LOOK_AGAIN_S)
    except TimeoutError:
        raise StoreUnavailable(f"The store wrote no snapshot within {SNAPSHOT_WITHIN_S:g} s.") from None
