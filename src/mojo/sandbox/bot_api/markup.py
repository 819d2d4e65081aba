"""Keyboards, checked as Telegram does (https://core.telegram.org/bots/api#inlinekeyboardmarkup and what follows it)."""

import json
from typing import Any

from pydantic import BaseModel, ValidationError

from mojo.sandbox.bot_api.errors import BotApiError, bad_request
from mojo.sandbox.store import Json

CALLBACK_DATA_LIMIT_BYTES = 64
BUTTONS_LIMIT = 100
"""Telegram documents no limit; this is where its servers answer `reply markup is too long`."""

_ACTIONS = (
    *("url", "callback_data", "callback_game", "pay", "switch_inline_query", "switch_inline_query_chosen_chat"),
    *("switch_inline_query_current_chat", "login_url", "web_app", "copy_text"),
)


def read_markup(value: Any) -> Json | None:
    """Return the reply markup of a call as plain JSON, None if it has none. Raises BotApiError."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError as error:
            raise bad_request("can't parse reply keyboard markup JSON object") from error
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    return _checked(value)


def _checked(markup: Json) -> Json | None:
    from mojo.shared.external.lazy_aiogram import types

    if markup.get("keyboard"):
        keyboard = {**markup, "keyboard": [_as_objects(row) for row in _rows(markup, "keyboard", "keyboard")]}
        return _valid(types.ReplyKeyboardMarkup, keyboard, "keyboard button")
    if markup.get("inline_keyboard"):
        for row in _rows(markup, "inline_keyboard", "inline_keyboard"):
            for button in row:
                _check_inline(button)
        return _valid(types.InlineKeyboardMarkup, markup, "inline keyboard button")
    if markup.get("remove_keyboard"):
        return _valid(types.ReplyKeyboardRemove, markup, "reply markup")
    return _valid(types.ForceReply, markup, "reply markup") if markup.get("force_reply") else None


def _rows(markup: Json, name: str, where: str) -> list[list[Any]]:
    rows = markup[name]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{where}" must be an Array of Arrays')
    if sum(map(len, rows)) > BUTTONS_LIMIT:
        raise bad_request("reply markup is too long")
    return [row for row in rows if row]


def _as_objects(row: list[Any]) -> list[Any]:
    return [{"text": button} if isinstance(button, str) else button for button in row]


def _check_inline(button: Any) -> None:
    what = "can't parse inline keyboard button"
    if not isinstance(button, dict):
        raise bad_request(f"{what}: InlineKeyboardButton must be an Object")
    if "text" not in button:
        raise bad_request(f'{what}: Can\'t find field "text"')
    if not button["text"]:
        raise bad_request(f'{what}: Field "text" must be non-empty')
    if not any(
        button.get(action) not in (None, "") or (action in ("callback_game", "pay") and action in button) for action in _ACTIONS
    ):
        raise bad_request(f"{what}: Text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if isinstance(data, str) and len(data.encode()) > CALLBACK_DATA_LIMIT_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def _valid(kind: type[BaseModel], markup: Json, what: str) -> Json:
    """Check `markup` against aiogram's type for it and return what that knows of it."""
    try:
        return kind.model_validate(markup).model_dump(mode="json", exclude_none=True)
    except ValidationError as error:
        raise _refusal(error, what) from error


def _refusal(error: ValidationError, what: str) -> BotApiError:
    problem = error.errors(include_url=False, include_input=False)[0]
    field = next((step for step in reversed(problem["loc"]) if isinstance(step, str)), "")
    reason = f'Can\'t find field "{field}"' if problem["type"] == "missing" else f'Field "{field}": {problem["msg"]}'
    return bad_request(f"can't parse {what}: {reason}")
