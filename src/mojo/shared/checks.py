"""What can be wrong with a part of Mojo: each feature's and host's `checks.py` holds `checks: list[Check]` for doctor."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from mojo.shared.context import AppContext
from mojo.shared.health import Health


@dataclass(frozen=True, slots=True)
class Check:
    """One thing doctor tries. `probe` returns within 10 s and raises nothing for an expected failure."""

    name: str
    probe: Callable[[AppContext], Awaitable[Health]]
