"""The stand-in takes what Telegram takes, refuses what it refuses, and says it in the same words."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest

from mojo.sandbox.bot_api.methods import METHODS, NAMES
from mojo.sandbox.settings import BOT_TOKEN
from mojo.shared.external.lazy_aiogram import methods
from tests.sandbox.running import ANNA, BEN, Running, everything

INLINE = {"inline_keyboard": [[{"text": "Refresh", "callback_data": "w:1"}, {"text": "Site", "url": "https://example.org"}]]}
REPLY = {"keyboard": [["Plain"], [{"text": "Here", "request_location": True}]], "one_time_keyboard": True}
COMMANDS = [{"command": "weather", "description": "The weather"}]
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (20).to_bytes(4) + (10).to_bytes(4) + b"\x08\x02\x00\x00\x00"

GOOD: list[tuple[str, dict[str, Any]]] = [
    ("getMe", {}),
    ("getUpdates", {}),
    ("getUpdates", {"offset": 5, "limit": 1, "timeout": 0, "allowed_updates": ["message"]}),
    ("setWebhook", {"url": "https://127.0.0.1:8443/hook", "secret_token": "s-3_cret", "max_connections": 3}),
    ("deleteWebhook", {"drop_pending_updates": True}),
    ("getWebhookInfo", {}),
    ("logOut", {}),
    ("close", {}),
    ("sendMessage", {"chat_id": ANNA, "text": "Hello"}),
    ("sendMessage", {"chat_id": str(ANNA), "text": 5, "unknown_parameter": "ignored"}),
    ("sendMessage", {"chat_id": ANNA, "text": "x" * 4096, "reply_markup": INLINE}),
    ("sendMessage", {"chat_id": ANNA, "text": "Where?", "reply_markup": json.dumps(REPLY)}),
    ("sendMessage", {"chat_id": ANNA, "text": "Gone", "reply_markup": {"remove_keyboard": True}}),
    ("sendMessage", {"chat_id": ANNA, "text": "Say", "reply_markup": {"force_reply": True, "input_field_placeholder": "…"}}),
    ("sendMessage", {"chat_id": ANNA, "text": "Hi", "link_preview_options": {"is_disabled": True}, "disable_notification": True}),
    ("sendMessage", {"chat_id": ANNA, "text": "Hi Anna", "entities": [{"type": "bold", "offset": 3, "length": 4}]}),
    ("sendMessage", {"chat_id": ANNA, "text": "Yes", "reply_parameters": {"message_id": 1}}),
    ("sendLocation", {"chat_id": ANNA, "latitude": 38.7, "longitude": -9.1}),
    ("sendPhoto", {"chat_id": ANNA, "photo": "https://example.org/cat.jpg", "caption": "A *cat*", "parse_mode": "MarkdownV2"}),
    ("sendDocument", {"chat_id": ANNA, "document": "https://example.org/report.pdf"}),
    ("sendChatAction", {"chat_id": ANNA, "action": "typing"}),
    ("setMyCommands", {"commands": COMMANDS, "scope": {"type": "chat", "chat_id": ANNA}, "language_code": "de"}),
    ("getMyCommands", {"scope": {"type": "default"}}),
    ("deleteMyCommands", {"language_code": "de"}),
    ("setMyName", {"name": "Kronos", "language_code": "de"}),
    ("getMyName", {}),
    ("setMyDescription", {"description": "Knows the weather"}),
    ("getMyDescription", {"language_code": "ru"}),
    ("setMyShortDescription", {"short_description": "Weather"}),
    ("getMyShortDescription", {}),
    ("setChatMenuButton", {"menu_button": {"type": "commands"}}),
    ("getChatMenuButton", {"chat_id": ANNA}),
]

BAD: list[tuple[str, dict[str, Any], str]] = [
    ("getUpdates", {"limit": "many"}, "can't parse limit"),
    ("getUpdates", {"allowed_updates": "[oops"}, "can't parse allowed updates JSON object"),
    ("setWebhook", {"url": "ftp://127.0.0.1/"}, "invalid webhook URL specified"),
    ("setWebhook", {"url": "https://example.org/"}, "bad webhook: the sandbox reaches this machine only"),
    ("setWebhook", {"url": "http://localhost/", "secret_token": "s" * 257}, "secret token is too long"),
    ("setWebhook", {"url": "http://localhost/", "secret_token": "a b"}, "secret token contains unallowed characters"),
    ("sendMessage", {}, "chat_id is empty"),
    ("sendMessage", {"chat_id": ANNA}, "message text is empty"),
    ("sendMessage", {"chat_id": ANNA, "text": ""}, "message text is empty"),
    ("sendMessage", {"chat_id": ANNA, "text": " \n"}, "message text is empty"),
    ("sendMessage", {"chat_id": ANNA, "text": "x" * 4097}, "message is too long"),
    ("sendMessage", {"chat_id": ANNA, "text": "😀" * 2049}, "message is too long"),
    ("sendMessage", {"chat_id": 99, "text": "Hello"}, "chat not found"),
    ("sendMessage", {"chat_id": "@somebody", "text": "Hello"}, "chat not found"),
    ("sendMessage", {"chat_id": 10**30, "text": "Hello"}, "chat not found"),
    ("sendMessage", {"chat_id": ANNA, "text": "Hi", "parse_mode": "Rtf"}, "unsupported parse_mode"),
    (
        "sendMessage",
        {"chat_id": ANNA, "text": "Hi", "entities": [{"type": "bold", "offset": 1, "length": 9}]},
        "receive an entity with",
    ),
    ("sendMessage", {"chat_id": ANNA, "text": "Hi", "link_preview_options": "{"}, "can't parse link preview options JSON object"),
    ("sendMessage", {"chat_id": ANNA, "text": "Hi", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
    ("sendMessage", {"chat_id": ANNA, "text": "Hi", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
    ("sendMessage", {"chat_id": ANNA, "text": "Hi", "reply_markup": [1]}, "object expected as reply markup"),
    (
        "sendMessage",
        {"chat_id": ANNA, "text": "Hi", "reply_markup": {"inline_keyboard": [{}]}},
        'field "inline_keyboard" must be',
    ),
    (
        "sendMessage",
        {"chat_id": ANNA, "text": "Hi", "reply_markup": {"inline_keyboard": [["x"]]}},
        "can't parse inline keyboard button",
    ),
    (
        "sendMessage",
        {"chat_id": ANNA, "text": "Hi", "reply_markup": {"inline_keyboard": [[{"callback_data": "x"}]]}},
        "can't parse inline keyboard button: Can't find field \"text\"",
    ),
    (
        "sendMessage",
        {"chat_id": ANNA, "text": "Hi", "reply_markup": {"inline_keyboard": [[{"text": "x"}]]}},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        "sendMessage",
        {"chat_id": ANNA, "text": "Hi", "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "é" * 33}]]}},
        "BUTTON_DATA_INVALID",
    ),
    (
        "sendMessage",
        {"chat_id": ANNA, "text": "Hi", "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "y"}] * 101]}},
        "reply markup is too long",
    ),
    (
        "sendMessage",
        {"chat_id": ANNA, "text": "Hi", "reply_markup": {"keyboard": [[{"request_location": True}]]}},
        "can't parse keyboard button: Can't find field \"text\"",
    ),
    ("sendLocation", {"chat_id": ANNA, "longitude": 1}, "latitude is empty"),
    ("sendLocation", {"chat_id": ANNA, "latitude": 91, "longitude": 1}, "invalid location specified"),
    ("sendLocation", {"chat_id": ANNA, "latitude": "north", "longitude": 1}, "can't parse latitude"),
    ("sendPhoto", {"chat_id": ANNA}, "photo is empty"),
    ("sendPhoto", {"chat_id": ANNA, "photo": "attach://nothing"}, "there is no photo in the request"),
    ("sendPhoto", {"chat_id": ANNA, "photo": "../../etc/passwd"}, "wrong file identifier"),
    ("sendPhoto", {"chat_id": ANNA, "photo": "https://example.org/a.png", "caption": "x" * 1025}, "message caption is too long"),
    ("sendDocument", {"chat_id": 99, "document": "https://example.org/a.png"}, "chat not found"),
    ("getFile", {"file_id": "A" * 22}, "wrong file_id or the file is temporarily unavailable"),
    ("sendChatAction", {"chat_id": ANNA, "action": "dancing"}, "wrong parameter action in request"),
    ("answerCallbackQuery", {"callback_query_id": "1"}, "query is too old and response timeout expired or query ID is invalid"),
    ("answerCallbackQuery", {"callback_query_id": "9" * 40}, "query is too old"),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "MESSAGE_TOO_LONG"),
    ("editMessageText", {"chat_id": ANNA, "message_id": 999, "text": "Hi"}, "message to edit not found"),
    ("editMessageText", {"chat_id": ANNA, "message_id": 1, "text": "Hi"}, "message can't be edited"),
    ("editMessageText", {"text": "Hi"}, "message identifier is not specified"),
    ("editMessageCaption", {"chat_id": ANNA, "message_id": 999, "caption": "Hi"}, "message to edit not found"),
    ("editMessageReplyMarkup", {"chat_id": ANNA, "message_id": 999}, "message to edit not found"),
    ("deleteMessage", {"chat_id": ANNA, "message_id": 999}, "message to delete not found"),
    ("setMyCommands", {}, "commands is empty"),
    ("setMyCommands", {"commands": [{"command": "Weather", "description": "x"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "a" * 33, "description": "x"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "a", "description": " "}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", {"commands": [{"command": f"c{i}", "description": "x"} for i in range(101)]}, "BOT_COMMANDS_TOO_MUCH"),
    ("setMyCommands", {"commands": [{"command": "a"}]}, "can't parse commands"),
    ("setMyCommands", {"commands": COMMANDS, "scope": {"type": "planet"}}, "can't parse scope"),
    ("getMyCommands", {"language_code": "deutsch"}, "LANG_CODE_INVALID"),
    ("deleteMyCommands", {"language_code": "D"}, "LANG_CODE_INVALID"),
    ("setMyName", {"name": "x" * 65}, "Name is too long"),
    ("getMyName", {"language_code": "?"}, "LANG_CODE_INVALID"),
    ("setMyDescription", {"description": "x" * 513}, "Description is too long"),
    ("getMyDescription", {"language_code": "?"}, "LANG_CODE_INVALID"),
    ("setMyShortDescription", {"short_description": "x" * 121}, "ShortDescription is too long"),
    ("getMyShortDescription", {"language_code": "?"}, "LANG_CODE_INVALID"),
    ("setChatMenuButton", {"menu_button": {"type": "lever"}}, "can't parse menu button"),
    ("getChatMenuButton", {"chat_id": "Anna"}, "can't parse chat id"),
]
WITHOUT_PARAMETERS = {"getMe", "getWebhookInfo", "logOut", "close", "deleteWebhook"}
SHOWN_ELSEWHERE = {
    "getFile",
    "answerCallbackQuery",
    "editMessageText",
    "editMessageCaption",
    "editMessageReplyMarkup",
    "deleteMessage",
}


def read_as_aiogram(method: str, envelope: dict[str, Any]) -> Any:
    """Read an answer as aiogram does. Raises ValidationError."""
    returning: Any = getattr(methods, method[0].upper() + method[1:]).__returning__
    return methods.Response[returning].model_validate(envelope).result


def test_every_method_is_called_rightly_and_wrongly() -> None:
    proper = set(NAMES.values())
    assert {name for name, _ in GOOD} | SHOWN_ELSEWHERE == proper
    assert {name for name, _, _ in BAD} | WITHOUT_PARAMETERS == proper


async def test_what_telegram_takes_is_taken_and_answered_with_its_types(chatty: Running, subtests: pytest.Subtests) -> None:
    for method, parameters in GOOD:
        with subtests.test(method, **parameters):
            status, envelope = await chatty.post(method, **parameters)
            assert (status, envelope["ok"]) == (200, True), envelope
            assert read_as_aiogram(method, envelope) is not None


async def test_what_telegram_refuses_is_refused_in_its_words_and_changes_nothing(
    chatty: Running, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    before = everything(tmp_path)
    for method, parameters, reason in BAD:
        with subtests.test(method, **parameters):
            status, envelope = await chatty.post(method, **parameters)
            assert (status, envelope["ok"], envelope["error_code"]) == (400, False, 400)
            assert envelope["description"].startswith(f"Bad Request: {reason}")
            assert everything(tmp_path) == before


async def test_a_wrong_token_is_401_and_an_unknown_method_404(box: Running) -> None:
    async with box.http.get(f"{box.url}/bot123:wrong/getMe") as answer:
        assert answer.status == 401
        assert await answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert await box.post("makeCoffee") == (404, {"ok": False, "error_code": 404, "description": "Not Found: method not found"})


async def test_a_body_that_is_not_what_it_says_is_refused(box: Running) -> None:
    for kind, body in (("application/json", b"{"), ("application/json", b"[]"), ("multipart/form-data", b"no boundary")):
        headers = {"Content-Type": kind}
        async with box.http.post(f"{box.url}/bot{BOT_TOKEN}/getMe", data=body, headers=headers) as answer:
            assert answer.status == 400, kind


async def test_query_form_json_and_multipart_mean_the_same(chatty: Running) -> None:
    values = {"chat_id": str(ANNA), "text": "Hi", "reply_markup": json.dumps(INLINE), "disable_notification": "true"}
    url = f"{chatty.url}/bot{BOT_TOKEN}/SENDMESSAGE"
    multipart = aiohttp.FormData(values)
    multipart.add_field("unused", b"x", filename="x.txt")
    requests = [
        chatty.http.get(f"{url}?{urlencode(values)}"),
        chatty.http.post(url, data=values),
        chatty.http.post(url, json={**values, "chat_id": ANNA, "reply_markup": INLINE, "disable_notification": True}),
        chatty.http.post(url, data=multipart),
    ]
    results = []
    for request in requests:
        async with request as answer:
            message = (await answer.json())["result"]
            results.append((message["text"], message["reply_markup"]))
    assert results == [("Hi", INLINE)] * 4


async def test_a_sent_photo_is_kept_can_be_sent_again_and_given_back(chatty: Running) -> None:
    form = aiohttp.FormData({"chat_id": str(ANNA), "photo": "attach://picture"})
    form.add_field("picture", PNG, filename="chart.png", content_type="image/png")
    async with chatty.http.post(f"{chatty.url}/bot{BOT_TOKEN}/sendPhoto", data=form) as answer:
        envelope = await answer.json()
    message = envelope["result"]
    size = message["photo"][0]
    assert (size["width"], size["height"]) == (20, 10)
    assert read_as_aiogram("sendPhoto", envelope).photo[0].file_id == size["file_id"]
    again = await chatty.call("sendPhoto", chat_id=BEN, photo=size["file_id"])
    assert again["photo"][0]["file_id"] == size["file_id"]
    path = (await chatty.call("getFile", file_id=size["file_id"]))["file_path"]
    async with chatty.http.get(f"{chatty.url}/file/bot{BOT_TOKEN}/{path}") as answer:
        assert await answer.read() == PNG
    async with chatty.http.get(f"{chatty.url}/file/botx/{path}") as answer:
        assert answer.status == 401


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"not a picture", "IMAGE_PROCESS_FAILED"),
        (b"", "file must be non-empty"),
        (PNG[:16] + b"\0\0\x27\x10\0\0\0\x01", "PHOTO_INVALID"),
    ],
)
async def test_what_is_no_photo_is_refused_as_one(chatty: Running, content: bytes, reason: str) -> None:
    form = aiohttp.FormData({"chat_id": str(ANNA)})
    form.add_field("photo", content, filename="x.png")
    async with chatty.http.post(f"{chatty.url}/bot{BOT_TOKEN}/sendPhoto", data=form) as answer:
        assert reason in (await answer.json())["description"]


async def test_a_message_is_edited_deleted_and_its_button_answered(chatty: Running) -> None:
    message = await chatty.call("sendMessage", chat_id=ANNA, text="Now", reply_markup=INLINE)
    press = chatty.sandbox.chats.press(ANNA, message["message_id"], "w:1")
    where = {"chat_id": ANNA, "message_id": message["message_id"]}
    assert await chatty.call("answerCallbackQuery", callback_query_id=press, text="Done", show_alert=True) is True
    status, twice = await chatty.post("answerCallbackQuery", callback_query_id=press)
    assert (status, twice["description"][:30]) == (400, "Bad Request: query is too old ")
    edited = await chatty.call("editMessageText", **where, text="Later", reply_markup=INLINE)
    assert read_as_aiogram("editMessageText", {"ok": True, "result": edited}).text == "Later"
    assert (edited["text"], edited["reply_markup"], edited["date"]) == ("Later", INLINE, message["date"])
    status, same = await chatty.post("editMessageText", **where, text="Later", reply_markup=INLINE)
    assert "message is not modified" in same["description"]
    without = await chatty.call("editMessageReplyMarkup", **where)
    assert "reply_markup" not in without
    assert await chatty.call("deleteMessage", **where) is True
    assert chatty.sandbox.chats.store.message(ANNA, message["message_id"]) is None


async def test_the_words_below_a_picture_are_edited(chatty: Running) -> None:
    picture = await chatty.call("sendPhoto", chat_id=ANNA, photo="https://example.org/a.png", caption="Now")
    where = {"chat_id": ANNA, "message_id": picture["message_id"]}
    edited = await chatty.call("editMessageCaption", **where, caption="Later")
    assert read_as_aiogram("editMessageCaption", {"ok": True, "result": edited}).caption == "Later"


async def test_nobody_is_written_to_who_has_not_written_or_has_blocked(box: Running) -> None:
    status, envelope = await box.post("sendMessage", chat_id=ANNA, text="Hello")
    assert (status, envelope["description"]) == (400, "Bad Request: chat not found")
    box.say("/start")
    box.sandbox.chats.set_blocked(ANNA, True)
    status, envelope = await box.post("sendMessage", chat_id=ANNA, text="Hello")
    assert (status, envelope["description"]) == (403, "Forbidden: bot was blocked by the user")
    kinds = [sorted(set(update) - {"update_id"}) for update in await box.call("getUpdates")]
    assert kinds == [["message"], ["my_chat_member"]]
    box.say("I am back")
    assert (await box.call("sendMessage", chat_id=ANNA, text="Welcome"))["text"] == "Welcome"


async def test_the_menu_of_a_chat_is_the_most_fitting_that_was_set(chatty: Running) -> None:
    async def menu(chat_id: int) -> str:
        return (await chatty.page(f"/chat/{chat_id}"))[1]

    await chatty.call("setMyCommands", commands=[{"command": "help", "description": "for everybody"}])
    assert "for everybody" in await menu(BEN)
    await chatty.call("setMyCommands", commands=[{"command": "help", "description": "auf Deutsch"}], language_code="de")
    assert "auf Deutsch" in await menu(BEN)
    assert "for everybody" in await menu(ANNA)
    scope = {"type": "chat", "chat_id": BEN}
    await chatty.call("setMyCommands", commands=[{"command": "help", "description": "nur Ben"}], scope=scope)
    assert "nur Ben" in await menu(BEN)
    assert await chatty.call("getMyCommands", scope=scope) == [{"command": "help", "description": "nur Ben"}]
    await chatty.call("deleteMyCommands", scope=scope)
    assert "auf Deutsch" in await menu(BEN)


async def test_its_own_failure_is_a_500_that_tells_nothing(box: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setitem(METHODS, "getme", broken)
    assert await box.post("getMe") == (500, {"ok": False, "error_code": 500, "description": "Internal Server Error"})
