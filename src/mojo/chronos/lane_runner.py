"""Works lanes: several at a time, each strictly in order, with its lease renewed for as long as that takes."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from mojo.chronos.pauses import backoff_s, pause
from mojo.shared.errors import StoreUnavailable
from mojo.shared.queue.lanes import Item, Lanes, Lease
from mojo.shared.util.confided import confide

log = logging.getLogger("mojo.chronos")

TAKE_WAIT_S = 1.0
"""Also bounds how long a stop waits for an idle runner: a blocked `take` is not cancelled, for it may just have got a lease."""
CRASH_REST = timedelta(seconds=1)
DRAIN_S = 5.0
"""How long items in hand may take once we are to stop; then their lanes are given back unfinished."""


@dataclass(frozen=True, slots=True)
class Done:
    """The item is finished, and others of the lane with it; if `rest_until`, the lane rests until then."""

    also: tuple[Item, ...] = ()
    rest_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Bury:
    """The item is hopeless; `reason` says why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """The item stays at the head of its lane, which rests until `at`; `unsent` if this attempt surely came to nothing."""

    at: datetime
    unsent: bool = False


Verdict: TypeAlias = Done | Bury | Later
Handle: TypeAlias = Callable[[str, Item], Awaitable[Verdict]]
"""Called with the lane and its head. When it raises, the item stays and its lane is worked again."""


class LaneRunner:
    """Takes lanes and hands their items to `handle`."""

    def __init__(self, lanes: Lanes, handle: Handle, concurrency: int, lease_s: float = 10.0) -> None:
        self._lanes = lanes
        self._handle = handle
        self._free = asyncio.Semaphore(concurrency)
        self._lease_s = lease_s
        self._working: dict[Lease, asyncio.Task[None]] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop`; then finish the items in hand, or give their lanes back after DRAIN_S."""
        helpers = [asyncio.create_task(self._renew_leases()), asyncio.create_task(self._cancel_stragglers(stop))]
        try:
            await self._take_lanes(stop)
        finally:
            if self._working:
                await asyncio.wait(self._working.values(), timeout=DRAIN_S + 1)
            for helper in helpers:
                helper.cancel()
            await asyncio.gather(*helpers, return_exceptions=True)

    async def _take_lanes(self, stop: asyncio.Event) -> None:
        failures = 0
        while not stop.is_set():
            await self._free.acquire()
            lease = None
            try:
                if not stop.is_set():
                    lease = await self._lanes.take(TAKE_WAIT_S)
                failures = 0
            except StoreUnavailable:
                failures += 1
            if lease is None:
                self._free.release()
            else:
                self._start(lease, stop)
            if failures:
                await pause(stop, backoff_s(failures, cap_s=2.0))

    def _start(self, lease: Lease, stop: asyncio.Event) -> None:
        task = asyncio.create_task(self._work(lease, stop))
        self._working[lease] = task
        task.add_done_callback(lambda _: self._end(lease))

    def _end(self, lease: Lease) -> None:
        del self._working[lease]
        self._free.release()

    async def _work(self, lease: Lease, stop: asyncio.Event) -> None:
        """Work the lane until it is empty, rests or is lost, then give it back."""
        rest_until, unsent = None, None
        try:
            while not stop.is_set() and rest_until is None and (item := await self._lanes.head(lease)):
                confide(item.body)
                verdict = await self._handle(lease.lane, item)
                if isinstance(verdict, Later):
                    rest_until, unsent = verdict.at, item if verdict.unsent else None
                    break
                rest_until = verdict.rest_until if isinstance(verdict, Done) else None
                if not await self._settle(lease, item, verdict):
                    log.warning("chronos.lease_lost", extra={"item_id": item.id})
                    break
        except StoreUnavailable:
            log.warning("chronos.lane_interrupted", extra={"reason": "the store does not answer"})
        except Exception:
            log.exception("chronos.lane_crashed")
            rest_until = datetime.now(UTC) + CRASH_REST
        finally:
            with contextlib.suppress(StoreUnavailable):  # then the lease runs out by itself
                await self._lanes.release(lease, rest_until, unsent)

    async def _settle(self, lease: Lease, item: Item, verdict: Done | Bury) -> bool:
        if isinstance(verdict, Done):
            return await self._lanes.done(lease, item, *verdict.also)
        log.warning("chronos.item_buried", extra={"item_id": item.id, "reason": verdict.reason})
        return await self._lanes.bury(lease, item, verdict.reason)

    async def _renew_leases(self) -> None:
        """Keep every lane in hand; let go of one that somebody else has taken over."""
        while True:
            await asyncio.sleep(self._lease_s / 3)
            for lease, task in list(self._working.items()):
                with contextlib.suppress(StoreUnavailable):
                    if not await self._lanes.renew(lease):
                        task.cancel()

    async def _cancel_stragglers(self, stop: asyncio.Event) -> None:
        await stop.wait()
        await asyncio.sleep(DRAIN_S)
        for task in self._working.values():
            task.cancel()
