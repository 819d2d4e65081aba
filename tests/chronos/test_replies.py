"""What Telegram cannot take now is parked in the outbox, in order, and delivered later."""

import pytest

from mojo.chronos import metrics
from mojo.chronos.errors import BlockedByPerson, NotSent, TokenRefused
from mojo.chronos.rendering import message as rendered
from mojo.chronos.replies import Replies
from mojo.shared.errors import ExternalServiceError, ExternalTimeout, RateLimited, RejectedByService, StoreUnavailable
from mojo.shared.external.lazy_aiogram import methods, types
from tests.chronos.support import ANNA, BEN, House, Outage, make_house

PASSING = [
    RateLimited("slow down", service="telegram", retry_after_s=3),
    ExternalTimeout("slow", service="telegram"),
    ExternalServiceError("500", service="telegram"),
    NotSent("no route", service="telegram"),
    TokenRefused("who?", service="telegram"),
]
MARKUP = types.InlineKeyboardMarkup(inline_keyboard=[[types.InlineKeyboardButton(text="A", callback_data="a:1")]])


@pytest.fixture
async def house() -> House:
    return await make_house()


@pytest.fixture
def replies(house: House) -> Replies:
    return Replies(house.telegram, house.parts.outbox, house.clock, house.parts.deliverer.pacer)


@pytest.mark.parametrize("failure", PASSING, ids=lambda failure: failure.code)
async def test_what_telegram_cannot_take_now_is_delivered_later(
    house: House, replies: Replies, failure: ExternalServiceError
) -> None:
    house.telegram.fail("sendMessage", failure)
    await replies.send([rendered(ANNA, "one", MARKUP), rendered(ANNA, "two")], "7")
    assert (house.heard(), await house.parts.outbox.depth()) == ([], 2)
    house.pass_time(failure.params.get("retry_after_s", 0))
    await house.deliver()
    assert house.heard() == ["one", "two"]
    sent = house.telegram.of(methods.SendMessage)[0]
    assert (sent.reply_markup, sent.link_preview_options.is_disabled) == (MARKUP, True)


async def test_telegrams_retry_after_is_obeyed(house: House, replies: Replies) -> None:
    house.telegram.fail("sendMessage", RateLimited("slow down", service="telegram", retry_after_s=60))
    await replies.send([rendered(ANNA, "one")], "1")
    house.pass_time(59)
    await replies.send([rendered(ANNA, "two")], "2")
    await house.deliver()
    assert (house.heard(), house.settled) == ([], ["Later"])
    house.pass_time(1.1)
    await house.deliver()
    assert house.heard() == ["one", "two"]


async def test_only_sends_that_may_have_arrived_count_as_ambiguous(house: House, replies: Replies) -> None:
    before = metrics.ambiguous_sends._value.get()
    for chat, failure in enumerate(PASSING):
        house.telegram.fail("sendMessage", failure)
        await replies.send([rendered(chat + 1, "x")], str(chat))
    assert metrics.ambiguous_sends._value.get() - before == 2


async def test_later_answers_to_a_chat_do_not_overtake_a_parked_one(house: House, replies: Replies) -> None:
    house.telegram.fail("sendMessage", ExternalTimeout("slow", service="telegram"))
    await replies.send([rendered(ANNA, "one")], "1")
    await replies.send([rendered(ANNA, "two")], "2")
    await replies.send([rendered(BEN, "for Ben")], "3")
    assert (house.heard(), house.heard(BEN)) == ([], ["for Ben"])
    await house.deliver()
    assert house.heard() == ["one", "two"]
    house.pass_time(31)
    await replies.send([rendered(ANNA, "three")], "4")
    assert house.heard() == ["one", "two", "three"]


async def test_an_update_handled_twice_parks_its_answer_once(house: House, replies: Replies) -> None:
    house.telegram.fail("sendMessage", PASSING[0])
    await replies.send([rendered(ANNA, "one")], "1")
    await replies.send([rendered(ANNA, "one")], "1")
    house.pass_time(3)
    await house.deliver()
    assert house.heard() == ["one"]


@pytest.mark.parametrize("kind", [BlockedByPerson, RejectedByService])
async def test_what_telegram_refuses_for_good_is_let_go(
    house: House, replies: Replies, kind: type[RejectedByService], caplog: pytest.LogCaptureFixture
) -> None:
    house.telegram.fail("sendMessage", kind("Forbidden: bot was blocked by the user", service="telegram"))
    await replies.send([rendered(ANNA, "private words")], "1")
    assert await house.parts.outbox.depth() == 0
    assert len(caplog.records) == 1
    assert "private words" not in caplog.text


async def test_an_edit_that_changes_nothing_is_done(house: House, replies: Replies) -> None:
    house.telegram.fail("editMessageText", RejectedByService("Bad Request: message is not modified: ...", service="telegram"))
    await replies.send([rendered(ANNA, "same")], "1", message_id=5)
    assert house.telegram.of(methods.SendMessage) == []


async def test_an_edit_of_a_message_that_is_gone_becomes_a_new_message(house: House, replies: Replies) -> None:
    house.telegram.fail("editMessageText", RejectedByService("Bad Request: message to edit not found", service="telegram"))
    await replies.send([rendered(ANNA, "new")], "1", message_id=5)
    assert house.heard() == ["new"]


async def test_an_edit_that_telegram_cannot_take_now_arrives_as_a_message(house: House, replies: Replies) -> None:
    house.telegram.fail("editMessageText", PASSING[0])
    await replies.send([rendered(ANNA, "new")], "1", message_id=5)
    house.pass_time(3)
    await house.deliver()
    assert house.heard() == ["new"]


async def test_with_telegram_and_the_store_away_the_update_must_be_handled_again(house: House) -> None:
    outbox = Outage(house.parts.outbox)
    outbox.away = True
    house.telegram.fail("sendMessage", PASSING[1])
    with pytest.raises(StoreUnavailable):
        await Replies(house.telegram, outbox, house.clock, house.parts.deliverer.pacer).send([rendered(ANNA, "one")], "1")
