"""How the repositories are built: on Redis, or all of them in memory."""

from collections.abc import AsyncIterator

from dishka import Provider, Scope

from mojo.shared.errors import ConfigurationError
from mojo.shared.health import HealthBoard
from mojo.shared.persistence import memory, memory_runs
from mojo.shared.persistence.access_wiring import provide_access, provide_access_in_memory
from mojo.shared.persistence.audit import RedisAudit
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.codes import CodeFile
from mojo.shared.persistence.deliveries import Deliveries, MemoryDeliveries, RedisDeliveries
from mojo.shared.persistence.documents import RedisDocuments
from mojo.shared.persistence.embedded import running_url
from mojo.shared.persistence.fleet import RedisFleet
from mojo.shared.persistence.heartbeats import Heartbeats, RedisHeartbeats
from mojo.shared.persistence.invitations import RedisInvitations
from mojo.shared.persistence.leases import Leases, RedisLeases
from mojo.shared.persistence.locations import LocationStore, RedisLocations
from mojo.shared.persistence.memory_locations import MemoryLocations
from mojo.shared.persistence.mutes import Mutes
from mojo.shared.persistence.people import RedisPeople
from mojo.shared.persistence.personal import PersonalArchive
from mojo.shared.persistence.records import RedisRecords
from mojo.shared.persistence.runs import RedisRuns, RunStore
from mojo.shared.persistence.schedules import RedisSchedules, ScheduleStore
from mojo.shared.persistence.send_limits import MemorySendLimits, RedisSendLimits, SendLimits
from mojo.shared.persistence.settings import AuditSettings
from mojo.shared.persistence.slots import RedisSlots, Slots
from mojo.shared.persistence.target import parse_target
from mojo.shared.persistence.targets import MemoryTargets, RedisTargets, TargetStore
from mojo.shared.ports import Audit, AuditTrail, Documents, Fleet, Invitations, People, Records
from mojo.shared.settings import Settings
from mojo.shared.util.clock import Clock


def redis_url(settings: Settings) -> str:
    """Return where Redis is: `REDIS_URL`, or the embedded Valkey that a running `mojo up` serves.

    Raises ConfigurationError when there is neither.
    """
    url = settings.core.redis_url.get_secret_value() or running_url(settings.core.data_dir)
    if not url:
        raise ConfigurationError(
            f"REDIS_URL is not set, and no `mojo up` runs on {settings.core.data_dir.absolute()}. "
            "Cure: set REDIS_URL, or start `mojo up` first."
        )
    return url


def make_redis(url: str, health: HealthBoard | None = None) -> RedisClient:
    """Return a client of the Redis at `url`; it connects on first use. Raises ConfigurationError for a wrong URL."""
    return RedisClient(parse_target(url), health)


async def _redis(settings: Settings, health: HealthBoard) -> AsyncIterator[RedisClient]:
    client = make_redis(redis_url(settings), health)
    yield client
    await client.close()


def _invitations(redis: RedisClient, settings: Settings, clock: Clock) -> RedisInvitations:
    return RedisInvitations(redis, CodeFile(settings.core.data_dir), clock)


def _audit(redis: RedisClient, settings: Settings) -> RedisAudit:
    return RedisAudit(redis, settings[AuditSettings].keep_days)


def _memory_audit(clock: Clock, settings: Settings) -> memory.MemoryAudit:
    return memory.MemoryAudit(clock, settings[AuditSettings].keep_days)


provider = Provider(scope=Scope.APP)
provider.provide(_redis)
provider.provide(RedisPeople, provides=People)
provider.provide(RedisDocuments, provides=Documents)
provider.provide(RedisRecords, provides=Records)
provider.provide(_audit)
provider.alias(source=RedisAudit, provides=Audit)
provider.alias(source=RedisAudit, provides=AuditTrail)
provider.provide(_invitations, provides=Invitations)
provider.provide(PersonalArchive)
provider.provide(RedisHeartbeats, provides=Heartbeats)
provider.provide(RedisFleet, provides=Fleet)
provider.provide(RedisLeases, provides=Leases)
provider.provide(RedisSchedules, provides=ScheduleStore)
provider.provide(RedisRuns, provides=RunStore)
provider.provide(RedisLocations, provides=LocationStore)
provide_access(provider)
provider.provide(RedisDeliveries, provides=Deliveries)
provider.provide(RedisSendLimits, provides=SendLimits)
provider.provide(RedisTargets, provides=TargetStore)
provider.provide(Mutes)
provider.provide(RedisSlots, provides=Slots)

memory_provider = Provider(scope=Scope.APP)
memory_provider.provide(memory.MemoryPeople, provides=People)
memory_provider.provide(memory.MemoryDocuments, provides=Documents)
memory_provider.provide(memory.MemoryRecords, provides=Records)
memory_provider.provide(_memory_audit)
memory_provider.alias(source=memory.MemoryAudit, provides=Audit)
memory_provider.alias(source=memory.MemoryAudit, provides=AuditTrail)
memory_provider.provide(memory.MemoryInvitations, provides=Invitations)
memory_provider.provide(memory.MemoryHeartbeats, provides=Heartbeats)
memory_provider.provide(memory.MemoryFleet, provides=Fleet)
memory_provider.provide(memory.MemoryLeases, provides=Leases)
memory_provider.provide(memory.MemorySchedules, provides=ScheduleStore)
memory_provider.provide(MemoryLocations, provides=LocationStore)
provide_access_in_memory(memory_provider)
memory_provider.provide(MemoryDeliveries, provides=Deliveries)
memory_provider.provide(MemorySendLimits, provides=SendLimits)
memory_provider.provide(MemoryTargets, provides=TargetStore)
memory_provider.provide(memory_runs.MemoryRuns, provides=RunStore)
memory_provider.provide(memory_runs.MemorySlots, provides=Slots)
