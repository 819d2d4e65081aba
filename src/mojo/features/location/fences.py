"""When somebody has really arrived or left: beyond what the fix may be off, and for long enough. Nothing here asks or stores."""

from datetime import datetime

from mojo.features.location.geo import distance_m
from mojo.features.location.model import DWELL, Crossing, Fence, Fix, Zone

FLOOR_M = 10.0
"""No fix is better than this, whatever it says; the band in which nothing changes is twice as wide."""


def verdict(zone: Zone, fix: Fix) -> bool | None:
    """Tell whether `fix` is surely inside (True) or surely outside (False); None if its accuracy leaves it open.

    A fix whose accuracy is larger than the zone is never surely inside.
    """
    off_m, distance = max(fix.radius_m, FLOOR_M), distance_m(zone.at, fix.at)
    if distance + off_m <= zone.radius_m:
        return True
    return False if distance - off_m >= zone.radius_m else None


def step(zone: Zone, fence: Fence, fix: Fix) -> tuple[Fence, Crossing | None]:
    """Return how the person stands to `zone` after `fix`, which is newer than every one before it.

    The first verdict only says where they are; nobody arrives where they were when it began.
    """
    inside = verdict(zone, fix)
    if inside is None:
        return fence, None
    if fence.inside is None:
        return Fence(inside=inside, since=fix.taken_at), None
    if inside == fence.inside:
        return (fence.model_copy(update={"turning_since": None}) if fence.turning_since else fence), None
    if fence.turning_since is None:
        return fence.model_copy(update={"turning_since": fix.taken_at}), None
    return _turned(fence) if fix.taken_at - fence.turning_since >= DWELL else (fence, None)


def settle(fence: Fence, quiet_since: datetime, now: datetime) -> tuple[Fence, Crossing | None]:
    """Believe a crossing that nothing has contradicted since: many phones say that they moved once, and then rest."""
    turning = fence.turning_since
    if turning is None or now - turning < DWELL or now - quiet_since < DWELL:
        return fence, None
    return _turned(fence)


def _turned(fence: Fence) -> tuple[Fence, Crossing | None]:
    inside = not fence.inside
    return Fence(inside=inside, since=fence.turning_since), Crossing.ARRIVED if inside else Crossing.LEFT
