"""What can be done with runs, and by whom: see service.py."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

from mojo.features.jobs.service import may_see
from mojo.shared.errors import NotFound
from mojo.shared.model.people import Principal
from mojo.shared.model.schedules import FINAL, RunRecord
from mojo.shared.ports import Audit
from mojo.shared.run_ports import Runs

LOOK_EVERY_S = 0.4
WATCH_FOR_S = 3600.0


@dataclass(frozen=True)
class RunsService:
    """The runs. Every method raises StoreUnavailable; NotFound also for what the asker may not know of."""

    runs: Runs
    audit: Audit

    async def recent(self, by: Principal, limit: int, dead: bool = False) -> list[RunRecord]:
        """Return the last runs, or the dead letters alone, that `by` may see; newest first."""
        found = await (self.runs.dead(1000) if dead else self.runs.recent(1000))
        return [run for run in found if may_see(by, run.owner)][:limit]

    async def get(self, by: Principal, run_id: str) -> RunRecord:
        """Return one. Raises NotFound."""
        run = await self.runs.get(run_id)
        if run is None or not may_see(by, run.owner):
            raise NotFound("There is no such run.", field="run_id")
        return run

    async def watch(self, by: Principal, run_id: str) -> AsyncIterator[RunRecord]:
        """Yield the run now and whenever it has changed, until it has ended, an hour at most. Raises NotFound."""
        loop = asyncio.get_running_loop()
        ends_at, seen = loop.time() + WATCH_FOR_S, None
        while True:
            run = await self.get(by, run_id)
            if run != seen:
                yield run
            if run.outcome in FINAL or loop.time() > ends_at:
                return
            seen = run
            await asyncio.sleep(LOOK_EVERY_S)

    async def cancel(self, by: Principal, run_id: str) -> RunRecord:
        """End it, wherever it runs, within a second. Raises NotFound, Conflict."""
        await self.get(by, run_id)
        run = await self.runs.cancel(run_id)
        await self.audit.record(by, "run.cancelled", run_id)
        return run

    async def run_again(self, by: Principal, run_id: str) -> RunRecord:
        """Make it once more. Raises NotFound, Conflict."""
        await self.get(by, run_id)
        run = await self.runs.run_again(run_id)
        await self.audit.record(by, "run.repeated", run_id)
        return run

    async def drop(self, by: Principal, run_id: str) -> None:
        """Take it out of the dead letters. Raises NotFound if it is none."""
        await self.get(by, run_id)
        if not await self.runs.drop(run_id):
            raise NotFound("The run is no dead letter.", field="run_id")
        await self.audit.record(by, "run.dropped", run_id)
