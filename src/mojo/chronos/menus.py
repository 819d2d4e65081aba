"""Telegram's menu of commands: in each language what everybody may use, and in each chat what its person may use."""

import asyncio
import itertools
import logging
from collections.abc import Iterable

from mojo.chronos.commands import Command
from mojo.chronos.pauses import pause_after_s
from mojo.chronos.ports import Telegram
from mojo.chronos.registry import Registry
from mojo.chronos.rendering import voice_for
from mojo.shared.errors import ExternalServiceError
from mojo.shared.external.lazy_aiogram import methods, types
from mojo.shared.i18n.translator import DEFAULT_LANGUAGE, Translator
from mojo.shared.model.people import User
from mojo.shared.model.text import text

DESCRIPTION_LIMIT = 256
"""https://core.telegram.org/bots/api#botcommand"""

log = logging.getLogger("mojo.chronos")


class Menus:
    """Publishes the menus."""

    def __init__(self, telegram: Telegram, registry: Registry, translator: Translator) -> None:
        self._telegram = telegram
        self._registry = registry
        self._translator = translator

    async def publish_all(self) -> None:
        """Publish what everybody may use, in every language; each is tried until Telegram takes it."""
        for language in self._translator.languages:
            for failures in itertools.count(1):
                try:
                    await self._publish(self._offered(), language, language_code=language)
                    break
                except ExternalServiceError as error:
                    log.info("chronos.menu_not_published", extra={"language": language, "error_code": error.code})
                    await asyncio.sleep(pause_after_s(error, failures, cap_s=60))

    async def publish_menu(self, user: User) -> None:
        """Show `user` what they may use, in their language. A failure is logged: a menu is not worth an answer."""
        scope = types.BotCommandScopeChat(chat_id=user.chat_id)
        try:
            await self._publish(self._offered(user), voice_for(self._translator, user).language, scope=scope)
        except ExternalServiceError as error:
            log.info("chronos.menu_not_published", extra={"chat_id": user.chat_id, "error_code": error.code})

    def _offered(self, user: User | None = None) -> list[Command]:
        commands = (command for command in self._registry.in_name_order() if not command.hidden)
        return [command for command in commands if (user.may(command.scope) if user else command.scope is None)]

    async def _publish(
        self,
        commands: Iterable[Command],
        language: str,
        scope: types.BotCommandScopeChat | None = None,
        language_code: str | None = None,
    ) -> None:
        lines = [
            types.BotCommand(
                command=command.name, description=self._translator.say(text(command.help_id), language)[:DESCRIPTION_LIMIT]
            )
            for command in commands
        ]
        shown_to = None if language_code == DEFAULT_LANGUAGE else language_code
        await self._telegram.call(methods.SetMyCommands(commands=lines, scope=scope, language_code=shown_to))
