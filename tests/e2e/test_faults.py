"""The weather service slow, wrong or gone: the person is told in their language, `/status` shows it, and the rest goes on.

Each test asks about places of its own, for what is known already needs no outside service.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.e2e.support import MojoUp, eventually

PATIENCE_S = 8.0
"""`ServicePolicy.total_timeout_s`."""


@pytest.fixture
def well(make_mojo: Callable[..., MojoUp]) -> MojoUp:
    """A Mojo of the test's own, for what failed often is left alone for a while: the next test would meet an open breaker."""
    return make_mojo().start()


def test_nonsense_is_explained_and_shown(well: MojoUp) -> None:
    owner, ben = well.person("Olga"), well.person("Ben", "de")
    owner.say(f"/start {well.run['owner_invitation']['code']}")
    ben.say("/start")
    with well.fault("open_meteo", "garbage"):
        assert "(Open-Meteo), verstehe ich nicht" in ben.say("/weather Hamburg")
        eventually(lambda: well.dependency("open_meteo").get("state") == "degraded", why=well.status)
        assert well.status()["status"] == "degraded"
        told = owner.say("/status")
        reason = well.dependency("open_meteo")["reason"]
        assert "One thing is not as it should be" in told
        assert "open_meteo: in trouble since" in told
        assert reason in told
        assert reason not in ben.say("/status")  # reasons are for whoever runs Mojo
        problem = well.as_developer("/api/v1/weather/current?place=Hamburg")
        assert problem.status in (502, 503)
        assert problem.headers["content-type"] == "application/problem+json"
    eventually(lambda: "Hamburg, Deutschland" in ben.say("/weather Hamburg"), 40)
    eventually(lambda: well.status()["status"] == "ok", why=well.status)


def test_errors_are_explained(well: MojoUp) -> None:
    ivan = well.person("Ivan", "ru")
    with well.fault("open_meteo", "error"):
        assert "Open-Meteo" in (said := ivan.say("/weather Казань"))
        assert "°C" not in said
        assert "сервис" in said.lower()


def test_an_error_that_passes_is_not_noticed(well: MojoUp) -> None:
    with well.fault("open_meteo", "reset", times=1):
        assert "Porto, Portugal" in well.person("Anna").say("/weather Porto")


def test_places_may_be_gone_while_the_weather_is_not(well: MojoUp) -> None:
    wang = well.person("Wang", "zh-hans")
    with well.fault("open_meteo_geocoding", "error"):
        assert "Open-Meteo" in (said := wang.say("/weather 大阪"))
        assert "°C" not in said
        assert "°C" in wang.share_location(34.69, 135.5)


def test_slowness_is_borne(well: MojoUp) -> None:
    with well.fault("open_meteo", "slow", seconds=1):
        began_at = time.monotonic()
        assert "Dublin" in well.person("Anna").say("/weather Dublin")
        assert time.monotonic() - began_at > 1


def test_silence_is_cut_short_and_hinders_nobody_else(well: MojoUp) -> None:
    pablo, anna = well.person("Pablo", "es"), well.person("Anna")
    with well.fault("open_meteo", "gone"), ThreadPoolExecutor(1) as aside:
        began_at = time.monotonic()
        waiting = aside.submit(pablo.say, "/weather Bogotá", 2 * PATIENCE_S)
        times_s = []
        while not waiting.done():
            asked_at = time.monotonic()
            assert "Here is what I can do" in anna.say("/help")
            times_s.append(time.monotonic() - asked_at)
            time.sleep(0.1)
        took_s = time.monotonic() - began_at
    assert "Open-Meteo" in waiting.result()
    assert "tarda" in waiting.result()
    assert took_s < PATIENCE_S + 2
    assert sorted(times_s)[len(times_s) // 2] < 1
