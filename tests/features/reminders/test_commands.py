"""Reminders, as people meet them in Chronos."""

from datetime import datetime

import pytest

from mojo.features.reminders.due import DueReminders
from mojo.features.reminders.jobs import repair
from mojo.features.reminders.service import ReminderService
from mojo.scheduler.jobs import Run
from mojo.shared.errors import MojoException, StoreUnavailable
from mojo.shared.model.notifications import Priority
from mojo.shared.place_ports import Reminding
from mojo.shared.ports import People
from tests.features.reminders.desk import ANNA, BEN, CARL, NOON, Desk, principal_of


async def test_it_reads_back_what_it_understood_and_comes(desk: Desk) -> None:
    made = await desk.say("/remind me tomorrow at 8 to call mum")
    assert await desk.words(made.text) == "✅ I'll remind you: call mum\n🗓 Thursday, November 26, 2026, 8:00 AM"
    await desk.wait(hours=19.9)
    assert await desk.heard() == []
    await desk.wait(hours=0.1)
    assert await desk.heard() == ["⏰ call mum"]
    assert desk.told.notifications[0].priority is Priority.URGENT


async def test_the_time_and_the_task_can_be_changed(desk: Desk) -> None:
    made = await desk.say("/remind tomorrow at 8 call mum")
    asked = await desk.press(made, "✏️ Change")
    assert "different about “call mum”" in await desk.words(asked.text)
    assert "call mum\n🗓 Thursday, November 26, 2026, 9:30 AM" in await desk.words((await desk.say("tomorrow at 9:30")).text)
    await desk.press(made, "✏️ Change")
    assert "call dad\n🗓 Thursday, November 26, 2026, 9:30 AM" in await desk.words((await desk.say("call dad")).text)
    await desk.wait(days=2)
    assert await desk.heard() == ["⏰ call dad"]


async def test_what_is_due_on_arrival_comes_at_once_and_can_be_put_off(desk: Desk) -> None:
    reminding = await desk.get(Reminding)  # type: ignore[type-abstract]
    for _ in range(2):
        await reminding.remind_now("anna", "water the plants", "arrived:home:1")
    assert await desk.heard() == ["⏰ water the plants"]
    (listed,) = await (await desk.get(ReminderService)).all(principal_of(ANNA))
    assert listed.reminder.task == "water the plants"
    await reminding.remind_now("nobody", "water the plants", "arrived:home:1")


async def test_it_can_be_taken_back(desk: Desk) -> None:
    made = await desk.say("/remind tomorrow at 8 call mum")
    assert await desk.words((await desk.press(made, "🗑 Delete")).text) == "🗑 Deleted: call mum"
    assert await desk.words((await desk.press(made, "🗑 Delete")).text) == "That reminder is gone."
    await desk.wait(days=2)
    assert await desk.heard() == []


async def test_what_is_missing_is_asked_for(desk: Desk) -> None:
    assert "For example: tomorrow at 8 call mum" in await desk.words((await desk.say("/remind")).text)
    assert "When?" in await desk.words((await desk.say("call mum")).text)
    assert "call mum\n🗓 Thursday" in await desk.words((await desk.say("tomorrow at 8")).text)
    assert "what shall I remind you of" in await desk.words((await desk.say("/remind tomorrow at 8")).text)
    assert "call mum\n🗓 Thursday" in await desk.words((await desk.say("call mum")).text)


@pytest.mark.parametrize("words", ["yesterday at 8 x", "at 25:00 x", "every 2 minutes x"])
async def test_impossible_times_are_refused(desk: Desk, words: str) -> None:
    with pytest.raises(MojoException):
        await desk.say(f"/remind {words}")
    assert desk.schedules.kept == {}


async def test_again_and_again(desk: Desk) -> None:
    made = await desk.say("/remind every weekday 18:00 take the bins out")
    assert "every weekday at 6:00 PM, next Wednesday, November 25, 2026, 6:00 PM" in await desk.words(made.text)
    await desk.wait(days=7)
    assert len(await desk.heard()) == 5
    await desk.press(desk.told.notifications[0], "✅ Done")
    await desk.wait(days=1)
    assert len(await desk.heard()) == 6


async def test_a_due_one_is_done_or_put_off(desk: Desk) -> None:
    await desk.say("/remind in 10 minutes check the oven")
    await desk.wait(minutes=10)
    (due,) = desk.told.notifications
    for label, span in (("10 min", 10), ("1 h", 60)):
        assert "💤 check the oven" in await desk.words((await desk.press(due, label)).text)
        before = len(await desk.heard())
        await desk.wait(minutes=span - 1)
        assert len(await desk.heard()) == before
        await desk.wait(minutes=1)
        assert len(await desk.heard()) == before + 1
    assert "Again Thursday, November 26, 2026, 12:10 PM" in await desk.words((await desk.press(due, "Tomorrow")).text)
    assert await desk.words((await desk.press(due, "✅ Done")).text) == "✅ Done: check the oven"
    await desk.wait(days=3)
    assert len(await desk.heard()) == 3
    assert "You have no reminders" in await desk.words((await desk.say("/reminders")).text)


async def test_it_asks_until_it_is_done_but_not_for_ever(desk: Desk) -> None:
    made = await desk.say("/remind in 10 minutes pills")
    made = await desk.press(made, "🔔 Ask until done")
    await desk.wait(minutes=35)
    assert await desk.heard() == ["⏰ pills", *["⏰ pills\nIt has been waiting since 12:10 PM."] * 2]
    await desk.wait(days=1)
    assert len(await desk.heard()) == 7
    assert not [id for id in desk.schedules.kept if id.endswith(":nag")]


