"""Telegram's menu of commands: in each chat what its person may use, in their language; for everybody else nothing."""

import asyncio
import itertools
import logging
from collections.abc import Awaitable, Callable
from functools import partial

from mojo.chronos.commands import Command
from mojo.chronos.pauses import pause_after_s
from mojo.chronos.ports import Telegram
from mojo.chronos.registry import Registry
from mojo.chronos.rendering import voice_for
from mojo.shared.errors import MojoException
from mojo.shared.external.lazy_aiogram import methods, types
from mojo.shared.i18n.translator import DEFAULT_LANGUAGE, Translator
from mojo.shared.model.people import PersonState, User
from mojo.shared.model.text import text
from mojo.shared.ports import MenuRefresh, People

DESCRIPTION_LIMIT = 256
"""https://core.telegram.org/bots/api#botcommand"""

log = logging.getLogger("mojo.chronos")


class Menus:
    """Publishes the menus."""

    def __init__(
        self, telegram: Telegram, registry: Registry, translator: Translator, people: People, queue: MenuRefresh
    ) -> None:
        self._telegram = telegram
        self._registry = registry
        self._translator = translator
        self._people = people
        self._queue = queue

    async def publish_all(self) -> None:
        """Take away what a stranger would see, and show everybody the menu of this version.

        Each step is tried until Telegram, or the store, takes it.
        """
        for language in self._translator.languages:
            shown_to = None if language == DEFAULT_LANGUAGE else language
            await self._insist(partial(self._telegram.call, methods.DeleteMyCommands(language_code=shown_to)))
        await self._insist(self._refresh_everybody)

    async def publish(self, chat_id: int) -> None:
        """Show in a chat what its person may use now, in their language; nothing if they are suspended or gone.

        Raises ExternalServiceError, StoreUnavailable.
        """
        user = await self._people.get_user_by_chat(chat_id)
        scope = types.BotCommandScopeChat(chat_id=chat_id)
        lines = self._lines_for(user) if user and user.state is PersonState.ACTIVE else []
        if lines:
            await self._telegram.call(methods.SetMyCommands(commands=lines, scope=scope))
        else:
            await self._telegram.call(methods.DeleteMyCommands(scope=scope))

    def _lines_for(self, user: User) -> list[types.BotCommand]:
        language = voice_for(self._translator, user).language
        offered = (command for command in self._registry.in_name_order() if not command.hidden and user.may(command.scope))
        return [types.BotCommand(command=command.name, description=self._said(command, language)) for command in offered]

    def _said(self, command: Command, language: str) -> str:
        return self._translator.say(text(command.help_id), language)[:DESCRIPTION_LIMIT]

    async def _refresh_everybody(self) -> None:
        for user in await self._people.list_users():
            await self._queue.refresh(user.id, user.chat_id)

    async def _insist(self, step: Callable[[], Awaitable[object]]) -> None:
        for failures in itertools.count(1):
            try:
                await step()
                return
            except MojoException as error:
                log.info("chronos.menu_not_published", extra={"error_code": error.code})
                await asyncio.sleep(pause_after_s(error, failures, cap_s=60))
