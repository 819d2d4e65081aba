"""What other programs send: Overland (https://overland.p3k.app/#api) and GPX 1.0 and 1.1 (https://www.topografix.com/GPX/1/1/)."""

import logging
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from mojo.features.location.model import Report, Source, report_of
from mojo.shared.errors import InvalidInput

log = logging.getLogger("mojo.location")

MOST_POINTS = 50_000


def overland(body: Any) -> list[Report]:
    """Read a batch of GeoJSON features. Raises InvalidInput.

    A feature that makes no sense is left out: the phone would send the whole batch again for ever.
    """
    locations = body.get("locations") if isinstance(body, dict) else None
    if not isinstance(locations, list):
        raise InvalidInput("locations: a list of GeoJSON features.", field="locations")
    reports: list[Report] = []
    for feature in locations:
        with suppress(InvalidInput, KeyError, TypeError, ValueError, AttributeError):
            reports.append(_overland_report(feature))
    if len(reports) < len(locations):
        log.warning("location.features_left_out", extra={"count": len(locations) - len(reports)})
    return reports


def gpx(document: bytes) -> list[Report]:
    """Read every track point that has a time. Raises InvalidInput."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(document, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise InvalidInput("gpx: no GPX file; export it again, without a document type.", field="gpx") from None
    points = [element for element in root.iter() if element.tag.rpartition("}")[2] == "trkpt"]
    if len(points) > MOST_POINTS:
        raise InvalidInput(f"gpx: at most {MOST_POINTS} points; cut the file into parts.", field="gpx")
    return [report for report in map(_gpx_report, points) if report is not None]


def _overland_report(feature: Any) -> Report:
    said, (longitude, latitude, *_) = feature["properties"], feature["geometry"]["coordinates"]
    battery = _at_least_zero(said.get("battery_level"))
    return report_of(
        latitude,
        longitude,
        taken_at=_instant(said["timestamp"], "timestamp"),
        accuracy_m=_at_least_zero(said.get("horizontal_accuracy")),
        altitude_m=said.get("altitude"),
        speed_ms=_at_least_zero(said.get("speed")),
        course_deg=_at_least_zero(said.get("course")),
        battery_pct=None if battery is None else round(battery * 100),
        device=str(said.get("device_id") or "")[:64],
        source=Source.OVERLAND,
    )


def _gpx_report(point: Any) -> Report | None:
    said = {child.tag.rpartition("}")[2]: (child.text or "").strip() for child in point}
    if not said.get("time"):
        return None
    try:
        altitude = float(said["ele"]) if said.get("ele") else None
    except ValueError:
        raise InvalidInput("ele: metres.", field="ele") from None
    taken_at = _instant(said["time"], "gpx")
    return report_of(point.get("lat"), point.get("lon"), taken_at=taken_at, altitude_m=altitude, source=Source.GPX)


def _instant(said: Any, field: str) -> datetime:
    try:
        at = datetime.fromisoformat(str(said))
    except ValueError:
        raise InvalidInput(f"{field}: times as ISO 8601, such as 2026-07-01T12:00:00Z.", field=field) from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _at_least_zero(value: Any) -> Any:
    """Return a measure; Overland says -1 where it has none."""
    return value if isinstance(value, int | float) and value >= 0 else None
