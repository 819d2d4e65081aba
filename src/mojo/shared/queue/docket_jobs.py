"""The job queue on docket (https://github.com/chrisguidry/docket), imported only when a queue is really used.

docket sees one task function; which handler it calls is an argument, so a process that only enqueues registers nothing.
"""

import asyncio
import contextlib
import logging
import os
import secrets
import socket
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from mojo.shared.errors import StoreUnavailable
from mojo.shared.model.schedules import Payload
from mojo.shared.persistence.target import RedisTarget, Topology
from mojo.shared.queue.jobs import HANDLER_RETRY_S, STOP_GRACE_S, Handler
from mojo.shared.queue.presence import Presence
from mojo.shared.util.clock import Clock
from mojo.shared.util.confided import confided
from mojo.shared.util.trace import current_traceparent, traced

if TYPE_CHECKING:
    from docket import Docket, Worker

log = logging.getLogger("mojo.queue")

NAME = "mojo:jobs"
TASK = "task"
CALL_DEADLINE_S = 3.0
RECONNECT_S = 1.0
TAKEOVER_S = 5.0
"""A task whose worker has not renewed it for so long is given to another one. One that was killed is found sooner: ADR 0023."""

HAND_BACK_S = 1.5

POLL_S = 0.25
"""How long docket blocks for new work, which wakes it."""

BUSY_POLL_S = 0.01
"""The same while nearly every slot is taken: then docket sleeps, and nothing wakes it when a slot becomes free."""

RESOLUTION_S = 0.25
"""How late a task may start after its time."""


class DocketJobs:
    """`JobQueue` on docket; connects on first use."""

    def __init__(self, target: RedisTarget, clock: Clock) -> None:
        self._target = target
        self._clock = clock
        self._handlers: dict[str, Handler] = {}
        self._docket: Docket | None = None
        self._opening = asyncio.Lock()
        self._running: set[asyncio.Task[Any]] = set()
        self._stopping = False
        self._tried_hosts = 0
        self._presence: Presence | None = None
        self.worker = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}"

    def register(self, name: str, handler: Handler) -> None:
        """See JobQueue."""
        self._handlers[name] = handler

    async def enqueue(self, name: str, key: str, payload: Payload, at: datetime | None = None) -> bool:
        """See JobQueue."""
        from docket.execution import Disposition

        async with self._store() as docket:
            add = docket.add(TASK, at or self._clock.now(), _task_key(key))
            execution = await add(name, key, payload, current_traceparent())
            return execution.disposition is Disposition.SCHEDULED

    async def replace(self, name: str, key: str, payload: Payload, at: datetime) -> None:
        """See JobQueue."""
        async with self._store() as docket:
            await docket.replace(TASK, at, _task_key(key))(name, key, payload, current_traceparent())

    async def cancel(self, key: str) -> None:
        """See JobQueue."""
        async with self._store() as docket:
            await docket.cancel(_task_key(key))

    async def waiting(self, key: str) -> bool:
        """See JobQueue."""
        return not await self.missing([key])

    async def missing(self, keys: Sequence[str]) -> list[str]:
        """See JobQueue. One trip for all of them."""
        async with self._store() as docket, docket.redis() as redis, redis.pipeline(transaction=False) as pipeline:
            trip: Any = pipeline  # docket's own type of it knows few commands
            for key in keys:
                trip.execute_command("HMGET", docket.runs_key(_task_key(key)), "known", "state")
            found = await trip.execute()
        return [key for key, (known, state) in zip(keys, found, strict=True) if known is None and state != b"running"]

    async def due(self) -> int | None:
        """See JobQueue. What has its time moves from docket's queue to its stream, and leaves that when it is done."""
        if self._docket is None:
            return None
        now = self._clock.now().timestamp()
        async with self._store() as docket, docket.redis() as redis, redis.pipeline(transaction=False) as pipeline:
            trip: Any = pipeline
            trip.execute_command("ZCOUNT", docket.queue_key, "-inf", now)
            trip.execute_command("XLEN", docket.stream_key)
            waiting, handed_out = await trip.execute()
        return int(waiting) + int(handed_out)

    async def lives(self, worker: str) -> bool:
        """See JobQueue."""
        return worker == self.worker or (self._presence is not None and await self._presence.lives(worker))

    async def work(self, concurrency: int = 10) -> None:
        """See JobQueue."""
        self._stopping = False
        while True:
            try:
                async with self._store() as docket:
                    pass
                await self._work(docket, concurrency)
            except StoreUnavailable as error:
                log.warning("queue.store_unavailable", extra={"reason": error.detail})
            except Exception:
                log.exception("queue.worker_failed")
            await asyncio.sleep(RECONNECT_S)

    async def close(self) -> None:
        """Close every connection."""
        if self._docket is not None:
            await self._docket.__aexit__(None, None, None)
            self._docket = None

    async def _work(self, docket: "Docket", concurrency: int) -> None:
        presence = Presence(self._target, docket.stream_key, docket.worker_group_name, self.worker)
        self._presence = presence

        async with _worker(docket, concurrency, self.worker) as worker:
            being_there = asyncio.create_task(presence.keep(), name="queue presence")
            working = asyncio.create_task(worker.run_forever())
            try:
                await asyncio.shield(working)
            except asyncio.CancelledError:
                await self._drain(working)
                raise
            finally:
                being_there.cancel()
                await asyncio.wait([being_there])

    async def _drain(self, working: asyncio.Task[None]) -> None:
        """Take no more work, let running tasks finish for a while, then hand them back."""
        self._stopping = True
        working.cancel()
        await asyncio.wait([working], timeout=STOP_GRACE_S)
        for task in list(self._running):
            task.cancel()
        await asyncio.wait([working], timeout=HAND_BACK_S)

    async def _run(self, name: str = "", key: str = "", payload: Payload | None = None, traceparent: str | None = None) -> None:
        """Run one task. The defaults catch tasks whose arguments the codec refused."""
        task = asyncio.current_task()
        if not key or task is None:
            return
        self._running.add(task)
        try:
            with traced(traceparent), confided(payload):
                await self._handle(name, key, payload or {})
        finally:
            self._running.discard(task)

    async def _handle(self, name: str, key: str, payload: Payload) -> None:
        handler = self._handlers.get(name)
        try:
            if handler is None:
                log.warning("queue.no_handler", extra={"task": name, "key": key})
                await self._again(name, key, payload, HANDLER_RETRY_S)
            else:
                await handler(key, payload)
        except asyncio.CancelledError:
            if self._stopping:
                await self._again(name, key, payload, 0)
            raise
        except Exception:
            log.exception("queue.handler_failed", extra={"task": name, "key": key})
            await self._again(name, key, payload, HANDLER_RETRY_S)

    async def _again(self, name: str, key: str, payload: Payload, delay_s: float) -> None:
        """Enqueue the running task anew; while Redis is away keep trying, because docket forgets a task that returns."""
        done = False
        while not done:
            try:
                await self.replace(name, key, payload, self._clock.now() + timedelta(seconds=delay_s))
                done = True
            except StoreUnavailable:
                done = self._stopping  # it stays unacknowledged, so another worker gets it after TAKEOVER_S
                await asyncio.sleep(0 if done else RECONNECT_S)

    @contextlib.asynccontextmanager
    async def _store(self) -> "AsyncIterator[Docket]":
        """Bound a call in time and name its failure."""
        import docket.worker  # noqa: F401  # seconds on a busy machine, for which Redis is not to blame
        from redis.exceptions import RedisError

        try:
            async with asyncio.timeout(CALL_DEADLINE_S):
                yield await self._open()
        except (RedisError, OSError, TimeoutError) as error:
            reason = "no answer in time" if isinstance(error, TimeoutError) else type(error).__name__
            raise StoreUnavailable(f"Redis at {self._target}: {reason}") from error

    async def _open(self) -> "Docket":
        async with self._opening:
            if self._docket is None:
                url = docket_url(self._target, self._tried_hosts)
                self._tried_hosts += 1
                docket = _docket(url)
                docket.register(self._run, [TASK])
                await docket.__aenter__()
                self._docket = docket
            return self._docket


