"""What doctor checks about this machine."""

import platform
import shutil
import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mojo.api.settings import ApiSettings
from mojo.shared.checks import Check
from mojo.shared.context import AppContext
from mojo.shared.errors import ConfigurationError
from mojo.shared.health import Health, State
from mojo.shared.util.clock import Clock
from mojo.shared.util.listen import bind

OLDEST_PYTHON = (3, 11)
SCARCE_BYTES = 500_000_000
TOO_SCARCE_BYTES = 50_000_000
RELEASED = datetime(2026, 1, 1, tzinfo=UTC)
"""No clock that is right shows a time before this."""


def machine_checks(running: bool) -> list[Check]:
    """Return the checks; the API's port is only to be free when nothing runs."""
    checks = [Check("python", _python), Check("disk", _disk), Check("clock", _clock)]
    return checks if running else [*checks, Check("api_port", _api_port)]


async def _python(context: AppContext) -> Health:
    right = sys.version_info >= OLDEST_PYTHON
    cure = None if right else "Install Python 3.11 or newer and make the environment again."
    return Health("python", State.HEALTHY if right else State.DOWN, platform.python_version(), cure=cure)


async def _disk(context: AppContext) -> Health:
    path = context.settings.core.data_dir
    free = shutil.disk_usage(path).free
    state = State.DOWN if free < TOO_SCARCE_BYTES else State.DEGRADED if free < SCARCE_BYTES else State.HEALTHY
    cure = None if state is State.HEALTHY else f"Make room on the disk of {path.absolute()}, or move MOJO_DATA_DIR."
    return Health("disk", state, f"{free / 1e9:.1f} GB free", cure=cure)


async def _clock(context: AppContext) -> Health:
    clock: Clock = await context.get(Clock)  # type: ignore[type-abstract]
    now = clock.now()
    if now < RELEASED:
        return Health("clock", State.DOWN, f"it shows {now:%Y-%m-%d}", cure="Set the clock, for example with NTP.")
    try:
        ZoneInfo("Europe/Lisbon")
    except ZoneInfoNotFoundError:
        return Health("clock", State.DOWN, "there are no time zones", cure="Install the tzdata package.")
    return Health("clock", State.HEALTHY, f"{now:%Y-%m-%d %H:%M} UTC")


async def _api_port(context: AppContext) -> Health:
    settings = context.settings[ApiSettings]
    try:
        bind(settings.host, settings.port, "API_PORT").close()
    except ConfigurationError as error:
        reason, _, cure = error.detail.partition(" Cure: ")
        return Health("api_port", State.DOWN, reason, cure=cure or None)
    return Health("api_port", State.HEALTHY, f"{settings.host}:{settings.port} is free")
