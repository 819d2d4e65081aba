"""Replies in the form in which the Bot API takes them: plain text, no markup to break, no link previews."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from mojo.chronos.commands import Button, Reply
from mojo.chronos.stored import Message
from mojo.shared.external.lazy_aiogram import methods, types
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.notifications import Attachment
from mojo.shared.model.people import User
from mojo.shared.model.tastes import ClockFace
from mojo.shared.model.text import Text

MESSAGE_LIMIT = 4096
"""In UTF-16 code units, as Telegram counts: https://core.telegram.org/bots/api#sendmessage"""
CAPTION_LIMIT = 1024
"""https://core.telegram.org/bots/api#sendphoto"""

Keyboard: TypeAlias = "types.InlineKeyboardMarkup | types.ReplyKeyboardMarkup | None"


Edit: TypeAlias = "methods.EditMessageText | methods.EditMessageCaption"


@dataclass(frozen=True, slots=True)
class Voice:
    """How one person is spoken to."""

    translator: Translator
    language: str
    timezone: str = "UTC"
    face: ClockFace | None = None
    """Of their clock; None is what is usual in their language."""

    def say(self, text: Text) -> str:
        """Return `text` in the person's language, its instants in their timezone."""
        return self.translator.say(text, self.language, self.timezone, self.face)


def voice_for(translator: Translator, user: User | None, telegram_language: str | None = None) -> Voice:
    """Speak the language that the person chose, else the one that Telegram says they use, else the default."""
    chosen, known = (user.language, user.telegram_language) if user else (None, None)
    language = translator.match(chosen, telegram_language, known)
    return Voice(translator, language, user.timezone, user.clock) if user else Voice(translator, language)


def render(reply: Reply, chat_id: int, voice: Voice) -> list[Message]:
    """Return the messages that `reply` takes, a picture first; its buttons hang on the last."""
    said, keyboard = voice.say(reply.text), _keyboard(reply, voice)
    if reply.picture is None:
        return _texts(chat_id, said, keyboard)
    if _fitting(said, CAPTION_LIMIT) == len(said):
        return [_media(chat_id, reply.picture, said, keyboard)]
    return [_media(chat_id, reply.picture), *_texts(chat_id, said, keyboard)]


def _texts(chat_id: int, said: str, keyboard: Keyboard) -> list[Message]:
    *parts, last = split(said)
    return [*(message(chat_id, part) for part in parts), message(chat_id, last, keyboard)]


def _media(chat_id: int, attachment: Attachment, caption: str | None = None, keyboard: Keyboard = None) -> Message:
    """Return a photo, or a document if it is no picture."""
    file = attachment.url or types.BufferedInputFile(attachment.content, attachment.name)
    if attachment.is_picture:
        return methods.SendPhoto(chat_id=chat_id, photo=file, caption=caption, parse_mode=None, reply_markup=keyboard)
    return methods.SendDocument(chat_id=chat_id, document=file, caption=caption, parse_mode=None, reply_markup=keyboard)


def message(chat_id: int, text: str, keyboard: Keyboard = None) -> methods.SendMessage:
    """Return one message of plain text."""
    quiet = types.LinkPreviewOptions(is_disabled=True)
    return methods.SendMessage(chat_id=chat_id, text=text, parse_mode=None, link_preview_options=quiet, reply_markup=keyboard)


def edit(sent: methods.SendMessage, message_id: int) -> methods.EditMessageText:
    """Return the same text as `sent`, put in the place of a message that stands already."""
    keyboard = sent.reply_markup if isinstance(sent.reply_markup, types.InlineKeyboardMarkup) else None
    return methods.EditMessageText(
        chat_id=sent.chat_id,
        message_id=message_id,
        text=sent.text,
        parse_mode=None,
        link_preview_options=sent.link_preview_options,
        reply_markup=keyboard,
    )


def amended(reply: Reply, chat_id: int, voice: Voice, message_id: int, caption: bool) -> Edit:
    """Return what puts `reply` in the place of a message that stands; of a long text, the last part."""
    keyboard = _keyboard(reply, voice)
    inline = keyboard if isinstance(keyboard, types.InlineKeyboardMarkup) else None
    *_, last = split(voice.say(reply.text), CAPTION_LIMIT if caption else MESSAGE_LIMIT)
    if caption:
        return methods.EditMessageCaption(
            chat_id=chat_id, message_id=message_id, caption=last, parse_mode=None, reply_markup=inline
        )
    return edit(message(chat_id, last, inline), message_id)


def split(text: str, limit: int = MESSAGE_LIMIT) -> Iterator[str]:
    """Cut `text` into parts of at most `limit` UTF-16 units: between paragraphs, lines or words where there are any."""
    rest = text.strip()
    while (fitting := _fitting(rest, limit)) < len(rest):
        cut = _last_break(rest, fitting)
        yield rest[:cut].rstrip()
        rest = rest[cut:].lstrip()
    yield rest


def _fitting(text: str, limit: int) -> int:
    """Return how many characters of `text` fit into `limit` units."""
    used = 0
    for index, character in enumerate(text[: limit + 1]):
        used += 2 if ord(character) > 0xFFFF else 1
        if used > limit:
            return index
    return len(text)


def _last_break(text: str, before: int) -> int:
    """Return where to cut: behind the last paragraph, line or word that leaves the part at least half full, else hard."""
    ends = (text.rfind(mark, before // 2, before + len(mark)) for mark in ("\n\n", "\n", " "))
    return next((end for end in ends if end > 0), before)


def _keyboard(reply: Reply, voice: Voice) -> Keyboard:
    if reply.buttons:
        return types.InlineKeyboardMarkup(inline_keyboard=[[_button(button, voice) for button in row] for row in reply.buttons])
    if reply.ask_location is None:
        return None
    share = types.KeyboardButton(text=voice.say(reply.ask_location), request_location=True)
    return types.ReplyKeyboardMarkup(keyboard=[[share]], resize_keyboard=True, one_time_keyboard=True)


def _button(button: Button, voice: Voice) -> types.InlineKeyboardButton:
    return types.InlineKeyboardButton(text=voice.say(button.label), callback_data=button.data.pack())
