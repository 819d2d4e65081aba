"""How Mojo is: this process's own dependencies and every service's heartbeat, as one answer."""

import asyncio
import os
import socket
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum

from pydantic import BaseModel, Field

from mojo import __version__
from mojo.shared.context import AppContext
from mojo.shared.errors import StoreUnavailable
from mojo.shared.health import Health, HealthBoard, State, worst_of
from mojo.shared.persistence.heartbeats import BEAT_TTL_S, Heartbeat, Heartbeats
from mojo.shared.settings import AppName, Stage
from mojo.shared.util.clock import Clock

FRESH_S = 1.0
"""How long an answer serves everybody who asks."""
STORE_DEADLINE_S = 0.25
STORE = "redis"
"""Its name on the health board. Nothing goes without it; without any other dependency Mojo goes on."""


class Overall(StrEnum):
    """Mojo in one word."""

    OK = "ok"
    DEGRADED = "degraded"
    DOWN = "down"


class DependencyStatus(BaseModel):
    """One thing Mojo depends on."""

    state: State
    reason: str | None = None
    since: datetime | None = Field(default=None, description="When it entered this state, UTC.")
    cure: str | None = None
    stand_in: bool = Field(default=False, description="True if a sandbox stands in for the real thing.")
    still_works: str | None = Field(default=None, description="What goes on without it.")
    retry_at: datetime | None = Field(default=None, description="When it is asked again, UTC, if it is left alone until then.")
    quota_left: int | None = Field(default=None, description="Calls left today, if they are counted.")


_SHOWN = tuple(DependencyStatus.model_fields)


class ServiceStatus(BaseModel):
    """One service of Mojo, by its heartbeats."""

    state: State
    instances: int = Field(description="How many processes run it.")
    last_beat: datetime | None = Field(default=None, description="When one of them last gave a sign of life, UTC.")
    reason: str | None = None
    cure: str | None = None


class StatusReport(BaseModel):
    """Answer of `/status`."""

    status: Overall = Field(description="`down`: nothing works. `degraded`: something does not work as it should.")
    timestamp: datetime = Field(description="When this was observed, UTC (RFC 3339).")
    version: str
    stage: Stage
    dependencies: dict[str, DependencyStatus]
    services: dict[str, ServiceStatus]


class StatusPage:
    """Watches by being asked: at most once in FRESH_S it looks, and never waits longer than STORE_DEADLINE_S."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._body = b""
        self._store_answers = False
        self._fresh_until = 0.0
        self._looking: asyncio.Task[list[Heartbeat]] | None = None
        self._lock = asyncio.Lock()

    async def body(self) -> bytes:
        """Return the report as JSON."""
        await self._refresh()
        return self._body

    async def ready(self) -> bool:
        """Tell whether the store answers, without which nearly nothing can be done."""
        await self._refresh()
        return self._store_answers

    async def _refresh(self) -> None:
        now = asyncio.get_running_loop().time
        if now() < self._fresh_until:
            return
        async with self._lock:
            if now() < self._fresh_until:
                return
            beats = await self._look()
            self._store_answers = beats is not None
            self._body = (await self._report(beats)).model_dump_json().encode()
            self._fresh_until = now() + FRESH_S

    async def _look(self) -> list[Heartbeat] | None:
        """Return every heartbeat, None if the store does not answer in time.

        A slow call is left to end by itself, so that the client learns that the store is away and says so.
        """
        heartbeats = await self._context.get(Heartbeats)  # type: ignore[type-abstract]  # the container is asked for ports
        if self._looking is None:
            self._looking = asyncio.create_task(heartbeats.all())
        done, _ = await asyncio.wait({self._looking}, timeout=STORE_DEADLINE_S)
        if not done:
            return None
        looked, self._looking = self._looking, None
        try:
            return looked.result()
        except StoreUnavailable:
            return None

    async def _report(self, beats: list[Heartbeat] | None) -> StatusReport:
        board, clock = await self._context.get(HealthBoard), await self._context.get(Clock)  # type: ignore[type-abstract]
        others = [beat for beat in beats or [] if beat.instance != _this_process()]
        healths = [*board.snapshot(), *(health for beat in others for health in beat.health)]
        if beats is None:
            healths.append(Health(STORE, State.DOWN, "no answer in time", cure="Start Redis or mend REDIS_URL."))
        dependencies = merge(healths)
        services = services_of(beats)
        return StatusReport(
            status=overall(dependencies, services),
            timestamp=clock.now().astimezone(UTC),
            version=__version__,
            stage=self._context.stage,
            dependencies=dependencies,
            services=services,
        )


def _this_process() -> str:
    """Return the name under which this process beats; its board is newer than its last beat."""
    return f"{socket.gethostname()}:{os.getpid()}"


def merge(healths: Iterable[Health]) -> dict[str, DependencyStatus]:
    """Return each dependency in the worst state that anybody reports; of equals the first who has asked it wins."""
    return {it.name: DependencyStatus(**{name: getattr(it, name) for name in _SHOWN}) for it in worst_of(healths)}


def services_of(beats: list[Heartbeat] | None) -> dict[str, ServiceStatus]:
    """Return each service by its heartbeats; the API lives, since it answers. None: nobody can tell about the others."""
    services = {AppName.API.value: ServiceStatus(state=State.HEALTHY, instances=1)}
    if beats is None:
        return services
    for name in AppName:
        own = [beat.at for beat in beats if beat.app == name]
        if own:
            services[name] = ServiceStatus(state=State.HEALTHY, instances=len(own), last_beat=max(own))
        elif name is not AppName.API:
            reason = f"no heartbeat for {BEAT_TTL_S:.0f} s"
            cure = f"Start it: mojo {name}, or mojo up."
            services[name] = ServiceStatus(state=State.DOWN, instances=0, reason=reason, cure=cure)
    return services


def overall(dependencies: dict[str, DependencyStatus], services: dict[str, ServiceStatus]) -> Overall:
    """Return Mojo's state in one word."""
    if STORE in dependencies and dependencies[STORE].state is State.DOWN:
        return Overall.DOWN
    states = [it.state for it in dependencies.values()] + [it.state for it in services.values()]
    return Overall.OK if all(state is State.HEALTHY for state in states) else Overall.DEGRADED
