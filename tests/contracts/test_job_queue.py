"""What the job queue promises, in memory and on docket; and that docket never unpickles."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

import cloudpickle  # type: ignore[import-untyped]  # what docket would use
import orjson
import pytest
import redis.asyncio

from mojo.shared.errors import StoreUnavailable
from mojo.shared.model.schedules import Payload
from mojo.shared.persistence.target import parse_target
from mojo.shared.queue import docket_jobs, memory_jobs
from mojo.shared.queue.docket_jobs import DocketJobs, docket_url
from mojo.shared.queue.jobs import JobQueue
from mojo.shared.queue.memory_jobs import MemoryJobs
from mojo.shared.util.clock import SystemClock
from mojo.shared.util.trace import current_trace, traced

WITHIN_S = 10.0
Calls: TypeAlias = "asyncio.Queue[tuple[str, Payload]]"


@pytest.fixture(params=["memory", "redis"])
async def queue(request: pytest.FixtureRequest, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[JobQueue]:
    for module in (docket_jobs, memory_jobs):
        monkeypatch.setattr(module, "HANDLER_RETRY_S", 0.05)
        monkeypatch.setattr(module, "STOP_GRACE_S", 0.1)
    if request.param == "memory":
        yield MemoryJobs(SystemClock())
        return
    queue = DocketJobs(parse_target(redis_url), SystemClock())
    yield queue
    await queue.close()


@pytest.fixture
async def docket(redis_url: str) -> AsyncIterator[DocketJobs]:
    queue = DocketJobs(parse_target(redis_url), SystemClock())
    yield queue
    await queue.close()


@contextlib.asynccontextmanager
async def working(queue: JobQueue, concurrency: int = 10) -> AsyncIterator[None]:
    """Have a worker on `queue` for the block."""
    worker = asyncio.create_task(queue.work(concurrency))
    try:
        yield
    finally:
        worker.cancel()
        await asyncio.wait([worker])
        assert worker.cancelled()


def calls_of(queue: JobQueue, name: str = "job") -> Calls:
    """Register a handler for `name` that notes its calls."""
    calls: Calls = asyncio.Queue()

    async def handle(key: str, payload: Payload) -> None:
        calls.put_nowait((key, payload))

    queue.register(name, handle)
    return calls


def held_of(queue: JobQueue) -> tuple[asyncio.Event, asyncio.Event]:
    """Register a handler for `job` that waits; return what it sets when it begins, and what lets it end."""
    started, finish = asyncio.Event(), asyncio.Event()

    async def handle(key: str, payload: Payload) -> None:
        started.set()
        await finish.wait()

    queue.register("job", handle)
    return started, finish


async def next_call(calls: Calls) -> tuple[str, Payload]:
    return await asyncio.wait_for(calls.get(), WITHIN_S)


async def until_free(queue: JobQueue, key: str) -> None:
    """Wait until nothing waits or runs under `key`."""
    async with asyncio.timeout(WITHIN_S):
        while await queue.waiting(key):
            await asyncio.sleep(0.01)


async def test_a_task_runs_once_with_its_key_and_payload(queue: JobQueue) -> None:
    calls = calls_of(queue)
    assert await queue.enqueue("job", "k1", {"a": [1, "zwei", None]})
    async with working(queue):
        assert await next_call(calls) == ("k1", {"a": [1, "zwei", None]})
        await until_free(queue, "k1")
        assert calls.empty()


async def test_a_key_that_waits_is_not_taken_again_and_one_that_is_done_is(queue: JobQueue) -> None:
    calls = calls_of(queue)
    assert await queue.enqueue("job", "k", {"n": 1})
    assert not await queue.enqueue("job", "k", {"n": 2})
    assert await queue.waiting("k")
    async with working(queue):
        assert await next_call(calls) == ("k", {"n": 1})
        await until_free(queue, "k")
        assert await queue.enqueue("job", "k", {"n": 3})
        assert await next_call(calls) == ("k", {"n": 3})


async def test_a_key_that_runs_is_not_taken_again(queue: JobQueue) -> None:
    started, finish = held_of(queue)
    await queue.enqueue("job", "k", {})
    async with working(queue):
        await asyncio.wait_for(started.wait(), WITHIN_S)
        assert await queue.waiting("k")
        assert not await queue.enqueue("job", "k", {})
        finish.set()
        await until_free(queue, "k")


async def test_a_task_waits_for_its_time(queue: JobQueue) -> None:
    calls = calls_of(queue)
    at = datetime.now(UTC) + timedelta(seconds=0.4)
    await queue.enqueue("job", "later", {}, at)
    await queue.enqueue("job", "now", {})
    async with working(queue):
        assert [(await next_call(calls))[0], (await next_call(calls))[0]] == ["now", "later"]
        assert datetime.now(UTC) >= at


async def test_what_is_due_and_not_done_is_counted(queue: JobQueue) -> None:
    started, finish = held_of(queue)
    now = datetime.now(UTC)
    await queue.enqueue("job", "tomorrow", {}, now + timedelta(days=1))
    assert await queue.due() == 0
    await queue.enqueue("job", "at once", {})
    await queue.enqueue("job", "moment ago", {}, now - timedelta(seconds=1))
    assert await queue.due() == 2
    async with working(queue, concurrency=1):
        await asyncio.wait_for(started.wait(), WITHIN_S)
        assert await queue.due() == 2
        finish.set()
        for key in ("at once", "moment ago"):
            await until_free(queue, key)
        async with asyncio.timeout(WITHIN_S):
            while await queue.due():
                await asyncio.sleep(0.01)


async def test_replace_moves_a_task_and_cancel_forgets_it(queue: JobQueue) -> None:
    calls = calls_of(queue)
    far = datetime.now(UTC) + timedelta(days=1)
    await queue.enqueue("job", "moved", {"n": 1}, far)
    await queue.enqueue("job", "cancelled", {}, datetime.now(UTC) + timedelta(seconds=0.2))
    await queue.replace("job", "moved", {"n": 2}, datetime.now(UTC))
    await queue.cancel("cancelled")
    await queue.cancel("never was")
    assert not await queue.waiting("cancelled")
    assert await queue.missing(["cancelled", "never"]) == ["cancelled", "never"]
    assert await queue.missing([]) == []
    await queue.enqueue("job", "last", {}, datetime.now(UTC) + timedelta(seconds=0.4))
    async with working(queue):
        assert await next_call(calls) == ("moved", {"n": 2})
        assert await next_call(calls) == ("last", {})


async def test_a_task_may_enqueue_itself_for_the_next_time(queue: JobQueue) -> None:
    seen: Calls = asyncio.Queue()

    async def handle(key: str, payload: Payload) -> None:
        seen.put_nowait((key, payload))
        if payload["n"] < 3:
            await queue.replace("job", key, {"n": payload["n"] + 1}, datetime.now(UTC))

    queue.register("job", handle)
    await queue.enqueue("job", "k", {"n": 1})
    async with working(queue):
        assert [(await next_call(seen))[1]["n"] for _ in range(3)] == [1, 2, 3]
        await until_free(queue, "k")
    assert seen.empty()


async def test_a_handler_that_raises_is_called_again(queue: JobQueue) -> None:
    calls: Calls = asyncio.Queue()

    async def handle(key: str, payload: Payload) -> None:
        calls.put_nowait((key, payload))
        if calls.qsize() < 3:
            raise StoreUnavailable("not now")

    queue.register("job", handle)
    await queue.enqueue("job", "k", {"n": 1})
    async with working(queue):
        await until_free(queue, "k")
    assert [calls.get_nowait() for _ in range(3)] == [("k", {"n": 1})] * 3


async def test_a_stopping_worker_hands_back_what_it_cannot_finish(queue: JobQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docket_jobs, "TAKEOVER_S", 30.0)
    calls: Calls = asyncio.Queue()
    finish = asyncio.Event()

    async def handle(key: str, payload: Payload) -> None:
        calls.put_nowait((key, payload))
        await finish.wait()

    queue.register("job", handle)
    await queue.enqueue("job", "k", {"n": 1})
    async with working(queue):
        await next_call(calls)
    assert await queue.waiting("k")
    finish.set()
    async with working(queue), asyncio.timeout(10):  # handed back, not taken over
        assert await next_call(calls) == ("k", {"n": 1})
        await until_free(queue, "k")


async def test_a_task_nobody_here_knows_waits_for_somebody_who_does(queue: JobQueue) -> None:
    calls = calls_of(queue, "known")
    await queue.enqueue("unknown", "u", {"n": 1})
    await queue.enqueue("known", "k", {})
    async with working(queue):
        await next_call(calls)
        assert await queue.waiting("u")
    found = calls_of(queue, "unknown")
    async with working(queue):
        assert await next_call(found) == ("u", {"n": 1})


async def test_the_story_goes_on_in_the_handler(queue: JobQueue) -> None:
    stories: asyncio.Queue[str] = asyncio.Queue()

    async def handle(key: str, payload: Payload) -> None:
        trace = current_trace()
        assert trace is not None
        stories.put_nowait(trace.trace_id)

    queue.register("job", handle)
    with traced() as trace:
        await queue.enqueue("job", "k", {})
    async with working(queue):
        assert await asyncio.wait_for(stories.get(), WITHIN_S) == trace.trace_id


async def test_no_more_than_concurrency_run_at_a_time(queue: JobQueue) -> None:
    running, most, done = 0, 0, asyncio.Event()
    left = 6

    async def handle(key: str, payload: Payload) -> None:
        nonlocal running, most, left
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.01)
        running -= 1
        left -= 1
        if not left:
            done.set()

    queue.register("job", handle)
    for number in range(6):
        await queue.enqueue("job", f"k{number}", {})
    async with working(queue, concurrency=3):
        await asyncio.wait_for(done.wait(), WITHIN_S)
    assert most == 3


# docket alone: what is in Redis


async def everything_in(url: str) -> dict[bytes, Any]:
    """Return every hash and stream entry that docket stored."""
    stored: dict[bytes, Any] = {}
    async with redis.asyncio.Redis.from_url(url) as client:
        async for key in client.scan_iter("mojo:jobs:*"):
            kind = await client.type(key)
            if kind == b"hash":
                stored[key] = await client.hgetall(key)
            elif kind == b"stream":
                stored[key] = await client.xrange(key)
    return stored


async def test_docket_works_in_every_topology(any_redis_url: str) -> None:
    queue = DocketJobs(parse_target(any_redis_url), SystemClock())
    calls = calls_of(queue)
    soon = datetime.now(UTC) + timedelta(seconds=0.2)
    await queue.enqueue("job", "now", {})
    await queue.enqueue("job", "moved", {}, soon + timedelta(days=1))
    await queue.replace("job", "moved", {"n": 2}, soon)
    await queue.enqueue("job", "cancelled", {}, soon)
    await queue.cancel("cancelled")
    async with working(queue):
        made = [await next_call(calls), await next_call(calls)]
        assert sorted(name for name, _ in made) == ["moved", "now"]
        assert ("moved", {"n": 2}) in made
        await until_free(queue, "moved")
    assert calls.empty()
    await queue.close()


async def test_who_only_measures_does_not_connect(docket: DocketJobs) -> None:
    assert await docket.due() is None
    assert docket._docket is None
    await docket.enqueue("job", "k", {})
    assert await docket.due() == 1


async def test_what_is_stored_is_json(docket: DocketJobs, redis_url: str) -> None:
    with traced() as trace:
        await docket.enqueue("job", "soon", {"n": 1})
        await docket.enqueue("job", "late", {"n": 2}, datetime.now(UTC) + timedelta(days=1))
    stored = await everything_in(redis_url)
    parked = stored[b"mojo:jobs:task:late"]
    (_, queued), *rest = stored[b"mojo:jobs:stream"]
    assert not rest
    for message, key, number in ((queued, "soon", 1), (parked, "late", 2)):
        assert orjson.loads(message[b"args"]) == ["job", key, {"n": number}, _same_story(trace.trace_id)]
        assert orjson.loads(message[b"kwargs"]) == {}
    assert b"\x80\x05" not in repr(stored).encode()
    for fields in (value for value in stored.values() if isinstance(value, dict)):
        assert not any(value.startswith(b"\x80") for value in fields.values())


class _same_story(str):  # noqa: N801  # reads as a value
    """Equals every traceparent of one trace."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and other[3:35] == str(self)

    __hash__ = str.__hash__


