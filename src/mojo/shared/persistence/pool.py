"""Connections to Redis, with every default of redis-py set on purpose."""

import asyncio
from collections.abc import Sequence
from typing import Any, TypeAlias

from redis.asyncio import Redis, RedisCluster
from redis.asyncio.client import PubSub
from redis.asyncio.cluster import ClusterNode
from redis.asyncio.connection import ConnectionPool, SSLConnection, UnixDomainSocketConnection
from redis.asyncio.retry import Retry
from redis.asyncio.sentinel import Sentinel, SentinelConnectionPool
from redis.backoff import NoBackoff
from redis.maint_notifications import MaintNotificationsConfig

from mojo.shared.persistence.target import RedisTarget, Topology

Value: TypeAlias = str | bytes | int | float

CONNECT_TIMEOUT_S = 1.5
NODE_TIMEOUT_S = 1.0
"""How long one Sentinel or cluster node may take before the next is asked."""


class Pool:
    """At most `size` connections. Who finds all of them taken waits in turn, within their own deadline."""

    def __init__(self, target: RedisTarget, size: int, blocking: bool = False) -> None:
        self._redis = _open(target, size, blocking)
        self._free = asyncio.Semaphore(size)

    async def execute(self, command: Sequence[Value]) -> Any:
        """Run one command on a free connection."""
        async with self._free:
            if isinstance(self._redis, RedisCluster) and self._redis.get_default_node() is None:
                # redis-py sends what comes before it knows the slots to any node; the replies would cut off everybody else.
                await self._redis.initialize()
            return await self._redis.execute_command(*command)

    async def on_every_node(self, command: Sequence[Value]) -> list[Any]:
        """Run one command on every master there is; return the answers."""
        async with self._free:
            if not isinstance(self._redis, RedisCluster):
                return [await self._redis.execute_command(*command)]  # type: ignore[no-untyped-call]  # redis-py's own
            await self._redis.initialize()
            masters = self._redis.get_primaries()
            return [await self._redis.execute_command(*command, target_nodes=master) for master in masters]

    def subscription(self) -> PubSub:
        """Return what can subscribe to channels, on a connection of its own. Raises TypeError for a cluster."""
        if isinstance(self._redis, RedisCluster):
            raise TypeError("a subscription counts on one node of a cluster only")
        return self._redis.pubsub()

    async def close(self) -> None:
        """Close every connection."""
        await self._redis.aclose()


def _open(target: RedisTarget, max_connections: int, blocking: bool) -> Redis | RedisCluster:
    """Return redis-py's client of `target`; it connects on first use. `blocking`: a reply may take as long as it likes."""
    if target.topology is Topology.CLUSTER:
        return _cluster(target, max_connections, blocking)
    if target.topology is Topology.SENTINEL:
        return _sentinel(target, max_connections)
    return _single(target, max_connections)


def _single(target: RedisTarget, max_connections: int) -> Redis:
    options = _connection(target) | {"db": target.db, "max_connections": max_connections}
    if target.path:
        return Redis.from_pool(ConnectionPool(connection_class=UnixDomainSocketConnection, path=target.path, **options))
    host, port = target.hosts[0]
    secured = {"connection_class": SSLConnection, **_tls(target)} if target.tls else {}
    return Redis.from_pool(ConnectionPool(host=host, port=port, socket_keepalive=True, **secured, **options))


def _sentinel(target: RedisTarget, max_connections: int) -> Redis:
    secured = {"ssl": True, **_tls(target)} if target.tls else {}
    watchers = {
        **secured,
        "socket_timeout": NODE_TIMEOUT_S,
        "socket_connect_timeout": NODE_TIMEOUT_S,
        "retry": Retry(NoBackoff(), 0),
        "protocol": 2,
        "username": target.options.get("sentinel_username"),
        "password": target.options.get("sentinel_password"),
    }
    sentinel = Sentinel(list(target.hosts), sentinel_kwargs=watchers)  # type: ignore[no-untyped-call]  # redis-py's own
    options = _connection(target) | secured | {"db": target.db, "max_connections": max_connections}
    master: Redis = sentinel.master_for(str(target.service), redis_class=_SentinelRedis, socket_keepalive=True, **options)
    return master


class _SentinelRedis(Redis):
    """Closes the connections to the Sentinels together with those to the master."""

    async def aclose(self, close_connection_pool: bool | None = None) -> None:
        await super().aclose(close_connection_pool)
        pool: SentinelConnectionPool = self.connection_pool  # type: ignore[assignment]  # `master_for` makes no other
        await pool.sentinel_manager.aclose()


def _cluster(target: RedisTarget, max_connections: int, blocking: bool) -> RedisCluster:
    nodes = [ClusterNode(host, port) for host, port in target.hosts]
    options = _connection(target) | {"socket_timeout": None if blocking else NODE_TIMEOUT_S, "retry": Retry(NoBackoff(), 1)}
    secured = {"ssl": True, **_tls(target)} if target.tls else {}
    return RedisCluster(
        startup_nodes=nodes,
        max_connections=max_connections,
        require_full_coverage=False,  # what is still covered still works
        reinitialize_steps=0,  # a moved slot is noted by itself; starting afresh would cut off commands under way
        socket_keepalive=True,
        **secured,
        **options,
    )


def _connection(target: RedisTarget) -> dict[str, Any]:
    return {
        "username": target.username,
        "password": target.password,
        "socket_timeout": None,  # the caller's deadline bounds the call as a whole, and costs one timer instead of three
        "socket_connect_timeout": CONNECT_TIMEOUT_S,
        "retry": Retry(NoBackoff(), 0),
        "health_check_interval": 0,  # a connection that was closed is noticed before it is used; keepalive finds silent ones
        "protocol": 2,  # raw replies, the same from every version
        "maint_notifications_config": MaintNotificationsConfig(enabled=False),
        "client_name": "mojo",
        "driver_info": None,
        "decode_responses": False,
    }


def _tls(target: RedisTarget) -> dict[str, Any]:
    options: dict[str, Any] = target.with_prefix("ssl_")
    if "ssl_check_hostname" in options:
        options["ssl_check_hostname"] = options["ssl_check_hostname"].lower() not in ("0", "no", "false")
    return options
