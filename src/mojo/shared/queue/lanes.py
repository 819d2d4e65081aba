"""Lanes: durable queues, one per key, each worked strictly in order by one worker at a time.

The inbox of Chronos (a lane a chat, items are raw updates) and the outbox (a lane a chat, items are notifications) are both
lanes. What `put` acknowledged survives any crash; a lane whose worker died is taken over after the lease; an item that keeps
failing is set aside as dead, so that it never blocks its lane for ever.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Item:
    """The head of a lane."""

    id: str
    body: bytes
    attempt: int
    """1 the first time it is handed out."""
    traceparent: str | None = None
    surely_unsent: bool = False
    """Whoever had it last said that nothing came of that attempt."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work one lane. `fence` grows with every lease, so a worker that lost its lane can change nothing."""

    lane: str
    fence: int


class Lanes(Protocol):
    """Every method raises StoreUnavailable when Redis does not answer in time."""

    async def put(self, lane: str, item_id: str, order: int, body: bytes) -> bool:
        """Store the item durably; False if `item_id` was put before. Items of a lane are handed out by rising `order`."""
        ...

    async def take(self, wait_s: float) -> Lease | None:
        """Lease a lane that has work and nobody works on; wait up to `wait_s` for one."""
        ...

    async def renew(self, lease: Lease) -> bool:
        """Prolong the lease; False if it is lost."""
        ...

    async def head(self, lease: Lease) -> Item | None:
        """Hand out the lane's first item and count the attempt; None if the lane is empty or the lease is lost."""
        ...

    async def peek(self, lane: str, limit: int = 100) -> list[Item]:
        """Return the first items of a lane in order, whoever works it, without counting an attempt."""
        ...

    async def done(self, lease: Lease, *items: Item) -> bool:
        """Remove finished items, all or none; False if the lease is lost."""
        ...

    async def bury(self, lease: Lease, item: Item, reason: str) -> bool:
        """Set the item aside among the dead letters, for somebody to look at."""
        ...

    async def release(self, lease: Lease, not_before: datetime | None = None, unsent: Item | None = None) -> None:
        """Give the lane back: to be worked again at once if it has items, or at `not_before`.

        `unsent` is an item whose last attempt surely came to nothing, which whoever gets it next is told.
        """
        ...

    async def depth(self) -> int:
        """Return how many items wait in all lanes."""
        ...

    async def oldest(self) -> datetime | None:
        """Return since when the oldest of all items waits."""
        ...

    async def dead(self, limit: int = 100) -> list[tuple[str, Item, str]]:
        """Return the newest dead letters as lane, item and reason."""
        ...

    async def revive(self, item_id: str, order: int) -> bool:
        """Put a dead letter back into its lane, its attempts forgotten; False if there is none of that id."""
        ...

    async def forget(self, item_id: str) -> bool:
        """Drop a dead letter; False if there is none of that id."""
        ...


class LanesFactory(Protocol):
    """Makes the lanes of one purpose."""

    def __call__(self, name: str, lease_s: float = 10.0) -> Lanes:
        """Return the lanes called `name` (`inbox`, `outbox`); all processes that say the same name share them."""
        ...
