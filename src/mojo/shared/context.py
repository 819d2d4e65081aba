"""The one object that knows where we run and how to get what we need."""

import logging
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from dishka import AsyncContainer, Provider, Scope, make_async_container

from mojo.shared.health import HealthBoard
from mojo.shared.settings import AppName, Settings, Stage, load_settings
from mojo.shared.util.clock import Clock, SystemClock
from mojo.shared.util.discovery import feature_modules, modules_in

T = TypeVar("T")

__all__ = ["AppContext", "AppName", "Stage", "build_context", "make_context"]


@dataclass(frozen=True)
class AppContext:
    """Stage, name, settings, logger and the container of services. Built once per process and handed on."""

    app: AppName
    stage: Stage
    settings: Settings
    logger: logging.Logger
    container: AsyncContainer

    async def get(self, kind: type[T]) -> T:
        """Return the process's one `kind`, built on first use."""
        return await self.container.get(kind)

    def as_app(self, app: AppName) -> "AppContext":
        """Return this context as another service of the same process sees it."""
        return replace(self, app=app, logger=logging.getLogger(f"mojo.{app}"))

    async def close(self) -> None:
        """Close every resource, last built first."""
        await self.container.close()


def make_context(app: AppName, settings: Settings, *overrides: Provider) -> AppContext:
    """Wire Mojo's library, hosts and features into a fresh context; `overrides` win, which is how tests bring fakes."""
    ground = Provider(scope=Scope.APP)
    ground.provide(lambda: settings, provides=Settings)
    ground.provide(SystemClock, provides=Clock)
    ground.provide(HealthBoard)
    wirings = [*modules_in("mojo.shared", "wiring"), *modules_in("mojo", "wiring"), *feature_modules("wiring")]
    providers = [module.provider for module in wirings]
    container = make_async_container(ground, *providers, *overrides)
    return AppContext(app, settings.core.stage, settings, logging.getLogger(f"mojo.{app}"), container)


@lru_cache(maxsize=1)
def build_context(app: AppName) -> AppContext:
    """Return the process's context, made from the environment on first call. Raises ConfigurationError."""
    return make_context(app, load_settings())
