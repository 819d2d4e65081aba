"""Notifications as their readers want them: at their time, not too many, where they are, with buttons that act."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from mojo.chronos.errors import BlockedByPerson, NotSent
from mojo.chronos.measures import take
from mojo.chronos.quiet import quiet_until
from mojo.features.notifications.commands import commands
from mojo.features.notifications.fakes import FakeSender
from mojo.features.notifications.model import NewTarget
from mojo.features.notifications.targets import TargetService
from mojo.shared.errors import ExternalServiceError, ExternalTimeout
from mojo.shared.external.lazy_aiogram import methods
from mojo.shared.metrics import registry
from mojo.shared.model.notifications import Attachment, Chat, Delivery, Notification, Priority, Role, Target, short_id
from mojo.shared.model.people import Principal, QuietHours
from mojo.shared.model.text import Text
from mojo.shared.persistence.deliveries import Deliveries
from mojo.shared.persistence.mutes import Mutes
from mojo.shared.ports import Notifier
from tests.chronos.support import ANNA, BEN, NOON, House, known, make_house, press, words

NIGHT = QuietHours(start=time(22), end=time(7))
URL = "ntfy://s3cret"


@pytest.fixture
async def house() -> House:
    anna = known(quiet_hours=NIGHT, timezone="Europe/Berlin", role="owner", scopes={"*"})
    return await make_house(commands, users=[anna, known(BEN, role="owner", scopes={"notify:read"})])


async def tell(house: House, said: str | Text, key: str | None = None, to: Any = "tg101", **more: Any) -> None:
    notifier: Notifier = await house.context.get(Notifier)  # type: ignore[type-abstract]
    house.pass_time(0.001)
    told = words(said) if isinstance(said, str) else said
    assert await notifier.notify(Notification(to, told, key or str(said), **more))


async def outcomes(house: House, lane: int | str = ANNA) -> list[str]:
    deliveries = await house.context.get(Deliveries)  # type: ignore[type-abstract]
    return [record.outcome.value for record in await deliveries.of_lane(str(lane))]


def at_night(house: House) -> None:
    """Go to 23:00 in Berlin."""
    house.pass_time((datetime(2026, 7, 1, 21, tzinfo=UTC) - house.clock.now()).total_seconds())


class TestQuietHours:
    @pytest.mark.parametrize(
        ("now", "end"),
        [
            ("2026-07-01T19:59", None),
            ("2026-07-01T20:00", "2026-07-02T05:00"),
            ("2026-07-02T04:59", "2026-07-02T05:00"),
            ("2026-07-02T05:00", None),
            ("2026-10-24T22:00", "2026-10-25T06:00"),
            ("2026-03-28T22:00", "2026-03-29T05:00"),
        ],
    )
    def test_they_are_on_the_persons_clock(self, now: str, end: str | None) -> None:
        anna = known(quiet_hours=NIGHT, timezone="Europe/Berlin")
        until = quiet_until(anna, datetime.fromisoformat(now + "+00:00"))
        assert until == (datetime.fromisoformat(end + "+00:00") if end else None)

    def test_within_one_day_and_none_at_all(self) -> None:
        siesta = known(quiet_hours=QuietHours(start=time(12), end=time(15)))
        assert quiet_until(siesta, NOON) == NOON + timedelta(hours=3)
        assert quiet_until(siesta, NOON + timedelta(hours=3)) is None
        assert quiet_until(known(quiet_hours=QuietHours(start=time(12), end=time(12))), NOON) is None
        assert quiet_until(known(), NOON) is None
        assert quiet_until(None, NOON) is None

    def test_an_end_that_the_clocks_skip(self) -> None:
        anna = known(quiet_hours=QuietHours(start=time(1), end=time(2, 30)), timezone="Europe/Berlin")
        at = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
        assert quiet_until(anna, at) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)

    async def test_what_waited_comes_as_one_digest_in_the_morning(self, house: House) -> None:
        at_night(house)
        for number, priority in enumerate([Priority.LOW, Priority.NORMAL, Priority.HIGH]):
            await tell(house, f"m{number}", priority=priority)
        await house.deliver()
        assert house.heard() == []
        house.pass_time(8 * 3600 - 60)
        await house.deliver()
        assert house.heard() == []
        house.pass_time(60)
        await house.deliver()
        assert house.heard() == ["While you wanted quiet, 3 messages came:\n\n• m2\n• m1\n• m0"]
        await house.deliver()
        assert len(house.heard()) == 1
        assert await house.parts.held.depth() == 0

    async def test_one_that_waited_alone_comes_as_it_is(self, house: House) -> None:
        at_night(house)
        await tell(house, "m")
        await house.deliver()
        house.pass_time(8 * 3600)
        await house.deliver()
        assert house.heard() == ["m"]

    async def test_a_hundred_fit_one_digest(self, house: House) -> None:
        at_night(house)
        for number in range(100):
            await tell(house, f"m{number:02}")
        await house.deliver()
        house.pass_time(8 * 3600)
        await house.deliver()
        (digest,) = house.heard()
        assert digest.splitlines()[2:] == [f"• m{number:02}" for number in range(100)]

    async def test_what_is_urgent_and_what_is_for_others_does_not_wait(self, house: House) -> None:
        at_night(house)
        await tell(house, "quiet")
        await tell(house, "fire", priority=Priority.URGENT)
        await tell(house, "for Ben", to="tg202")
        await house.deliver()
        assert (house.heard(), house.heard(BEN)) == (["fire"], ["for Ben"])

    async def test_what_one_can_act_on_and_what_is_over_by_then(self, house: House) -> None:
        at_night(house)
        await tell(house, "a")
        await tell(house, "b")
        await tell(house, "alert", alert=True)
        await tell(house, "stale", expires_at=house.clock.now() + timedelta(hours=1))
        await house.deliver()
        house.pass_time(8 * 3600)
        await house.deliver()
        assert house.heard() == ["While you wanted quiet, 2 messages came:\n\n• a\n• b", "alert"]

    async def test_a_crash_between_digest_and_its_end_says_nothing_twice(self, house: House) -> None:
        at_night(house)
        await tell(house, "a")
        await tell(house, "b")
        await house.deliver()
        house.pass_time(8 * 3600)
        lease = await house.parts.held.take(0)
        assert lease
        item = await house.parts.held.head(lease)
        assert item
        await house.parts.holding.handle(lease.lane, item)  # and the process dies before it notes that this was done
        await house.parts.held.release(lease)
        await house.deliver()
        assert len(house.heard()) == 1


class TestOneReader:
    async def test_expired_and_muted_ones_are_left_out(self, house: House) -> None:
        await (await house.context.get(Mutes)).set("tg101", "chatter", NOON + timedelta(hours=1))
        await tell(house, "old", expires_at=NOON)
        await tell(house, "muted", kind="chatter")
        await tell(house, "urgent", kind="chatter", priority=Priority.URGENT)
        await house.deliver()
        assert house.heard() == ["urgent"]
        assert await outcomes(house) == ["muted", "expired", "delivered"]
        house.pass_time(3600)
        await tell(house, "again", kind="chatter")
        await house.deliver()
        assert house.heard() == ["urgent", "again"]

    async def test_many_alike_become_one(self, house: House) -> None:
        for number in range(13):
            await tell(house, f"door {number}", collapse_key="door")
        await tell(house, "other", collapse_key="window")
        await tell(house, "plain")
        await house.deliver()
        assert house.heard() == ["door 12\n\n… and 12 more like this", "other", "plain"]
        assert (await outcomes(house)).count("collapsed") == 12
        assert await house.parts.outbox.depth() == 0

    async def test_a_low_one_makes_no_sound(self, house: House) -> None:
        await tell(house, "psst", priority=Priority.LOW)
        await tell(house, "hey")
        await house.deliver()
        low, normal = house.telegram.of(methods.SendMessage)
        assert (low.disable_notification is True, normal.disable_notification is True) == (True, False)

    async def test_answers_come_before_notifications_and_urgent_ones_before_others(self, house: House) -> None:
        away = NotSent("no route", service="telegram")
        house.telegram.fail("sendMessage", away)
        await tell(house, "one")
        await tell(house, "fire", priority=Priority.URGENT)
        await house.receive({"update_id": 1, "message": {
            "message_id": 1, "date": 1, "chat": {"id": ANNA, "type": "private"}, "text": "/nothing",
            "from": {"id": ANNA, "is_bot": False, "first_name": "Anna"},
        }})  # fmt: skip
        await house.deliver()
        assert [said[:12] for said in house.heard()] == ["I don't know", "fire", "one"]

    async def test_pictures_and_files(self, house: House) -> None:
        await tell(house, "map", attachment=Attachment("map.png", "image/png", b"png"))
        await tell(house, "x" * 2000, attachment=Attachment("a.txt", "text/plain", b"text"))
        await tell(house, "far", attachment=Attachment("far.jpg", "image/jpeg", url="https://example.org/far.jpg"))
        await house.deliver()
        first, far = house.telegram.of(methods.SendPhoto)
        (file,) = house.telegram.of(methods.SendDocument)
        assert (first.photo.data, first.photo.filename, first.caption) == (b"png", "map.png", "map")
        assert (file.document.data, file.caption, house.heard()) == (b"text", None, ["x" * 2000])
        assert far.photo == "https://example.org/far.jpg"


class TestPace:
    @pytest.fixture
    async def house(self) -> House:
        pace = {"CHRONOS_CHAT_EVERY_S": "1", "CHRONOS_GROUP_EVERY_S": "3", "CHRONOS_SENDS_PER_S": "30"}
        return await make_house(users=[known(), known(BEN)], **pace)

    async def test_a_chat_gets_one_a_second_and_a_group_one_in_three(self, house: House) -> None:
        for number in range(3):
            await tell(house, f"m{number}")
            await tell(house, f"g{number}", to=Chat(-7))
        heard = []
        for _ in range(8):
            await house.deliver()
            heard.append((len(house.heard()), len(house.heard(-7))))
            house.pass_time(1)
        assert heard == [(1, 1), (2, 1), (3, 1), (3, 2), (3, 2), (3, 2), (3, 3), (3, 3)]

    async def test_waiting_for_ones_turn_costs_at_most_once_nothing(self, house: House) -> None:
        await tell(house, "m1", delivery=Delivery.AT_MOST_ONCE)
        await house.deliver()
        await tell(house, "m2", delivery=Delivery.AT_MOST_ONCE)
        await house.deliver()
        assert house.settled == ["Done", "Later"]
        house.pass_time(1)
        await house.deliver()
        assert house.heard() == ["m1", "m2"]

    async def test_an_answer_waits_for_nothing_but_counts(self, house: House) -> None:
        await house.receive(*({"update_id": number, "message": {
            "message_id": 1, "date": 1, "chat": {"id": ANNA, "type": "private"}, "text": "/nothing",
            "from": {"id": ANNA, "is_bot": False, "first_name": "Anna"},
        }} for number in range(3)))  # fmt: skip
        assert len(house.heard()) == 3
        await tell(house, "m")
        await house.deliver()
        assert len(house.heard()) == 3
        house.pass_time(3)
        await house.deliver()
        assert house.heard()[3:] == ["m"]


class TestAlerts:
    async def alert(self, house: House) -> str:
        """Tell both owners, and return the alert's short id."""
        await tell(house, "door open", key="door", to=Role("owner"), kind="door", alert=True)
        await house.deliver()
        return short_id("door")

    async def test_whoever_acknowledges_is_named_in_every_chat(self, house: House) -> None:
        id = await self.alert(house)
        buttons = house.telegram.of(methods.SendMessage)[0].reply_markup.inline_keyboard
        assert [[button.text for button in row] for row in buttons] == [
            ["✓ I'll take care of it"],
            ["💤 10 min", "💤 1 h", "💤 tomorrow"],
            ["🔕 Nothing like this for 24 h"],
        ]
        assert buttons[0][0].callback_data == f"na:{id}"
        await house.receive(press(1, f"na:{id}", chat=BEN))
        await house.deliver()
        edits = house.telegram.of(methods.EditMessageText)
        assert {(edit.chat_id, edit.message_id) for edit in edits} == {(ANNA, 1001), (BEN, 1002)}
        said = {edit.chat_id: edit.text.replace("\u202f", " ") for edit in edits}
        assert said[BEN] == "door open\n\n✓ Anna takes care of it (12:00 PM)"
        assert said[ANNA] == "door open\n\n✓ Anna takes care of it (2:00 PM)"
        assert all(edit.reply_markup is None for edit in edits)
        await house.receive(press(2, f"na:{id}", chat=ANNA))
        assert house.heard()[-1] == "Somebody is taking care of it already."

    @pytest.mark.parametrize(("minutes", "wait_s"), [(10, 600), (60, 3600), (0, 18 * 3600)])
    async def test_a_snoozed_one_comes_again(self, house: House, minutes: int, wait_s: float) -> None:
        id = await self.alert(house)
        await house.receive(press(1, f"ns:{id}:{minutes}"))
        await house.deliver()
        assert all("Anna will be reminded on" in edit.text for edit in house.telegram.of(methods.EditMessageText))
        house.pass_time(wait_s - 2)
        await house.deliver()
        sent = len(house.telegram.of(methods.SendMessage))
        house.pass_time(2)
        await house.deliver()
        assert [(again.chat_id, again.text) for again in house.telegram.of(methods.SendMessage)[sent:]] == [(ANNA, "door open")]

    async def test_a_snoozed_one_that_somebody_took_care_of_does_not(self, house: House) -> None:
        id = await self.alert(house)
        await house.receive(press(1, f"ns:{id}:10"), press(2, f"na:{id}", chat=BEN))
        house.pass_time(600)
        await house.deliver()
        assert len(house.telegram.of(methods.SendMessage)) == 2
        assert await house.parts.held.depth() == 0

    async def test_its_kind_can_be_muted_and_unmuted(self, house: House) -> None:
        id = await self.alert(house)
        await house.receive(press(1, f"nm:{id}:24"))
        await tell(house, "door open again", kind="door")
        await house.deliver()
        assert "door open again" not in house.heard()
        await house.receive(press(2, "nu:door"))
        await tell(house, "and again", kind="door")
        await house.deliver()
        assert house.heard()[-1] == "and again"

    async def test_whoever_did_not_get_it_cannot_act_on_it(self, house: House) -> None:
        await tell(house, "private", key="p", alert=True)
        await house.deliver()
        await house.receive(press(1, f"na:{short_id('p')}", chat=BEN))
        assert house.heard(BEN) == ["I couldn't find that."]

    async def test_below_a_picture_the_caption_changes(self, house: House) -> None:
        await tell(house, "look", key="p", alert=True, attachment=Attachment("a.png", "image/png", b"png"))
        await house.deliver()
        await house.receive(press(1, f"na:{short_id('p')}"))
        await house.deliver()
        (edit,) = house.telegram.of(methods.EditMessageCaption)
        assert edit.caption.startswith("look\n\n✓ Anna")


