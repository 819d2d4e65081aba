"""The version of what is stored, and the way from an older one to ours (ADR 0048)."""

import asyncio
import importlib
import logging
import pkgutil
import re
from collections.abc import Awaitable, Callable
from types import ModuleType
from typing import Any, TypeAlias
from uuid import uuid4

from mojo import __version__
from mojo.shared.errors import ConfigurationError, StoreUnavailable
from mojo.shared.persistence import migrations
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.leases import RedisLeases
from mojo.shared.persistence.records import RedisRecords

FIRST = 1
"""What Mojo 0.1 stores; also what is there if nobody wrote down a version."""

SHELF, ID = "meta", "data"
LEASE_S = 10.0
LOOK_AGAIN_S = 0.2

Migrate: TypeAlias = Callable[[RedisClient], Awaitable[None]]

log = logging.getLogger("mojo.data")


class DataVersion:
    """What the store says of its data. Every method raises StoreUnavailable."""

    def __init__(self, redis: RedisClient, steps: dict[int, Migrate] | None = None) -> None:
        self._redis = redis
        self._records = RedisRecords(redis)
        self._leases = RedisLeases(redis)
        self._steps = found_migrations(migrations) if steps is None else steps

    @property
    def ours(self) -> int:
        """The version this program reads and writes."""
        return max(self._steps, default=FIRST)

    async def stored(self) -> int | None:
        """Return the version of what is stored, None if nobody wrote one down. Raises ConfigurationError after half a restore."""
        record = await self._records.read(SHELF, ID)
        if record and record.get("restoring"):
            raise ConfigurationError(
                "A restore into this store was interrupted. Cure: run `mojo restore` again, with --overwrite."
            )
        return record["version"] if record else None

    async def settle(self) -> int:
        """Bring what is stored to our version and return it; whoever holds the lease does it, everybody else waits.

        Raises ConfigurationError for data that a newer Mojo wrote.
        """
        holder = uuid4().hex
        while True:
            stored = await self.stored()
            if stored == self.ours:
                return stored
            if stored is not None and stored > self.ours:
                raise too_new(stored, self.ours)
            if await self._leases.hold("migrations", holder, LEASE_S):
                try:
                    await self._forward(stored or FIRST, holder)
                finally:
                    await self._leases.release("migrations", holder)
            else:
                await asyncio.sleep(LOOK_AGAIN_S)

    async def note(self, version: int, **more: Any) -> None:
        """Write down what is stored from now on."""
        after = {"version": version, "program": __version__, **more}
        while not await self._records.swap(SHELF, ID, await self._records.read(SHELF, ID), after):
            pass

    async def _forward(self, version: int, holder: str) -> None:
        """Run the steps after `version`, noting each when it is done: after a crash the one under way is run again."""
        for step in sorted(step for step in self._steps if step > version):
            log.info("data.migrating", extra={"to_version": step})
            await self._while_held(self._steps[step], holder)
            await self.note(step)
            version = step
        if await self.stored() is None:
            await self.note(version)

    async def _while_held(self, migrate: Migrate, holder: str) -> None:
        """Run one step; end it when the lease is lost, for somebody else runs it then."""
        work = asyncio.ensure_future(migrate(self._redis))
        try:
            while not (await asyncio.wait({work}, timeout=LEASE_S / 4))[0]:
                if not await self._leases.hold("migrations", holder, LEASE_S):
                    raise StoreUnavailable("Another process took the migration over.")
            await work
        finally:
            work.cancel()


def found_migrations(package: ModuleType) -> dict[int, Migrate]:
    """Return the steps in `package` by the version they lead to. Raises ConfigurationError unless they go on without a gap."""
    found = {}
    for info in pkgutil.iter_modules(package.__path__):
        if named := re.fullmatch(r"v(\d{4})_\w+", info.name):
            found[int(named[1])] = importlib.import_module(f"{package.__name__}.{info.name}").migrate
    if sorted(found) != list(range(FIRST + 1, FIRST + 1 + len(found))):
        raise ConfigurationError(f"The migrations of {package.__name__} have a gap, or two of one version: {sorted(found)}.")
    return found


def too_new(stored: int, ours: int) -> ConfigurationError:
    """Return what data of a newer Mojo raises."""
    return ConfigurationError(
        f"The data has version {stored}, written by a newer Mojo; this one ({__version__}) reads up to {ours}. "
        "Cure: install the newer Mojo again, or restore a backup that was made before the upgrade."
    )
