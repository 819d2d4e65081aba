"""Sending, editing and deleting messages."""

from typing import Any

from mojo.sandbox.bot_api.errors import BotApiError, bad_request
from mojo.sandbox.bot_api.formatting import formatted
from mojo.sandbox.bot_api.methods import Call, method
from mojo.sandbox.chats import TEXT_LIMIT_UTF16
from mojo.sandbox.entities import utf16_length
from mojo.sandbox.store import Json, Person

_ACTIONS = frozenset(("typing", "cancel", "choose_sticker", "find_location", "pick_up_location")) | {
    f"{doing}_{what}"
    for doing, kinds in (
        ("record", ("video", "voice", "audio", "video_note")),
        ("upload", ("photo", "document", "video", "voice", "audio", "video_note")),
    )
    for what in kinds
}
ANSWER_LIMIT = 200
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)


def recipient(call: Call) -> Person:
    """Return whose chat the call names. Raises BotApiError when there is none that the bot may write to."""
    chat_id = str(call.of.chat_id)
    digits = chat_id.isascii() and chat_id.isdigit() and len(chat_id) <= 18
    person = call.api.chats.store.person(int(chat_id)) if digits else None
    if person is None or not person.started:
        raise bad_request("chat not found")
    if person.blocked:
        raise BotApiError(403, "Forbidden: bot was blocked by the user")
    return person


def send(call: Call, content: Json) -> Json:
    """Deliver `content` within the limits of the chat."""
    person = recipient(call)
    quoted = _quoted(call, person)
    call.api.flood.take(person.id)
    return call.api.chats.deliver(person, {**content, **quoted}, call.markup)


def _quoted(call: Call, person: Person) -> Json:
    """Return the message that this one answers."""
    reply = call.given("reply_parameters")
    if reply is None:
        return {}
    message = call.api.chats.store.message(person.id, reply.message_id)
    anyway = "allow_sending_without_reply" in reply.model_fields_set and reply.allow_sending_without_reply
    if message is None and not anyway:
        raise bad_request("message to be replied not found")
    return {"reply_to_message": {key: value for key, value in message.items() if key != "reply_to_message"}} if message else {}


def text_of(call: Call) -> Json:
    """Return the call's text as a message carries it. Raises BotApiError."""
    content = formatted(call.of.text, call.given("parse_mode"), call.given("entities"))
    if not content["text"].strip():
        raise bad_request("message text is empty")
    if utf16_length(content["text"]) > TEXT_LIMIT_UTF16:
        raise bad_request("message is too long")
    return content


@method("sendMessage")
async def send_message(call: Call) -> Any:
    return send(call, text_of(call))


@method("sendLocation")
async def send_location(call: Call) -> Any:
    if not (-90 <= call.of.latitude <= 90 and -180 <= call.of.longitude <= 180):
        raise bad_request("invalid location specified")
    return send(call, {"location": {"latitude": call.of.latitude, "longitude": call.of.longitude}})


@method("sendChatAction")
async def send_chat_action(call: Call) -> Any:
    person = recipient(call)
    if call.of.action.lower() not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    call.api.chats.act(person.id, call.of.action.lower())
    return True


@method("answerCallbackQuery")
async def answer_callback_query(call: Call) -> Any:
    answer = {name: value for name in ("text", "show_alert", "url") if (value := call.given(name))}
    if utf16_length(answer.get("text", "")) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    if not call.api.chats.answer_press(call.of.callback_query_id, answer):
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    return True


def own_message(call: Call, what: str) -> Json:
    """Return the bot's message that the call names. Raises BotApiError."""
    if call.given("chat_id") is None or call.given("message_id") is None:
        raise bad_request("message identifier is not specified")
    message = call.api.chats.store.message(recipient(call).id, call.of.message_id)
    if message is None:
        raise bad_request(f"message to {what} not found")
    if not message["from"]["is_bot"]:
        raise bad_request("message can't be edited")
    return message


def edit(call: Call, content: Json, dropped: tuple[str, ...] = ()) -> Json:
    """Replace `content` and the inline keyboard of the bot's message. Raises BotApiError."""
    message = own_message(call, "edit")
    if call.markup and "inline_keyboard" not in call.markup:
        raise bad_request("inline keyboard expected")
    kept = {key: value for key, value in message.items() if key not in (*dropped, "reply_markup")}
    edited = {**kept, **content, **({"reply_markup": call.markup} if call.markup else {})}
    if edited == message:
        raise bad_request(_NOT_MODIFIED)
    call.api.flood.take(message["chat"]["id"])
    return call.api.chats.replace(edited)


@method("editMessageText")
async def edit_message_text(call: Call) -> Any:
    content = text_of(call)
    if "text" not in own_message(call, "edit"):
        raise bad_request("there is no text in the message to edit")
    return edit(call, content, ("entities",))


@method("editMessageReplyMarkup")
async def edit_message_reply_markup(call: Call) -> Any:
    return edit(call, {})


@method("deleteMessage")
async def delete_message(call: Call) -> Any:
    if not call.api.chats.delete(recipient(call).id, call.of.message_id):
        raise bad_request("message to delete not found")
    return True
