"""Keeps services alive: whichever ends by itself is started again, a little later each time, and takes nobody with it."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from mojo.cli.waiting import first_of, rest
from mojo.shared.errors import ConfigurationError, MojoException
from mojo.shared.health import HealthBoard, State

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0
CALM_S = 60.0
"""Who ran this long without ending starts over with the shortest pause."""
DRAIN_S = 8.0

log = logging.getLogger("mojo.supervisor")

Run: TypeAlias = Callable[[asyncio.Event, asyncio.Event], Awaitable[None]]
"""`run(ready, stop)`: sets `ready` when it serves, and returns when `stop` is set."""


@dataclass
class Service:
    """Something that is to run until we stop."""

    name: str
    run: Run
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    pid: Callable[[], int | None] = lambda: None
    """Its process id, if it has a process of its own."""


class Supervisor:
    """Runs services side by side in this event loop."""

    def __init__(self, health: HealthBoard, stop: asyncio.Event) -> None:
        self.failure: ConfigurationError | None = None
        """Why everything had to stop, if it could not start as it is set up."""
        self.restarted = asyncio.Event()
        """Set whenever a service is back; whoever waits for it clears it."""
        self._health = health
        self._stop = stop
        self._tasks: dict[asyncio.Task[None], str] = {}

    def start(self, service: Service) -> None:
        """Begin to run `service`, and never let it end before `stop`."""
        self._tasks[asyncio.create_task(self._keep(service), name=service.name)] = service.name

    async def wait_ready(self, services: Iterable[Service], within_s: float) -> list[str]:
        """Wait until all are ready, or stop is set, or time is up; return the names of those that are not."""
        services = list(services)
        await first_of(_all_ready(services), self._stop.wait(), within_s=within_s)
        return [service.name for service in services if not service.ready.is_set()]

    async def drain(self, within_s: float = DRAIN_S) -> None:
        """Set `stop`, let everybody finish, and cancel whoever does not. Raises what made us stop, if anything did."""
        self._stop.set()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=within_s)
            for task in late:
                log.error("supervisor.service_late", extra={"service_name": self._tasks[task]})
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
        if self.failure:
            raise self.failure

    async def _keep(self, service: Service) -> None:
        pause_s = FIRST_PAUSE_S
        started_before = False
        while not self._stop.is_set():
            began_at = time.monotonic()
            reason = await self._run_once(service, started_before)
            if self._stop.is_set():
                return
            started_before = True
            pause_s = FIRST_PAUSE_S if time.monotonic() - began_at > CALM_S else pause_s
            self._health.report(service.name, State.DOWN, f"{reason}; starts again in {pause_s:g} s")
            await rest(self._stop, pause_s)
            pause_s = min(pause_s * 2, LONGEST_PAUSE_S)

    async def _run_once(self, service: Service, started_before: bool) -> str:
        """Run the service until it ends, and say why it did."""
        service.ready.clear()
        recovery = asyncio.create_task(self._note_recovery(service)) if started_before else None
        try:
            await service.run(service.ready, self._stop)
            reason = "ended by itself"
        except ConfigurationError as error:
            reason = error.detail
            if not started_before:
                self.failure = self.failure or error
                self._stop.set()
        except MojoException as error:
            reason = error.detail
        except Exception as error:
            reason = f"failed with {type(error).__name__}"
            log.exception("supervisor.service_failed", extra={"service_name": service.name})
        finally:
            if recovery:
                recovery.cancel()
        if not self._stop.is_set():
            log.error("supervisor.service_ended", extra={"service_name": service.name, "reason": reason})
        return reason

    async def _note_recovery(self, service: Service) -> None:
        await service.ready.wait()
        self._health.report(service.name, State.HEALTHY)
        self.restarted.set()
        log.info("supervisor.service_recovered", extra={"service_name": service.name})


async def _all_ready(services: list[Service]) -> None:
    for service in services:
        await service.ready.wait()
