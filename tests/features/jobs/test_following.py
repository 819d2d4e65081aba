"""A message follows a run: it says how the run stands now, in one place, until the run has ended."""

from datetime import time

import pytest

from mojo.features.jobs.following import Following
from mojo.shared.external.lazy_aiogram import methods
from mojo.shared.model.people import QuietHours
from mojo.shared.model.schedules import LogLine, Outcome, RunRecord
from mojo.shared.ports import Alerts, Notifier
from tests.chronos.support import ANNA, BEN, House, known, make_house

STEPS = [
    ({"outcome": Outcome.RUNNING, "attempt": 1}, "running"),
    ({"progress": 0.4, "log": ()}, "running, 40 % done"),
    ({"outcome": Outcome.SUCCEEDED, "progress": 1.0}, "done"),
]


@pytest.fixture
async def house() -> House:
    return await make_house(users=[known(), known(BEN)])


@pytest.fixture
async def following(house: House) -> Following:
    return Following(await house.context.get(Notifier), await house.context.get(Alerts))  # type: ignore[type-abstract]


def record(house: House, *followers: int) -> RunRecord:
    return RunRecord(id="r", job="t.water", planned_at=house.clock.now(), outcome=Outcome.WAITING, followers=followers)


def texts(house: House) -> list[str]:
    return [call.text for call in house.telegram.calls if isinstance(call, methods.SendMessage | methods.EditMessageText)]


async def test_one_message_is_edited_with_every_step(house: House, following: Following) -> None:
    run = record(house, ANNA, BEN)
    await following.begin(run)
    await house.deliver()
    for change, _ in STEPS:
        house.pass_time(2)
        run = run.model_copy(update=change)
        await following.tell(run)
        await following.tell(run)
        await house.deliver()
    for chat in (ANNA, BEN):
        calls = [call for call in house.telegram.calls if call.chat_id == chat]
        assert [type(call) for call in calls] == [methods.SendMessage, *[methods.EditMessageText] * 3]
        for call, (_, words) in zip(calls[1:], STEPS, strict=True):
            assert words in call.text
        assert "Run again" in str(calls[-1].reply_markup)
        assert "Cancel" in str(calls[-2].reply_markup)


async def test_while_telegram_is_away_only_the_last_step_waits_to_be_said(house: House, following: Following) -> None:
    run = record(house, ANNA)
    await following.begin(run)
    for change, _ in STEPS:
        house.pass_time(2)
        run = run.model_copy(update=change)
        await following.tell(run)
    await house.deliver()
    assert [type(call) for call in house.telegram.calls] == [methods.SendMessage, methods.EditMessageText]
    assert "done" in texts(house)[-1]


async def test_it_says_what_the_run_said_last_of_itself_and_why_it_failed(house: House, following: Following) -> None:
    lines = tuple(LogLine(at=house.clock.now(), text=f"step {number}") for number in range(5))
    run = record(house, ANNA).model_copy(update={"log": lines, "outcome": Outcome.DEAD, "error": "no water", "attempt": 3})
    await following.begin(run)
    await house.deliver()
    (said,) = texts(house)
    assert [f"step {number}" in said for number in range(5)] == [False, False, True, True, True]
    assert "no water" in said


async def test_quiet_hours_do_not_hold_back_what_somebody_just_asked_for(house: House, following: Following) -> None:
    await house.people.save_user(known(quiet_hours=QuietHours(start=time(0), end=time(23, 59))))
    await following.begin(record(house, ANNA))
    await house.deliver()
    assert len(texts(house)) == 1
