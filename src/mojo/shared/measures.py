"""What has to be looked up before it can be shown: each part's `measures.py` holds `measures: list[Measure]`.

A counter is kept by whoever counts. How much waits in Redis, how full the disk is, whether a breaker is open: that is looked up
when somebody asks for the metrics, so that a Mojo that nobody scrapes pays nothing (ADR 0036).
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Container, Iterable
from dataclasses import dataclass

from prometheus_client import Gauge

from mojo.shared.context import AppContext
from mojo.shared.errors import MojoException
from mojo.shared.metrics import forget, name_of
from mojo.shared.util.discovery import feature_modules, modules_in

FRESH_S = 1.0
"""How long what was looked up serves everybody who asks."""
WITHIN_S = 2.0
"""How long one measure may take: Prometheus gives up after 10 s, and a slow store must not take the rest with it."""

log = logging.getLogger("mojo.operations")


@dataclass(frozen=True, slots=True)
class Measure:
    """Sets `gauges` from what `take` finds; when it raises a MojoException or is late, they show nothing instead of old news."""

    name: str
    take: Callable[[AppContext], Awaitable[None]]
    gauges: tuple[Gauge, ...]
    fresh_s: float = FRESH_S
    """What costs more is looked up less often."""


def found_measures() -> list[Measure]:
    """Return every measure of Mojo's services, its library and the features."""
    modules = [*modules_in("mojo", "measures"), *modules_in("mojo.shared", "measures"), *feature_modules("measures")]
    return [measure for module in modules for measure in getattr(module, "measures", [])]


def measures_showing(names: Container[str]) -> list[Measure]:
    """Return the measures that set a gauge called one of `names`."""
    return [measure for measure in found_measures() if any(name_of(gauge) in names for gauge in measure.gauges)]


class Measurements:
    """Looks everything up that is not fresh."""

    def __init__(
        self,
        context: AppContext,
        measures: Iterable[Measure] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        within_s: float = WITHIN_S,
    ) -> None:
        self._context = context
        self._measures = list(found_measures() if measures is None else measures)
        self._monotonic = monotonic
        self._within_s = within_s
        self._fresh_until: dict[str, float] = {}
        self._lock = asyncio.Lock()

    async def refresh(self) -> None:
        """Set every gauge anew whose time has come. Raises nothing: what could not be had is not shown."""
        async with self._lock:
            now = self._monotonic()
            due = [measure for measure in self._measures if now >= self._fresh_until.get(measure.name, 0.0)]
            await asyncio.gather(*map(self._take, due))

    async def _take(self, measure: Measure) -> None:
        try:
            async with asyncio.timeout(self._within_s):
                await measure.take(self._context)
        except (MojoException, TimeoutError) as error:
            forget(*measure.gauges)
            log.debug("operations.not_measured", extra={"measure": measure.name, "reason": type(error).__name__})
        except Exception:  # one look that is broken must not cost the others
            forget(*measure.gauges)
            log.exception("operations.measure_broke", extra={"measure": measure.name})
        self._fresh_until[measure.name] = self._monotonic() + measure.fresh_s
