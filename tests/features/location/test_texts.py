"""Lengths and speeds as their reader is used to them."""

import pytest

from mojo.features.location.texts import length_text, speed_text
from mojo.shared.i18n.translator import make_translator
from mojo.shared.model.tastes import Units


@pytest.mark.parametrize(
    ("metres", "metric", "imperial"),
    [(0, "0 m", "0 ft"), (30.4, "30 m", "100 ft"), (1609.344, "1,609 m", "1 mi"), (25_000, "25 km", "15.5 mi")],
)
def test_lengths(metres: float, metric: str, imperial: str) -> None:
    said = [make_translator().say(length_text(metres, units), "en") for units in Units]
    assert said == [metric, imperial]


@pytest.mark.parametrize(
    ("language", "metric", "imperial"), [("en", "36 km/h", "22 mph"), ("zh", "36 公里/小时", "22 英里/小时")]
)
def test_speeds(language: str, metric: str, imperial: str) -> None:
    assert [make_translator().say(speed_text(10, units), language) for units in Units] == [metric, imperial]
