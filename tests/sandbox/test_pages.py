"""The pages over HTTP: they show everything, believe nothing, and let no other site in."""

import asyncio
import itertools
import json
import re
from typing import Any

import pytest
from markupsafe import escape

from mojo.shared.errors import InvalidInput, NotFound
from tests.sandbox.running import ANNA, BEN, Running

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "</textarea></style></script><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "' onmouseover='alert(1)",
]
BUTTONS = {"inline_keyboard": [[{"text": "Yes", "callback_data": "answer:yes"}]]}


async def post(box: Running, path: str, fields: dict[str, str], **headers: str) -> int:
    async with box.http.post(box.url + path, data=fields, headers=headers, allow_redirects=False) as answer:
        return answer.status


async def events(box: Running, chat_id: int, wanted: int) -> list[dict[str, Any]]:
    """Read that many events of a chat's stream."""
    found = []
    async with asyncio.timeout(5), box.http.get(f"{box.url}/chat/{chat_id}/events") as stream:
        async for line in stream.content:
            if line.startswith(b"data: "):
                found.append(json.loads(line[6:]))
            if len(found) >= wanted:
                return found
    return found


async def test_the_first_page_shows_who_one_can_be_and_what_is_unread(chatty: Running) -> None:
    await chatty.call("sendMessage", chat_id=ANNA, text="Rain at four")
    _, html = await chatty.page("/")
    assert 'href="/chat/1001"' in html
    assert "Ben" in html
    assert "Rain at four" in html
    assert 'aria-label="1 unread"' in html
    await chatty.page(f"/chat/{ANNA}")
    assert "unread" not in (await chatty.page("/"))[1]


async def test_somebody_new_gets_a_chat_in_their_language(box: Running) -> None:
    async with box.http.post(f"{box.url}/people", data={"name": "  Lí  na ", "language": "zh-hans"}) as answer:
        assert answer.url.path == "/chat/1003"
        assert "you are Lí na" in await answer.text()
    box.say("/start", 1003)
    sender = (await box.call("getUpdates"))[0]["message"]["from"]
    assert sender == {"id": 1003, "is_bot": False, "first_name": "Lí na", "language_code": "zh-hans"}


NOBODY: list[tuple[str, str]] = [("", "en"), ("x" * 65, "en"), ("Carl", "EN"), ("Carl", "<b>")]


async def test_a_name_or_language_that_cannot_be_is_refused(box: Running, subtests: pytest.Subtests) -> None:
    for name, language in NOBODY:
        with subtests.test(str(name)):
            assert await post(box, "/people", {"name": name, "language": language}) == 400
            assert len(box.sandbox.chats.store.people()) == 2


