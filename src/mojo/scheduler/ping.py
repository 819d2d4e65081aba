"""Tells a watcher outside, such as Healthchecks, that this Scheduler works: what nobody hears of ails the whole machine."""

import asyncio
from contextlib import suppress
from urllib.parse import urlsplit

from mojo.shared.errors import BadAnswer, ExternalServiceError, RejectedByService
from mojo.shared.external.http import ExternalService, HttpExit
from mojo.shared.external.policy import ServicePolicy
from mojo.shared.health import HealthBoard, State

EVERY_S = 60.0


async def keep_pinging(url: str, http: HttpExit, health: HealthBoard, every_s: float = EVERY_S) -> None:
    """Ask for `url` as long as the Scheduler is well; for ever."""
    parts = urlsplit(url)
    watcher = http.service(ServicePolicy(name="heartbeat_ping", base_url=f"{parts.scheme}://{parts.netloc}"))
    path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    while True:
        if _is_well(health):
            with suppress(ExternalServiceError):
                await _ping(watcher, path, http)
        await asyncio.sleep(every_s)


async def _ping(watcher: ExternalService, path: str, http: HttpExit) -> None:
    """Ask once. What it answers does not matter, and most watchers answer with plain text."""
    try:
        await watcher.get_json(path)
    except BadAnswer as answer:
        if "status" in answer.params:
            raise
        http.report_health("heartbeat_ping", State.HEALTHY, None)
    except RejectedByService:
        http.report_health("heartbeat_ping", State.DEGRADED, "The watcher refuses the ping: HEARTBEAT_PING_URL may be wrong.")


def _is_well(health: HealthBoard) -> bool:
    return any(entry.name == "scheduler" and entry.state is not State.DOWN for entry in health.snapshot())
