"""What the hosts stand on and nobody has set up: the embedded Valkey, the sandbox, and the context that knows of them."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field

from mojo.cli.embedded import embedded
from mojo.cli.hosts import child, inside
from mojo.cli.stand_ins import StandIn, sandbox_port, stand_ins_wanted, with_stand_ins
from mojo.cli.supervisor import Service, Supervisor
from mojo.shared.context import AppContext, AppName, make_context
from mojo.shared.health import HealthBoard
from mojo.shared.persistence.embedded import EmbeddedValkey
from mojo.shared.settings import Settings, load_settings

READY_WITHIN_S = 10
CLOSE_WITHIN_S = 1


@dataclass
class Ground:
    """Everything a host needs, running."""

    environ: dict[str, str]
    context: AppContext
    supervisor: Supervisor
    embedded_url: str | None
    stand_ins: list[StandIn]
    services: list[Service] = field(default_factory=list)
    """What runs, as it was started."""

    def start(self, service: Service) -> None:
        """Run `service` until we stop."""
        self.services.append(service)
        self.supervisor.start(service)

    def pids(self) -> dict[str, int]:
        """Return the process ids of the services that have a process of their own."""
        return {service.name: pid for service in self.services if (pid := service.pid()) is not None}


@contextlib.asynccontextmanager
async def ground(
    environ: Mapping[str, str], settings: Settings, stop: asyncio.Event, separate: bool = False
) -> AsyncIterator[Ground]:
    """Start what is missing; at the end set `stop`, let everybody finish, and end the store last.

    Raises ConfigurationError, at the end, when something could not start as it is set up; `stop` is set at once then.
    """
    valkey = None if settings.core.redis_url else EmbeddedValkey(settings.core.data_dir)
    made = {**environ, "REDIS_URL": valkey.url} if valkey else dict(environ)
    used: list[StandIn] = []
    if stand_ins_wanted(settings):
        made, used = with_stand_ins(made, settings, sandbox_port(environ, settings))
    context = make_context(AppName.API, load_settings(made, dotenv=None))
    supervisor = Supervisor(await context.get(HealthBoard), stop)
    ours = Ground(made, context, supervisor, valkey.url if valkey else None, used)
    try:
        if valkey:
            await _start_first(ours, embedded(valkey))
        if used:
            await _start_first(ours, child("sandbox", made) if separate else inside("sandbox", context))
        yield ours
    finally:
        try:
            await supervisor.drain()
        finally:
            await close(context)
            if valkey:
                await valkey.stop()


async def close(context: AppContext) -> None:
    """Close the context, but do not wait for ever."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(CLOSE_WITHIN_S):
            await context.close()


async def _start_first(ours: Ground, service: Service) -> None:
    ours.start(service)
    await ours.supervisor.wait_ready([service], READY_WITHIN_S)
