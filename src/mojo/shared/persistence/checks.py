"""What can be wrong with Redis: unreachable, too old, forgetful or unbounded."""

from typing import Any

from mojo.shared.checks import Check
from mojo.shared.context import AppContext
from mojo.shared.errors import StoreUnavailable
from mojo.shared.health import Health, State
from mojo.shared.persistence.client import CURE, RedisClient

OLDEST_VERSION = (7, 0)


async def redis(context: AppContext) -> Health:
    """Ask Redis how it is and how it is set up."""
    client = await context.get(RedisClient)
    try:
        info = await client.info()
    except StoreUnavailable as error:
        return Health("redis", State.DOWN, error.detail, cure=CURE)
    version = str(info.get("valkey_version") or info["redis_version"])
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST_VERSION:
        return Health("redis", State.DOWN, f"version {version}", cure="Upgrade to Redis or Valkey 7 or newer.")
    worries = _worries(info)
    if worries:
        reason, cure = ("; ".join(part) for part in zip(*worries, strict=True))
        return Health("redis", State.DEGRADED, reason, cure=cure)
    return Health("redis", State.HEALTHY, f"version {version}")


def _worries(info: dict[str, Any]) -> list[tuple[str, str]]:
    """Return each reason to worry with its cure. What a provider does not tell is not worried about."""
    worries = []
    if info.get("aof_enabled") == 0:
        worries.append(("the append-only file is off: a crash loses what was acknowledged", "Set `appendonly yes`."))
    if info.get("aof_last_write_status", "ok") != "ok":
        worries.append(("the append-only file cannot be written", "Free some disk space on the machine of Redis."))
    if info.get("maxmemory") == 0:
        worries.append(("memory is unbounded: the machine may run out of it", "Set `maxmemory`, such as 256mb."))
    policy = info.get("maxmemory_policy", "noeviction")
    if policy != "noeviction":
        worries.append((f"a full Redis forgets ({policy})", "Set `maxmemory-policy noeviction`."))
    return worries


checks = [Check("redis", redis)]
