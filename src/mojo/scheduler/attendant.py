"""Looks after the runs of this process while they run: saves progress, keeps slots, hears when one is to end."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from mojo.shared.errors import StoreUnavailable
from mojo.shared.model.schedules import MAX_LINE_CHARS, MAX_LOG_LINES, LogLine, RunRecord
from mojo.shared.persistence.runs import RunStore
from mojo.shared.persistence.slots import Slots
from mojo.shared.run_ports import RunFollowers
from mojo.shared.util.clock import Clock
from mojo.shared.util.redaction import Redactor

log = logging.getLogger("mojo.scheduler")

LOOK_EVERY_S = 0.4
TELL_EVERY_S = 2.0
"""How often the messages that follow a run may change: Telegram takes a message a second in a chat, and there are others."""

SLOT_TTL_S = 10.0


@dataclass(frozen=True, slots=True)
class Slot:
    """A place among `limit` that a run holds while it runs."""

    key: str
    limit: int


@dataclass
class Live:
    """One run while it runs."""

    record: RunRecord
    slots: list[Slot] = field(default_factory=list)
    told: bool = False
    """The record says more than was saved."""
    over: asyncio.Event = field(default_factory=asyncio.Event)
    """The work has ended, or is to be ended."""
    cancelled: bool = False
    saving: asyncio.Lock = field(default_factory=asyncio.Lock)
    untold: bool = False
    """Its followers have not been told all that was saved."""
    told_at: float = 0.0


class Attendant:
    """One a process. It costs nothing while nothing runs."""

    def __init__(self, runs: RunStore, slots: Slots, clock: Clock, redactor: Redactor, followers: RunFollowers) -> None:
        self._runs = runs
        self._followers = followers
        self._slots = slots
        self._clock = clock
        self._redactor = redactor
        self._live: dict[str, Live] = {}
        self._round: asyncio.Task[None] | None = None

    @contextlib.asynccontextmanager
    async def attending(self, live: Live) -> AsyncIterator[None]:
        """Look after the run for the block; afterwards nothing of it is under way any more."""
        self._live[live.record.id] = live
        if self._round is None:
            self._round = asyncio.create_task(self._look_after(), name="scheduler attendant")
        try:
            yield
        finally:
            self._live.pop(live.record.id, None)
            async with live.saving:
                pass

    def __contains__(self, run_id: str) -> bool:
        """Tell whether the run is being made in this process."""
        return run_id in self._live

    def report(self, live: Live, progress: float | None, said: str | None) -> None:
        """Note what the job says of itself."""
        words = self._redactor.text(said)[:MAX_LINE_CHARS] if said else None
        change: dict[str, object] = {}
        if progress is not None:
            change |= {"progress": progress, "progress_text": words}
        if words:
            lines = [*live.record.log, LogLine(at=self._clock.now(), text=words)]
            change["log"] = tuple(lines[-MAX_LOG_LINES:])
        live.record = live.record.changed(**change)
        live.told = True

    async def _look_after(self) -> None:
        try:
            while True:
                await asyncio.sleep(LOOK_EVERY_S)
                if not self._live:
                    break
                with contextlib.suppress(StoreUnavailable):  # the health board says so, and the next look repairs it
                    await self._look()
        finally:
            self._round = None

    async def _look(self) -> None:
        live = dict(self._live)
        for run_id in await self._runs.asked_to_cancel(live):
            live[run_id].cancelled = True
            live[run_id].over.set()
        for run in live.values():
            await self._save(run)
            for slot in run.slots:
                await self._slots.take(slot.key, run.record.id, slot.limit, SLOT_TTL_S)

    async def _save(self, live: Live) -> None:
        async with live.saving:
            if live.told and live.record.id in self._live:
                live.told, live.untold = False, bool(live.record.followers)
                await self._runs.save(live.record)
            if live.untold and time.monotonic() - live.told_at >= TELL_EVERY_S and live.record.id in self._live:
                live.untold, live.told_at = False, time.monotonic()
                await self._followers.tell(live.record)
