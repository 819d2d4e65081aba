"""How the watch is built in a running Mojo."""

from dishka import Provider, Scope

from mojo.features.watch.desk import Desk
from mojo.features.watch.messenger import Messenger
from mojo.features.watch.service import WatchService
from mojo.features.watch.settings import WatchSettings
from mojo.shared.settings import Settings


def _settings(settings: Settings) -> WatchSettings:
    return settings[WatchSettings]


provider = Provider(scope=Scope.APP)
provider.provide(_settings)
provider.provide(Messenger)
provider.provide(Desk)
provider.provide(WatchService)
