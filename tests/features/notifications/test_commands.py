"""/targets and /notifications in Chronos."""

from datetime import timedelta

import pytest

from mojo.chronos.commands import Reply, Turn
from mojo.features.notifications.commands import (
    RemoveTarget,
    TestTarget,
    Unmute,
    notifications,
    remove_target,
    targets,
    test_target,
    unmute,
)
from mojo.features.notifications.fakes import FakeSender
from mojo.shared.context import AppContext
from mojo.shared.errors import InvalidInput, NotFound
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.notifications import Notification
from mojo.shared.model.text import text
from mojo.shared.persistence.mutes import Mutes
from mojo.shared.ports import Notifier, People
from tests.features.notifications.people import NOON

test_target.__test__ = TestTarget.__test__ = False  # type: ignore[attr-defined]  # named for what they do


async def turn(context: AppContext, args: str = "", button: object = None, person: str = "anna") -> Turn:
    user = await (await context.get(People)).get_user(person)  # type: ignore[type-abstract]
    assert user is not None
    return Turn(context, user, "en", args=args, button=button)


async def say(context: AppContext, reply: Reply, language: str = "en") -> str:
    return (await context.get(Translator)).say(reply.text, language)


def button(reply: Reply, row: int = 0, place: int = 0) -> object:
    return reply.buttons[row][place].data


async def test_a_target_is_added_shown_tested_and_removed(context: AppContext, sender: FakeSender) -> None:
    assert "I reach you here only." in await say(context, await targets(await turn(context)))
    added = await targets(await turn(context, "ntfys://s3cret My phone"))
    assert await say(context, added) == ("✓ My phone is added. You had better delete your message: the link is a secret.")
    assert "secret" not in str(added.buttons)
    listed = await targets(await turn(context))
    assert await say(context, listed) == "I can also reach you here:\n\n• My phone (ntfys://***)"
    assert (
        await say(context, await test_target(await turn(context, button=button(listed)))) == "✓ It was accepted. Has it arrived?"
    )
    assert sender.sent == [("ntfys://s3cret", "Mojo: My phone ✓", None)]
    removed = await remove_target(await turn(context, button=button(listed, place=1)))
    assert (removed.edit, "I reach you here only." in await say(context, removed)) == (True, True)


async def test_nobody_touches_the_targets_of_others(context: AppContext) -> None:
    added = await targets(await turn(context, "ntfys://s3cret"))
    for handler in (test_target, remove_target):
        with pytest.raises(NotFound):
            await handler(await turn(context, button=button(added), person="ben"))
    assert "only" in await say(context, await targets(await turn(context, person="ben")))


async def test_what_is_no_link_is_refused(context: AppContext) -> None:
    with pytest.raises(InvalidInput, match="url"):
        await targets(await turn(context, "my phone"))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "One message is waiting for you."),
        ("de", "Eine Nachricht wartet auf dich."),
        ("es", "Hay un mensaje pendiente para ti."),
        ("ru", "Тебя ждёт 1 сообщение."),
        ("zh", "有 1 条消息等待发送给你。"),
    ],
)
async def test_what_waits_is_said_in_each_language(context: AppContext, language: str, said: str) -> None:
    await (await context.get(Notifier)).notify(Notification("anna", text("x"), "k"))  # type: ignore[type-abstract]
    assert await say(context, await notifications(await turn(context)), language) == said


async def test_a_mute_is_shown_and_ended(context: AppContext) -> None:
    await (await context.get(Mutes)).set("anna", "door", NOON + timedelta(hours=1))
    shown = await notifications(await turn(context))
    assert "🔕 door until" in await say(context, shown)
    assert button(shown) == Unmute("door")
    assert await say(context, await unmute(await turn(context, button=button(shown)))) == "Nothing is waiting for you."


def test_button_data_fits() -> None:
    for data in (Unmute("k" * 60), RemoveTarget("0" * 12), TestTarget("0" * 12)):
        assert data.pack()