def docket_url(target: RedisTarget, attempt: int = 0) -> str:
    """Write `target` as docket reads it. Of a cluster it takes one host to start from: each attempt names the next."""
    login = f"{quote(target.username or '', safe='')}:{quote(target.password or '', safe='')}@" if target.password else ""
    options = f"?{urlencode(target.options)}" if target.options else ""
    if target.path:
        return f"unix://{login}{quote(target.path)}?{urlencode({'db': target.db, **target.options})}"
    scheme = "rediss" if target.tls else "redis"
    hosts = [f"[{host}]:{port}" if ":" in host else f"{host}:{port}" for host, port in target.hosts]
    if target.topology is Topology.CLUSTER:
        return f"{scheme}+cluster://{login}{hosts[attempt % len(hosts)]}{options}"
    if target.topology is Topology.SENTINEL:
        return f"{scheme}+sentinel://{login}{','.join(hosts)}/{quote(target.service or '')}/{target.db}{options}"
    return f"{scheme}://{login}{hosts[0]}/{target.db}{options}"


def _docket(url: str) -> "Docket":
    from docket import Docket

    from mojo.shared.queue.docket_codec import install

    install()
    # Our own history says what became of a run, so docket keeps nothing about finished tasks.
    return Docket(name=NAME, url=url, execution_ttl=timedelta(0), heartbeat_interval=timedelta(seconds=10))


def _worker(docket: "Docket", concurrency: int, name: str) -> "Worker":
    from docket import Worker

    class Paced(Worker):
        """A worker that looks again sooner while nearly every slot is taken."""

        @property
        def minimum_check_interval(self) -> timedelta:
            return timedelta(seconds=BUSY_POLL_S if len(self._tasks_by_key) > 0.8 * self.concurrency else POLL_S)

        @minimum_check_interval.setter
        def minimum_check_interval(self, interval: timedelta) -> None: ...

    return Paced(
        docket,
        name=name,
        concurrency=concurrency,
        redelivery_timeout=timedelta(seconds=TAKEOVER_S),
        reconnection_delay=timedelta(seconds=RECONNECT_S),
        scheduling_resolution=timedelta(seconds=RESOLUTION_S),
        schedule_automatic_tasks=False,
    )


def _task_key(key: str) -> str:
    """Keep our keys apart from docket's own, which live under the same prefix."""
    return f"task:{key}"
