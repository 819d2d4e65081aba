"""Where the process's Redis comes from."""

import socket
from pathlib import Path

import pytest
from dishka import Provider, Scope, make_async_container

from mojo.shared.auth.guard import Guard
from mojo.shared.auth.sessions import SessionStore
from mojo.shared.errors import ConfigurationError
from mojo.shared.health import HealthBoard
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.embedded import EmbeddedValkey
from mojo.shared.persistence.memory_access import MemorySessions
from mojo.shared.persistence.wiring import memory_provider, provider, redis_url
from mojo.shared.settings import CoreSettings, Settings
from mojo.shared.util.clock import Clock, SystemClock


def settings(data_dir: Path, url: str = "") -> Settings:
    return Settings([CoreSettings.model_validate({"REDIS_URL": url, "MOJO_DATA_DIR": data_dir})])


def ground(made: Settings) -> Provider:
    provider = Provider(scope=Scope.APP)
    provider.provide(lambda: made, provides=Settings)
    provider.provide(SystemClock, provides=Clock)
    provider.provide(HealthBoard)
    return provider


def test_a_redis_that_is_named_is_used(tmp_path: Path) -> None:
    assert redis_url(settings(tmp_path, "redis://h")) == "redis://h"


def test_without_one_a_running_mojos_is_used(tmp_path: Path) -> None:
    valkey = EmbeddedValkey(tmp_path)
    (tmp_path / "valkey").mkdir()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(valkey.url.removeprefix("unix://"))
        server.listen()
        assert redis_url(settings(tmp_path)) == valkey.url
    with pytest.raises(ConfigurationError):  # the socket's file alone is no server
        redis_url(settings(tmp_path))


def test_with_neither_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"REDIS_URL is not set, .*Cure: set REDIS_URL, or start `mojo up` first"):
        redis_url(settings(tmp_path))


async def test_the_guard_in_memory_sees_the_sessions_that_are_started(tmp_path: Path) -> None:
    container = make_async_container(ground(settings(tmp_path)), provider, memory_provider)
    assert await container.get(SessionStore) is await container.get(MemorySessions)
    await container.close()


async def test_memory_needs_no_redis(tmp_path: Path) -> None:
    container = make_async_container(ground(settings(tmp_path)), provider, memory_provider)
    assert await container.get(Guard)
    with pytest.raises(ConfigurationError):
        await container.get(RedisClient)
    await container.close()
