"""Formatted text: parse modes and entities (https://core.telegram.org/bots/api#formatting-options).

The refusals are those of Telegram's own parser (github.com/tdlib/td). The legacy `Markdown` mode is not spoken here.
"""

from typing import Any

from mojo.sandbox.bot_api.errors import BotApiError, bad_request
from mojo.sandbox.bot_api.html_mode import parse_html
from mojo.sandbox.bot_api.markdown_mode import parse_markdown
from mojo.sandbox.bot_api.marks import BadMarkup, Marked
from mojo.sandbox.entities import utf16_length, with_entities
from mojo.sandbox.store import Json

_PARSERS = {"html": parse_html, "markdownv2": parse_markdown}


def formatted(text: str, parse_mode: str | None, entities: Any) -> Json:
    """Return `text` and `entities` as a message carries them. Raises BotApiError when the text cannot be read."""
    if not parse_mode:
        return _trimmed(text, [_given(item, text) for item in entities or []])
    if parse_mode.lower() not in _PARSERS:
        raise bad_request("unsupported parse_mode")
    try:
        marked: Marked = _PARSERS[parse_mode.lower()](text)
    except BadMarkup as error:
        raise bad_request(f"can't parse entities: {error}") from error
    return _trimmed(marked.text, marked.entities)


def _given(item: Any, text: str) -> Json:
    """Return an entity that the caller counted."""
    if item.offset < 0 or item.length <= 0 or item.offset + item.length > utf16_length(text):
        raise _out_of_bounds(item.offset)
    entity: Json = item.model_dump(mode="json", exclude_none=True)
    return entity


def _out_of_bounds(offset: int) -> BotApiError:
    return bad_request(f"receive an entity with incorrect offset or length at {offset}")


def _trimmed(text: str, entities: list[Json]) -> Json:
    """Strip white space from both ends, as Telegram does, and move the entities along."""
    shift = utf16_length(text) - utf16_length(text.lstrip())
    text = text.strip()
    moved = []
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        end = min(entity["offset"] + entity["length"] - shift, utf16_length(text))
        if end > start:
            moved.append({**entity, "offset": start, "length": end - start})
    return with_entities(text, moved)
