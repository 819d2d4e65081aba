"""The one door to Redis: bounded in time, honest about failure, the same for every topology."""

import hashlib
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from redis import exceptions as failures
from redis.asyncio.client import PubSub

from mojo.shared.errors import StoreUnavailable
from mojo.shared.health import HealthBoard, State
from mojo.shared.persistence.deadline import Deadline
from mojo.shared.persistence.pool import Pool, Value
from mojo.shared.persistence.target import RedisTarget

CALL_DEADLINE_S = 3.0
"""Bounds one call as a whole: waiting for a connection, connecting, asking and reading."""

MAX_CONNECTIONS = 20
MAX_BLOCKING_CONNECTIONS = 32

CURE = "Start Redis or mend REDIS_URL; Mojo goes on by itself as soon as it answers."

_UNABLE = (
    failures.ConnectionError,
    failures.TimeoutError,
    failures.InvalidResponse,
    failures.OutOfMemoryError,
    failures.ReadOnlyError,
    failures.NoPermissionError,
    failures.TryAgainError,
    failures.ClusterDownError,
    failures.RedisClusterException,
    TimeoutError,
    OSError,
)
_UNABLE_CODES = ("MISCONF", "NOREPLICAS", "NOAUTH", "UNBLOCKED", "BUSY ")
"""Error replies without a class of their own that say "not now" rather than "you asked wrongly"."""


class Script:
    """A Lua script that Redis runs atomically. Its keys share a hash tag, so that a cluster can run it."""

    def __init__(self, client: "RedisClient", source: str) -> None:
        self._client = client
        self._source = source
        self._sha = hashlib.sha1(source.encode(), usedforsecurity=False).hexdigest()

    async def __call__(self, keys: Sequence[str], args: Sequence[Value] = ()) -> Any:
        """Run it. Raises StoreUnavailable."""
        try:
            return await self._client.execute("EVALSHA", self._sha, len(keys), *keys, *args)
        except failures.NoScriptError:
            return await self._client.execute("EVAL", self._source, len(keys), *keys, *args)


class RedisClient:
    """Sends commands to one Redis, whatever its topology. Replies are bytes.

    No call is repeated by itself: only the caller knows whether a command may run twice. What raised StoreUnavailable may
    or may not have been done; what returned has been done.
    """

    def __init__(self, target: RedisTarget, health: HealthBoard | None = None, deadline_s: float = CALL_DEADLINE_S) -> None:
        self._target = target
        self._health = health
        self._deadline_s = deadline_s
        self._state: State | None = None
        self._calls = Pool(target, MAX_CONNECTIONS)
        self._waits: Pool | None = None

    def __repr__(self) -> str:
        return f"<RedisClient {self._target}>"

    async def execute(self, *command: Value) -> Any:
        """Run one command. Raises StoreUnavailable within `deadline_s`."""
        with self._guarded(), Deadline(self._deadline_s):
            return await self._calls.execute(command)

    async def on_every_node(self, *command: Value) -> list[Any]:
        """Run one command on every master of a cluster, or on the one there is. Raises StoreUnavailable within `deadline_s`."""
        with self._guarded(), Deadline(self._deadline_s):
            return await self._calls.on_every_node(command)

    async def wait(self, *command: Value, wait_s: float) -> Any:
        """Run a command that blocks for up to `wait_s` (XREADGROUP, BZPOPMIN ...), on connections of its own.

        Raises StoreUnavailable within `wait_s + deadline_s`.
        """
        if self._waits is None:
            self._waits = Pool(self._target, MAX_BLOCKING_CONNECTIONS, blocking=True)
        with self._guarded(), Deadline(wait_s + self._deadline_s):
            return await self._waits.execute(command)

    async def info(self) -> dict[str, Any]:
        """Return what the server says of itself (INFO); one node's answer in a cluster. Raises StoreUnavailable."""
        answer: dict[str, Any] = await self.execute("INFO")
        nodes = [node for node in answer.values() if isinstance(node, dict) and "redis_version" in node]
        return nodes[0] if nodes else answer

    def script(self, source: str) -> Script:
        """Return `source` as something to call: `await script(keys=[...], args=[...])`."""
        return Script(self, source)

    @asynccontextmanager
    async def subscription(self) -> AsyncIterator[PubSub]:
        """Yield a connection that can subscribe to channels. Not in a cluster."""
        subscription = self._calls.subscription()
        try:
            yield subscription
        finally:
            await subscription.aclose()  # type: ignore[no-untyped-call]  # redis-py's own

    async def close(self) -> None:
        """Close every connection."""
        await self._calls.close()
        if self._waits is not None:
            await self._waits.close()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Name what went wrong, once, and keep the health board right."""
        try:
            yield
        except failures.ResponseError as error:
            if not isinstance(error, _UNABLE) and not str(error).startswith(_UNABLE_CODES):
                raise
            raise self._unavailable(error) from error
        except _UNABLE as error:
            raise self._unavailable(error) from error
        if self._state is not State.HEALTHY:
            self._report(State.HEALTHY)

    def _unavailable(self, error: Exception) -> StoreUnavailable:
        reason = "no answer in time" if isinstance(error, TimeoutError | failures.TimeoutError) else str(error)
        self._report(State.DOWN, f"{self._target}: {reason}", CURE)
        return StoreUnavailable(f"Redis at {self._target}: {reason}")

    def _report(self, state: State, reason: str | None = None, cure: str | None = None) -> None:
        self._state = state
        if self._health is not None:
            self._health.report("redis", state, reason, cure)
