"""Tells a watcher outside, such as Healthchecks, that this Scheduler works: what nobody hears of ails the whole machine."""

import asyncio
from contextlib import suppress
from urllib.parse import urlsplit

from mojo.shared.errors import BadAnswer, ExternalServiceError, RejectedByService
from mojo.shared.external.http import HttpExit
from mojo.shared.external.policy import ServicePolicy
from mojo.shared.health import HealthBoard, State

EVERY_S = 60.0
SERVICE = "heartbeat_ping"


class Ping:
    """The watcher's address."""

    def __init__(self, url: str, http: HttpExit) -> None:
        parts = urlsplit(url)
        self._path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        self._watcher = http.service(ServicePolicy(name=SERVICE, base_url=f"{parts.scheme}://{parts.netloc}", json_only=False))

    async def send(self) -> None:
        """Ask for it once. Raises ExternalServiceError; a refusal is noted as a fault: nobody watches until it is mended."""
        try:
            await self._watcher.send("GET", self._path)
        except RejectedByService:
            self._watcher.note(BadAnswer("The watcher refuses the ping: HEARTBEAT_PING_URL may be wrong.", service=SERVICE))
            raise


async def keep_pinging(url: str, http: HttpExit, health: HealthBoard, every_s: float = EVERY_S) -> None:
    """Ping `url` as long as the Scheduler is well; for ever."""
    ping = Ping(url, http)
    while True:
        if _is_well(health):
            with suppress(ExternalServiceError):
                await ping.send()
        await asyncio.sleep(every_s)


def _is_well(health: HealthBoard) -> bool:
    return any(entry.name == "scheduler" and entry.state is not State.DOWN for entry in health.snapshot())
