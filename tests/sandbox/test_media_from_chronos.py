"""Pictures and files that Chronos sends through its own client arrive in the chat, also after waiting in the outbox."""

import pytest

from mojo.chronos.commands import Reply
from mojo.chronos.rendering import Voice, amended, render
from mojo.chronos.settings import ChronosSettings
from mojo.chronos.stored import from_json, to_json
from mojo.chronos.telegram import BotApi
from mojo.sandbox.settings import BOT_TOKEN
from mojo.shared.health import HealthBoard
from mojo.shared.i18n.translator import make_translator
from mojo.shared.model.notifications import Attachment
from mojo.shared.util.clock import SystemClock
from tests.chronos.support import words
from tests.sandbox.running import ANNA, Running
from tests.sandbox.test_files import PNG


@pytest.mark.parametrize("waited", [False, True])
async def test_a_picture_and_a_file_arrive(chatty: Running, waited: bool) -> None:
    settings = ChronosSettings.model_validate({"TELEGRAM_API_URL": chatty.url, "TELEGRAM_BOT_TOKEN": BOT_TOKEN})
    api, voice = BotApi(settings, HealthBoard(SystemClock()), stand_in=True), Voice(make_translator(), "en")
    sent = []
    for attachment in (Attachment("map.png", "image/png", PNG), Attachment("a.txt", "text/plain", b"hello")):
        for message in render(Reply(words("Look"), picture=attachment), ANNA, voice):
            sent.append(await api.call(from_json(to_json(message)) if waited else message))
    photo, document = sent
    assert (photo["photo"][0]["width"], photo["caption"]) == (640, "Look")
    assert (document["document"]["file_name"], document["document"]["file_size"], document["caption"]) == ("a.txt", 5, "Look")
    edited = await api.call(amended(Reply(words("Seen")), ANNA, voice, photo["message_id"], caption=True))
    assert edited["caption"] == "Seen"
    await api.close()
