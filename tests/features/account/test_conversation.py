"""The whole way from an update to what a person reads: invitation, welcome, language, help, rights."""

from typing import Any

import pytest

from mojo.chronos.registry import find_groups
from mojo.shared.external.lazy_aiogram import methods
from tests.chronos.support import House, make_house
from tests.features.account.door import Door

ANNA = {"id": 7, "first_name": "Anna", "language_code": "de", "is_bot": False}
BEN = {"id": 8, "first_name": "Ben", "language_code": "zh-hans", "is_bot": False}


class Phone:
    """Sends what a person does and shows what Chronos answers."""

    def __init__(self, house: House) -> None:
        self.door = Door(house.context, house.clock)
        self.telegram = house.telegram
        self._house = house
        self._updates = 0

    async def write(self, person: dict[str, Any], text: str) -> str:
        """Write to Chronos and return the answer; empty if there is none."""
        return await self._do(person, message={"from": person, "chat": self._chat(person), "message_id": 1, "text": text})

    async def press(self, person: dict[str, Any], label: str) -> str:
        """Press a button of the last message and return what stands there then."""
        sent = [call for call in self.telegram.of(methods.SendMessage) if call.chat_id == person["id"]][-1]
        data = {b.text: b.callback_data for row in sent.reply_markup.inline_keyboard for b in row}[label]
        pressed = {"chat": self._chat(person), "message_id": 1}
        return await self._do(person, callback_query={"id": "1", "from": person, "data": data, "message": pressed})

    async def _do(self, person: dict[str, Any], **update: object) -> str:
        self._updates += 1
        before = len(self.telegram.sent(person["id"]))
        await self._house.receive({"update_id": self._updates, **update})
        return "\n".join(self.telegram.sent(person["id"])[before:])

    def _chat(self, person: dict[str, Any]) -> dict[str, Any]:
        return {"id": person["id"], "type": "private"}


@pytest.fixture
def connect() -> Any:
    """Connect a phone to a Chronos with the given environment."""

    async def connect(**environ: str) -> Phone:
        return Phone(await make_house(*find_groups(), users=[], **environ))

    return connect


async def test_the_owner_comes_in_through_the_deep_link_and_has_every_right(connect: Any) -> None:
    phone = await connect()
    code = await phone.door.owner_code()
    assert "privater Assistent" in await phone.write(ANNA, "/start")
    assert (await phone.write(ANNA, f"/start {code}")).startswith("👋 Hallo Anna, ich bin Chronos.")
    said = await phone.press(ANNA, "Deutsch")
    assert said.startswith("✓ Ab jetzt sprechen wir Deutsch.\n\nDas kann ich für dich tun:")
    assert "/weather [Ort] – " in said
    assert (
        await phone.write(BEN, f"/start {code}")
        == "我是私人助理，只为受邀的人服务。如果你收到了邀请，请打开邀请链接，或发送 /start 加上你的邀请码。"
    )


async def test_two_people_each_in_their_language(connect: Any) -> None:
    phone = await connect(CHRONOS_ADMISSION="anyone")
    assert (await phone.write(ANNA, "/start")).startswith("👋 Hallo Anna")
    assert (await phone.write(BEN, "/start")).startswith("👋 Ben，你好！")
    await phone.press(ANNA, "Русский")
    assert (await phone.write(ANNA, "/help")).startswith("Вот чем я могу помочь:")
    assert (await phone.write(BEN, "/help")).startswith("我可以帮你做这些：")


async def test_telegrams_language_counts_until_one_is_chosen(connect: Any) -> None:
    phone = await connect(CHRONOS_ADMISSION="anyone")
    await phone.write(ANNA, "/start")
    assert (await phone.write({**ANNA, "language_code": "es"}, "/cancel")).startswith("No hay nada")
    await phone.write(ANNA, "/language Deutsch")
    assert (await phone.write({**ANNA, "language_code": "es"}, "/cancel")).startswith("Es gibt gerade nichts")


async def test_a_talk_about_the_timezone_and_its_end(connect: Any) -> None:
    phone = await connect(CHRONOS_ADMISSION="anyone")
    await phone.write(ANNA, "/timezone")
    assert "finde ich keine Zeitzone" in await phone.write(ANNA, "Atlantis")
    assert (await phone.write(ANNA, "Tokio")).endswith("Dort ist es jetzt 21:00 Uhr.")
    assert "nichts anfangen" in await phone.write(ANNA, "Tokio")
    await phone.write(ANNA, "/timezone")
    assert await phone.write(ANNA, "/cancel") == "Alles klar, vergessen."
    assert "nichts anfangen" in await phone.write(ANNA, "Tokio")


async def test_the_menu_follows_the_chosen_language(connect: Any) -> None:
    phone = await connect(CHRONOS_ADMISSION="anyone")
    await phone.write(ANNA, "/language ru")
    menu = phone.telegram.of(methods.SetMyCommands)[-1]
    assert {command.command: command.description for command in menu.commands}["help"] == "чем я могу помочь"


async def test_a_profile_is_shown_and_changed_by_buttons_and_words(connect: Any) -> None:
    phone = await connect(CHRONOS_ADMISSION="anyone")
    await phone.write(ANNA, "/start")
    said = await phone.write(ANNA, "/me")
    assert said.startswith("👤 Anna\n\n🗣 Deutsch\n🌍 UTC\n📏 metrische Einheiten")
    assert "imperiale Einheiten" in await phone.press(ANNA, "📏 Einheiten")
    await phone.write(ANNA, "/me")
    await phone.press(ANNA, "🌙 Ruhezeit")
    assert "Ruhe von 22:30 bis 06:00 Uhr" in await phone.write(ANNA, "22:30 bis 6")
    await phone.press(ANNA, "🌙 Ruhezeit")
    assert "Wann soll ich still sein" in await phone.write(ANNA, "nachts")
    assert "keine Ruhezeit" in await phone.press(ANNA, "Aus")
    await phone.write(ANNA, "/me")
    await phone.press(ANNA, "✏️ Name")
    assert (await phone.write(ANNA, "Änne \u202e<i>")).startswith("👤 Änne <i>\n")
    await phone.write(ANNA, "/me")
    await phone.press(ANNA, "☀️ Morgenbericht")
    assert "Frag mich zuerst irgendwo nach dem Wetter" in await phone.press(ANNA, "07:00")


async def test_the_clock_and_the_wind_are_chosen(connect: Any) -> None:
    phone = await connect(CHRONOS_ADMISSION="anyone")
    await phone.write(ANNA, "/start")
    said = await phone.write(ANNA, "/me")
    assert "🕒 Uhrzeiten wie 15:30\n💨 Wind in km/h" in said
    assert "🕒 Uhrzeiten wie 3:30\u202fPM" in await phone.press(ANNA, "🕒 12/24 h")
    assert "Nach meiner Uhr ist es bei dir 12:00\u202fPM" in await phone.write(ANNA, "/timezone")
    await phone.write(ANNA, "/me")
    await phone.press(ANNA, "💨 Wind")
    assert "💨 Wind in Knoten" in await phone.press(ANNA, "kn")
    await phone.write(ANNA, "/me")
    await phone.press(ANNA, "💨 Wind")
    assert "💨 Wind in km/h" in await phone.press(ANNA, "Wie bei meinen Einheiten üblich")