class TestTargets:
    @pytest.fixture
    async def sender(self, house: House) -> FakeSender:
        sender = FakeSender()
        service = await house.context.get(TargetService)
        vars(service)["_sender"] = sender
        return sender

    async def add(self, house: House, url: str = URL) -> str:
        anna = Principal(user_id="tg101", name="Anna", scopes=frozenset({"*"}))
        new = NewTarget.model_validate({"name": "Phone", "url": url})
        return (await (await house.context.get(TargetService)).add(anna, new)).id

    async def test_a_target_is_told_in_its_owners_language(self, house: House, sender: FakeSender) -> None:
        target = await self.add(house)
        await house.people.save_user(replace_language(await house.people.get_user("tg101"), "de"))
        await tell(house, Text("chronos-cancelled"), to=Target(target))
        await house.deliver()
        assert sender.sent == [(URL, house.said("chronos-cancelled", "de"), None)]

    async def test_a_failing_target_is_tried_again_and_given_up_and_delays_nobody(self, house: House, sender: FakeSender) -> None:
        bad, good = await self.add(house), await self.add(house, "ntfy://good")
        sender.failing[URL] = ExternalServiceError("no", service="target")
        await tell(house, "for bad", to=Target(bad))
        await tell(house, "for good", to=Target(good))
        await house.deliver()
        assert [said for _, said, _ in sender.sent] == ["for good"]
        for _ in range(75):
            house.pass_time(61)
            await house.deliver()
        ((lane, _, reason),) = await house.parts.outside.dead()
        assert (lane, reason) == (bad, "given up after 70 attempts")
        assert "s3cret" not in reason

    @pytest.mark.parametrize("failure", [NotSent("no route"), ExternalTimeout("slow"), ExternalServiceError("502")])
    async def test_telegram_down_too_long_makes_it_go_another_way(
        self, house: House, sender: FakeSender, failure: ExternalServiceError
    ) -> None:
        await self.add(house)
        house.telegram.fail("sendMessage", *[failure] * 50)
        await tell(house, "hello")
        for _ in range(22):
            await house.deliver()
            assert sender.sent == [] or house.clock.now() - NOON >= timedelta(seconds=600)
            house.pass_time(60)
        assert [said for _, said, _ in sender.sent] == ["hello"]
        assert (await outcomes(house))[0] == "fell_back"
        assert await house.parts.outbox.depth() == 0

    async def test_a_person_who_blocked_the_bot_is_told_elsewhere_at_once(self, house: House, sender: FakeSender) -> None:
        await self.add(house)
        house.telegram.fail("sendMessage", BlockedByPerson("blocked"))
        await tell(house, "hello")
        await tell(house, "next")
        await house.deliver()
        assert [said for _, said, _ in sender.sent] == ["hello"]
        assert house.heard() == ["next"]

    async def test_an_urgent_one_has_an_expiry_there_too(self, house: House, sender: FakeSender) -> None:
        target = await self.add(house)
        await tell(house, "late", to=Target(target), expires_at=NOON)
        await house.deliver()
        assert (sender.sent, await outcomes(house, target)) == ([], ["expired"])


def replace_language(user: Any, language: str) -> Any:
    return user.model_copy(update={"language": language})


async def test_depth_and_age_are_measured(house: House) -> None:
    await tell(house, "one")
    house.pass_time(90)
    await tell(house, "two")
    await take(house.context)
    value = registry.get_sample_value
    assert value("mojo_chronos_outbox_waiting", {"lanes": "chats"}) == 2
    assert value("mojo_chronos_outbox_oldest_seconds", {"lanes": "chats"}) == pytest.approx(90, abs=0.1)
    assert value("mojo_chronos_outbox_oldest_seconds", {"lanes": "targets"}) == 0
