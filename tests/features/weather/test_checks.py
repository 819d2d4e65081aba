"""What doctor sees of the weather."""

import pytest

from mojo.features.weather.checks import checks
from mojo.shared.errors import ExternalTimeout
from mojo.shared.health import Health, State
from tests.features.weather.desk import Desk


async def probed(desk: Desk) -> dict[str, Health]:
    return {check.name: await check.probe(desk.context) for check in checks}


async def test_all_is_well(desk: Desk) -> None:
    assert {health.state for health in (await probed(desk)).values()} == {State.HEALTHY}


@pytest.mark.parametrize(
    ("name", "setting"), [("open_meteo", "OPEN_METEO_URL"), ("open_meteo_geocoding", "OPEN_METEO_GEOCODING_URL")]
)
async def test_a_source_that_is_away_comes_with_a_cure(name: str, setting: str, desk: Desk) -> None:
    broken = desk.source if name == "open_meteo" else desk.geocoder
    broken.failure = ExternalTimeout(f"{name} did not answer in time.", service=name)
    found = (await probed(desk))[name]
    assert (found.state, found.reason) == (State.DOWN, f"{name} did not answer in time.")
    assert found.cure is not None
    assert setting in found.cure
