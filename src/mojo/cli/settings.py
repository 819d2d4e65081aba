"""What a whole Mojo needs beyond what each of its parts asks for."""

import re
from collections.abc import Iterator

from mojo.shared.settings import AppName, Settings, Stage

_BOT_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")
"""https://core.telegram.org/bots/api#authorizing-your-bot"""


def rules(settings: Settings) -> Iterator[str]:
    """Refuse a PROD without a real bot: the sandbox does not exist there."""
    core = settings.core
    if core.stage is not Stage.PROD or core.app_name not in (None, AppName.CHRONOS):
        return
    token = settings.named_secrets().get("TELEGRAM_BOT_TOKEN", "")
    if not token:
        yield "TELEGRAM_BOT_TOKEN: PROD has no sandbox; set the token that @BotFather gave you, or STAGE=DEV."
    elif not _BOT_TOKEN.fullmatch(token):
        yield "TELEGRAM_BOT_TOKEN: no token of Telegram's (123456789:AAF-abc...); copy the one that @BotFather gave you."
