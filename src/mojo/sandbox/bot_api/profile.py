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
