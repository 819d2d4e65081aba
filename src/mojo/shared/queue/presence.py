"""Who of the workers is there: each is subscribed to a channel of its own, on a connection that ends with its process.

So the death of a worker is seen at once, and a worker that is only slow, starved or stopped is never taken for dead, however
long it is. Nobody publishes on these channels, nothing is written, and idle workers are not looked at. ADR 0023.
"""

import asyncio
import contextlib
import logging
import time

from redis.exceptions import RedisError

from mojo.shared.errors import StoreUnavailable
from mojo.shared.persistence.client import CALL_DEADLINE_S, RedisClient
from mojo.shared.persistence.target import RedisTarget, Topology

log = logging.getLogger("mojo.queue")

LOOK_EVERY_S = 0.2
CONFIRMED_AFTER_S = 0.3
"""A worker that is away is looked at once more so much later: its connection may have broken without it."""

QUIET_S = 3.0
"""Who has only just come (back) judges nobody: after a restart of Redis the others come back too, in their own time."""

BATCH = 100
FORGET_AFTER_MS = 60_000

_HAND_OVER = """
local moved = 0
local held = redis.call('XPENDING', KEYS[1], ARGV[1], '-', '+', ARGV[3], ARGV[2])
for _, pending in ipairs(held) do
  local id = pending[1]
  local entry = redis.call('XRANGE', KEYS[1], id, id)[1]
  if entry then
    redis.call('XADD', KEYS[1], '*', unpack(entry[2]))
    moved = moved + 1
  end
  redis.call('XACK', KEYS[1], ARGV[1], id)
  redis.call('XDEL', KEYS[1], id)
end
if #held == 0 then redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], ARGV[2]) end
return moved
"""
"""Queue again what the worker had in hand. The engine refuses the copy if the worker did finish: a copy keeps its generation."""


class Presence:
    """One worker's place among the others of its stream and consumer group.

    Not in a cluster, where a subscription counts on one node only: there, the lease alone finds who has died.
    """

    def __init__(self, target: RedisTarget, stream: str, group: str, worker: str) -> None:
        self._redis = RedisClient(target)
        self._possible = target.topology is not Topology.CLUSTER
        self._stream = stream
        self._group = group
        self._worker = worker
        self._hand_over = self._redis.script(_HAND_OVER)
        self._there_since: float | None = None
        self._away_since: dict[str, float] = {}

    async def keep(self) -> None:
        """Be there, and hand over what the dead had in hand; until cancelled."""
        try:
            while self._possible:
                with contextlib.suppress(StoreUnavailable, RedisError, OSError, TimeoutError):
                    await self._stand()
                self._there_since = None
                await asyncio.sleep(LOOK_EVERY_S)
        finally:
            await self._redis.close()

    async def lives(self, worker: str) -> bool:
        """Tell whether `worker` is there, or may be and cannot be seen yet. Raises StoreUnavailable."""
        if not self._possible:
            return False
        return not self._may_judge() or not await self._away([worker])

    async def _stand(self) -> None:
        async with self._redis.subscription() as subscription:
            async with asyncio.timeout(CALL_DEADLINE_S):
                await subscription.subscribe(self._channel(self._worker))
            self._there_since = time.monotonic()
            self._away_since = {}
            while not await self._away([self._worker]):
                if self._may_judge():
                    await self._look()
                await asyncio.sleep(LOOK_EVERY_S)

    def _may_judge(self) -> bool:
        return self._there_since is not None and time.monotonic() - self._there_since >= QUIET_S

    async def _look(self) -> None:
        away = await self._away([name for name in await self._others() if name != self._worker])
        now = time.monotonic()
        self._away_since = {name: self._away_since.get(name, now) for name in away}
        for name, since in self._away_since.items():
            if now - since >= CONFIRMED_AFTER_S:
                moved = await self._hand_over(keys=[self._stream], args=[self._group, name, BATCH])
                if moved:
                    log.warning("queue.taken_over", extra={"worker": name, "tasks": moved})

    async def _others(self) -> list[str]:
        """Return the workers that have something in hand, or have not asked for anything for long and may be forgotten."""
        consumers = await self._redis.execute("XINFO", "CONSUMERS", self._stream, self._group)
        known = [dict(zip(it[::2], it[1::2], strict=True)) for it in consumers]
        return [it[b"name"].decode() for it in known if it[b"pending"] or it[b"idle"] > FORGET_AFTER_MS]

    async def _away(self, workers: list[str]) -> list[str]:
        if not workers:
            return []
        answer = await self._redis.execute("PUBSUB", "NUMSUB", *map(self._channel, workers))
        return [worker for worker, count in zip(workers, answer[1::2], strict=True) if not count]

    def _channel(self, worker: str) -> str:
        return f"{self._stream}:alive:{worker}"
