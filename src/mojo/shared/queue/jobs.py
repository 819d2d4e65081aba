"""The job queue, as the rest of Mojo sees it. The engine behind it can be changed without anybody noticing."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol

from mojo.shared.model.schedules import Payload

Handler = Callable[[str, Payload], Awaitable[None]]
"""Called with the key and the payload of one task. It must expect to be called again with the same key after a crash."""


class JobQueue(Protocol):
    """At-least-once execution of named tasks with JSON payloads, now or later, on any worker."""

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

    async def work(self) -> None:
        """Run tasks until cancelled; survives a store that goes away and comes back."""
        ...
