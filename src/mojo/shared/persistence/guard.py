"""The guard in Redis: one script answers the questions of all requests that are waiting (ADR 0017).

It reaches keys that it was not given: a person's limits are only known once the credential is read, and each argument costs time.
All of them are in the hash tag `{people}`, so a cluster has them on one node.
"""

from functools import lru_cache
from typing import Any

from mojo.shared.auth.guard import CredentialKind, Finding, Question
from mojo.shared.auth.limits import Bucket, Quota, RateLimit
from mojo.shared.auth.roles import effective
from mojo.shared.model.people import PersonState
from mojo.shared.persistence.access_tokens import token_key
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.people import ROLES, USERS
from mojo.shared.persistence.sessions import session_key, to_ms
from mojo.shared.util.clock import Clock
from mojo.shared.util.together import Together

TOUCH_MS = 60_000
"""How coarse "last used" is: writing it at every request would cost more than it tells."""

_GCRA = """
local function spend(keys, amounts, period, now)
  local tats, tight, least = {}, 1, nil
  for i, key in ipairs(keys) do
    local interval = period / amounts[i]
    local tat = math.max(tonumber(redis.call('GET', key) or now), now) + interval
    local over = tat - now - period
    if over > 0.001 then return {0, i - 1, 0, math.ceil(tat - interval - now), math.ceil(over)} end
    local left = math.floor((period - (tat - now)) / interval + 0.000001)
    if not least or left < least then tight, least = i, left end
    tats[i] = tat
  end
  for i, key in ipairs(keys) do
    redis.call('SET', key, string.format('%.3f', tats[i]), 'PX', math.ceil(tats[i] - now))
  end
  return {1, tight - 1, least, math.ceil(tats[tight] - now), 0}
end
"""

_CHECK = (
    _GCRA
    + """
local now, touch = tonumber(ARGV[1]), tonumber(ARGV[2])
local function look(asked)
  local pattern = '^(%S+) (%S+) (%S+) (%S+) (%S+) (%S+) (.*)$'
  local key, name, person, credential, address, period, from = string.match(asked, pattern)
  local c = redis.call('HMGET', key, 'user_id', 'ends', 'idle', 'used', 'id', 'scopes', 'stand_in')
  if not c[1] then return false end
  local ends, used = tonumber(c[2]), tonumber(c[4] or 0)
  if ends > 0 and now >= ends then return false end
  if c[3] and now >= used + tonumber(c[3]) then return false end
  local user = redis.call('HGET', KEYS[1], c[1]) or c[7]
  if not user then return false end
  local role = cjson.decode(user).role
  local granted = type(role) == 'string' and redis.call('HGET', KEYS[2], role)
  if now - used >= touch then
    redis.call('HSET', key, 'used', ARGV[1])
    if c[3] then redis.call('PEXPIRE', key, math.min(tonumber(c[3]), ends - now)) end
  end
  local rate = 'mojo:{people}:rate:' .. name .. ':'
  local limits = {rate .. 'person:' .. c[1], rate .. 'credential:' .. key, rate .. 'address:' .. from}
  return {user, granted, c[5], c[6], spend(limits, {person, credential, address}, tonumber(period), now)}
end
local findings = {}
for asked in string.gmatch(ARGV[3], '[^|]+') do
  findings[#findings + 1] = look(asked)
end
return findings
"""
)

_COUNT = _GCRA + "return spend({KEYS[1]}, {tonumber(ARGV[2])}, tonumber(ARGV[3]), tonumber(ARGV[1]))"


class RedisGuard:
    """Keeps `Guard`. Questions that come at the same time travel together: a trip each would cost more than the rest."""

    def __init__(self, redis: RedisClient, clock: Clock) -> None:
        self._clock = clock
        self._check = redis.script(_CHECK)
        self._count = redis.script(_COUNT)
        self._questions: Together[Question, Finding | None] = Together(self._ask)

    async def check(self, question: Question) -> Finding | None:
        return await self._questions.get(question)

    async def count(self, bucket: Bucket, subject: str) -> Quota:
        key = f"mojo:{{people}}:rate:{bucket.name}:{subject}"
        args = [to_ms(self._clock.now()), bucket.amount, bucket.period_s * 1000]
        return _quota(await self._count(keys=[key], args=args), (bucket,))

    async def _ask(self, questions: list[Question]) -> list[Finding | None]:
        asked = "|".join(f"{_key(question)} {_asked(question.limit, question.address)}" for question in questions)
        stored = await self._check(keys=[USERS, ROLES], args=[to_ms(self._clock.now()), TOUCH_MS, asked])
        return [_finding(question, found) for question, found in zip(questions, stored, strict=True)]


@lru_cache(maxsize=4096)
def _asked(limit: RateLimit, address: str) -> str:
    """Return what the script needs to know about the limits. All questions are one argument: each costs redis-py 2 us."""
    amounts = " ".join(str(bucket.amount) for bucket in limit.buckets)
    return f"{limit.name} {amounts} {limit.period_s * 1000} {address}"


def _key(question: Question) -> str:
    return session_key(question.key) if question.kind is CredentialKind.SESSION else token_key(question.key)


def _finding(question: Question, found: list[Any] | None) -> Finding | None:
    if found is None:
        return None
    stored_user, granted, id, scopes, quota = found
    user = _person(stored_user, granted)
    if user.state is not PersonState.ACTIVE:
        return None
    credential = question.key if id is None else id.decode()
    carried = None if scopes is None else _scopes(scopes)
    return Finding(user, credential, carried, _quota(quota, question.limit.buckets))


def _quota(stored: list[int], buckets: tuple[Bucket, ...]) -> Quota:
    allowed, which, left, reset_ms, wait_ms = stored
    return Quota(bool(allowed), buckets[which], left, reset_ms, wait_ms)


_person = lru_cache(maxsize=1024)(effective)


@lru_cache(maxsize=1024)
def _scopes(stored: bytes) -> frozenset[str]:
    return frozenset(stored.decode().split())
