"""A job queue that lives and dies with the process: for tests, and the plainest statement of what the queue does."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mojo.shared.model.schedules import Payload
from mojo.shared.queue.jobs import HANDLER_RETRY_S, STOP_GRACE_S, Handler
from mojo.shared.util.clock import Clock
from mojo.shared.util.confided import confided
from mojo.shared.util.trace import current_traceparent, traced

log = logging.getLogger("mojo.queue")


@dataclass(frozen=True, slots=True)
class _Task:
    name: str
    key: str
    payload: Payload
    at: datetime
    traceparent: str


class MemoryJobs:
    """One process's job queue."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._handlers: dict[str, Handler] = {}
        self._waiting: dict[str, _Task] = {}
        self._running: set[str] = set()
        self._changed = asyncio.Event()
        self.worker = "this process"

    def register(self, name: str, handler: Handler) -> None:
        """See JobQueue."""
        self._handlers[name] = handler

    async def enqueue(self, name: str, key: str, payload: Payload, at: datetime | None = None) -> bool:
        """See JobQueue."""
        if await self.waiting(key):
            return False
        await self.replace(name, key, payload, at or self._clock.now())
        return True

    async def replace(self, name: str, key: str, payload: Payload, at: datetime) -> None:
        """See JobQueue."""
        self._put(_Task(name, key, payload, at, current_traceparent()))

    async def cancel(self, key: str) -> None:
        """See JobQueue."""
        self._waiting.pop(key, None)

    async def waiting(self, key: str) -> bool:
        """See JobQueue."""
        return key in self._waiting or key in self._running

    async def missing(self, keys: Sequence[str]) -> list[str]:
        """See JobQueue."""
        return [key for key in keys if not await self.waiting(key)]

    async def due(self) -> int | None:
        """See JobQueue."""
        now = self._clock.now()
        return len(self._running) + sum(task.at <= now for task in self._waiting.values())

    async def lives(self, worker: str) -> bool:
        """See JobQueue."""
        return worker == self.worker

    async def work(self, concurrency: int = 10) -> None:
        """See JobQueue."""
        slots = asyncio.Semaphore(concurrency)
        async with _tasks_of_worker() as running:
            while True:
                await slots.acquire()
                self._changed.clear()
                if due := self._due():
                    started = asyncio.create_task(self._run(self._claim(due[0])))
                    running.add(started)
                    started.add_done_callback(running.discard)
                    started.add_done_callback(lambda _: slots.release())
                else:
                    slots.release()
                    await self._change()

    async def run_due(self) -> None:
        """Run whatever is due, and whatever that makes due, one after the other. For tests that set the clock."""
        while due := self._due():
            await self._run(self._claim(due[0]))

    def _put(self, task: _Task) -> None:
        self._waiting[task.key] = task
        self._changed.set()

    def _claim(self, task: _Task) -> _Task:
        self._running.add(task.key)
        return self._waiting.pop(task.key)

    def _due(self) -> list[_Task]:
        """Return the tasks to run now; one that runs already waits for its end, one nobody knows for somebody who does."""
        now = self._clock.now()
        due = [task for task in self._waiting.values() if task.at <= now and task.name in self._handlers]
        return sorted((task for task in due if task.key not in self._running), key=lambda task: task.at)

    async def _run(self, task: _Task) -> None:
        try:
            with traced(task.traceparent), confided(task.payload):
                await self._handlers[task.name](task.key, task.payload)
        except asyncio.CancelledError:
            self._put(task)
            raise
        except Exception:
            log.exception("queue.handler_failed", extra={"task": task.name, "key": task.key})
            later = self._clock.now() + timedelta(seconds=HANDLER_RETRY_S)
            self._put(replace(task, at=later))
        finally:
            self._running.discard(task.key)
            self._changed.set()

    async def _change(self) -> None:
        """Return when a task may have become due."""
        soonest = min((task.at for task in self._waiting.values() if task.at > self._clock.now()), default=None)
        wait_s = (soonest - self._clock.now()).total_seconds() if soonest else None
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._changed.wait(), wait_s)


@contextlib.asynccontextmanager
async def _tasks_of_worker() -> AsyncIterator[set[asyncio.Task[None]]]:
    """Let what runs at the end finish within STOP_GRACE_S, then cancel it."""
    running: set[asyncio.Task[None]] = set()
    try:
        yield running
    finally:
        if left := set(running):
            _, late = await asyncio.wait(left, timeout=STOP_GRACE_S)
            for task in late:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)
