"""Whether a run may start now, beside those that run already."""

import contextlib
from enum import Enum, auto

from mojo.scheduler.attendant import SLOT_TTL_S, Slot
from mojo.shared.errors import StoreUnavailable
from mojo.shared.model.policies import Overlap, Policy
from mojo.shared.model.schedules import RunRecord
from mojo.shared.persistence.runs import RunStore
from mojo.shared.persistence.slots import Slots


class Verdict(Enum):
    START = auto()
    WAIT = auto()
    SKIP = auto()


class Admission:
    """Keeps the overlap policy and the limits, whatever process the runs are in."""

    LOOK_AGAIN_S = 0.5

    def __init__(self, slots: Slots, runs: RunStore) -> None:
        self._slots = slots
        self._runs = runs

    def slots_of(self, record: RunRecord, policy: Policy) -> list[Slot]:
        """Return what the run must hold: the one place of its schedule, if runs must not overlap, and one under its limit."""
        own = [Slot(f"schedule:{record.schedule}", 1)] if record.schedule and policy.overlap is not Overlap.ALLOW else []
        return [*own, *([Slot(f"limit:{policy.limit_key}", policy.limit)] if policy.limit_key else [])]

    async def admit(self, record: RunRecord, slots: list[Slot], policy: Policy) -> Verdict:
        """Take the slots, or none of them. Raises StoreUnavailable."""
        for taken, slot in enumerate(slots):
            holders = await self._slots.take(slot.key, record.id, slot.limit, SLOT_TTL_S)
            if not holders:
                continue
            await self.leave(record, slots[:taken])
            if not slot.key.startswith("schedule:"):
                return Verdict.WAIT
            if policy.overlap is Overlap.REPLACE:
                for holder in holders:
                    await self._runs.ask_to_cancel(holder)
            return Verdict.SKIP if policy.overlap is Overlap.SKIP else Verdict.WAIT
        return Verdict.START

    async def leave(self, record: RunRecord, slots: list[Slot]) -> None:
        """Give the slots back; without the store they are free when their time is over."""
        for slot in slots:
            with contextlib.suppress(StoreUnavailable):
                await self._slots.release(slot.key, record.id)
