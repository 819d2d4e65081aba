"""All that Mojo keeps in a store, key by key, in a form that every Redis and Valkey can read again (ADR 0048).

DUMP would be shorter to write, but its bytes are good for the same version of the same server only.
"""

import base64
import hashlib
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from mojo.shared.errors import MojoException
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.pool import Value

PATTERN = "mojo:*"
"""Whatever else lives in the same Redis is not ours."""

PASSING = (
    "mojo:jobs",  # the queue of tasks: what is to run is made again from the schedules
    "mojo:{heartbeats}",
    "mojo:{lease:",
    "mojo:{slots:",
    "mojo:{sends}",
    "mojo:{attempts}",
    "mojo:external:",
    "mojo:{people}:rate:",
    "mojo:{people}:session:",
    "mojo:{people}:sessions:",
    "mojo:{people}:login:",
)
"""What is true of one moment only, and the sessions: one that was ended must not come back to life."""

PAGE = 500
"""Keys that one call returns of a store in which nothing changes."""

_READ = """
local pattern, cursor, count, pages = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local function passing(key)
  for i = 5, #ARGV do if string.sub(key, 1, #ARGV[i]) == ARGV[i] then return true end end
  return false
end
local function stream(key)
  local about = {}
  local info = redis.call('XINFO', 'STREAM', key)
  for i = 1, #info, 2 do about[info[i]] = info[i + 1] end
  local kept = {about['last-generated-id'], about['groups']}
  for _, entry in ipairs(redis.call('XRANGE', key, '-', '+')) do table.insert(kept, entry) end
  return kept
end
local function value(key, kind)
  if kind == 'string' then return {redis.call('GET', key)} end
  if kind == 'hash' then return redis.call('HGETALL', key) end
  if kind == 'list' then return redis.call('LRANGE', key, 0, -1) end
  if kind == 'set' then return redis.call('SMEMBERS', key) end
  if kind == 'zset' then return redis.call('ZRANGE', key, 0, -1, 'WITHSCORES') end
  if kind == 'stream' then return stream(key) end
  return {}
end
local found = {}
repeat
  local page = redis.call('SCAN', cursor, 'MATCH', pattern, 'COUNT', count)
  cursor, pages = page[1], pages - 1
  for _, key in ipairs(page[2]) do
    local kind = redis.call('TYPE', key).ok
    if kind ~= 'none' and not passing(key) then
      table.insert(found, {key, kind, redis.call('PEXPIRETIME', key), value(key, kind)})
    end
  end
until cursor == '0' or pages == 0
return {cursor, found}
"""


class NotUnderstood(MojoException):
    """The store holds something of a kind that a backup cannot hold; nothing is left out silently."""

    code = "backup.not_understood"


@dataclass(frozen=True, slots=True)
class Entry:
    """One key with all that is in it."""

    key: bytes
    kind: str
    """string, hash, list, set, zset or stream: as TYPE says."""
    expires_at_ms: int | None
    """Since 1970."""
    value: tuple[Any, ...]
    """In one order, so that equal ones compare equal: [value], fields and values, members, members and scores, or a stream's
    last id and its entries `(id, (field, value, ...))`."""

    def to_line(self) -> bytes:
        """Return it as one line of JSON, with `{"b64": ...}` for what is no text."""
        document = {"key": _said(self.key), "type": self.kind, "value": _said(self.value)}
        if self.expires_at_ms is not None:
            document["expires_at_ms"] = self.expires_at_ms
        return orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE)

    @classmethod
    def of_line(cls, line: bytes) -> "Entry":
        """Read what `to_line` wrote. Raises ValueError, KeyError or TypeError for anything else."""
        document = orjson.loads(line)
        kind = document["type"]
        if kind not in _WRITERS:
            raise ValueError(f"unknown type {kind}")
        return cls(_heard(document["key"]), kind, document.get("expires_at_ms"), _heard(document["value"]))

    def digest(self) -> bytes:
        """Return what is the same for equal entries only."""
        return hashlib.sha256(self.to_line()).digest()


async def read_at_once(client: RedisClient) -> list[Entry]:
    """Return everything as it is at one instant (of a cluster: one instant a master), in key order.

    The store answers nobody else meanwhile. Raises StoreUnavailable, NotUnderstood.
    """
    answers = await client.on_every_node("EVAL_RO", _READ, 0, PATTERN, "0", 1000, -1, *PASSING)
    return _in_order(row for _, rows in answers for row in rows)


async def read_at_rest(client: RedisClient) -> list[Entry]:
    """Return everything in a store of one node that nobody else writes to, in key order; page by page, which takes less memory.

    Raises StoreUnavailable, NotUnderstood.
    """
    rows, cursor = [], b"0"
    while True:
        cursor, page = await client.execute("EVAL_RO", _READ, 0, PATTERN, cursor, PAGE, 1, *PASSING)
        rows += page
        if cursor == b"0":
            return _in_order(rows)


