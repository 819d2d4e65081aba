"""What the bot says about itself: commands, name, descriptions, menu button."""

import json
import re
from typing import Any

from mojo.sandbox.bot_api.errors import bad_request
from mojo.sandbox.bot_api.methods import Call, method
from mojo.sandbox.chats import Chats
from mojo.sandbox.entities import utf16_length
from mojo.sandbox.store import Json, Person

COMMANDS_LIMIT = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_DEFAULT_SCOPE = {"type": "default"}


def menu_of(chats: Chats, person: Person) -> list[Json]:
    """Return the commands that a person sees (https://core.telegram.org/bots/api#determining-list-of-commands)."""
    scopes: list[Json] = [{"type": "chat", "chat_id": person.id}, {"type": "all_private_chats"}, _DEFAULT_SCOPE]
    for scope in scopes:
        for language in dict.fromkeys((person.language.partition("-")[0], "")):
            commands: list[Json] | None = chats.store.fact(_key(scope, language))
            if commands:
                return commands
    return []


def _key(scope: Json, language: str) -> str:
    return f"commands:{json.dumps(scope, sort_keys=True)}:{language}"


def _key_of(call: Call) -> str:
    given = call.given("scope")
    scope: Json = given.model_dump(mode="json", exclude_none=True) if given else _DEFAULT_SCOPE
    return _key({**scope, **({"chat_id": int(scope["chat_id"])} if "chat_id" in scope else {})}, language_of(call))


def language_of(call: Call) -> str:
    """Return the language code of the call, empty for everybody else. Raises BotApiError."""
    language = str(call.given("language_code") or "")
    if language and not _LANGUAGE.fullmatch(language):
        raise bad_request("LANG_CODE_INVALID")
    return language


@method("setMyCommands")
async def set_my_commands(call: Call) -> Any:
    commands = [{"command": item.command, "description": item.description} for item in call.of.commands]
    if len(commands) > COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for item in commands:
        if not _COMMAND.fullmatch(item["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= utf16_length(item["description"].strip()) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    call.api.chats.store.set_fact(_key_of(call), commands or None)
    return True


@method("getMyCommands")
async def get_my_commands(call: Call) -> Any:
    return call.api.chats.store.fact(_key_of(call)) or []


@method("deleteMyCommands")
async def delete_my_commands(call: Call) -> Any:
    call.api.chats.store.set_fact(_key_of(call), None)
    return True


def _text(what: str, field: str, limit: int) -> None:
    """Register the pair of methods that set and get one text of the bot's profile, per language."""

    async def set_text(call: Call) -> Any:
        value = str(call.given(field) or "").strip()
        if utf16_length(value) > limit:
            raise bad_request(f"{what} is too long")
        call.api.chats.store.set_fact(f"{field}:{language_of(call)}", value or None)
        return True

    async def get_text(call: Call) -> Any:
        fact = call.api.chats.store.fact
        default = call.api.chats.bot["first_name"] if field == "name" else ""
        return {field: fact(f"{field}:{language_of(call)}") or fact(f"{field}:") or default}

    method(f"setMy{what}")(set_text)
    method(f"getMy{what}")(get_text)


_text("Name", "name", 64)
_text("Description", "description", 512)
_text("ShortDescription", "short_description", 120)


@method("setChatMenuButton")
async def set_chat_menu_button(call: Call) -> Any:
    button = call.given("menu_button")
    call.api.chats.store.set_fact(_menu_button(call), button.model_dump(mode="json", exclude_none=True) if button else None)
    return True


@method("getChatMenuButton")
async def get_chat_menu_button(call: Call) -> Any:
    fact = call.api.chats.store.fact
    return fact(_menu_button(call)) or fact("menu_button:") or {"type": "commands"}


def _menu_button(call: Call) -> str:
    return f"menu_button:{call.given('chat_id') or ''}"
