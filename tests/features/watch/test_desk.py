"""One message for one cause, and one when it ends: damping, reminders, two who see the same, crashes in between."""

from datetime import timedelta
from typing import Any

import pytest

from mojo.features.watch.commands import commands
from mojo.features.watch.desk import SHELF
from mojo.features.watch.model import Severity, Sighting
from mojo.shared.errors import StoreUnavailable
from mojo.shared.external.lazy_aiogram import methods
from mojo.shared.model.people import QuietHours
from mojo.shared.ports import Notifier, Records
from tests.chronos.support import ANNA, BEN, NOON, known, make_house
from tests.features.watch.conftest import owners_house
from tests.features.watch.support import DISK, LATE, TELEGRAM, Ward

FOREIGN = Sighting(cause="HostHot", subject="pi:9100", words="The Pi is at 82 degrees.")


async def test_it_is_told_once_it_has_lasted_and_once_when_it_is_over(ward: Ward) -> None:
    assert await ward.see(DISK) == []
    assert await ward.see(DISK) == []
    (told,) = await ward.see(DISK)
    assert "⚠️ The disk has only 4.2 % free." in told
    assert "Make room" in told
    for _ in range(5):
        assert await ward.see(DISK) == []
    for _ in range(5):
        assert await ward.see() == []
    ended = await ward.see()
    assert "✅ Over after 8 minutes: The disk has only 4.2 % free." in ended
    assert await (await ward.desk()).troubles() == {}
    assert await ward.see() == []


async def test_below_the_message_stands_that_it_is_over_and_nothing_is_left_to_press(ward: Ward) -> None:
    for _ in range(3):
        await ward.see(DISK)
    for _ in range(6):
        await ward.see()
    edited = ward.house.telegram.of(methods.EditMessageText)[-1]
    assert "The disk has only" in edited.text
    assert "✅ over (" in edited.text
    assert edited.reply_markup is None or not edited.reply_markup.inline_keyboard


async def test_what_flaps_before_it_has_lasted_is_never_told(ward: Ward) -> None:
    for _ in range(20):
        assert await ward.see(DISK) == []
        assert await ward.see() == []
    assert await (await ward.desk()).troubles() == {}


async def test_what_flaps_while_it_is_open_neither_ends_nor_begins(ward: Ward) -> None:
    for _ in range(3):
        await ward.see(DISK)
    for _ in range(20):
        assert await ward.see() == []
        assert await ward.see(minutes=3) == []
        assert await ward.see(DISK) == []


async def test_after_its_end_it_is_told_anew(ward: Ward) -> None:
    for _ in range(2):
        told = [said for _ in range(3) for said in await ward.see(DISK)]
        assert len(told) == 1
        over = [said for _ in range(6) for said in await ward.see()]
        assert any(said.startswith("✅") for said in over)


async def test_reminders_come_until_somebody_takes_care_of_it(ward: Ward) -> None:
    for _ in range(3):
        await ward.see(DISK)
    assert await ward.see(DISK, minutes=719) == []
    (again,) = await ward.see(DISK, minutes=1)
    assert "Still so, for 12 hours" in again
    await ward.press("na")
    assert await ward.see(DISK, minutes=721) == []
    assert await ward.see(DISK, minutes=721) == []
    (trouble,) = (await (await ward.desk()).troubles()).values()
    assert trouble.acknowledged


async def test_whoever_snoozes_is_reminded_then_and_not_before(ward: Ward) -> None:
    for _ in range(3):
        await ward.see(DISK)
    await ward.see(DISK, minutes=710)
    await ward.press("ns", "60")
    assert await ward.see(DISK, minutes=30) == []
    (again,) = await ward.see(DISK, minutes=30.1)
    assert again.startswith("⚠️"), "and what we would remind of at that moment is the same message"


async def test_no_reminders_if_nobody_wants_them() -> None:
    ward = Ward(await owners_house(WATCH_REMIND_EVERY_H="0"))
    for _ in range(3):
        await ward.see(DISK)
    assert await ward.see(DISK, minutes=100_000) == []


async def test_a_snoozed_one_does_not_come_back_after_its_end(ward: Ward) -> None:
    for _ in range(3):
        await ward.see(DISK)
    await ward.press("ns", "60")
    for _ in range(6):
        await ward.see()
    ward.house.pass_time(7200)
    assert await ward.news() == []


async def test_two_who_see_the_same_make_one_message_and_it_is_over_when_both_say_so(ward: Ward) -> None:
    assert len(await ward.alert(DISK)) == 1, "a rule has waited its time already"
    for _ in range(4):
        assert await ward.see(DISK) == []
    assert await ward.alert() == []
    for _ in range(3):
        assert await ward.see(DISK) == []
    told = [said for _ in range(7) for said in await ward.see()]
    assert [said[:1] for said in told if said.startswith("✅")] == ["✅"]


async def test_what_alertmanager_alone_has_seen_is_over_when_it_says_so(ward: Ward) -> None:
    (told,) = await ward.alert(FOREIGN)
    assert told == "⚠️ HostHot: The Pi is at 82 degrees."
    assert await ward.see() == []
    ended = await ward.alert(minutes=10)
    assert "✅ Over after 11 minutes: HostHot: The Pi is at 82 degrees." in ended


