"""How hooks are built in a real process."""

from dishka import Provider, Scope

from mojo.features.hooks.events import HookStore
from mojo.features.hooks.receiving import Receiver
from mojo.features.hooks.sealing import Sealer
from mojo.features.hooks.service import HookService
from mojo.features.hooks.settings import HookSettings
from mojo.shared.settings import Settings


def _sealer(settings: Settings) -> Sealer:
    return Sealer(settings[HookSettings].key.get_secret_value(), settings.core.data_dir)


provider = Provider(scope=Scope.APP)
provider.provide(_sealer)
provider.provide(HookStore)
provider.provide(Receiver)
provider.provide(HookService)
