"""Stored first, acknowledged then."""

from typing import Any

import orjson
import pytest

from mojo.chronos.ingress import NO_CHAT, accept, address
from mojo.shared.errors import StoreUnavailable
from mojo.shared.queue.lanes import Lanes
from mojo.shared.queue.memory_lanes import MemoryLanes
from mojo.shared.util.clock import SystemClock
from mojo.shared.util.trace import new_trace
from tests.chronos.support import ANNA, Outage, message, press

CHAT = {"id": -1001, "type": "group"}


@pytest.fixture
def inbox() -> Lanes:
    return MemoryLanes(SystemClock())


@pytest.mark.parametrize(
    ("update", "lane"),
    [
        (message(7, "hi"), str(ANNA)),
        (press(7, "x"), str(ANNA)),
        ({"update_id": 7, "edited_message": {"chat": CHAT}}, "-1001"),
        ({"update_id": 7, "channel_post": {"chat": CHAT}}, "-1001"),
        ({"update_id": 7, "my_chat_member": {"chat": CHAT, "from": {"id": 3}}}, "-1001"),
        ({"update_id": 7, "message_reaction": {"chat": CHAT}}, "-1001"),
        ({"update_id": 7, "callback_query": {"id": "1", "from": {"id": 3}}}, NO_CHAT),
        ({"update_id": 7, "inline_query": {"from": {"id": 3}}}, NO_CHAT),
        ({"update_id": 7, "message": {"chat": {"id": "odd"}}}, NO_CHAT),
        ({"update_id": 7, "message": None, "poll": []}, NO_CHAT),
        ({"update_id": 7}, NO_CHAT),
    ],
)
def test_an_update_is_addressed_to_the_lane_of_its_chat(update: dict[str, Any], lane: str) -> None:
    assert address(update) == (7, lane)


@pytest.mark.parametrize("update", [{}, [], "x", 3, None, {"update_id": "7"}, {"update_id": True}, {"update_id": 7.5}])
def test_what_has_no_id_is_no_update(update: Any) -> None:
    with pytest.raises(ValueError, match="update_id"):
        address(update)


async def test_an_update_is_stored_as_it_came_and_only_once(inbox: Lanes) -> None:
    body = orjson.dumps(message(7, "grüß dich"))
    assert await accept(inbox, body)
    assert not await accept(inbox, body)
    lease = await inbox.take(0)
    assert lease is not None
    item = await inbox.head(lease)
    assert item is not None
    assert (lease.lane, item.id, item.body) == (str(ANNA), "7", body)
    assert new_trace(item.traceparent).trace_id in str(item.traceparent)


@pytest.mark.parametrize("body", [b"", b"not json", b"\xff\xfe", b"[1]", b'{"message": {}}', b'{"update_id": 1', b"9" * 5000])
async def test_what_is_no_update_is_kept_apart_and_acknowledged(inbox: Lanes, body: bytes) -> None:
    assert await accept(inbox, body)
    assert not await accept(inbox, body)
    lease = await inbox.take(0)
    assert lease is not None
    item = await inbox.head(lease)
    assert item is not None
    assert lease.lane == NO_CHAT
    assert item.id.startswith("malformed-")
    assert item.body == body


async def test_nothing_is_acknowledged_while_the_store_is_away(inbox: Lanes) -> None:
    away = Outage(inbox)
    away.away = True
    with pytest.raises(StoreUnavailable):
        await accept(away, orjson.dumps(message(7)))
    assert await inbox.depth() == 0
