"""The watch over Mojo itself, for installations with Prometheus and without."""

import logging
from datetime import datetime, timedelta

from mojo.features.watch.alertmanager import Delivery
from mojo.features.watch.conditions import CONDITIONS, GAUGES, Condition, look
from mojo.features.watch.desk import OWN_FOR, Desk
from mojo.features.watch.model import OWN, WATCHDOG, ConditionView, Standing, Trouble, WatchView
from mojo.features.watch.reading import Reading, counted, read_gauges, seen_services, worst_health
from mojo.features.watch.settings import WatchSettings
from mojo.shared.errors import PermissionDenied
from mojo.shared.health import HealthBoard
from mojo.shared.measures import Measurements
from mojo.shared.model.people import Principal
from mojo.shared.persistence.heartbeats import Heartbeats
from mojo.shared.ports import Documents
from mojo.shared.util.clock import Clock

SCOPE = "watch:read"
ALERTMANAGER = "alertmanager"
ALERTMANAGER_FOR = timedelta(hours=9)
"""How long what Alertmanager says counts: it says it again every four hours (repeat_interval in alertmanager.yml)."""
STALE_AFTER = timedelta(minutes=5)
_LOOKED, _HEARD = "watch:looked", "watch:alertmanager"
_DAY_S, _MONTH_S = 86_400.0, 30 * 86_400.0

log = logging.getLogger("mojo.watch")


class WatchService:
    """Looks, hears and shows. Every method raises StoreUnavailable."""

    def __init__(
        self,
        desk: Desk,
        heartbeats: Heartbeats,
        documents: Documents,
        *,
        health: HealthBoard,
        settings: WatchSettings,
        clock: Clock,
    ) -> None:
        self._desk = desk
        self._heartbeats = heartbeats
        self._documents = documents
        self._health = health
        self._settings = settings
        self._clock = clock

    async def look(self, measurements: Measurements) -> int:
        """Look at everything once and tell what is to be told; return how much is wrong."""
        if not self._settings.enabled:
            await self._desk.settle()  # what Alertmanager has brought comes to its end all the same
            return 0
        await measurements.refresh()
        reading = await self._read()
        sightings, unknown = look(reading, self._settings)
        await self._desk.saw(sightings, OWN, reading.now + OWN_FOR)
        seen = {sighting.key for sighting in sightings}
        known = await self._desk.troubles()
        gone = [key for key, it in known.items() if OWN in it.sources and key not in seen and key[0] not in unknown]
        await self._desk.well(gone, OWN)
        await self._desk.settle()
        await self._documents.write(_LOOKED, {"at": reading.now.isoformat(), "unknown": sorted(unknown)}, _DAY_S)
        return len(sightings)

    async def hear(self, delivery: Delivery) -> int:
        """Take in what Alertmanager delivers; return how many alerts that were. It is stored when this returns."""
        now = self._clock.now()
        await self._documents.write(_HEARD, now.isoformat(), _MONTH_S)
        firing = [alert.sighting for alert in delivery.alerts if alert.firing and alert.sighting.cause != WATCHDOG]
        still = {sighting.key for sighting in firing}  # another rule for the same cause
        resolved = {alert.sighting.key for alert in delivery.alerts if not alert.firing} - still
        await self._desk.saw(firing, ALERTMANAGER, now + ALERTMANAGER_FOR)
        await self._desk.well(resolved, ALERTMANAGER)
        await self._desk.settle()
        return len(delivery.alerts)

    async def view(self, by: Principal) -> WatchView:
        """Return how everything stands. Raises PermissionDenied without watch:read."""
        if not by.may(SCOPE):
            raise PermissionDenied("Seeing the watch needs the scope watch:read.", scope=SCOPE)
        looked = await self._documents.read(_LOOKED) or {}
        looked_at = datetime.fromisoformat(looked["at"]) if looked else None
        troubles = list((await self._desk.troubles()).values())
        wrong = [_view_of(trouble) for trouble in troubles]
        causes = {view.cause for view in wrong}
        rest = [_rest(condition, looked) for condition in CONDITIONS if condition.cause not in causes]
        return WatchView(
            looked_at=looked_at,
            stale=looked_at is None or self._clock.now() - looked_at > STALE_AFTER,
            alertmanager_at=await self._heard_at(),
            conditions=sorted(wrong, key=lambda view: (view.standing is not Standing.OPEN, view.cause, view.subject)) + rest,
        )

    async def _read(self) -> Reading:
        now, beats = self._clock.now(), await self._heartbeats.all()
        return Reading(
            now=now,
            gauges=read_gauges(GAUGES),
            counted=await counted(self._documents, beats, now),
            seen=await seen_services(self._documents, beats, now),
            health=worst_health(beats, self._health.snapshot()),
            alertmanager_at=await self._heard_at(),
        )

    async def _heard_at(self) -> datetime | None:
        heard = await self._documents.read(_HEARD)
        return datetime.fromisoformat(heard) if heard else None


def _rest(condition: Condition, looked: dict[str, object]) -> ConditionView:
    unknown = looked.get("unknown") or []
    known = bool(looked) and isinstance(unknown, list) and condition.cause not in unknown
    return ConditionView(cause=condition.cause, standing=Standing.OK if known else Standing.UNKNOWN, severity=condition.severity)


def _view_of(trouble: Trouble) -> ConditionView:
    wrong = Standing.OPEN if trouble.is_open else Standing.PENDING
    return ConditionView(
        cause=trouble.seen.cause,
        subject=trouble.seen.subject,
        standing=wrong if trouble.well_since is None else Standing.ENDING,
        severity=trouble.seen.severity,
        since=trouble.since,
        figure=trouble.seen.figure,
        words=trouble.seen.words,
        sources=sorted(trouble.sources),
        acknowledged=trouble.acknowledged,
    )