class Bomb:
    """Sets `went_off` when it is unpickled."""

    went_off = False

    def __reduce__(self) -> tuple[Any, ...]:
        return (setattr, (Bomb, "went_off", True))


@pytest.mark.parametrize("field", [b"args", b"kwargs"])
async def test_a_pickle_in_redis_is_refused_and_work_goes_on(docket: DocketJobs, redis_url: str, field: bytes) -> None:
    bomb = cloudpickle.dumps((Bomb(),))
    cloudpickle.loads(bomb)
    assert Bomb.went_off
    Bomb.went_off = False
    message: dict[Any, Any] = {
        b"key": b"task:evil",
        b"when": b"2026-01-01T00:00:00+00:00",
        b"function": b"task",
        b"attempt": b"1",
    }
    message |= {b"args": b'["job", "evil", {}, null]', b"kwargs": b"{}", b"generation": b"0", field: bomb}
    async with redis.asyncio.Redis.from_url(redis_url) as client:
        await client.xadd("mojo:jobs:stream", message)
    calls = calls_of(docket)
    await docket.enqueue("job", "good", {})
    async with working(docket):
        called = {(await next_call(calls))[0]}
        if field == b"kwargs":
            called.add((await next_call(calls))[0])
    assert not Bomb.went_off
    assert called == ({"good"} if field == b"args" else {"good", "evil"})


