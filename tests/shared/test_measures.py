"""What is looked up: fresh when somebody asks, gone when it cannot be had, and never for long."""

import asyncio
import math

import pytest

from mojo.shared.context import AppContext
from mojo.shared.errors import StoreUnavailable
from mojo.shared.measures import Measure, Measurements, found_measures
from mojo.shared.metrics import exposition, feature_of, gauge, registry
from tests.support import make_memory_context

_depth = gauge("mojo_test_looked_bytes", "Depth.")
_by_kind = gauge("mojo_test_looked_kinds", "Kinds.", "kind")


class Well:
    """Something to look into."""

    def __init__(self) -> None:
        self.looks = 0
        self.failure: BaseException | None = None
        self.takes_s = 0.0

    async def look(self, context: AppContext) -> None:
        self.looks += 1
        await asyncio.sleep(self.takes_s)
        if self.failure:
            raise self.failure
        _depth.set(self.looks)
        _by_kind.labels("deep").set(self.looks)


@pytest.fixture
def well() -> Well:
    return Well()


def looking(well: Well, *, fresh_s: float = 5.0, now: list[float] | None = None) -> Measurements:
    clock = now if now is not None else [0.0]
    measure = Measure("well", well.look, (_depth, _by_kind), fresh_s)
    return Measurements(make_memory_context(), [measure], lambda: clock[0], within_s=0.05)


async def test_it_is_looked_up_only_when_it_is_not_fresh(well: Well) -> None:
    now = [100.0]
    measurements = looking(well, now=now)
    assert well.looks == 0
    for at, looks in ((100.0, 1), (104.9, 1), (105.0, 2)):
        now[0] = at
        await measurements.refresh()
        assert well.looks == looks
    assert registry.get_sample_value("mojo_test_looked_bytes") == 2


async def test_many_who_ask_at_once_look_once(well: Well) -> None:
    well.takes_s = 0.01
    measurements = looking(well)
    await asyncio.gather(*(measurements.refresh() for _ in range(20)))
    assert well.looks == 1


@pytest.mark.parametrize("how", [StoreUnavailable("away"), ValueError("odd"), None])
async def test_what_cannot_be_had_is_not_shown(well: Well, how: Exception | None) -> None:
    now = [0.0]
    measurements = looking(well, now=now)
    await measurements.refresh()
    assert registry.get_sample_value("mojo_test_looked_kinds", {"kind": "deep"}) == 1
    well.failure, well.takes_s, now[0] = how, 0.0 if how else 5.0, 10.0
    await measurements.refresh()
    assert registry.get_sample_value("mojo_test_looked_kinds", {"kind": "deep"}) is None
    assert math.isnan(registry.get_sample_value("mojo_test_looked_bytes") or 0)
    well.failure, well.takes_s, now[0] = None, 0.0, 20.0
    await measurements.refresh()
    assert registry.get_sample_value("mojo_test_looked_bytes") == 3


async def test_everything_that_is_found_can_be_taken_and_shown() -> None:
    context = make_memory_context()
    measures = found_measures()
    assert {"itself", "machine", "lanes", "people", "redis", "schedules", "external"} <= {measure.name for measure in measures}
    assert len({measure.name for measure in measures}) == len(measures)
    await Measurements(context, measures).refresh()
    shown = exposition()[0].decode()
    assert 'mojo_build_info{python="' in shown
    assert "mojo_redis_up 0.0" in shown  # no Redis in memory
    assert "mojo_chronos_inbox_waiting 0.0" in shown
    await context.close()


@pytest.mark.parametrize(
    ("where", "feature"),
    [
        ("mojo.features.weather.commands.rain", "weather"),
        ("mojo.api.routes._operations.<locals>.status", "api"),
        ("mojo.chronos.builtin", "chronos"),
        ("mojo_beehive.commands", "mojo_beehive"),
        ("mojo", "mojo"),
    ],
)
def test_the_feature_of_a_place_in_the_code(where: str, feature: str) -> None:
    assert feature_of(where) == feature
