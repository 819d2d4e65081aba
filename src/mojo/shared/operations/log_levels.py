"""How much each logger says: by setting at start, and by a record in the store while Mojo runs, which every process follows."""

import asyncio
import logging
from contextlib import suppress
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict, TypeAdapter

from mojo.shared.context import AppContext
from mojo.shared.errors import InvalidInput, StoreUnavailable
from mojo.shared.ports import Documents
from mojo.shared.settings import LEVELS
from mojo.shared.util.clock import Clock

KEY = "log:levels"
LOOK_EVERY_S = 3.0
LONGEST_S = 30 * 86_400.0
UNSET = "normal"
"""In place of a level: as it was at start."""

log = logging.getLogger("mojo.logging")


class LoggerLevel(BaseModel):
    """What one logger says for a while."""

    model_config = ConfigDict(frozen=True)

    level: str
    until: datetime


_STORED = TypeAdapter(dict[str, LoggerLevel])


class LogLevels:
    """The record. Every method raises StoreUnavailable."""

    def __init__(self, documents: Documents, clock: Clock) -> None:
        self._documents = documents
        self._clock = clock

    async def all(self) -> dict[str, LoggerLevel]:
        """Return what holds now, by logger."""
        stored = _STORED.validate_python(await self._documents.read(KEY) or {})
        return {name: it for name, it in sorted(stored.items()) if it.until > self._clock.now()}

    async def set(self, logger: str, level: str, for_s: float) -> None:
        """Let `logger` say what is at least `level` for so many seconds; UNSET lets it be as it was. Raises InvalidInput."""
        if level not in (*LEVELS, UNSET):
            raise InvalidInput(f"level: one of {', '.join((*LEVELS, UNSET))}.", field="level")
        if not 0 < for_s <= LONGEST_S:
            raise InvalidInput("for: more than nothing, and 30 days at most, such as 30m or 2h.", field="for")
        levels = {name: it for name, it in (await self.all()).items() if name != logger}
        if level != UNSET:
            levels[logger] = LoggerLevel(level=level, until=self._clock.now() + timedelta(seconds=for_s))
        await self._documents.write(KEY, _STORED.dump_python(levels, mode="json"), LONGEST_S)


class Follower:
    """Lets the loggers of this process follow the record."""

    def __init__(self, levels: LogLevels) -> None:
        self._levels = levels
        self._before: dict[str, int] = {}
        """What each logger that was changed said at start."""

    async def look(self) -> None:
        """Follow what has changed. Raises StoreUnavailable."""
        wanted = {name: it.level for name, it in (await self._levels.all()).items()}
        for name in [name for name in self._before if name not in wanted]:
            self._set(name, self._before.pop(name))
        for name, level in wanted.items():
            self._before.setdefault(name, logging.getLogger(name).level)
            self._set(name, logging.getLevelNamesMapping()[level])

    def _set(self, name: str, level: int) -> None:
        logger = logging.getLogger(name)
        if logger.level != level:
            logger.setLevel(level)
            log.warning("log.level_changed", extra={"name_of_logger": name, "level": logging.getLevelName(level)})


async def follow_levels(context: AppContext, stop: asyncio.Event, every_s: float = LOOK_EVERY_S) -> None:
    """Follow the record until `stop`. Survives a lost store."""
    documents, clock = await context.get(Documents), await context.get(Clock)  # type: ignore[type-abstract]  # ports are keys
    follower = Follower(LogLevels(documents, clock))
    while not stop.is_set():
        with suppress(StoreUnavailable):  # the health board already says so
            await follower.look()
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), every_s)
