"""Where Redis is, read from `REDIS_URL`.

redis://user:password@host:6379/0            rediss://... with TLS
unix:///run/redis.sock?db=0                  unix://user:password@/run/redis.sock
redis+sentinel://user:password@h1:26379,h2/mymaster/0?sentinel_password=...
redis+cluster://user:password@h1:6379,h2     (and rediss+sentinel, rediss+cluster)
"""

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from mojo.shared.errors import ConfigurationError

REDIS_PORT = 6379
SENTINEL_PORT = 26379
OPTIONS = {"db", "ssl_ca_certs", "ssl_certfile", "ssl_keyfile", "ssl_check_hostname", "sentinel_username", "sentinel_password"}
CURE = (
    "Cure: set REDIS_URL to redis://host:6379/0, rediss://..., unix:///path, redis+sentinel://host1,host2/service/0 or "
    "redis+cluster://host1,host2; percent-encode special characters in the password."
)


class Topology(StrEnum):
    SINGLE = "single"
    SENTINEL = "sentinel"
    CLUSTER = "cluster"


@dataclass(frozen=True, slots=True)
class RedisTarget:
    """A parsed `REDIS_URL`. Neither its repr nor its str shows who logs in, or how."""

    topology: Topology
    hosts: tuple[tuple[str, int], ...] = ()
    path: str | None = None
    """Of a unix socket."""
    service: str | None = None
    """Name of the master that Sentinel watches."""
    db: int = 0
    username: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)
    tls: bool = False
    options: dict[str, str] = field(default_factory=dict, repr=False)

    def __str__(self) -> str:
        where = self.path or ",".join(f"{host}:{port}" for host, port in self.hosts)
        return f"{where}/{self.service}" if self.service else where

    def with_prefix(self, prefix: str) -> dict[str, str]:
        """Return the options whose names start with `prefix`."""
        return {name: value for name, value in self.options.items() if name.startswith(prefix)}


def parse_target(url: str) -> RedisTarget:
    """Read `url`. Raises ConfigurationError, without showing the URL: it may hold a password."""
    try:
        parts = urlsplit(url)
        options = _options(parts)
        scheme, _, kind = parts.scheme.partition("+")
        if parts.scheme == "unix":
            return _unix(parts, options)
        if scheme not in ("redis", "rediss") or kind not in ("", "sentinel", "cluster"):
            raise ValueError("its scheme is not one that Mojo knows")
        return _network(parts, Topology(kind or "single"), scheme == "rediss", options)
    except ValueError as error:
        raise ConfigurationError(f"REDIS_URL cannot be used: {error}. {CURE}") from None


def _options(parts: SplitResult) -> dict[str, str]:
    options = dict(parse_qsl(parts.query))
    unknown = sorted(set(options) - OPTIONS)
    if unknown:
        raise ValueError(f"it has unknown options ({', '.join(unknown)}; known are {', '.join(sorted(OPTIONS))})")
    return options


def _unix(parts: SplitResult, options: dict[str, str]) -> RedisTarget:
    username, password, _ = _login(parts.netloc)
    if not parts.path:
        raise ValueError("it names no socket")
    db = _database(options.pop("db", "0"))
    return RedisTarget(Topology.SINGLE, path=unquote(parts.path), db=db, username=username, password=password, options=options)


def _network(parts: SplitResult, topology: Topology, tls: bool, options: dict[str, str]) -> RedisTarget:
    username, password, listed = _login(parts.netloc)
    port = SENTINEL_PORT if topology is Topology.SENTINEL else REDIS_PORT
    hosts = tuple(_host(entry, port) for entry in listed.split(","))
    if topology is Topology.SINGLE and len(hosts) > 1:
        raise ValueError("it lists several hosts, which only redis+sentinel and redis+cluster can use")
    segments = [unquote(segment) for segment in parts.path.strip("/").split("/") if segment]
    service = _service(segments) if topology is Topology.SENTINEL else None
    db = _database(options.pop("db", segments.pop(0) if segments else "0"))
    if segments:
        raise ValueError("its path is too long")
    if topology is Topology.CLUSTER and db != 0:
        raise ValueError("a cluster has only database 0")
    return RedisTarget(topology, hosts, None, service, db, username, password, tls, options)


def _login(netloc: str) -> tuple[str | None, str | None, str]:
    login, _, hosts = netloc.rpartition("@")
    username, _, password = login.partition(":")
    return unquote(username) or None, unquote(password) or None, hosts


def _host(entry: str, default_port: int) -> tuple[str, int]:
    parts = urlsplit(f"//{entry}")
    if not parts.hostname:
        raise ValueError("a host is missing")
    return parts.hostname, parts.port or default_port


def _service(segments: list[str]) -> str:
    if not segments:
        raise ValueError("the name of the service that Sentinel watches is missing")
    return segments.pop(0)


def _database(value: str) -> int:
    if not value.isdecimal():
        raise ValueError("its database is not a number")
    return int(value)
