"""What is known at one moment: the metrics of this process, and what every process says with its heartbeat."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from mojo.shared.health import Health, worst_of
from mojo.shared.metrics import registry
from mojo.shared.persistence.heartbeats import Heartbeat
from mojo.shared.ports import Documents

WINDOW = timedelta(minutes=5)
"""Over which what is counted is looked at."""
REMEMBERED_FOR = timedelta(days=7)
"""A service that has not been there for so long is not missed any more."""
_COUNTS, _SEEN = "watch:counts", "watch:seen"


@dataclass(frozen=True)
class Reading:
    """Everything that conditions are about."""

    now: datetime
    gauges: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """By name, then by the value of its label; NaN is not among them."""
    counted: Mapping[str, float] = field(default_factory=dict)
    """By how much each figure of all processes has grown within WINDOW."""
    seen: Mapping[str, datetime] = field(default_factory=dict)
    """When each service last gave a sign of life."""
    health: tuple[Health, ...] = ()
    """How the worst off process sees each dependency."""
    alertmanager_at: datetime | None = None

    def gauge(self, name: str) -> float | None:
        """Return the value of a gauge without labels, None if it shows nothing."""
        return self.gauges.get(name, {}).get("")

    def ratio(self, part: str, whole: str) -> float | None:
        """Return one gauge as percent of another, None if either shows nothing."""
        above, below = self.gauge(part), self.gauge(whole)
        return None if above is None or not below else 100 * above / below


def read_gauges(names: Iterable[str]) -> dict[str, dict[str, float]]:
    """Return what the gauges of this process show; the others are not even collected."""
    found: dict[str, dict[str, float]] = {}
    for family in registry.restricted_registry(list(names)).collect():
        for sample in family.samples:
            if not math.isnan(sample.value):
                found.setdefault(sample.name, {})["/".join(sample.labels.values())] = sample.value
    return found


async def seen_services(documents: Documents, beats: Iterable[Heartbeat], now: datetime) -> dict[str, datetime]:
    """Return when each service last beat, and remember it. Raises StoreUnavailable."""
    kept = {app: datetime.fromisoformat(at) for app, at in (await documents.read(_SEEN) or {}).items()}
    for beat in beats:
        kept[beat.app] = max(beat.at, kept.get(beat.app, beat.at))
    recent = {app: at for app, at in kept.items() if now - at <= REMEMBERED_FOR}
    stored = {app: at.isoformat() for app, at in recent.items()}
    await documents.write(_SEEN, stored, REMEMBERED_FOR.total_seconds())
    return recent


async def counted(documents: Documents, beats: Iterable[Heartbeat], now: datetime) -> dict[str, float]:
    """Return how much each figure has grown within WINDOW, and remember what was counted. Raises StoreUnavailable."""
    latest = {beat.instance: beat.figures for beat in beats}
    kept = [row for row in await documents.read(_COUNTS) or [] if now - datetime.fromisoformat(row["at"]) <= WINDOW]
    rows = [*kept, {"at": now.isoformat(), "figures": latest}]
    await documents.write(_COUNTS, rows, 2 * WINDOW.total_seconds())
    return _growth([row["figures"] for row in rows])


def _growth(rows: list[dict[str, dict[str, float]]]) -> dict[str, float]:
    """Add up the steps of each process: a counter that fell began anew, and a process that is new began at nothing."""
    grown: dict[str, float] = {}
    last: dict[str, dict[str, float]] = dict(rows[0])
    for row in rows[1:]:
        for instance, figures in row.items():
            before = last.get(instance, {})
            for name, value in figures.items():
                old = before.get(name, 0.0)
                grown[name] = grown.get(name, 0.0) + (value - old if value >= old else value)
            last[instance] = figures
    return grown


def worst_health(beats: Iterable[Heartbeat], own: Iterable[Health]) -> tuple[Health, ...]:
    """Return each dependency as the worst off process sees it."""
    everywhere: list[Any] = [*own, *(health for beat in beats for health in beat.health)]
    return tuple(worst_of(everywhere))
