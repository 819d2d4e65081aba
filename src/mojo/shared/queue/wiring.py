"""Provides lanes and the outbox."""

from dishka import Provider, Scope

from mojo.shared.ports import Notifier
from mojo.shared.queue.lanes import LanesFactory
from mojo.shared.queue.memory_lanes import MemoryLanesFactory
from mojo.shared.queue.outbox import Outbox
from mojo.shared.queue.redis_lanes import RedisLanesFactory

provider = Provider(scope=Scope.APP)
provider.provide(RedisLanesFactory, provides=LanesFactory)
provider.provide(Outbox, provides=Notifier)

memory_provider = Provider(scope=Scope.APP)
memory_provider.provide(MemoryLanesFactory, provides=LanesFactory)