async def write(client: RedisClient, entries: Iterable[Entry], now_ms: int) -> int:
    """Put `entries` into the store, but for those that have expired by `now_ms`; return how many. Raises StoreUnavailable."""
    written = 0
    for entry in entries:
        if entry.expires_at_ms is not None and entry.expires_at_ms <= now_ms:
            continue
        for command in _WRITERS[entry.kind](entry):
            await client.execute(*command)
        if entry.expires_at_ms is not None:
            await client.execute("PEXPIREAT", entry.key, entry.expires_at_ms)
        written += 1
    return written


async def keys(client: RedisClient) -> AsyncIterator[bytes]:
    """Yield the names of all of Mojo's keys, the passing ones too; one may come twice. Raises StoreUnavailable."""
    for answer in await client.on_every_node("EVAL_RO", _KEYS, 0, PATTERN):
        for key in answer:
            yield key


_KEYS = """
local found, cursor = {}, '0'
repeat
  local page = redis.call('SCAN', cursor, 'MATCH', ARGV[1], 'COUNT', 1000)
  cursor = page[1]
  for _, key in ipairs(page[2]) do table.insert(found, key) end
until cursor == '0'
return found
"""


def differences(wanted: Sequence[Entry], found: Sequence[Entry], now_ms: int) -> list[bytes]:
    """Return the keys of which `found` holds something else than `wanted`; what may have expired by `now_ms` may be missing."""
    left = {entry.key: entry.digest() for entry in found}
    wrong = []
    for entry in wanted:
        digest = left.pop(entry.key, None)
        expired = entry.expires_at_ms is not None and entry.expires_at_ms <= now_ms
        if digest != entry.digest() and not (digest is None and expired):
            wrong.append(entry.key)
    return [*wrong, *left]


def _in_order(rows: Iterable[Sequence[Any]]) -> list[Entry]:
    """Return the rows as entries; SCAN may have named a key twice."""
    found = {row[0]: row for row in rows}
    return [_entry(*found[key]) for key in sorted(found)]


def _entry(key: bytes, kind: bytes, expires_at_ms: int, value: Any) -> Entry:
    read = _READERS.get(kind.decode())
    if read is None:
        raise NotUnderstood(f"The store holds {key[:60]!r}, of the type {kind.decode()}, which a backup cannot hold.")
    return Entry(key, kind.decode(), expires_at_ms if expires_at_ms >= 0 else None, read(value))


def _pairs(value: Any) -> tuple[Any, ...]:
    flat = [part for pair in value.items() for part in pair] if isinstance(value, dict) else value
    pairs = sorted(zip(flat[::2], flat[1::2], strict=True))
    return tuple(part for pair in pairs for part in pair)


def _stream(value: Any) -> tuple[Any, ...]:
    last_id, groups, *entries = value
    if groups:
        raise NotUnderstood("The store holds a stream that is read in groups, which a backup cannot hold.")
    return (last_id, *((id, tuple(fields)) for id, fields in entries))


_READERS: dict[str, Any] = {
    "string": tuple,
    "hash": _pairs,
    "list": tuple,
    "set": lambda value: tuple(sorted(value)),
    "zset": _pairs,
    "stream": _stream,
}


def _stream_commands(entry: Entry) -> Iterable[list[Value]]:
    last_id, *entries = entry.value
    for id, fields in entries:
        yield ["XADD", entry.key, id, *fields]
    if not entries:  # a stream may be empty, but only one that held something
        yield ["XADD", entry.key, last_id, "gone", ""]
        yield ["XDEL", entry.key, last_id]
    yield ["XSETID", entry.key, last_id]


def _chunked(command: str, entry: Entry, step: int) -> Iterable[list[Value]]:
    for start in range(0, len(entry.value), step):
        yield [command, entry.key, *entry.value[start : start + step]]


def _zset_commands(entry: Entry) -> Iterable[list[Value]]:
    for start in range(0, len(entry.value), PAGE):
        part = entry.value[start : start + PAGE]
        yield ["ZADD", entry.key, *(each for pair in zip(part[1::2], part[::2], strict=True) for each in pair)]


_WRITERS: dict[str, Any] = {
    "string": lambda entry: [["SET", entry.key, entry.value[0]]],
    "hash": lambda entry: _chunked("HSET", entry, PAGE),
    "list": lambda entry: _chunked("RPUSH", entry, PAGE),
    "set": lambda entry: _chunked("SADD", entry, PAGE),
    "zset": _zset_commands,
    "stream": _stream_commands,
}


def _said(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_said(part) for part in value]
    try:
        return value.decode()
    except UnicodeDecodeError:
        return {"b64": base64.b64encode(value).decode()}


def _heard(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_heard(part) for part in value)
    return base64.b64decode(value["b64"], validate=True) if isinstance(value, dict) else value.encode()
