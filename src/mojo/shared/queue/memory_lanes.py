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
    at: datetime
    attempts: int = 0
    unsent: int = -1
    """Number of the attempt that surely came to nothing."""

    def item(self, id: str) -> Item:
        return Item(id, self.body, self.attempts, self.traceparent, self.unsent == self.attempts - 1)


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
        self._store(lane, item_id, order, body, current_traceparent())
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
        return stored.item(item_id)

    async def peek(self, lane: str, limit: int = 100) -> list[Item]:
        """See Lanes."""
        items = self._lanes[lane].items if lane in self._lanes else []
        return [self._stored[item_id].item(item_id) for _, item_id in sorted(items)[:limit]]

    async def done(self, lease: Lease, *items: Item) -> bool:
        """See Lanes."""
        held = self._held(lease)
        for item in items if held else ():
            if held and self._stored.pop(item.id, None):
                held.items = [entry for entry in held.items if entry[1] != item.id]
                heapq.heapify(held.items)
        return held is not None

    async def bury(self, lease: Lease, item: Item, reason: str) -> bool:
        """See Lanes."""
        stored = self._stored.get(item.id)
        if stored and self._held(lease):
            self._dead.appendleft((lease.lane, stored.item(item.id), reason))
        return await self.done(lease, item)

    async def release(self, lease: Lease, not_before: datetime | None = None, unsent: Item | None = None) -> None:
        """See Lanes."""
        held = self._held(lease)
        if not held:
            return
        if unsent and (stored := self._stored.get(unsent.id)):
            stored.unsent = stored.attempts
        if held.items:
            held.fence = None
            held.due = max(self._clock.now(), not_before or datetime.min.replace(tzinfo=UTC))
        else:
            del self._lanes[lease.lane]
        self._changed.set()

    async def depth(self) -> int:
        """See Lanes."""
        return len(self._stored)

    async def oldest(self) -> datetime | None:
        """See Lanes."""
        return min((stored.at for stored in self._stored.values()), default=None)

    async def dead(self, limit: int = 100) -> list[tuple[str, Item, str]]:
        """See Lanes."""
        return list(itertools.islice(self._dead, limit))

    async def revive(self, item_id: str, order: int) -> bool:
        """See Lanes."""
        letter = next((letter for letter in self._dead if letter[1].id == item_id), None)
        if letter is None:
            return False
        self._dead.remove(letter)
        self._store(letter[0], item_id, order, letter[1].body, letter[1].traceparent or "")
        return True

    async def forget(self, item_id: str) -> bool:
        """See Lanes."""
        letters = [letter for letter in self._dead if letter[1].id == item_id]
        for letter in letters:
            self._dead.remove(letter)
        return bool(letters)

    def _store(self, lane: str, item_id: str, order: int, body: bytes, traceparent: str) -> None:
        now = self._clock.now()
        self._stored[item_id] = _Stored(body, traceparent, now)
        heapq.heappush(self._lanes.setdefault(lane, _Lane(now)).items, (order, item_id))
        self._changed.set()

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
