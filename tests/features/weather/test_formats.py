"""Wind and hours as their reader is used to them."""

from datetime import UTC, datetime

import pytest

from mojo.features.weather.formats import Reader, reader_of
from mojo.shared.model.people import User
from mojo.shared.model.tastes import ClockFace, Units, WindUnit
from mojo.shared.model.text import Text


@pytest.mark.parametrize(("unit", "shown"), [("ms", 10), ("kmh", 36), ("mph", 22), ("kn", 19), ("bft", 5)])
def test_ten_metres_per_second(unit: str, shown: int) -> None:
    assert Reader(wind=WindUnit(unit)).speed(10.0) == Text(f"weather-speed-{unit}", {"speed": shown})


@pytest.mark.parametrize(("ms", "force"), [(0.0, 0), (0.3, 1), (1.5, 1), (10.8, 6), (32.6, 11), (32.7, 12), (80.0, 12)])
def test_beaufort(ms: float, force: int) -> None:
    assert Reader(wind=WindUnit.BFT).speed_of(ms) == force


@pytest.mark.parametrize(
    ("language", "units", "chosen", "wind"),
    [
        ("de", Units.METRIC, None, WindUnit.KMH),
        ("en-GB", Units.METRIC, None, WindUnit.KMH),
        ("ru", Units.METRIC, None, WindUnit.MS),
        (None, Units.METRIC, None, WindUnit.MS),
        ("ru", Units.IMPERIAL, None, WindUnit.MPH),
        ("en", Units.IMPERIAL, WindUnit.KN, WindUnit.KN),
    ],
)
def test_what_is_usual_and_what_is_chosen(language: str | None, units: Units, chosen: WindUnit | None, wind: WindUnit) -> None:
    user = User(id="a", chat_id=1, name="Anna", language=language, units=units, wind=chosen, created_at=datetime.now(UTC))
    assert reader_of(user).wind_unit is wind


def test_hours_on_a_picture_follow_the_chosen_clock() -> None:
    assert [Reader(units).counts_to_twelve for units in Units] == [False, True]
    assert [Reader(Units.IMPERIAL, face=face).counts_to_twelve for face in ClockFace] == [True, False]
