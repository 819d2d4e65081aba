"""Lanes in Redis: what several processes share, and what survives any of them."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from mojo.shared.persistence.client import RedisClient
from mojo.shared.queue import lane_scripts
from mojo.shared.queue.lanes import Item, Lease
from mojo.shared.util.trace import current_traceparent

SEEN_TTL_S = 24 * 3600
DEAD_KEPT = 10_000
MIN_WAIT_S = 0.001
"""Redis takes 0 for "for ever"."""

_US = 1_000_000


class RedisLanes:
    """The lanes of one name. All their keys share a hash tag, so that a cluster can run the scripts."""

    def __init__(self, client: RedisClient, name: str, lease_s: float = 10.0) -> None:
        self._client = client
        self._prefix = f"mojo:{{{name}}}:"
        self._keys = [self._prefix + key for key in lane_scripts.KEYS]
        self._lease_s = lease_s
        self._lease_us = round(lease_s * _US)
        self._waiting = asyncio.Lock()
        self._put = client.script(lane_scripts.PUT)
        self._take = client.script(lane_scripts.TAKE)
        self._renew = client.script(lane_scripts.RENEW)
        self._head = client.script(lane_scripts.HEAD)
        self._done = client.script(lane_scripts.DONE)
        self._bury = client.script(lane_scripts.BURY)
        self._release = client.script(lane_scripts.RELEASE)
        self._peek = client.script(lane_scripts.PEEK)
        self._revive = client.script(lane_scripts.REVIVE)

    async def put(self, lane: str, item_id: str, order: int, body: bytes) -> bool:
        """See Lanes."""
        args = (lane, item_id, order, body, current_traceparent(), SEEN_TTL_S * _US)
        return bool(await self._put(self._keys_of(lane), args))

    async def take(self, wait_s: float) -> Lease | None:
        """See Lanes. One taker of a process blocks in Redis, the others queue behind it: one connection, one wake-up."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + wait_s
        while True:
            answer = await self._take(self._keys, (self._lease_us,))
            if len(answer) == 2:
                return Lease(answer[0].decode(), answer[1])
            # No lease made from now on can expire before lease_s has passed, so nobody needs to look earlier by himself.
            due_in_s = min(self._lease_s, int(answer[0]) / _US) if answer else self._lease_s
            until = min(deadline, loop.time() + due_in_s)
            if until <= loop.time():
                if deadline <= loop.time():
                    return None
                continue
            await self._wake_up(until)

    async def renew(self, lease: Lease) -> bool:
        """See Lanes."""
        return bool(await self._renew(self._keys, (lease.lane, lease.fence, self._lease_us)))

    async def head(self, lease: Lease) -> Item | None:
        """See Lanes. Handing out an item also prolongs the lease."""
        answer = await self._head(self._keys_of(lease.lane), (lease.lane, lease.fence, self._lease_us))
        return _item(answer) if answer else None

    async def peek(self, lane: str, limit: int = 100) -> list[Item]:
        """See Lanes."""
        return [_item(answer) for answer in await self._peek(self._keys_of(lane), (limit,))]

    async def done(self, lease: Lease, *items: Item) -> bool:
        """See Lanes."""
        ids = [item.id for item in items]
        return bool(await self._done(self._keys_of(lease.lane), (lease.lane, lease.fence, *ids)))

    async def bury(self, lease: Lease, item: Item, reason: str) -> bool:
        """See Lanes."""
        return bool(await self._bury(self._keys_of(lease.lane), (lease.lane, lease.fence, item.id, reason, DEAD_KEPT)))

    async def release(self, lease: Lease, not_before: datetime | None = None, unsent: Item | None = None) -> None:
        """See Lanes."""
        due_us = round(not_before.timestamp() * _US) if not_before else 0
        args = (lease.lane, lease.fence, due_us, unsent.id if unsent else "")
        await self._release(self._keys_of(lease.lane), args)

    async def depth(self) -> int:
        """See Lanes."""
        return int(await self._client.execute("ZCARD", self._prefix + "ages"))

    async def oldest(self) -> datetime | None:
        """See Lanes."""
        first = await self._client.execute("ZRANGE", self._prefix + "ages", 0, 0, "WITHSCORES")
        return datetime.fromtimestamp(float(first[1]) / _US, UTC) if first else None

    async def dead(self, limit: int = 100) -> list[tuple[str, Item, str]]:
        """See Lanes."""
        return [_dead_letter(stored) for _, stored in await self._letters(limit)]

    async def revive(self, item_id: str, order: int) -> bool:
        """See Lanes."""
        for letter, stored in await self._letters(DEAD_KEPT):
            if stored[b"id"].decode() == item_id:
                lane = stored[b"lane"].decode()
                args = (lane, item_id, letter, order, stored[b"body"], stored[b"trace"])
                return bool(await self._revive(self._keys_of(lane), args))
        return False

    async def forget(self, item_id: str) -> bool:
        """See Lanes."""
        letters = [letter for letter, stored in await self._letters(DEAD_KEPT) if stored[b"id"].decode() == item_id]
        return bool(letters and await self._client.execute("XDEL", self._prefix + "dead", *letters))

    async def _letters(self, limit: int) -> list[tuple[bytes, dict[bytes, bytes]]]:
        """Return the newest dead letters and their ids in the stream."""
        letters: list[tuple[bytes, dict[bytes, bytes]]]
        letters = await self._client.execute("XREVRANGE", self._prefix + "dead", "+", "-", "COUNT", limit)
        return letters

    def _keys_of(self, lane: str) -> list[str]:
        return [*self._keys, f"{self._prefix}items:{lane}", f"{self._prefix}data:{lane}"]

    async def _wake_up(self, until: float) -> None:
        """Return when a lane may have become due, at the latest at `until` (loop time)."""
        try:
            async with asyncio.timeout_at(until):
                await self._waiting.acquire()
        except TimeoutError:
            return
        try:
            wait_s = max(until - asyncio.get_running_loop().time(), MIN_WAIT_S)
            await self._client.wait("BLPOP", self._prefix + "wake", f"{wait_s:.3f}", wait_s=wait_s)
        finally:
            self._waiting.release()


class RedisLanesFactory:
    """Makes lanes over one client."""

    def __init__(self, client: RedisClient) -> None:
        self._client = client

    def __call__(self, name: str, lease_s: float = 10.0) -> RedisLanes:
        return RedisLanes(self._client, name, lease_s)


def _item(answer: Sequence[Any]) -> Item:
    item_id, body, attempt, trace, unsent = answer
    return Item(item_id.decode(), body, int(attempt), trace.decode(), bool(unsent))


def _dead_letter(stored: dict[bytes, bytes]) -> tuple[str, Item, str]:
    item = _item([*(stored[name] for name in (b"id", b"body", b"attempt", b"trace")), 0])
    return stored[b"lane"].decode(), item, stored[b"reason"].decode()
