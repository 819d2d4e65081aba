"""Tells a watcher outside, such as Healthchecks, that this Scheduler works: what nobody hears of ails the whole machine."""

import asyncio
from contextlib import suppress
from urllib.parse import urlsplit

from mojo.shared.errors import BadAnswer, ExternalServiceError, RejectedByService
from mojo.shared.external.http import ExternalService, HttpExit
from mojo.shared.external.policy import ServicePolicy
from mojo.shared.health import HealthBoard, State

EVERY_S = 60.0
SERVICE = "heartbeat_ping"


async def keep_pinging(url: str, http: HttpExit, health: HealthBoard, every_s: float = EVERY_S) -> None:
    """Ask for `url` as long as the Scheduler is well; for ever."""
    parts = urlsplit(url)
    watcher = http.service(ServicePolicy(name=SERVICE, base_url=f"{parts.scheme}://{parts.netloc}", json_only=False))
    path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    while True:
        if _is_well(health):
            with suppress(ExternalServiceError):
                await _ping(watcher, path)
        await asyncio.sleep(every_s)


async def _ping(watcher: ExternalService, path: str) -> None:
    """Ask once. A refusal is noted as a fault: nobody watches until it is mended."""
    try:
        await watcher.send("GET", path)
    except RejectedByService:
        watcher.note(BadAnswer("The watcher refuses the ping: HEARTBEAT_PING_URL may be wrong.", service=SERVICE))


def _is_well(health: HealthBoard) -> bool:
    return any(entry.name == "scheduler" and entry.state is not State.DOWN for entry in health.snapshot())
