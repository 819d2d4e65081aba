"""Points and walks anywhere on Earth, for the property tests."""

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from mojo.features.location.model import Fix, Report, Zone
from mojo.shared.model.places import Coordinates

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)

latitudes = st.floats(-90, 90) | st.sampled_from([-90.0, 90.0, 0.0, 89.9999, -89.9999])
longitudes = st.floats(-180, 180) | st.sampled_from([-180.0, 180.0, 0.0, 179.9999, -179.9999])
points = st.builds(lambda latitude, longitude: Coordinates(latitude=latitude, longitude=longitude), latitudes, longitudes)
bearings = st.floats(0, 359.99)
accuracies = st.floats(0, 5000)


def zone(at: Coordinates, radius_m: float = 150, name: str = "Home", id: str = "home") -> Zone:
    return Zone(id=id, name=name, at=at, radius_m=radius_m)


def fix(at: Coordinates, seconds: float = 0, accuracy_m: float | None = 10, **more: object) -> Fix:
    """Return a fix taken, and received, so many seconds after noon."""
    when = NOON + timedelta(seconds=seconds)
    return Fix.model_validate({"at": at, "taken_at": when, "received_at": when, "accuracy_m": accuracy_m, **more})


def report(at: Coordinates, seconds: float = 0, accuracy_m: float | None = 10, **more: object) -> Report:
    return Report.model_validate({"at": at, "taken_at": NOON + timedelta(seconds=seconds), "accuracy_m": accuracy_m, **more})


unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A machine that others use too says nothing about our speed."""
