"""The repositories on one store after another, and how to wait for what a store does by itself."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

from dishka import Provider, Scope, make_async_container

from mojo.shared.health import HealthBoard
from mojo.shared.persistence.settings import AuditSettings
from mojo.shared.persistence.wiring import memory_provider, provider
from mojo.shared.settings import CoreSettings, Settings
from mojo.shared.util.clock import Clock, SystemClock

T = TypeVar("T")


class Stores(Protocol):
    """Returns the repository of one kind: `await stores(People)`."""

    def __call__(self, kind: type[T]) -> Awaitable[T]: ...


@contextlib.asynccontextmanager
async def open_stores(url: str | None, data_dir: Path, clock: Clock | None = None) -> AsyncIterator[Stores]:
    """Yield the repositories on the Redis at `url`, or in memory, by `clock` or the machine's own."""
    ground = Provider(scope=Scope.APP)
    ground.provide(lambda: settings_for(url or "", data_dir), provides=Settings)
    ground.provide(lambda: clock or SystemClock(), provides=Clock)
    ground.provide(HealthBoard)
    container = make_async_container(ground, provider, *([] if url else [memory_provider]))
    try:
        yield container.get
    finally:
        await container.close()


def settings_for(redis_url: str, data_dir: Path) -> Settings:
    """Return settings that know where Redis and the data are."""
    core = CoreSettings.model_validate({"REDIS_URL": redis_url, "MOJO_DATA_DIR": data_dir})
    return Settings([core, AuditSettings()])


async def eventually(holds: Callable[[], Awaitable[Any]], within_s: float = 3) -> None:
    """Wait until `holds()` is true. Raises AssertionError when that takes too long."""
    try:
        async with asyncio.timeout(within_s):
            while not await holds():
                await asyncio.sleep(0.01)
    except TimeoutError:
        raise AssertionError("it did not happen in time") from None