async def test_what_is_typed_shared_and_pressed_becomes_an_update_before_the_page_is_answered(chatty: Running) -> None:
    message = await chatty.call("sendMessage", chat_id=ANNA, text="Sure?", reply_markup=BUTTONS)
    assert await post(chatty, f"/chat/{ANNA}/say", {"text": " /weather Lisbon "}) == 303
    assert await post(chatty, f"/chat/{ANNA}/location", {"latitude": "38,72", "longitude": "-9.14"}) == 303
    assert await post(chatty, f"/chat/{ANNA}/press", {"press": f"{message['message_id']}:answer:yes"}) == 303
    said, shared, pressed = await chatty.call("getUpdates")
    assert said["message"]["text"] == "/weather Lisbon"
    assert said["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 8}]
    assert shared["message"]["location"] == {"latitude": 38.72, "longitude": -9.14}
    assert pressed["callback_query"]["data"] == "answer:yes"
    assert pressed["callback_query"]["message"]["message_id"] == message["message_id"]


NONSENSE: list[tuple[str, dict[str, str], int]] = [
    ("say", {"text": "  "}, 400),
    ("location", {"latitude": "north", "longitude": "1"}, 400),
    ("location", {"latitude": "91", "longitude": "1"}, 400),
    ("location", {"at": "nan,nan"}, 400),
    ("press", {"press": "x"}, 400),
    ("press", {"press": "1:nothing"}, 404),
]


async def test_nonsense_is_refused_and_tells_the_bot_nothing(chatty: Running, subtests: pytest.Subtests) -> None:
    for path, fields, status in NONSENSE:
        with subtests.test(str(path)):
            assert await post(chatty, f"/chat/{ANNA}/{path}", fields) == status
            assert await chatty.call("getUpdates") == []


async def test_a_stranger_has_no_chat(box: Running) -> None:
    assert (await box.page("/chat/4711"))[0] == 404
    assert await post(box, "/chat/4711/say", {"text": "hello"}) == 404


def test_long_texts_are_split_as_telegrams_apps_do(box: Running) -> None:
    sent = box.sandbox.chats.say(ANNA, "😀" * 3000)
    assert [len(message["text"]) for message in sent] == [2048, 952]


def test_a_button_that_is_gone_cannot_be_pressed(box: Running) -> None:
    with pytest.raises(NotFound):
        box.sandbox.chats.press(ANNA, 1, "x")
    with pytest.raises(InvalidInput):
        box.sandbox.chats.share_location(ANNA, 0, 181)


@pytest.mark.parametrize("attack", ATTACKS)
async def test_everything_that_anybody_wrote_is_escaped(chatty: Running, attack: str) -> None:
    chatty.sandbox.chats.add_person(attack[:60], "en")
    chatty.say(attack)
    keyboard = {"keyboard": [[attack]]}
    await chatty.call("sendMessage", chat_id=ANNA, text=attack, reply_markup=keyboard)
    markup = {"inline_keyboard": [[{"text": attack, "callback_data": attack}, {"text": "go", "url": attack}]]}
    await chatty.call("sendMessage", chat_id=ANNA, text=attack, reply_markup=markup)
    await chatty.call("setMyCommands", commands=[{"command": "x", "description": attack}])
    await chatty.call("setMyDescription", description=attack)
    await chatty.call("setMyName", name=attack[:60])
    for path in ("/", f"/chat/{ANNA}", f"/chat/{BEN}?start={attack}"):
        _, html = await chatty.page(path)
        tags = re.findall(r"<(script|img|svg|style)\b([^>]*)>", html)
        assert all("nonce=" in rest for tag, rest in tags if tag in ("script", "style"))
        assert not re.search(r"<[^>]*\son\w+\s*=", re.sub(r'"[^"]*"', '""', html))
        assert 'href="javascript:' not in html
        assert str(escape(attack[:60])) in html
    state = (await events(chatty, ANNA, 1))[0]
    fragments = "".join(message["html"] for message in state["messages"]) + state["html"]
    assert not re.search(r"<(script|img|iframe)", fragments)


async def test_the_policy_allows_this_page_alone_and_changes_every_time(box: Running) -> None:
    nonces = set()
    for path in ("/", f"/chat/{ANNA}"):
        async with box.http.get(box.url + path) as answer:
            policy = answer.headers["Content-Security-Policy"]
            html = await answer.text()
            assert "Set-Cookie" not in answer.headers
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        nonces.add(re.search(r"script-src 'nonce-([^']+)'", policy)[1])  # type: ignore[index]
        assert set(re.findall(r'nonce="([^"]+)"', html)) <= nonces
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', html), "the page needs nothing from elsewhere"
        assert not re.search(r"url\(|@import", html)
    assert len(nonces) == 2


ACTS = ["/people", "/sandbox/faults", f"/chat/{ANNA}/say", f"/chat/{ANNA}/press", "/sandbox/api/chats"]
FOREIGN: list[dict[str, str]] = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:9"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate"},
]


async def test_another_site_cannot_act_here(box: Running, subtests: pytest.Subtests) -> None:
    fields = {"text": "typed by a stranger", "name": "Eve", "service": "telegram", "mode": "gone"}
    for path, headers in itertools.product(ACTS, FOREIGN):
        with subtests.test(path, **headers):
            assert await post(box, path, fields, **headers) == 403
    assert box.sandbox.chats.store.messages(ANNA) == []
    assert len(box.sandbox.chats.store.people()) == 2
    own = {"Origin": box.url, "Sec-Fetch-Site": "same-origin"}
    assert await post(box, "/people", fields, **own) == 303


async def test_another_site_cannot_speak_as_the_bot_or_read_but_may_link_here(box: Running) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert (await box.page("/bot1000000000:mojo-sandbox-stands-in-for-telegram/getMe", **foreign))[0] == 403
    assert (await box.page("/sandbox/api/chats", **{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}))[0] == 403
    assert (await box.page("/", **foreign))[0] == 200
    assert (await box.page("/", Host="rebound.example"))[0] == 421
    assert (await box.page("/", Host="localhost:8001"))[0] == 200


