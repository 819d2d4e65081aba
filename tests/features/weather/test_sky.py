"""Sun and moon against what almanacs say."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mojo.features.weather.sky import Moon, is_day, moon_phase, sun_height_deg, sun_times
from mojo.shared.model.places import Coordinates

LISBON = Coordinates(latitude=38.7167, longitude=-9.1333)


@pytest.mark.parametrize(
    ("where", "zone", "day", "rise", "sets"),
    [
        ((38.7167, -9.1333), "Europe/Lisbon", date(2026, 7, 1), "06:14", "21:05"),
        ((51.4769, 0.0), "Europe/London", date(2026, 3, 20), "06:02", "18:14"),
        ((-33.8688, 151.2093), "Australia/Sydney", date(2026, 12, 21), "05:41", "20:05"),
        ((40.7128, -74.006), "America/New_York", date(2026, 12, 21), "07:16", "16:31"),
    ],
)
def test_sunrise_and_sunset_to_two_minutes(where: tuple[float, float], zone: str, day: date, rise: str, sets: str) -> None:
    times = sun_times(Coordinates(latitude=where[0], longitude=where[1]), day, ZoneInfo(zone))
    for found, told in ((times.rise, rise), (times.set, sets)):
        assert found is not None
        wanted = datetime.combine(day, datetime.strptime(told, "%H:%M").time(), ZoneInfo(zone))  # noqa: DTZ007
        assert abs(found - wanted) <= timedelta(minutes=2)


def test_beyond_the_polar_circle_it_does_neither() -> None:
    tromso, zone = Coordinates(latitude=69.65, longitude=18.96), ZoneInfo("Europe/Oslo")
    summer, winter = sun_times(tromso, date(2026, 6, 21), zone), sun_times(tromso, date(2026, 12, 21), zone)
    assert (summer.rise, summer.set, summer.up_all_day) == (None, None, True)
    assert (winter.rise, winter.set, winter.up_all_day) == (None, None, False)


@given(
    st.floats(-90, 90),
    st.floats(-180, 180),
    st.dates(date(1990, 1, 1), date(2080, 1, 1)),
)
def test_the_sun_is_up_between_its_times_everywhere(latitude: float, longitude: float, day: date) -> None:
    at = Coordinates(latitude=latitude, longitude=longitude)
    times = sun_times(at, day, ZoneInfo("UTC"))
    if times.rise and times.set:
        noon = times.rise + (times.set - times.rise) / 2
        assert times.rise < noon < times.set
        assert is_day(at, noon)
        assert abs(sun_height_deg(at, times.rise) + 0.833) < 1.5


@pytest.mark.parametrize(
    ("moment", "phase"),
    [
        (datetime(2026, 1, 3, 10, tzinfo=UTC), Moon.FULL),
        (datetime(2026, 1, 18, 20, tzinfo=UTC), Moon.NEW),
        (datetime(2026, 8, 12, 17, tzinfo=UTC), Moon.NEW),  # the total eclipse of the sun over Spain
        (datetime(2026, 1, 26, 5, tzinfo=UTC), Moon.FIRST_QUARTER),
    ],
)
def test_the_moon(moment: datetime, phase: Moon) -> None:
    assert moon_phase(moment) is phase