async def test_an_alertmanager_that_falls_silent_keeps_nothing_open_for_ever(ward: Ward) -> None:
    await ward.alert(FOREIGN)
    assert await ward.see(minutes=530) == []
    await ward.see(minutes=20)
    told = [said for _ in range(3) for said in await ward.see(minutes=5)]
    assert any(said.startswith("✅") for said in told)


async def test_what_something_else_explains_is_not_told_as_well(ward: Ward) -> None:
    told = [said for _ in range(6) for said in await ward.see(TELEGRAM, LATE)]
    assert len(told) == 1
    assert "telegram does not work" in told[0]
    later = [said for _ in range(6) for said in await ward.see(LATE)]
    assert any("Something has waited in chats for 400 s" in said for said in later), "it goes on by itself"


async def test_what_the_scheduler_tells_is_kept_and_not_told_twice(ward: Ward) -> None:
    missed = Sighting(cause="job_missed", figure=1)
    assert [said for _ in range(5) for said in await ward.see(missed)] == []
    assert await ward.alert(missed) == []
    (trouble,) = (await (await ward.desk()).troubles()).values()
    assert trouble.is_open
    assert trouble.told == ()


@pytest.mark.parametrize("sentry_was_first", [True, False])
async def test_of_a_scheduler_gone_who_sees_it_first_tells(ward: Ward, sentry_was_first: bool) -> None:
    gone = Sighting(cause="service_down", subject="scheduler", severity=Severity.CRITICAL)
    if sentry_was_first:
        await ward.house.documents.write("sentry:scheduler", NOON.isoformat(), 600)
    assert len(await ward.alert(gone)) == (0 if sentry_was_first else 1)
    assert await ward.alert(gone, minutes=5) == []
    assert len(await ward.alert(minutes=5)) == (0 if sentry_was_first else 2), "the end, and below the message that it is over"


async def test_quiet_hours_hold_a_warning_back_and_not_what_is_critical() -> None:
    night = QuietHours(start=NOON.time(), end=(NOON + timedelta(hours=8)).time())
    house = await owners_house()
    await house.people.save_user(known(role="owner", scopes={"*"}, quiet_hours=night))
    ward = Ward(house)
    told = [said for _ in range(3) for said in await ward.see(DISK, TELEGRAM)]
    assert [("disk" in said, "telegram" in said) for said in told] == [(True, False)]
    ward.house.pass_time(8 * 3600)
    assert any("telegram" in said for said in await ward.news())


async def test_only_the_owner_is_told(ward: Ward) -> None:
    for _ in range(3):
        await ward.see(DISK)
    assert ward.house.heard(BEN) == []
    assert len(ward.house.heard(ANNA)) == 1


async def test_before_there_is_an_owner_it_waits_for_one() -> None:
    house = await make_house(commands, users=[known(BEN, role="member")])
    ward = Ward(house)
    assert [said for _ in range(4) for said in await ward.see(DISK)] == []
    await house.people.save_user(known(role="owner", scopes={"*"}))
    assert len(await ward.see(DISK)) == 1


class Failing:
    """Records that fail at the call of a number."""

    def __init__(self, inner: Any) -> None:
        self.inner, self.fail_at, self.calls = inner, -1, 0

    async def swap(self, *args: Any) -> bool:
        self.calls += 1
        if self.calls == self.fail_at:
            raise StoreUnavailable("away")
        return bool(await self.inner.swap(*args))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


@pytest.mark.parametrize("fail_at", range(1, 6))
async def test_a_store_that_goes_away_in_between_neither_loses_nor_doubles_a_message(ward: Ward, fail_at: int) -> None:
    desk = await ward.desk()
    desk._records = failing = Failing(await ward.house.context.get(Records))  # type: ignore[type-abstract, assignment]
    told: list[str] = []

    async def see(*sightings: Sighting) -> None:
        try:
            told.extend(await ward.see(*sightings))
        except StoreUnavailable:
            told.extend(await ward.news())

    failing.fail_at = fail_at
    for _ in range(4):
        await see(DISK)
    assert len([said for said in told if said.startswith("⚠️")]) == 1
    failing.calls, failing.fail_at = 0, fail_at
    for _ in range(8):
        await see()
    assert len([said for said in told if said.startswith("✅ Over")]) == 1
    assert await failing.all(SHELF) == {}


async def test_two_processes_at_one_moment_tell_once(ward: Ward) -> None:
    for _ in range(2):
        await ward.see(DISK)
    ward.house.pass_time(60)
    desk, now = await ward.desk(), ward.house.clock.now()
    await desk.saw([DISK], "mojo", now + timedelta(minutes=5))
    notifier: Notifier = await ward.house.context.get(Notifier)  # type: ignore[type-abstract]
    settle = desk.settle
    original = notifier.notify

    async def notify_while_another_settles(notification: Any) -> bool:
        desk._messenger._notifier = notifier
        await settle()
        return await original(notification)

    class Nosy:
        notify = staticmethod(notify_while_another_settles)

    desk._messenger._notifier = Nosy()
    await settle()
    assert len(await ward.news()) == 1
