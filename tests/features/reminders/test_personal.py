"""A person's reminders are handed out, and forgotten everywhere."""

import pytest

from mojo.features.reminders.personal import OwnReminders
from mojo.shared.errors import MojoException
from tests.features.reminders.desk import ANNA, BEN, Desk


async def agree(desk: Desk) -> None:
    """Let Ben agree to be reminded by Anna."""
    with pytest.raises(MojoException):
        await desk.say("/remind Ben at 13:00 call mum")
    await desk.press(desk.told.notifications[0], "Ja", BEN)


async def test_export_and_forget(desk: Desk) -> None:
    await agree(desk)
    await desk.say("/remind at 13:00 lunch")
    await desk.say("/remind Ben at 13:00 call mum")
    own = await desk.get(OwnReminders)
    anna, ben = await own.export(ANNA.id), await own.export(BEN.id)
    assert ([one["task"] for one in anna["reminders"]], [one["task"] for one in anna["for_others"]]) == (["lunch"], ["call mum"])
    assert ben["consents"] == [{"person": "anna", "consent": "given"}]
    for _ in range(2):
        await own.forget(ANNA.id)
    assert desk.schedules.kept == {}
    nothing = {"reminders": [], "for_others": [], "consents": []}
    assert [await own.export(user.id) for user in (ANNA, BEN)] == [nothing, nothing]
