"""How the repositories are built: on Redis, or all of them in memory."""

from collections.abc import AsyncIterator

from dishka import Provider, Scope

from mojo.shared.auth.tokens import TokenStore
from mojo.shared.errors import ConfigurationError
from mojo.shared.health import HealthBoard
from mojo.shared.persistence import memory, memory_runs
from mojo.shared.persistence.audit import RedisAudit
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.codes import CodeFile
from mojo.shared.persistence.documents import RedisDocuments
from mojo.shared.persistence.embedded import running_url
from mojo.shared.persistence.heartbeats import Heartbeats, RedisHeartbeats
from mojo.shared.persistence.invitations import RedisInvitations
from mojo.shared.persistence.leases import Leases, RedisLeases
from mojo.shared.persistence.people import RedisPeople
from mojo.shared.persistence.runs import RedisRuns, RunStore
from mojo.shared.persistence.schedules import RedisSchedules, ScheduleStore
from mojo.shared.persistence.slots import RedisSlots, Slots
from mojo.shared.persistence.target import parse_target
from mojo.shared.persistence.tokens import RedisTokens
from mojo.shared.ports import Audit, Documents, Invitations, People, Tokens
from mojo.shared.settings import Settings


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


def _invitations(redis: RedisClient, settings: Settings) -> RedisInvitations:
    return RedisInvitations(redis, CodeFile(settings.core.data_dir))


provider = Provider(scope=Scope.APP)
provider.provide(_redis)
provider.provide(RedisPeople, provides=People)
provider.provide(RedisDocuments, provides=Documents)
provider.provide(RedisTokens, provides=TokenStore)
provider.alias(source=TokenStore, provides=Tokens)
provider.provide(RedisAudit, provides=Audit)
provider.provide(_invitations, provides=Invitations)
provider.provide(RedisHeartbeats, provides=Heartbeats)
provider.provide(RedisLeases, provides=Leases)
provider.provide(RedisSchedules, provides=ScheduleStore)
provider.provide(RedisRuns, provides=RunStore)
provider.provide(RedisSlots, provides=Slots)

memory_provider = Provider(scope=Scope.APP)
memory_provider.provide(memory.MemoryPeople, provides=People)
memory_provider.provide(memory.MemoryDocuments, provides=Documents)
memory_provider.provide(memory.MemoryTokens, provides=TokenStore)
memory_provider.provide(memory.MemoryAudit, provides=Audit)
memory_provider.provide(memory.MemoryInvitations, provides=Invitations)
memory_provider.provide(memory.MemoryHeartbeats, provides=Heartbeats)
memory_provider.provide(memory.MemoryLeases, provides=Leases)
memory_provider.provide(memory.MemorySchedules, provides=ScheduleStore)
memory_provider.provide(memory_runs.MemoryRuns, provides=RunStore)
memory_provider.provide(memory_runs.MemorySlots, provides=Slots)
