"""Parse modes read as Telegram reads them; offsets count UTF-16 units; what cannot be read is refused in Telegram's words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mojo.sandbox.bot_api.errors import BotApiError
from mojo.sandbox.bot_api.formatting import formatted
from mojo.sandbox.chat.rich import rich_text
from mojo.sandbox.entities import utf16_length


def marks(text: str, parse_mode: str) -> tuple[str, list[tuple[Any, ...]]]:
    """Return the text and its entities in short."""
    content = formatted(text, parse_mode, None)
    entities = content.get("entities", [])
    return content["text"], [(item["type"], item["offset"], item["length"]) for item in entities]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>bold</b> and <i>it</i>", "bold and it", [("bold", 0, 4), ("italic", 9, 2)]),
        ("😀 <b>x</b>", "😀 x", [("bold", 3, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("1 &lt; 2 &amp;&#33;", "1 < 2 &!", []),
        ('<a href="https://x.org">here</a>', "here", [("text_link", 0, 4)]),
        ('<pre><code class="language-python">x = 1</code></pre>', "x = 1", [("pre", 0, 5)]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ('<span class="tg-spoiler">s</span><tg-spoiler>t</tg-spoiler>', "st", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
        ("  <u>x</u>  ", "x", [("underline", 0, 1)]),
        ("<b></b>x", "x", []),
        ("/help <b>/help</b>", "/help /help", [("bot_command", 0, 5), ("bold", 6, 5)]),
    ],
)
def test_html(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    assert marks(source, "HTML") == (text, entities)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("é<x>y</x>", 'Unsupported start tag "x" at byte offset 2'),
        ("a < b", "Unclosed start tag at byte offset 2"),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_html_that_cannot_be_read(source: str, reason: str) -> None:
    with pytest.raises(BotApiError) as refusal:
        formatted(source, "HTML", None)
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*bold* _it_ __under__ ~gone~ ||secret||", "bold it under gone secret", None),
        (r"1\.5 \- 2\!", "1.5 - 2!", []),
        ("*a _b_*", "a b", [("bold", 0, 3), ("italic", 2, 1)]),
        (r"[a\.b](https://x.org/\))", "a.b", [("text_link", 0, 3)]),
        ("`x * 2`", "x * 2", [("code", 0, 5)]),
        ("```python\nx = 1\n```", "x = 1", [("pre", 0, 5)]),
        (">quote\n>goes on\nend", "quote\ngoes on\nend", [("blockquote", 0, 14)]),
        ("[loose]x", "loosex", []),
    ],
)
def test_markdown(source: str, text: str, entities: list[tuple[str, int, int]] | None) -> None:
    found = marks(source, "MarkdownV2")
    assert found[0] == text
    if entities is not None:
        assert found[1] == entities


def test_markdown_knows_every_mark() -> None:
    _, found = marks("*bold* _it_ __under__ ~gone~ ||secret||", "MarkdownV2")
    assert [kind for kind, _, _ in found] == ["bold", "italic", "underline", "strikethrough", "spoiler"]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("Hello.", r"Character '.' is reserved and must be escaped with the preceding '\'"),
        ("é*x", "Can't find end of Bold entity at byte offset 2"),
        ("`x", "Can't find end of Code entity at byte offset 0"),
        ("a > b", r"Character '>' is reserved and must be escaped with the preceding '\'"),
    ],
)
def test_markdown_that_cannot_be_read(source: str, reason: str) -> None:
    with pytest.raises(BotApiError) as refusal:
        formatted(source, "MarkdownV2", None)
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


@given(st.text(alphabet="ab<>/&;\"'=*_~|`[]()\\.!> \n😀é", max_size=40), st.sampled_from(["HTML", "MarkdownV2", ""]))
def test_whatever_is_written_is_read_or_refused_and_entities_stay_inside(source: str, parse_mode: str) -> None:
    try:
        content = formatted(source, parse_mode, None)
    except BotApiError:
        return
    for item in content.get("entities", []):
        assert 0 <= item["offset"] < item["offset"] + item["length"] <= utf16_length(content["text"])


ENTITY = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["bold", "italic", "code", "text_link", "url", "bot_command", "spoiler", "mention"]),
        "offset": st.integers(0, 12),
        "length": st.integers(1, 12),
        "url": st.sampled_from(["https://x.org/", "javascript:alert(1)", 'https://x.org/"><script>']),
    }
)


@given(st.text(alphabet="ab<>&\"' 😀", max_size=20), st.lists(ENTITY, max_size=4))
def test_rich_text_shows_every_character_and_never_a_foreign_tag(text: str, entities: list[dict[str, Any]]) -> None:
    html = str(rich_text(text, entities))
    assert "<script" not in html
    assert 'href="javascript' not in html
    visible = "".join(piece.partition(">")[2] for piece in f">{html}".split("<"))
    for escaped, plain in (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        visible = visible.replace(escaped, plain)
    if "😀" not in text:  # an entity may cut a surrogate pair in two
        assert visible == text
