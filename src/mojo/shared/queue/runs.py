"""Runs that somebody asks for, cancels, or makes again, from any process."""

from datetime import UTC
from uuid import uuid4

from mojo.shared.errors import Conflict, NotFound
from mojo.shared.model.policies import PolicyChange
from mojo.shared.model.schedules import FINAL, Outcome, Payload, RunRecord
from mojo.shared.persistence.runs import RunStore
from mojo.shared.queue.jobs import JobQueue
from mojo.shared.queue.orders import RUN, Order
from mojo.shared.run_ports import RunFollowers
from mojo.shared.util.clock import Clock


class StoredRuns:
    """The port `Runs`."""

    def __init__(self, store: RunStore, queue: JobQueue, clock: Clock, followers: RunFollowers) -> None:
        self._store = store
        self._followers = followers
        self._queue = queue
        self._clock = clock

    async def get(self, run_id: str) -> RunRecord | None:
        """See Runs."""
        return await self._store.get(run_id)

    async def recent(self, limit: int = 20) -> list[RunRecord]:
        """See Runs."""
        return await self._store.recent(limit)

    async def dead(self, limit: int = 20) -> list[RunRecord]:
        """See Runs."""
        return await self._store.dead(limit)

    async def start(
        self,
        job: str,
        payload: Payload,
        owner: str | None,
        schedule: str | None = None,
        *,
        policy: PolicyChange | None = None,
        followers: tuple[int, ...] = (),
    ) -> RunRecord:
        """See Runs. The record comes first: one without a task can be seen and run again."""
        now = self._clock.now()
        key = f"{schedule or job}:{now.astimezone(UTC).isoformat()}:{uuid4().hex[:8]}"
        order = Order(
            job=job,
            schedule=schedule,
            owner=owner,
            planned_at=now,
            payload=payload,
            policy=policy or PolicyChange(),
            followers=followers,
        )
        record = order.record(key).model_copy(update={"outcome": Outcome.WAITING})
        await self._store.save(record)
        await self._queue.enqueue(RUN, key, order.to_payload())
        return record

    async def cancel(self, run_id: str) -> RunRecord:
        """See Runs."""
        record = await self._known(run_id)
        if record.outcome in FINAL:
            raise Conflict(f"The run has ended already: {record.outcome}.", field="run_id")
        await self._store.ask_to_cancel(run_id)
        if record.outcome is not Outcome.RUNNING:
            await self._queue.cancel(run_id)
            ended_at = self._clock.now()
            cancelled = record.changed(outcome=Outcome.CANCELLED, ended_at=ended_at, error="Cancelled before it began.")
            return cancelled if await self._save(cancelled) else await self._known(run_id)
        return record

    async def run_again(self, run_id: str) -> RunRecord:
        """See Runs."""
        record = await self._known(run_id)
        if record.outcome not in FINAL:
            raise Conflict(f"The run has not ended yet: {record.outcome}.", field="run_id")
        again = record.changed(outcome=Outcome.WAITING, attempt=0, error=None, error_code=None, ended_at=None, result=None)
        await self._store.take_back_cancel(run_id)
        await self._save(again)
        await self._queue.enqueue(RUN, run_id, Order.again(record).to_payload())
        return again

    async def drop(self, run_id: str) -> bool:
        """See Runs."""
        return await self._store.drop(run_id)

    async def _save(self, record: RunRecord) -> bool:
        await self._followers.tell(record)
        return await self._store.save(record)

    async def _known(self, run_id: str) -> RunRecord:
        record = await self._store.get(run_id)
        if record is None:
            raise NotFound("There is no such run.", field="run_id")
        return record