async def test_done_ends_the_asking(desk: Desk) -> None:
    made = await desk.say("/remind every day at 13:00 pills")
    await desk.press(made, "🔔 Ask until done")
    await desk.wait(minutes=75)
    assert len(await desk.heard()) == 2
    await desk.press(desk.told.notifications[-1], "✅ Done")
    await desk.wait(hours=12)
    assert len(await desk.heard()) == 2


async def test_late_ones_say_how_late(desk: Desk) -> None:
    await desk.say("/remind at 13:00 lunch")
    await desk.sleep(hours=4)
    assert await desk.heard() == ["⏰ lunch\n⚠️ This is 3 hours late. It was for Nov 25, 2026, 1:00 PM."]


async def test_of_many_that_were_slept_through_the_last_speaks_for_all(desk: Desk) -> None:
    await desk.say("/remind every day at 13:00 pills")
    await desk.sleep(days=5, hours=2)
    assert await desk.heard() == ["⏰ pills\n⚠️ This is 60 minutes late. It was for Nov 30, 2026, 1:00 PM."]


async def test_a_crash_makes_no_second_message_and_loses_none(desk: Desk) -> None:
    await desk.say("/remind at 13:00 lunch")
    (schedule,) = desk.schedules.kept.values()
    at = datetime.fromisoformat("2026-11-25T12:00:00+00:00")
    desk.told.failure = StoreUnavailable("away")
    with pytest.raises(StoreUnavailable):
        await desk.run(schedule, at)
    desk.told.failure = None
    await desk.run(schedule, at)
    await desk.run(schedule, at)
    assert await desk.heard() == ["⏰ lunch"]


async def test_a_lost_schedule_is_made_anew(desk: Desk) -> None:
    await desk.say("/remind every day at 13:00 pills")
    lost = dict(desk.schedules.kept)
    desk.schedules.kept.clear()
    await repair(Run(desk.context, "k", NOON, 1, {}))
    assert desk.schedules.kept == lost
    assert await (await desk.get(DueReminders)).repair() == 0


async def test_the_list_opens_each(desk: Desk) -> None:
    await desk.say("/remind tomorrow at 8 call mum")
    await desk.say("/remind at 13:00 lunch")
    listed = await desk.say("/reminders")
    labels = [await desk.words(button.label) for row in listed.buttons for button in row]
    assert (await desk.words(listed.text), labels) == ("You have 2 reminders.", ["lunch", "call mum"])
    one = await desk.press(listed, "call mum")
    assert await desk.words(one.text) == "call mum\n🗓 Thursday, November 26, 2026, 8:00 AM"
    await desk.press(one, "✅ Done")
    assert "You have 1 reminder." in await desk.words((await desk.say("/reminders")).text)


class TestForSomebodyElse:
    async def test_both_have_to_agree(self, desk: Desk) -> None:
        with pytest.raises(MojoException, match="has been asked") as refused:
            await desk.say("/remind @Ben at 13:00 call mum")
        assert refused.value.code == "reminders.consent_needed"
        (asked,) = desk.told.notifications
        assert (asked.to, await desk.heard(BEN)) == (
            "ben",
            ["Anna möchte dir Erinnerungen schicken. Bist du einverstanden?"],
        )
        await desk.press(asked, "Ja", BEN)
        assert (await desk.heard())[-1] == "Ben agrees to be reminded by you."
        made = await desk.say("/remind Ben: at 13:00 call mum")
        assert "I'll remind Ben: call mum" in await desk.words(made.text)
        await desk.wait(hours=1)
        assert (await desk.heard(BEN))[-1] == "⏰ call mum\nVon Anna"
        assert desk.told.notifications[-1].priority is Priority.HIGH

    async def test_it_can_be_taken_back(self, desk: Desk) -> None:
        with pytest.raises(MojoException):
            await desk.say("/remind Ben at 13:00 call mum")
        await desk.press(desk.told.notifications[0], "Ja", BEN)
        await desk.say("/remind Ben at 13:00 call mum")
        await desk.press(await desk.say("/reminders", BEN), "🚫 Nichts mehr von Anna", BEN)
        await desk.wait(hours=2)
        assert len(await desk.heard(BEN)) == 1
        with pytest.raises(MojoException, match="does not want"):
            await desk.say("/remind Ben at 15:00 call mum")

    async def test_they_are_asked_once_a_day(self, desk: Desk) -> None:
        for _ in range(3):
            with pytest.raises(MojoException):
                await desk.say("/remind Ben at 13:00 call mum")
        assert len(await desk.heard(BEN)) == 1

    async def test_whoever_made_it_may_delete_it_and_nobody_else(self, desk: Desk) -> None:
        with pytest.raises(MojoException):
            await desk.say("/remind Ben at 13:00 call mum")
        await desk.press(desk.told.notifications[0], "Ja", BEN)
        made = await desk.say("/remind Ben at 13:00 call mum")
        stranger = CARL.model_copy(update={"scopes": ANNA.scopes})
        await (await desk.get(People)).save_user(stranger)
        assert await desk.words((await desk.press(made, "🗑 Delete", stranger)).text) == "That reminder is gone."
        assert await desk.words((await desk.press(made, "🗑 Delete")).text) == "🗑 Deleted: call mum"

    async def test_without_the_scope_a_name_is_only_a_word(self, desk: Desk) -> None:
        quiet = ANNA.model_copy(update={"scopes": ANNA.scopes - {"reminders:send"}})
        assert "When?" in await desk.words((await desk.say("/remind Ben at 13:00 call mum", quiet)).text)
        assert desk.told.notifications == []
