"""Provides lanes, the job queue, schedules and the outbox: on Redis, or in memory."""

from collections.abc import AsyncIterator

from dishka import Provider, Scope

from mojo.shared.persistence.target import parse_target
from mojo.shared.persistence.wiring import redis_url
from mojo.shared.ports import Alerts, Notifier, Schedules
from mojo.shared.queue.docket_jobs import DocketJobs
from mojo.shared.queue.jobs import JobQueue
from mojo.shared.queue.lanes import LanesFactory
from mojo.shared.queue.memory_jobs import MemoryJobs
from mojo.shared.queue.memory_lanes import MemoryLanesFactory
from mojo.shared.queue.outbox import Outbox
from mojo.shared.queue.personal import OwnSchedules
from mojo.shared.queue.redis_lanes import RedisLanesFactory
from mojo.shared.queue.runs import StoredRuns
from mojo.shared.queue.schedules import StoredSchedules
from mojo.shared.run_ports import Runs
from mojo.shared.settings import Settings
from mojo.shared.util.clock import Clock


async def _jobs(settings: Settings, clock: Clock) -> AsyncIterator[JobQueue]:
    queue = DocketJobs(parse_target(redis_url(settings)), clock)
    yield queue
    await queue.close()


provider = Provider(scope=Scope.APP)
provider.provide(RedisLanesFactory, provides=LanesFactory)
provider.provide(_jobs)
provider.provide(StoredSchedules, provides=Schedules)
provider.provide(OwnSchedules)
provider.provide(Outbox)
provider.alias(source=Outbox, provides=Notifier)
provider.alias(source=Outbox, provides=Alerts)
provider.provide(StoredRuns, provides=Runs)

memory_provider = Provider(scope=Scope.APP)
memory_provider.provide(MemoryLanesFactory, provides=LanesFactory)
memory_provider.provide(MemoryJobs, provides=JobQueue)
