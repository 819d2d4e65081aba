"""How often Mojo may send, counted over all of its processes: a generic cell rate algorithm (GCRA) for each chat and for all."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from mojo.shared.persistence.client import RedisClient
from mojo.shared.util.clock import Clock

ALL = "all"
MOST_DEBT = 10
"""Answers are never held back; they only push the next notification away, by this many intervals at most."""


@dataclass(frozen=True, slots=True)
class Pace:
    """One every `interval_s`, `burst` of them at once after a pause; 0 s is no limit."""

    interval_s: float
    burst: int = 1


@dataclass(frozen=True, slots=True)
class Slot:
    """When one may send. If it is not `taken`, ask again in `wait_s`; else it is ours, to be used in `wait_s`."""

    taken: bool
    wait_s: float


class SendLimits(Protocol):
    """Every method raises StoreUnavailable."""

    async def reserve(self, chat: str, pace: Pace, overall: Pace, longest_s: float) -> Slot:
        """Take a slot of `chat`, free at once, and one of all chats, free within `longest_s`; or neither."""
        ...

    async def charge(self, chat: str, pace: Pace, overall: Pace) -> None:
        """Count something that is sent without asking."""
        ...


_PRELUDE = """
local now = redis.call('TIME')
now = now[1] * 1000000 + now[2]
local function at(key) return math.max(now, tonumber(redis.call('GET', key) or 0)) end
local function wait(key, interval, burst) return at(key) - now - (burst - 1) * interval end
local function take(key, interval, most)
  if interval == 0 then return end
  local next_at = math.min(at(key) + interval, now + most)
  redis.call('SET', key, string.format('%.0f', next_at), 'PX', math.ceil((next_at - now) / 1000) + 1000)
end
local interval, burst, all_interval, all_burst = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
"""

_RESERVE = f"""{_PRELUDE}
local own, all = wait(KEYS[1], interval, burst), wait(KEYS[2], all_interval, all_burst)
if own > 0 then return {{0, own}} end
if all > tonumber(ARGV[5]) then return {{0, all}} end
take(KEYS[1], interval, 1e15)
take(KEYS[2], all_interval, 1e15)
return {{1, math.max(all, 0)}}
"""

_CHARGE = f"""{_PRELUDE}
take(KEYS[1], interval, interval * (burst + ARGV[5]))
take(KEYS[2], all_interval, all_interval * (all_burst + ARGV[5]))
return 1
"""


class RedisSendLimits:
    """Keeps `SendLimits`."""

    def __init__(self, redis: RedisClient) -> None:
        self._reserve = redis.script(_RESERVE)
        self._charge = redis.script(_CHARGE)

    async def reserve(self, chat: str, pace: Pace, overall: Pace, longest_s: float) -> Slot:
        taken, wait_us = await self._reserve(_keys(chat), [*_args(pace, overall), _us(longest_s)])
        return Slot(bool(taken), int(wait_us) / 1_000_000)

    async def charge(self, chat: str, pace: Pace, overall: Pace) -> None:
        await self._charge(_keys(chat), [*_args(pace, overall), MOST_DEBT])


class MemorySendLimits:
    """Keeps `SendLimits`, for one process."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._next: dict[str, datetime] = {}

    async def reserve(self, chat: str, pace: Pace, overall: Pace, longest_s: float) -> Slot:
        own_s, all_s = self._wait_s(chat, pace), self._wait_s(ALL, overall)
        if own_s > 0 or all_s > longest_s:
            return Slot(False, own_s if own_s > 0 else all_s)
        self._take(chat, pace, timedelta(days=1))
        self._take(ALL, overall, timedelta(days=1))
        return Slot(True, max(all_s, 0.0))

    async def charge(self, chat: str, pace: Pace, overall: Pace) -> None:
        for name, limit in ((chat, pace), (ALL, overall)):
            self._take(name, limit, timedelta(seconds=limit.interval_s * (limit.burst + MOST_DEBT)))

    def _at(self, name: str) -> datetime:
        return max(self._clock.now(), self._next.get(name, datetime.min.replace(tzinfo=self._clock.now().tzinfo)))

    def _wait_s(self, name: str, pace: Pace) -> float:
        return (self._at(name) - self._clock.now()).total_seconds() - (pace.burst - 1) * pace.interval_s

    def _take(self, name: str, pace: Pace, most: timedelta) -> None:
        if pace.interval_s:
            self._next[name] = min(self._at(name) + timedelta(seconds=pace.interval_s), self._clock.now() + most)


def _keys(chat: str) -> list[str]:
    return [f"mojo:{{sends}}:chat:{chat}", f"mojo:{{sends}}:{ALL}"]


def _args(pace: Pace, overall: Pace) -> list[int]:
    return [_us(pace.interval_s), pace.burst, _us(overall.interval_s), overall.burst]


def _us(seconds: float) -> int:
    return round(seconds * 1_000_000)
