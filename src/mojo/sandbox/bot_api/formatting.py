"""Formatted text: parse modes and entities (https://core.telegram.org/bots/api#formatting-options)."""

from typing import Any

from mojo.sandbox.bot_api.errors import bad_request
from mojo.sandbox.entities import with_entities
from mojo.sandbox.store import Json


def formatted(text: str, parse_mode: str | None, entities: Any) -> Json:
    """Return `text` and `entities` as a message carries them. Raises BotApiError when the text cannot be read."""
    if parse_mode:
        raise bad_request("unsupported parse_mode")
    return with_entities(text)
