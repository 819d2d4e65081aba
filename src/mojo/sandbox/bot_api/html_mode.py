"""https://core.telegram.org/bots/api#html-style"""

import html
import re

from mojo.sandbox.bot_api.marks import BadMarkup, Mark, Marked, byte_offset

_TOKEN = re.compile(
    r"<(?P<end>/?)(?P<tag>[A-Za-z0-9-]*)(?P<rest>[^<>]*)(?P<closed>>?)|&(?:lt|gt|amp|quot|#[0-9]+|#x[0-9a-fA-F]+);"
)
_ATTRIBUTE = re.compile(r"""([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
}


def parse_html(source: str) -> Marked:
    """Read HTML mode. Raises BadMarkup."""
    marked, at = Marked(), 0
    for token in _TOKEN.finditer(source):
        marked.text += source[at : token.start()]
        at = token.end()
        if token["tag"] is None:
            marked.text += html.unescape(token.group())
        elif not token["closed"]:
            raise BadMarkup(f"Unclosed start tag at byte offset {byte_offset(source, token.start())}")
        elif token["end"]:
            _close(marked, token, byte_offset(source, token.start()))
        else:
            marked.begin(_opened(token, byte_offset(source, token.start())))
    marked.text += source[at:]
    if marked.open:
        raise BadMarkup(f'Can\'t find end tag corresponding to start tag "{marked.open[-1].name}"')
    return marked


def _opened(token: re.Match[str], offset: int) -> Mark:
    tag = token["tag"].lower()
    attributes = {name.lower(): html.unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(token["rest"])}
    if tag not in _KINDS:
        raise BadMarkup(f'Unsupported start tag "{tag}" at byte offset {offset}')
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise BadMarkup(f'Tag "span" must have class "tg-spoiler" at byte offset {offset}')
    if tag == "a":
        return Mark("text_link" if attributes.get("href") else "", tag, offset, more={"url": attributes.get("href", "")})
    if tag == "tg-emoji":
        return Mark("custom_emoji", tag, offset, more={"custom_emoji_id": attributes.get("emoji-id", "")})
    if tag == "code" and attributes.get("class", "").startswith("language-"):
        return Mark("code", tag, offset, more={"language": attributes["class"].removeprefix("language-")})
    kind = "expandable_blockquote" if tag == "blockquote" and "expandable" in attributes else _KINDS[tag]
    return Mark(kind, tag, offset)


def _close(marked: Marked, token: re.Match[str], offset: int) -> None:
    tag = token["tag"].lower()
    if not marked.open:
        raise BadMarkup(f"Unexpected end tag at byte offset {offset}")
    expected = marked.open[-1].name
    if tag not in ("", expected):
        raise BadMarkup(f'Unmatched end tag at byte offset {offset}, expected "</{expected}>", found "</{tag}>"')
    _close_code(marked)
    marked.end()


def _close_code(marked: Marked) -> None:
    """`<pre><code class="language-python">` is one entity that knows its language."""
    language = marked.open[-1].more.pop("language", None)
    if language and len(marked.open) > 1 and marked.open[-2].name == "pre":
        marked.open[-2].more = {"language": language}
        marked.open[-1].kind = ""