async def test_a_payload_that_is_no_json_is_refused_when_it_is_enqueued(docket: DocketJobs) -> None:
    with pytest.raises(TypeError):
        await docket.enqueue("job", "k", {"object": object()})


async def test_a_finished_task_leaves_nothing_behind(docket: DocketJobs, redis_url: str) -> None:
    calls = calls_of(docket)
    await docket.enqueue("job", "k", {})
    async with working(docket):
        await next_call(calls)
        await until_free(docket, "k")
    assert not [key for key in await everything_in(redis_url) if b"task:k" in key]


async def test_store_that_does_not_answer_is_named_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    queue = DocketJobs(parse_target("unix:///nowhere/valkey.sock"), SystemClock())
    try:
        with pytest.raises(StoreUnavailable):
            await asyncio.wait_for(queue.enqueue("job", "k", {}), docket_jobs.CALL_DEADLINE_S + 1)
        with pytest.raises(StoreUnavailable):
            await queue.waiting("k")
    finally:
        await queue.close()


@pytest.mark.parametrize(
    ("ours", "dockets"),
    [
        ("redis://h:1/2", "redis://h:1/2"),
        ("rediss://u:p%40ss@h/0", "rediss://u:p%40ss@h:6379/0"),
        ("unix:///run/x.sock?db=3", "unix:///run/x.sock?db=3"),
        ("redis+sentinel://u:p@a:1,b/main/4?sentinel_password=s", "redis+sentinel://u:p@a:1,b:26379/main/4?sentinel_password=s"),
        ("redis+cluster://a:1,b:2", "redis+cluster://b:2"),
    ],
)
def test_every_topology_has_a_url_for_docket(ours: str, dockets: str) -> None:
    assert docket_url(parse_target(ours), attempt=1) == dockets
