"""Before anything is read or written: is the data ours, and if it is older, brought to our form?"""

import asyncio
import logging

from mojo.cli.waiting import rest
from mojo.shared.backup.taking import Backups
from mojo.shared.context import AppContext
from mojo.shared.errors import ConfigurationError, Conflict, StoreUnavailable
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.data_version import DataVersion

RETRY_S = 1.0

log = logging.getLogger("mojo.data")


async def settle_data(context: AppContext) -> bool:
    """Bring the data to our version, after a backup if that changes anything; False if the store does not answer.

    Raises ConfigurationError for data of a newer Mojo, BackupFailed when there can be no backup.
    """
    version = DataVersion(await context.get(RedisClient))
    try:
        stored = await version.stored()
        if stored is not None and stored < version.ours:
            await _back_up(context)
        await version.settle()
    except StoreUnavailable as error:
        log.warning("data.version_unknown", extra={"reason": error.detail})
        return False
    return True


async def settle_when_there(context: AppContext, stop: asyncio.Event) -> None:
    """Do so as soon as the store answers; set `stop` when it can never be done. Raises as `settle_data`."""
    try:
        while not stop.is_set() and not await settle_data(context):
            await rest(stop, RETRY_S)
    except ConfigurationError:
        stop.set()
        raise


async def _back_up(context: AppContext) -> None:
    try:
        made = await (await context.get(Backups)).take()
        log.info("data.backed_up_before_migration", extra={"backup": made.name})
    except Conflict:  # another process of this Mojo is at it, and the migration waits for its lease
        log.info("data.backup_under_way")
