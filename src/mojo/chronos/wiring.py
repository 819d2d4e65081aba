"""Provides the Bot API, to Chronos and to whoever has to know the bot's name."""

from collections.abc import AsyncIterator

from dishka import Provider, Scope

from mojo.chronos.errors import SERVICE
from mojo.chronos.links import BotLinks
from mojo.chronos.menu_queue import QueuedMenus
from mojo.chronos.personal import Conversation
from mojo.chronos.ports import Telegram
from mojo.chronos.settings import ChronosSettings
from mojo.shared.external.settings import ExternalSettings
from mojo.shared.health import HealthBoard
from mojo.shared.ports import MenuRefresh, StartLinks
from mojo.shared.settings import Settings


async def _telegram(settings: Settings, health: HealthBoard) -> AsyncIterator[Telegram]:
    from mojo.chronos.telegram import BotApi  # brings aiogram, which a process that never asks should not pay for

    api = BotApi(settings[ChronosSettings], health, settings[ExternalSettings].is_stand_in(SERVICE))
    yield api
    await api.close()


provider = Provider(scope=Scope.APP)
provider.provide(_telegram)
provider.provide(QueuedMenus, provides=MenuRefresh)
provider.provide(BotLinks, provides=StartLinks)
provider.provide(Conversation)
