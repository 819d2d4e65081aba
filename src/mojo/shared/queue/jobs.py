"""The job queue, as the rest of Mojo sees it. The engine behind it can be changed without anybody noticing."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol

from mojo.shared.model.schedules import Payload

Handler = Callable[[str, Payload], Awaitable[None]]
"""Called with the key and the payload of one task, in the story (trace) of whoever enqueued it.

It must expect to be called again with the same key: after a crash, after HANDLER_RETRY_S if it raised, and by another
worker if it was cancelled because its own was stopping.
"""

HANDLER_RETRY_S = 5.0
STOP_GRACE_S = 5.0
"""How long a cancelled worker waits for running tasks before it hands them back."""


class JobQueue(Protocol):
    """At-least-once execution of named tasks with JSON payloads, now or later, on any worker."""

    worker: str
    """What the worker of this process is called, unlike any other there ever was."""

    def register(self, name: str, handler: Handler) -> None:
        """Say what runs tasks called `name`. Before `work`."""
        ...

    async def enqueue(self, name: str, key: str, payload: Payload, at: datetime | None = None) -> bool:
        """Store a task durably, to run at `at`; False if a task with `key` waits or runs already. Raises StoreUnavailable."""
        ...

    async def replace(self, name: str, key: str, payload: Payload, at: datetime) -> None:
        """Store a task, moving one that waits under `key`. Raises StoreUnavailable."""
        ...

    async def cancel(self, key: str) -> None:
        """Forget the waiting task with `key`, if any. Raises StoreUnavailable."""
        ...

    async def waiting(self, key: str) -> bool:
        """Tell whether a task with `key` waits or runs."""
        ...

    async def missing(self, keys: Sequence[str]) -> list[str]:
        """Return those of `keys` under which no task waits or runs. Raises StoreUnavailable."""
        ...

    async def due(self) -> int | None:
        """Return how many tasks are due and not done, those that run included. Raises StoreUnavailable.

        None in a process that has not used the queue yet: to be measured is no reason to load its engine.
        """
        ...

    async def lives(self, worker: str) -> bool:
        """Tell whether that worker works, or may: only one that surely ended is dead. Raises StoreUnavailable."""
        ...

    async def work(self, concurrency: int = 10) -> None:
        """Run up to `concurrency` tasks at a time until cancelled; survives a store that goes away and comes back."""
        ...
