"""Text with entities as HTML. Everything that people or the bot wrote is escaped here."""

from itertools import pairwise

from markupsafe import Markup, escape

from mojo.sandbox.store import Json

_TAGS = {"bold": "strong", "italic": "em", "underline": "u", "strikethrough": "s", "code": "code", "pre": "pre"}
_TAGS |= dict.fromkeys(("blockquote", "expandable_blockquote"), "blockquote")
_HARMLESS = ("https://", "http://", "mailto:", "tg://")


def rich_text(text: str, entities: list[Json]) -> Markup:
    """Return `text` as HTML. It is cut wherever an entity begins or ends, and each piece wears the tags of all around it."""
    units = text.encode("utf-16-le", "surrogatepass")
    ends = {end for item in entities for end in (item["offset"], item["offset"] + item["length"])}
    cuts = sorted({0, len(units) // 2, *(end for end in ends if end <= len(units) // 2)})
    return Markup("").join(_piece(units, start, end, entities) for start, end in pairwise(cuts))


def _piece(units: bytes, start: int, end: int, entities: list[Json]) -> Markup:
    text = units[2 * start : 2 * end].decode("utf-16-le", "replace")
    html = escape(text)
    around = [item for item in entities if item["offset"] <= start and end <= item["offset"] + item["length"]]
    for item in sorted(around, key=lambda item: int(item["length"])):
        html = _wrapped(html, item, text)
    return html


def _wrapped(html: Markup, entity: Json, text: str) -> Markup:
    kind = entity["type"]
    if kind in _TAGS:
        return Markup(f"<{_TAGS[kind]}>{html}</{_TAGS[kind]}>")  # noqa: S704  # a tag of the table around escaped text
    if kind == "bot_command":
        return Markup(
            '<button type="submit" class="command" name="text" form="say" formnovalidate value="{}">{}</button>'
        ).format(text, html)
    if kind == "spoiler":
        return Markup('<span class="spoiler" tabindex="0">{}</span>').format(html)
    if kind in ("url", "text_link"):
        return _link(entity.get("url", text), html)
    return html


def _link(url: str, html: Markup) -> Markup:
    if not url.lower().startswith(_HARMLESS):
        return html
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(url, html)
