"""How Redis is, who is about, and when the last backup was made."""

import time
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from mojo.shared.context import AppContext
from mojo.shared.measures import Measure
from mojo.shared.metrics import gauge
from mojo.shared.model.people import PersonState, User
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.heartbeats import Heartbeats
from mojo.shared.ports import Access, People, Records
from mojo.shared.settings import AppName
from mojo.shared.util.clock import Clock

BACKUP = "backup"
"""The shelf on which the last backup stands (`shared/backup/model.py`): `{"at": <ISO 8601>, "place": <where>, ...}`."""
LAST_BACKUP = "mojo_backup_last_success_timestamp_seconds"
REDIS_UP, REDIS_USED, REDIS_MAX = "mojo_redis_up", "mojo_redis_memory_used_bytes", "mojo_redis_memory_max_bytes"
REDIS_AOF, REDIS_WRITES, REDIS_SAVES = "mojo_redis_aof_enabled", "mojo_redis_aof_write_ok", "mojo_redis_snapshot_ok"
INSTANCES = "mojo_service_instances"
_WINDOWS = {"1d": timedelta(days=1), "7d": timedelta(days=7), "30d": timedelta(days=30)}

_up = gauge(REDIS_UP, "1 if Redis answers this process, else 0.")
_ping = gauge("mojo_redis_ping_seconds", "How long Redis took to answer a PING.")
_used = gauge(REDIS_USED, "Memory that Redis uses for data.")
_max = gauge(REDIS_MAX, "Memory that Redis may use; 0 if it is not bounded.")
_aof = gauge(REDIS_AOF, "1 if Redis keeps an append-only file, without which a crash loses what was acknowledged.")
_writes = gauge(REDIS_WRITES, "1 if the last write to the append-only file went well, else 0.")
_saves = gauge(REDIS_SAVES, "1 if the last snapshot of Redis went well, else 0.")
_clients = gauge("mojo_redis_clients", "Connections that Redis serves, of every process.")
_instances = gauge(INSTANCES, "Processes that have given a sign of life within 30 s, by service.", "service")
_people = gauge("mojo_people", "People whom Mojo knows, by state.", "state")
_active = gauge("mojo_people_active", "People who were here within so many days.", "window")
_sessions = gauge("mojo_sessions", "Live sessions of the API.")
_tokens = gauge("mojo_access_tokens", "Access tokens that are still good.")
_backup = gauge(LAST_BACKUP, "When the last backup was made; nothing if there has been none.", "target")


async def _redis(context: AppContext) -> None:
    _up.set(0)
    client = await context.get(RedisClient)
    began = time.perf_counter()
    await client.execute("PING")
    _ping.set(time.perf_counter() - began)
    _up.set(1)
    _show(await client.info())


def _show(info: dict[str, Any]) -> None:
    """Show what a provider tells; what it hides is taken to be in order."""
    _used.set(info.get("used_memory", 0))
    _max.set(info.get("maxmemory", 0))
    _aof.set(info.get("aof_enabled", 1))
    _writes.set(info.get("aof_last_write_status", "ok") == "ok")
    _saves.set(info.get("rdb_last_bgsave_status", "ok") == "ok")
    _clients.set(info.get("connected_clients", 0))


async def _services(context: AppContext) -> None:
    beats = await (await context.get(Heartbeats)).all()  # type: ignore[type-abstract]  # a port is the key
    alive = Counter(beat.app for beat in beats)
    for app in AppName:
        _instances.labels(app.value).set(alive[app.value])


async def _persons(context: AppContext) -> None:
    people = await context.get(People)  # type: ignore[type-abstract]
    access = await context.get(Access)  # type: ignore[type-abstract]
    known = await people.list_users()
    states = Counter(user.state for user in known)
    for state in PersonState:
        _people.labels(state.value).set(states[state])
    _sessions.set(sum([len(await access.sessions_of(user.id)) for user in known]))
    _tokens.set(sum([len(await access.tokens_of(user.id)) for user in known]))
    now = (await context.get(Clock)).now()  # type: ignore[type-abstract]
    await _show_active(people, known, now)


async def _show_active(people: People, known: list[User], now: datetime) -> None:
    seen = [at for user in known if (at := await people.last_seen(user.id))]
    for window, span in _WINDOWS.items():
        _active.labels(window).set(sum(now - at <= span for at in seen))


async def _last_backup(context: AppContext) -> None:
    records = await context.get(Records)  # type: ignore[type-abstract]
    kept = await records.all(BACKUP)
    _backup.clear()
    for record in kept.values():
        with suppress(KeyError, TypeError, ValueError):  # a newer version may write it otherwise
            target = "s3" if str(record["place"]).startswith("s3://") else "folder"
            _backup.labels(target).set(_instant(record["at"]))


def _instant(at: str) -> float:
    read = datetime.fromisoformat(at)
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp()


measures = [
    Measure("redis", _redis, (_ping, _used, _max, _aof, _writes, _saves, _clients)),
    Measure("services", _services, (_instances,)),
    Measure("people", _persons, (_people, _active, _sessions, _tokens), fresh_s=60),
    Measure("backup", _last_backup, (_backup,), fresh_s=60),
]