async def test_a_deep_link_starts_by_itself_unless_another_site_led_here(box: Running) -> None:
    _, typed = await box.page(f"/chat/{ANNA}?start=CODE-7")
    assert 'value="/start CODE-7"' in typed
    assert re.search(r'id="start"[^>]*data-auto', typed)
    _, lured = await box.page(f"/chat/{ANNA}?start=CODE-7", **{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"})
    assert 'value="/start CODE-7"' in lured
    assert not re.search(r'id="start"[^>]*data-auto', lured)
    assert box.sandbox.chats.store.messages(ANNA) == [], "only looking changes nothing"


async def test_the_stream_says_how_things_stand_and_then_what_happens(chatty: Running) -> None:
    reading = asyncio.create_task(events(chatty, ANNA, 8))
    async with asyncio.timeout(5):
        while not chatty.sandbox.chats.hub.is_watched(ANNA):
            await asyncio.sleep(0)
    await chatty.call("sendChatAction", chat_id=ANNA, action="typing")
    message = await chatty.call("sendMessage", chat_id=ANNA, text="Sure?", reply_markup=BUTTONS)
    press = chatty.sandbox.chats.press(ANNA, message["message_id"], "answer:yes")
    await chatty.call("answerCallbackQuery", callback_query_id=press, text="Thanks", show_alert=True)
    where = {"chat_id": ANNA, "message_id": message["message_id"]}
    await chatty.call("editMessageText", **where, text="Thanks")
    await chatty.call("deleteMessage", **where)
    chatty.say("bye")
    state, typing, sent, answered, edited, deleted, said, keyboard = await reading
    assert state["kind"] == "state"
    assert (typing["kind"], typing["text"]) == ("action", "is typing")
    assert "Sure?" in sent["html"]
    assert 'value="2:answer:yes"' in sent["html"].replace(str(message["message_id"]), "2")
    assert (answered["text"], answered["show_alert"]) == ("Thanks", True)
    assert "edited" in edited["html"]
    assert (deleted["kind"], deleted["id"]) == ("deleted", message["message_id"])
    assert "own sent" in said["html"]
    assert keyboard["kind"] == "keyboard"


async def test_two_ticks_come_once_the_bot_has_fetched_the_message(box: Running) -> None:
    box.say("hello")
    assert 'class="message own sent"' in (await box.page(f"/chat/{ANNA}"))[1]
    offset = (await box.call("getUpdates"))[0]["update_id"] + 1
    await box.call("getUpdates", offset=offset)
    assert 'class="message own fetched"' in (await box.page(f"/chat/{ANNA}"))[1]


async def test_a_reply_keyboard_stays_until_it_is_used_or_taken_away(chatty: Running) -> None:
    async def keys() -> str:
        return (await chatty.page(f"/chat/{ANNA}"))[1].partition('id="keys"')[2].partition("</div>\n</div></footer>")[0]

    once = {"keyboard": [["Tomorrow"]], "one_time_keyboard": True}
    await chatty.call("sendMessage", chat_id=ANNA, text="When?", reply_markup=once)
    assert "Tomorrow" in await keys()
    chatty.say("Tomorrow")
    assert "Tomorrow" not in await keys()
    await chatty.call("sendMessage", chat_id=ANNA, text="When?", reply_markup={"keyboard": [["Always"]]})
    chatty.say("Always")
    assert "Always" in await keys()
    await chatty.call("sendMessage", chat_id=ANNA, text="Fine", reply_markup={"remove_keyboard": True})
    assert "Always" not in await keys()


async def test_a_listener_that_falls_far_behind_is_cut_off(box: Running) -> None:
    with box.sandbox.chats.hub.listening(ANNA) as queue:
        for number in range(1500):
            box.sandbox.chats.hub.publish(ANNA, {"kind": "message", "id": number})
        received = [queue.get_nowait() for _ in range(queue.qsize())]
    assert None in received
    assert not box.sandbox.chats.hub.is_watched(ANNA)


async def test_the_bell_blocks_the_bot_and_lets_it_in_again(chatty: Running) -> None:
    assert await post(chatty, f"/chat/{ANNA}/block", {}) == 303
    assert (await chatty.post("sendMessage", chat_id=ANNA, text="hi"))[0] == 403
    assert 'aria-label="Unblock"' in (await chatty.page(f"/chat/{ANNA}"))[1]
    assert await post(chatty, f"/chat/{ANNA}/block", {}) == 303
    assert (await chatty.post("sendMessage", chat_id=ANNA, text="hi"))[0] == 200
    first, second = [update["my_chat_member"] for update in await chatty.call("getUpdates")]
    assert (first["old_chat_member"]["status"], first["new_chat_member"]["status"]) == ("member", "kicked")
    assert second["new_chat_member"]["status"] == "member"


async def test_what_an_open_page_has_shown_is_read(chatty: Running) -> None:
    await chatty.call("sendMessage", chat_id=ANNA, text="hi")
    assert await post(chatty, f"/chat/{ANNA}/read", {}, Accept="application/json") == 204
    assert "unread" not in (await chatty.page("/"))[1]
