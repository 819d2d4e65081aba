"""The JSON API with which scripts and end-to-end tests drive the sandbox."""

import asyncio

import pytest

from tests.sandbox.running import ANNA, BEN, Running

BUTTONS = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}, {"text": "Web", "url": "https://example.org"}]]}


async def test_a_whole_conversation(box: Running) -> None:
    carla = await box.control("chats", name="Carla", language="es")
    assert carla == {"id": 1003, "name": "Carla", "language": "es", "started": False, "unread": 0}
    said = await box.control("chats/1003/messages", text="/start")
    assert said["messages"][0]["from"]["language_code"] == "es"
    shared = await box.control("chats/1003/location", latitude=40.4, longitude=-3.7)
    assert shared["message"]["location"] == {"latitude": 40.4, "longitude": -3.7}
    reply = await box.call("sendMessage", chat_id=1003, text="¿Seguro?", reply_markup=BUTTONS)
    read = await box.control(f"chats/1003/messages?after={shared['message']['message_id']}")
    assert [message["text"] for message in read["messages"]] == ["¿Seguro?"]
    by_label = await box.control("chats/1003/press", message_id=reply["message_id"], label="Yes")
    by_data = await box.control("chats/1003/press", message_id=reply["message_id"], data="y")
    kinds = [set(update) - {"update_id"} for update in await box.call("getUpdates")]
    assert kinds == [{"message"}, {"message"}, {"callback_query"}, {"callback_query"}]
    assert int(by_data["callback_query_id"]) == int(by_label["callback_query_id"]) + 1
    await box.control("chats/1003/block", blocked=True)
    assert (await box.post("sendMessage", chat_id=1003, text="Hola"))[0] == 403
    everybody = (await box.control("chats"))["chats"]
    assert [(chat["id"], chat["unread"]) for chat in everybody] == [(ANNA, 0), (BEN, 0), (1003, 1)]


async def test_reading_waits_for_what_the_bot_says(chatty: Running) -> None:
    reading = asyncio.create_task(chatty.control(f"chats/{ANNA}/messages?after=1000000&wait_s=0.05"))
    assert (await reading)["messages"] == []
    last = chatty.say("hello")["message_id"]
    reading = asyncio.create_task(chatty.control(f"chats/{ANNA}/messages?after={last}&wait_s=20"))
    async with asyncio.timeout(5):
        while not chatty.sandbox.chats.hub.is_watched(ANNA):
            await asyncio.sleep(0)
    await chatty.call("sendChatAction", chat_id=ANNA, action="typing")
    keyboard = {"keyboard": [[{"text": "Here", "request_location": True}]]}
    await chatty.call("sendMessage", chat_id=ANNA, text="Hello, Anna", reply_markup=keyboard)
    answer = await reading
    assert [message["text"] for message in answer["messages"]] == ["Hello, Anna"]
    assert answer["keyboard"] == keyboard


async def test_it_says_how_the_bot_is_connected(box: Running) -> None:
    assert await box.control("bot") == {"pending_updates": 0, "polled": False, "webhook": False, "commands": {}}
    box.say("hello")
    await box.call("setMyCommands", commands=[{"command": "help", "description": "Help"}], language_code="de")
    await box.call("setWebhook", url="http://127.0.0.1:9/")
    bot = await box.control("bot")
    assert (bot["pending_updates"], bot["webhook"]) == (1, True)
    assert list(bot["commands"].values()) == [[{"command": "help", "description": "Help"}]]


NONSENSE: list[tuple[str, bytes, int, str]] = [
    ("chats", b"{", 400, "input.invalid"),
    ("chats", b"[]", 400, "input.invalid"),
    ("chats", b'{"name": ""}', 400, "input.invalid"),
    ("chats/4711/messages", b'{"text": "hi"}', 404, "not_found"),
    (f"chats/{ANNA}/messages", b"{}", 400, "input.invalid"),
    (f"chats/{ANNA}/location", b'{"latitude": [1]}', 400, "input.invalid"),
    (f"chats/{ANNA}/press", b'{"message_id": 1, "label": "Yes"}', 404, "not_found"),
    (f"chats/{ANNA}/press", b'{"message_id": 1, "data": "y"}', 404, "not_found"),
]


async def test_nonsense_is_refused_with_a_reason(box: Running, subtests: pytest.Subtests) -> None:
    for path, body, status, code in NONSENSE:
        with subtests.test(str(path)):
            headers = {"Accept": "application/json"}
            async with box.http.post(f"{box.url}/sandbox/api/{path}", data=body, headers=headers) as answer:
                refusal = await answer.json()
            assert (answer.status, refusal["code"]) == (status, code)
            assert refusal["detail"]
