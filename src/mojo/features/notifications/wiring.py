"""How notifications are built in a running Mojo."""

from dishka import Provider, Scope

from mojo.features.notifications.alerts import AlertService
from mojo.features.notifications.outbox import OutboxService
from mojo.features.notifications.ports import Sender
from mojo.features.notifications.service import NotificationService
from mojo.features.notifications.settings import NotificationSettings
from mojo.features.notifications.targets import TargetService
from mojo.shared.ports import Targets
from mojo.shared.settings import Settings


def _sender(settings: Settings) -> Sender:
    from mojo.features.notifications.providers.apprise_sender import AppriseSender

    ours = settings[NotificationSettings]
    return AppriseSender(ours.timeout_s, ours.private_targets)


provider = Provider(scope=Scope.APP)
provider.provide(_sender)
provider.provide(TargetService)
provider.alias(source=TargetService, provides=Targets)
provider.provide(NotificationService)
provider.provide(OutboxService)
provider.provide(AlertService)
