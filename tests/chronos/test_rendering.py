"""Replies in Telegram's form."""

from dataclasses import dataclass
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mojo.chronos.commands import Button, ButtonData, Reply
from mojo.chronos.rendering import MESSAGE_LIMIT, Voice, edit, render, split, voice_for
from mojo.shared.external.lazy_aiogram import types
from mojo.shared.i18n.translator import make_translator
from mojo.shared.model.text import text
from tests.chronos.support import ANNA, known, words

TRANSLATOR = make_translator()
ENGLISH = Voice(TRANSLATOR, "en")


@dataclass(frozen=True)
class Pick(ButtonData):
    prefix: ClassVar[str] = "pick"
    what: str


def units(part: str) -> int:
    return len(part.encode("utf-16-le")) // 2


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"])), st.integers(min_value=2, max_value=40))
def test_parts_fit_and_nothing_but_blanks_at_the_seams_is_lost(said: str, limit: int) -> None:
    parts = list(split(said, limit))
    assert all(units(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(said.split())
    assert all(parts) or len(parts) == 1


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("one two three", ["one two", "three"]),
        ("one six\ntwo three", ["one six", "two three"]),
        ("one two ten four", ["one two", "ten four"]),
        ("aaaaaaaaaaaaa", ["aaaaaaaaaa", "aaa"]),
        ("😀😀😀😀😀😀", ["😀😀😀😀😀", "😀"]),
        ("short", ["short"]),
        ("", [""]),
    ],
)
def test_texts_are_cut_between_lines_or_words_and_never_within_a_character(said: str, parts: list[str]) -> None:
    assert list(split(said, 10)) == parts


def test_a_long_reply_becomes_several_messages_with_the_buttons_under_the_last() -> None:
    buttons = ((Button(words("A"), Pick("a")), Button(words("B"), Pick("b"))), (Button(words("C"), Pick("c")),))
    first, last = render(Reply(words("x" * (MESSAGE_LIMIT + 1)), buttons), ANNA, ENGLISH)
    assert (len(first.text), len(last.text), first.reply_markup) == (MESSAGE_LIMIT, 1, None)
    assert isinstance(last.reply_markup, types.InlineKeyboardMarkup)
    rows = [[(button.text, button.callback_data) for button in row] for row in last.reply_markup.inline_keyboard]
    assert rows == [[("A", "pick:a"), ("B", "pick:b")], [("C", "pick:c")]]


def test_messages_are_plain_and_show_no_previews() -> None:
    (sent,) = render(Reply(words("*not bold* <b>nor this</b> https://example.org")), ANNA, ENGLISH)
    assert sent.text == "*not bold* <b>nor this</b> https://example.org"
    assert sent.model_dump(exclude_unset=True)["parse_mode"] is None
    assert sent.link_preview_options == types.LinkPreviewOptions(is_disabled=True)


def test_a_location_can_be_asked_for() -> None:
    (sent,) = render(Reply(words("Where?"), ask_location=text("chronos-share-location")), ANNA, ENGLISH)
    assert isinstance(sent.reply_markup, types.ReplyKeyboardMarkup)
    button = sent.reply_markup.keyboard[0][0]
    assert (button.text, button.request_location) == ("📍 Share my location", True)


def test_an_edit_says_the_same_in_the_place_of_another_message() -> None:
    (sent,) = render(Reply(words("new"), ((Button(words("A"), Pick("a")),),)), ANNA, ENGLISH)
    edited = edit(sent, 77)
    assert (edited.chat_id, edited.message_id, edited.text, edited.reply_markup) == (ANNA, 77, "new", sent.reply_markup)


@pytest.mark.parametrize(
    ("chosen", "telegram", "stored", "spoken"),
    [
        ("de", "ru", "es", "de"),
        (None, "ru", "es", "ru"),
        (None, None, "es", "es"),
        (None, "zh-hans", None, "zh"),
        (None, "pt-br", None, "en"),
        (None, None, None, "en"),
    ],
)
def test_the_chosen_language_counts_then_telegrams_then_the_default(
    chosen: str | None, telegram: str | None, stored: str | None, spoken: str
) -> None:
    user = known(language=chosen, telegram_language=stored, timezone="Europe/Lisbon")
    voice = voice_for(TRANSLATOR, user, telegram)
    assert (voice.language, voice.timezone) == (spoken, "Europe/Lisbon")
