"""What people are told unasked is stored for the lane of their chat, once."""

from datetime import UTC, datetime

import orjson
import pytest

from mojo.shared.errors import NotFound
from mojo.shared.model.notifications import Chat, Delivery, Notification, Priority, Role, Target
from mojo.shared.model.people import User
from mojo.shared.model.text import text
from mojo.shared.persistence.memory import MemoryPeople
from mojo.shared.queue.lanes import Item
from mojo.shared.queue.memory_lanes import MemoryLanesFactory
from mojo.shared.queue.outbox import OUTBOX, TARGETS, Outbox
from mojo.shared.util.clock import SystemClock
from mojo.shared.util.trace import traced

REPORT = Notification("anna", text("weather-now", place="Lisbon"), "report-1", Delivery.AT_MOST_ONCE)


@pytest.fixture
async def people() -> MemoryPeople:
    people = MemoryPeople()
    await people.save_user(User(id="anna", chat_id=42, name="Anna", created_at=datetime(2026, 1, 1, tzinfo=UTC)))
    return people


@pytest.fixture
def lanes() -> MemoryLanesFactory:
    return MemoryLanesFactory(SystemClock())


@pytest.fixture
def outbox(people: MemoryPeople, lanes: MemoryLanesFactory) -> Outbox:
    return Outbox(people, lanes, SystemClock())


async def stored(lanes: MemoryLanesFactory) -> Item:
    lease = await lanes(OUTBOX).take(0)
    assert lease is not None
    assert lease.lane == "42"
    item = await lanes(OUTBOX).head(lease)
    assert item is not None
    return item


async def test_a_notification_waits_in_its_readers_lane(outbox: Outbox, lanes: MemoryLanesFactory) -> None:
    with traced() as trace:
        assert await outbox.notify(REPORT)
    item = await stored(lanes)
    body = orjson.loads(item.body)
    assert body["kind"] == "notification"
    assert body["stored_at"]
    assert Notification.from_json(body) == REPORT
    assert trace.trace_id in (item.traceparent or "")


async def test_a_dedupe_key_counts_once(outbox: Outbox, lanes: MemoryLanesFactory) -> None:
    assert await outbox.notify(REPORT)
    assert not await outbox.notify(REPORT)
    assert await lanes(OUTBOX).depth() == 1


async def test_notifications_wait_in_the_order_they_were_made(outbox: Outbox, lanes: MemoryLanesFactory) -> None:
    await outbox.notify(REPORT)
    await outbox.notify(Notification("anna", text("weather-later"), "a-key-that-sorts-first"))
    assert (await stored(lanes)).id == "report-1"


async def test_an_unknown_person_is_said_to_be_unknown(outbox: Outbox, lanes: MemoryLanesFactory) -> None:
    with pytest.raises(NotFound) as caught:
        await outbox.notify(Notification("nobody", text("weather-now"), "k"))
    assert caught.value.params == {"user_id": "nobody"}
    assert await lanes(OUTBOX).depth() == 0


async def test_a_role_is_everybody_who_has_it_and_is_active(
    outbox: Outbox, lanes: MemoryLanesFactory, people: MemoryPeople
) -> None:
    for number, (role, state) in enumerate(
        [("admin", "active"), ("admin", "active"), ("admin", "suspended"), ("guest", "active")]
    ):
        person = {"id": f"p{number}", "chat_id": 100 + number, "name": "P", "created_at": datetime(2026, 1, 1, tzinfo=UTC)}
        await people.save_user(User.model_validate({**person, "role": role, "state": state}))
    told = Notification(Role("admin"), text("weather-now"), "k")
    assert await outbox.notify(told)
    assert not await outbox.notify(told)
    leases = [await lanes(OUTBOX).take(0) for _ in range(3)]
    assert [lease and lease.lane for lease in leases] == ["100", "101", None]


async def test_a_role_that_nobody_has_is_said_to_be_empty(outbox: Outbox) -> None:
    with pytest.raises(NotFound) as caught:
        await outbox.notify(Notification(Role("admin"), text("weather-now"), "k"))
    assert caught.value.params == {"role": "admin"}


async def test_a_chat_and_a_target_have_lanes_of_their_own(outbox: Outbox, lanes: MemoryLanesFactory) -> None:
    await outbox.notify(Notification(Chat(-100), text("weather-now"), "k"))
    await outbox.notify(Notification(Target("t1"), text("weather-now"), "k"))
    leases = [await lanes(name).take(0) for name in (OUTBOX, TARGETS)]
    assert [lease and lease.lane for lease in leases] == ["-100", "t1"]


async def test_what_is_urgent_overtakes(outbox: Outbox, lanes: MemoryLanesFactory) -> None:
    await outbox.notify(REPORT)
    await outbox.notify(Notification("anna", text("fire"), "urgent", priority=Priority.URGENT))
    assert (await stored(lanes)).id == "urgent"
