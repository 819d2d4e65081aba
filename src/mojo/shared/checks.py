"""What can be wrong with a part of Mojo: each feature's and host's `checks.py` holds `checks: list[Check]` for doctor.

A check of an outside service bears its name and says so in `outside`: then the service is shown in `/status` from the start, and
after trouble the check finds out by itself when it is over.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from mojo.shared.context import AppContext
from mojo.shared.health import Health
from mojo.shared.settings import Settings
from mojo.shared.util.discovery import feature_modules, modules_in

PROBE_WITHIN_S = 10


def never(settings: Settings) -> bool:
    """Whatever the settings are, this is not about an outside service."""
    return False


def always(settings: Settings) -> bool:
    """Whatever the settings are, this is about an outside service that is used."""
    return True


@dataclass(frozen=True, slots=True)
class Check:
    """One thing doctor tries. `probe` returns within PROBE_WITHIN_S and raises nothing for an expected failure."""

    name: str
    probe: Callable[[AppContext], Awaitable[Health]]
    outside: Callable[[Settings], bool] = never
    """Whether, as it is set up, this is about an outside service in use."""


def found_checks() -> list[Check]:
    """Return every check of Mojo's services, its library and the features."""
    modules = [*modules_in("mojo", "checks"), *modules_in("mojo.shared", "checks"), *feature_modules("checks")]
    return [check for module in modules for check in getattr(module, "checks", [])]
