"""A day of a person's history, for themselves: as a list of stays, as GeoJSON (RFC 7946) and on the map."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from mojo.features.location.book import Book
from mojo.features.location.geo import distance_m
from mojo.features.location.model import Fix, Profile, Value
from mojo.shared.model.people import Principal
from mojo.shared.model.places import Coordinates
from mojo.shared.ports import People

MOST_FIXES = 20_000
STAY_M = 120.0
STAY = timedelta(minutes=5)


class Stay(Value):
    """A time spent in one spot."""

    at: Coordinates
    since: datetime
    until: datetime
    zone: str | None = None


class DayOfTravel(Value):
    """Where somebody was on one day of their own calendar."""

    day: date
    timezone: str
    fixes: tuple[Fix, ...]
    stays: tuple[Stay, ...]
    distance_m: float


class History:
    """Every method raises StoreUnavailable. Nobody sees another's history."""

    def __init__(self, book: Book, people: People) -> None:
        self._book = book
        self._people = people

    async def day(self, by: Principal, day: date) -> DayOfTravel:
        """Return the day on the person's clock."""
        user = await self._people.get_user(by.user_id)
        zone = ZoneInfo(user.timezone if user else "UTC")
        since = datetime.combine(day, time(), zone)
        until = datetime.combine(day + timedelta(days=1), time(), zone)
        fixes = await self._book.history(by.user_id, since, until, MOST_FIXES)
        profile = (await self._book.read(by.user_id)).profile
        travelled = sum(_way(one, other) for one, other in pairwise(fixes))
        stays = tuple(_stays(fixes, profile))
        return DayOfTravel(day=day, timezone=zone.key, fixes=tuple(fixes), stays=stays, distance_m=round(travelled))

    async def prune(self, now: datetime) -> int:
        """Delete what is older than each person wants kept; return how much."""
        gone = 0
        for user in await self._people.list_users():
            days = (await self._book.read(user.id)).profile.history_days
            gone += await self._book.forget_history(user.id, now - timedelta(days=days) if days else None)
        return gone


def geojson(day: DayOfTravel) -> dict[str, Any]:
    """Return the way as lines, cut at the antimeridian (RFC 7946, section 3.1.9), and the stays as points."""
    lines = [line for line in _cut([fix.at for fix in day.fixes]) if len(line) > 1]
    times = {"times": [fix.taken_at.isoformat() for fix in day.fixes], "distance_m": day.distance_m}
    way = [_feature({"type": "MultiLineString", "coordinates": lines}, times)] if lines else []
    stays = [
        _feature(
            {"type": "Point", "coordinates": _pair(stay.at)},
            {"since": stay.since.isoformat(), "until": stay.until.isoformat(), "zone": stay.zone},
        )
        for stay in day.stays
    ]
    return {"type": "FeatureCollection", "features": [*way, *stays]}


def _way(one: Fix, other: Fix) -> float:
    """Return how far it is, nothing if that may be the inaccuracy of both."""
    way = distance_m(one.at, other.at)
    return way if way > max(one.radius_m, other.radius_m) else 0.0


def _stays(fixes: list[Fix], profile: Profile) -> list[Stay]:
    """Return the spots where the person was for a while."""
    groups: list[list[Fix]] = []
    for fix in fixes:
        if groups and distance_m(groups[-1][0].at, fix.at) <= STAY_M + fix.radius_m:
            groups[-1].append(fix)
        else:
            groups.append([fix])
    return [
        Stay(at=group[0].at, since=group[0].taken_at, until=group[-1].taken_at, zone=_zone_at(group[0].at, profile))
        for group in groups
        if group[-1].taken_at - group[0].taken_at >= STAY
    ]


def _zone_at(at: Coordinates, profile: Profile) -> str | None:
    around = [zone for zone in profile.zones if distance_m(zone.at, at) <= zone.radius_m]
    smallest = min(around, key=lambda zone: zone.radius_m, default=None)
    return smallest.name if smallest else None


def _cut(points: list[Coordinates]) -> list[list[list[float]]]:
    """Return the points as lines of which none crosses the antimeridian."""
    lines: list[list[list[float]]] = [[]]
    for before, point in zip([None, *points], points, strict=False):
        if before is not None and abs(point.longitude - before.longitude) > 180:
            edge = 180.0 if before.longitude > 0 else -180.0
            beyond = point.longitude + 2 * edge
            part = (edge - before.longitude) / (beyond - before.longitude) if beyond != before.longitude else 0.0
            latitude = before.latitude + part * (point.latitude - before.latitude)
            lines[-1].append([edge, latitude])
            lines.append([[-edge, latitude]])
        lines[-1].append(_pair(point))
    return lines


def _pair(at: Coordinates) -> list[float]:
    return [at.longitude, at.latitude]


def _feature(geometry: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}
