"""Entities: which part of a text is a command, a link or bold (https://core.telegram.org/bots/api#messageentity)."""

import re

from mojo.sandbox.store import Json

_COMMAND = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{5,32})?(?![\w/])")
_LINK = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]")


def utf16_length(text: str) -> int:
    """Return the length of `text` in UTF-16 code units, as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def entity(kind: str, text: str, start: int, end: int, **more: str) -> Json:
    """Return the entity for `text[start:end]`."""
    return {"type": kind, "offset": utf16_length(text[:start]), "length": utf16_length(text[start:end]), **more}


def with_entities(text: str, marked: list[Json] | None = None) -> Json:
    """Return `text` as a message carries it: with what was `marked`, and the commands and links Telegram finds outside that."""
    marked = marked or []
    found = [entity("bot_command", text, *match.span()) for match in _COMMAND.finditer(text)]
    found += [entity("url", text, *match.span()) for match in _LINK.finditer(text)]
    free = [item for item in found if not any(_overlap(item, other) for other in marked)]
    entities = sorted([*marked, *free], key=lambda item: (item["offset"], -item["length"]))
    return {"text": text, "entities": entities} if entities else {"text": text}


def _overlap(one: Json, other: Json) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])
