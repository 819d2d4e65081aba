"""The outbox: each message with the promise it asked for, each chat in order and on its own."""

import orjson
import pytest

from mojo.chronos import metrics
from mojo.chronos.delivery import MAX_ATTEMPTS
from mojo.chronos.errors import BlockedByPerson, NotSent, TokenRefused
from mojo.shared.errors import ExternalServiceError, ExternalTimeout, RateLimited, RejectedByService
from mojo.shared.model.notifications import Delivery, Notification
from mojo.shared.model.text import Text, text
from mojo.shared.ports import Notifier
from tests.chronos.support import ANNA, BEN, House, known, make_house, words

LIMITED = RateLimited("slow down", service="telegram", retry_after_s=30)
SLOW = ExternalTimeout("slow", service="telegram")
UNREACHABLE = NotSent("no route", service="telegram")


@pytest.fixture
async def house() -> House:
    return await make_house(users=[known(language="de"), known(BEN)])


async def notify(
    house: House, said: Text, chat: int = ANNA, key: str | None = None, delivery: Delivery = Delivery.AT_LEAST_ONCE
) -> None:
    notifier: Notifier = await house.context.get(Notifier)  # type: ignore[type-abstract]
    house.pass_time(0.001)
    await notifier.notify(Notification(f"tg{chat}", said, key or str(said), delivery))


async def test_a_notification_arrives_in_the_language_its_reader_has_by_then(house: House) -> None:
    await notify(house, text("chronos-cancelled"))
    await house.people.save_user(known(language="ru"))
    await house.deliver()
    assert house.heard() == [house.said("chronos-cancelled", "ru")]


async def test_messages_of_a_chat_arrive_in_order_and_once(house: House) -> None:
    for said in ("one", "two", "two", "three"):
        await notify(house, words(said))
    await house.deliver()
    await house.deliver()
    assert house.heard() == ["one", "two", "three"]


async def test_telegrams_retry_after_is_obeyed_for_that_chat_alone(house: House) -> None:
    await notify(house, words("one"))
    await notify(house, words("two"))
    await notify(house, words("for Ben"), chat=BEN)
    house.telegram.fail("sendMessage", LIMITED)
    await house.deliver()
    assert (house.heard(), house.heard(BEN)) == ([], ["for Ben"])
    house.pass_time(29)
    await house.deliver()
    assert house.heard() == []
    house.pass_time(1.1)
    await house.deliver()
    assert house.heard() == ["one", "two"]


@pytest.mark.parametrize("failure", [SLOW, UNREACHABLE, ExternalServiceError("502", service="telegram"), TokenRefused("401")])
async def test_other_failures_wait_longer_each_time_and_lose_nothing(house: House, failure: ExternalServiceError) -> None:
    await notify(house, words("one"))
    house.telegram.fail("sendMessage", *[failure] * 12)
    tries, waited_s = 0, 0
    while not house.heard():
        house.pass_time(10)
        waited_s += 10
        before = len(house.settled)
        await house.deliver()
        tries += len(house.settled) - before
    assert tries == 13
    assert 300 < waited_s < 900
    assert house.settled[-1] == "Done"


@pytest.mark.parametrize("failure", [BlockedByPerson("blocked", service="telegram"), RejectedByService("chat not found")])
async def test_a_message_that_is_refused_for_good_is_set_aside_and_does_not_block_the_next(
    house: House, failure: ExternalServiceError
) -> None:
    await notify(house, words("one"))
    await notify(house, words("two"))
    house.telegram.fail("sendMessage", failure)
    await house.deliver()
    assert house.heard() == ["two"]
    ((lane, item, reason),) = await house.parts.outbox.dead()
    assert (lane, item.id, reason) == (str(ANNA), str(words("one")), failure.detail)


async def test_at_most_once_is_never_sent_again_when_it_may_have_arrived(house: House) -> None:
    before = metrics.ambiguous_sends._value.get()
    await notify(house, words("chatter"), delivery=Delivery.AT_MOST_ONCE)
    house.telegram.fail("sendMessage", SLOW)
    await house.deliver()
    house.pass_time(600)
    await house.deliver()
    assert (house.heard(), house.settled) == ([], ["Done"])
    assert metrics.ambiguous_sends._value.get() - before == 1


@pytest.mark.parametrize("failure", [LIMITED, UNREACHABLE, TokenRefused("401")])
async def test_at_most_once_is_sent_again_when_it_surely_did_not_arrive(house: House, failure: ExternalServiceError) -> None:
    await notify(house, words("chatter"), delivery=Delivery.AT_MOST_ONCE)
    house.telegram.fail("sendMessage", failure, failure)
    for _ in range(3):
        await house.deliver()
        house.pass_time(60)
    assert house.heard() == ["chatter"]


async def test_at_most_once_is_dropped_when_a_crash_hides_whether_it_was_sent(house: House) -> None:
    await notify(house, words("chatter"), delivery=Delivery.AT_MOST_ONCE)
    lease = await house.parts.outbox.take(0)
    assert lease is not None
    assert await house.parts.outbox.head(lease)
    await house.parts.outbox.release(lease)
    await house.deliver()
    assert (house.heard(), house.settled) == ([], ["Done"])


async def test_a_long_notification_comes_in_parts(house: House) -> None:
    await notify(house, words("x" * 5000))
    await house.deliver()
    assert [len(part) for part in house.heard()] == [4096, 904]


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"kind": "notification"}', b'{"kind": "reply", "message": {}}', b'"x"'])
async def test_what_is_no_message_is_set_aside(house: House, body: bytes) -> None:
    await house.parts.outbox.put(str(ANNA), "odd", 1, body)
    await notify(house, words("next"))
    await house.deliver()
    assert house.heard() == ["next"]
    assert [item.id for _, item, _ in await house.parts.outbox.dead()] == ["odd"]


async def test_after_a_day_of_failures_a_message_is_given_up(house: House) -> None:
    body = orjson.dumps({"kind": "notification", **Notification("tg101", words("old"), "old").to_json()})
    await house.parts.outbox.put(str(ANNA), "old", 1, body)
    for _ in range(MAX_ATTEMPTS):
        lease = await house.parts.outbox.take(0)
        assert lease is not None
        await house.parts.outbox.head(lease)
        await house.parts.outbox.release(lease)
    await house.deliver()
    assert (house.heard(), house.settled) == ([], ["Bury"])
