"""Links that open Chronos."""

import asyncio
import contextlib

from dishka import AsyncContainer

from mojo.chronos.errors import SERVICE
from mojo.chronos.ports import Telegram
from mojo.chronos.settings import ChronosSettings
from mojo.shared.errors import MojoException
from mojo.shared.external.settings import ExternalSettings
from mojo.shared.settings import Settings

BOT_NAME_WITHIN_S = 3


class BotLinks:
    """Keeps `StartLinks`. Telegram is asked for the bot's name once, and by nobody who wants no link."""

    def __init__(self, settings: Settings, container: AsyncContainer) -> None:
        has_bot = bool(settings[ChronosSettings].bot_token.get_secret_value())
        self._is_real = has_bot and not settings[ExternalSettings].is_stand_in(SERVICE)
        self._container = container
        self._name: str | None = None

    async def link(self, code: str) -> str | None:
        """See StartLinks. https://core.telegram.org/bots/features#deep-linking"""
        name = await self._bot_name() if self._is_real else None
        return f"https://t.me/{name}?start={code}" if name else None

    async def _bot_name(self) -> str | None:
        if self._name is None:
            from mojo.shared.external.lazy_aiogram import methods

            with contextlib.suppress(MojoException, TimeoutError):
                async with asyncio.timeout(BOT_NAME_WITHIN_S):
                    telegram = await self._container.get(Telegram)
                    self._name = str((await telegram.call(methods.GetMe(), BOT_NAME_WITHIN_S))["username"])
        return self._name
