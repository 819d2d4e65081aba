"""Everything that can be in a store comes out of it, and into another one, as it was, in every topology."""

import json

import pytest

from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.keyspace import Entry, NotUnderstood, differences, keys, read_at_once, write
from tests.contracts.conftest import empty

NOW_MS = 1_900_000_000_000


async def fill(client: RedisClient) -> None:
    """Put one of everything into the store, and what is to be left out of a backup."""
    await client.execute("SET", "mojo:text", "grüße")
    await client.execute("SET", "mojo:bytes", b"\xff\x00\xfe")
    await client.execute("SET", "mojo:empty", "")
    await client.execute("SET", "mojo:passing", "soon", "PXAT", NOW_MS)
    await client.execute("HSET", "mojo:{people}:users", *(part for n in range(1200) for part in (f"id{n}", f"{{{n}}}")))
    await client.execute("RPUSH", "mojo:list", "c", "a", "b", "a")
    await client.execute("SADD", "mojo:set", "x", b"\x80", "z")
    await client.execute(
        "ZADD", "mojo:zset", 0.1, "tenth", -2251799813685248, "low", 1.7976931348623157e308, "high", "-inf", "ever"
    )
    await client.execute("XADD", "mojo:stream", "5-1", "event", "a", "more", "")
    await client.execute("XADD", "mojo:stream", "7-0", "event", b"\xff")
    await client.execute("XDEL", "mojo:stream", "7-0")
    await client.execute("XADD", "mojo:drained", "9-3", "gone", "by now")
    await client.execute("XDEL", "mojo:drained", "9-3")
    for key in ("mojo:{people}:session:s1", "mojo:{lease:x}:held", "mojo:jobs:queue", "somebody:else"):
        await client.execute("SET", key, "1")


async def test_what_is_read_can_be_written_and_is_then_the_same(client: RedisClient, any_redis_url: str) -> None:
    await fill(client)
    before = await read_at_once(client)
    assert [entry.key.decode() for entry in before] == [
        *("mojo:bytes", "mojo:drained", "mojo:empty", "mojo:list", "mojo:passing", "mojo:set", "mojo:stream", "mojo:text"),
        *("mojo:zset", "mojo:{people}:users"),
    ]
    lines = b"".join(entry.to_line() for entry in before)
    assert all(json.loads(line) for line in lines.splitlines())
    again = [Entry.of_line(line) for line in lines.splitlines()]
    assert again == before
    await empty(any_redis_url)
    assert await write(client, again, NOW_MS - 1) == len(before)
    after = await read_at_once(client)
    assert after == before
    assert differences(before, after, NOW_MS - 1) == []
    assert await client.execute("XINFO", "STREAM", "mojo:drained")
    with pytest.raises(Exception, match="equal or smaller"):
        await client.execute("XADD", "mojo:drained", "9-3", "again", "")
    await client.execute("XADD", "mojo:stream", "7-1", "event", "later")


async def test_what_has_expired_is_not_written(client: RedisClient) -> None:
    entry = Entry(b"mojo:a", "string", NOW_MS, (b"1",))
    assert await write(client, [entry], NOW_MS) == 0
    assert await write(client, [entry], NOW_MS - 1) == 1
    assert await client.execute("PEXPIRETIME", "mojo:a") == NOW_MS


async def test_keys_are_named_passing_ones_too(client: RedisClient) -> None:
    await fill(client)
    found = {key async for key in keys(client)}
    assert {b"mojo:jobs:queue", b"mojo:{lease:x}:held", b"mojo:text"} < found
    assert b"somebody:else" not in found


async def test_a_stream_with_groups_is_refused_and_not_cut_short(client: RedisClient) -> None:
    await client.execute("XGROUP", "CREATE", "mojo:stream", "readers", "$", "MKSTREAM")
    with pytest.raises(NotUnderstood, match="groups"):
        await read_at_once(client)


def test_differences_name_what_is_changed_missing_or_too_much() -> None:
    kept, changed = Entry(b"kept", "string", None, (b"1",)), Entry(b"changed", "string", None, (b"1",))
    expiring, missing = Entry(b"expiring", "string", 5, (b"1",)), Entry(b"missing", "string", None, (b"1",))
    found = [kept, Entry(b"changed", "string", None, (b"2",)), Entry(b"more", "string", None, (b"1",))]
    assert differences([kept, changed, expiring, missing], found, 5) == [b"changed", b"missing", b"more"]
    assert b"expiring" in differences([expiring], [], 4)


@pytest.mark.parametrize(
    "line",
    [b"", b"[]", b"{}", b'{"key": "a", "type": "module", "value": []}', b'{"key": 1, "type": "set", "value": []}', b"\xff"],
)
def test_a_line_of_another_shape_is_refused(line: bytes) -> None:
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        Entry.of_line(line)
