"""Signs of life of every process, with how its dependencies are."""

import asyncio
import os
import socket
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from pydantic import TypeAdapter

from mojo import __version__
from mojo.shared.context import AppContext
from mojo.shared.errors import StoreUnavailable
from mojo.shared.health import Health, HealthBoard
from mojo.shared.metrics import figures
from mojo.shared.persistence.client import RedisClient
from mojo.shared.util.clock import Clock

BEAT_EVERY_S = 10.0
BEAT_TTL_S = 30.0
"""Two beats may be lost before a process counts as gone."""


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """One process, as it last described itself."""

    app: str
    instance: str
    at: datetime
    version: str
    health: list[Health]
    figures: dict[str, float] = field(default_factory=dict)
    """What it has counted and measured itself, by metric name."""


class Heartbeats(Protocol):
    """Every method raises StoreUnavailable."""

    async def beat(self, app: str, instance: str, health: list[Health], ttl_s: float) -> None:
        """Say that `instance` of `app` lives, for `ttl_s`, with the figures of this process; 0 takes it back."""
        ...

    async def all(self) -> list[Heartbeat]:
        """Return every process that lives, by app and instance."""
        ...


BEATS = "mojo:{heartbeats}:beats"
EXPIRIES = "mojo:{heartbeats}:expiries"

_FORGET_EXPIRED = """
local time = redis.call('TIME')
local now_ms = time[1] * 1000 + math.floor(time[2] / 1000)
local gone = redis.call('ZRANGE', KEYS[2], '-inf', now_ms, 'BYSCORE')
if #gone > 0 then
  redis.call('HDEL', KEYS[1], unpack(gone))
  redis.call('ZREM', KEYS[2], unpack(gone))
end
"""
_BEAT = f"""
local time = redis.call('TIME')
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[2], time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[3], ARGV[1])
{_FORGET_EXPIRED}
"""
_ALL = f"{_FORGET_EXPIRED} return redis.call('HVALS', KEYS[1])"

_STORED = TypeAdapter(Heartbeat)


class RedisHeartbeats:
    """Keeps `Heartbeats`, by Redis's own clock."""

    def __init__(self, redis: RedisClient, clock: Clock) -> None:
        self._clock = clock
        self._beat = redis.script(_BEAT)
        self._all = redis.script(_ALL)

    async def beat(self, app: str, instance: str, health: list[Health], ttl_s: float) -> None:
        stored = _STORED.dump_json(Heartbeat(app, instance, self._clock.now(), __version__, health, figures()))
        await self._beat(keys=[BEATS, EXPIRIES], args=[f"{app}:{instance}", stored, round(ttl_s * 1000)])

    async def all(self) -> list[Heartbeat]:
        beats = [_STORED.validate_json(stored) for stored in await self._all(keys=[BEATS, EXPIRIES])]
        return sorted(beats, key=lambda beat: (beat.app, beat.instance))


async def keep_beating(context: AppContext, stop: asyncio.Event, every_s: float = BEAT_EVERY_S) -> None:
    """Beat for `context.app` at once and then every `every_s` until `stop`; then take it back. Survives a lost store."""
    heartbeats: Heartbeats = await context.get(Heartbeats)  # type: ignore[type-abstract]
    board = await context.get(HealthBoard)
    instance = f"{socket.gethostname()}:{os.getpid()}"
    while not stop.is_set():
        with suppress(StoreUnavailable):  # the health board already says so
            await heartbeats.beat(context.app, instance, board.snapshot(), BEAT_TTL_S)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), every_s)
    with suppress(StoreUnavailable):
        await heartbeats.beat(context.app, instance, [], 0)
