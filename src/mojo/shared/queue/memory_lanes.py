"""Lanes that live and die with the process: for tests, and the plainest statement of what lanes do."""

import asyncio
import heapq
import itertools
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from mojo.shared.queue.lanes import Item, Lease
from mojo.shared.util.clock import Clock
from mojo.shared.util.trace import current_traceparent

SEEN_FOR = timedelta(hours=24)
DEAD_KEPT = 1000


@dataclass
class _Lane:
    due: datetime
    items: list[tuple[int, str]] = field(default_factory=list)
    fence: int | None = None


@dataclass
class _Stored:
    body: bytes
    traceparent: str
    attempts: int = 0


class MemoryLanes:
    """One process's lanes."""

    def __init__(self, clock: Clock, lease_s: float = 10.0) -> None:
        self._clock = clock
        self._lease = timedelta(seconds=lease_s)
        self._lanes: dict[str, _Lane] = {}
        self._stored: dict[str, _Stored] = {}
        self._seen: dict[str, datetime] = {}
        self._dead: deque[tuple[str, Item, str]] = deque(maxlen=DEAD_KEPT)
        self._fences = itertools.count(1)
        self._changed = asyncio.Event()

    async def put(self, lane: str, item_id: str, order: int, body: bytes) -> bool:
        """See Lanes."""
        now = self._clock.now()
        while self._seen and next(iter(self._seen.values())) <= now - SEEN_FOR:
            del self._seen[next(iter(self._seen))]
        if item_id in self._seen or item_id in self._stored:
            return False
        self._seen[item_id] = now
        self._stored[item_id] = _Stored(body, current_traceparent())
        heapq.heappush(self._lanes.setdefault(lane, _Lane(now)).items, (order, item_id))
        self._changed.set()
        return True

    async def take(self, wait_s: float) -> Lease | None:
        """See Lanes."""
        deadline = asyncio.get_running_loop().time() + wait_s
        while True:
            self._changed.clear()
            if lease := self._take_due():
                return lease
            left_s = deadline - asyncio.get_running_loop().time()
            if left_s <= 0:
                return None
            await self._change(min(left_s, self._due_in_s()))

    async def renew(self, lease: Lease) -> bool:
        """See Lanes."""
        held = self._held(lease)
        if held:
            held.due = self._clock.now() + self._lease
        return held is not None

    async def head(self, lease: Lease) -> Item | None:
        """See Lanes."""
        held = self._held(lease)
        if not held or not held.items:
            return None
        held.due = self._clock.now() + self._lease
        item_id = held.items[0][1]
        stored = self._stored[item_id]
        stored.attempts += 1
        return Item(item_id, stored.body, stored.attempts, stored.traceparent)

    async def done(self, lease: Lease, item: Item) -> bool:
        """See Lanes."""
        held = self._held(lease)
        if held and self._stored.pop(item.id, None):
            held.items = [entry for entry in held.items if entry[1] != item.id]
            heapq.heapify(held.items)
        return held is not None

    async def bury(self, lease: Lease, item: Item, reason: str) -> bool:
        """See Lanes."""
        stored = self._stored.get(item.id)
        if stored and self._held(lease):
            self._dead.appendleft((lease.lane, Item(item.id, stored.body, stored.attempts, stored.traceparent), reason))
        return await self.done(lease, item)

    async def release(self, lease: Lease, not_before: datetime | None = None) -> None:
        """See Lanes."""
        held = self._held(lease)
        if not held:
            return
        if held.items:
            held.fence = None
            held.due = max(self._clock.now(), not_before or datetime.min.replace(tzinfo=UTC))
        else:
            del self._lanes[lease.lane]
        self._changed.set()

    async def depth(self) -> int:
        """See Lanes."""
        return len(self._stored)

    async def dead(self, limit: int = 100) -> list[tuple[str, Item, str]]:
        """See Lanes."""
        return list(itertools.islice(self._dead, limit))

    def _held(self, lease: Lease) -> _Lane | None:
        lane = self._lanes.get(lease.lane)
        return lane if lane and lane.fence == lease.fence else None

    def _take_due(self) -> Lease | None:
        now = self._clock.now()
        name, lane = min(self._lanes.items(), key=lambda entry: entry[1].due, default=(None, None))
        if name is None or lane is None or lane.due > now:
            return None
        lane.fence = next(self._fences)
        lane.due = now + self._lease
        return Lease(name, lane.fence)

    def _due_in_s(self) -> float:
        soonest = min((lane.due for lane in self._lanes.values()), default=None)
        return (soonest - self._clock.now()).total_seconds() if soonest else float("inf")

    async def _change(self, within_s: float) -> None:
        try:
            async with asyncio.timeout(max(within_s, 0.001)):
                await self._changed.wait()
        except TimeoutError:
            return


class MemoryLanesFactory:
    """Hands out the same lanes for the same name."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._made: dict[str, MemoryLanes] = {}

    def __call__(self, name: str, lease_s: float = 10.0) -> MemoryLanes:
        return self._made.setdefault(name, MemoryLanes(self._clock, lease_s))
