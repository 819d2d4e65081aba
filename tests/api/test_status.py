"""How Mojo says that it is, in every state it can be in."""

import asyncio
from datetime import datetime
from typing import Any

import pytest

from mojo import __version__
from mojo.api import status as status_module
from mojo.api.status import StatusPage
from mojo.shared.context import AppContext
from mojo.shared.errors import StoreUnavailable
from mojo.shared.health import Health, HealthBoard, State
from mojo.shared.persistence.heartbeats import Heartbeat, Heartbeats
from tests.api.support import Client, make_api_context, make_client, providing

ALL = ("api", "chronos", "scheduler")


class Beats:
    """Heartbeats as a test wants them."""

    def __init__(self) -> None:
        self.beats: list[Heartbeat] = []
        self.failure: Exception | None = None
        self.answers = asyncio.Event()
        self.answers.set()
        self.asked = 0

    async def all(self) -> list[Heartbeat]:
        self.asked += 1
        await self.answers.wait()
        if self.failure:
            raise self.failure
        return self.beats

    async def beat(self, app: str, instance: str, health: list[Health], ttl_s: float) -> None:
        at = datetime.fromisoformat("2026-03-01T06:00:00+00:00")
        self.beats.append(Heartbeat(app, instance, at, __version__, health))


class House:
    """A Mojo whose status is asked for."""

    def __init__(self, context: AppContext, beats: Beats) -> None:
        self.context = context
        self.beats = beats
        self.client: Client = make_client(context)

    async def status(self) -> Any:
        answer = await self.client.get("/status")
        assert answer.status == 200
        return answer.json

    async def report(self, *report: Any, **more: Any) -> None:
        (await self.context.get(HealthBoard)).report(*report, **more)

    async def all_beat(self, *health: Health) -> None:
        for app in ALL:
            await self.beats.beat(app, f"host:{app}", list(health), 30)


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    """A Mojo whose answers are never cached."""
    monkeypatch.setattr(status_module, "FRESH_S", 0)
    monkeypatch.setattr(status_module, "STORE_DEADLINE_S", 0.05)
    beats = Beats()
    return House(make_api_context({}, providing(beats, Heartbeats)), beats)


async def test_all_is_well(house: House) -> None:
    await house.all_beat()
    await house.report("redis", State.HEALTHY)
    report = await house.status()
    assert report["status"] == "ok"
    assert report["version"] == __version__
    assert report["stage"] == "DEV"
    assert datetime.fromisoformat(report["timestamp"]).utcoffset() is not None
    assert report["timestamp"].endswith("Z")
    assert report["dependencies"]["redis"]["state"] == "healthy"
    assert report["services"]["chronos"] == {
        "state": "healthy",
        "instances": 1,
        "last_beat": "2026-03-01T06:00:00Z",
        "reason": None,
        "cure": None,
    }


@pytest.mark.parametrize("state", [State.DEGRADED, State.DOWN])
async def test_a_dependency_that_ails_degrades_the_whole_and_says_how_to_mend_it(house: House, state: State) -> None:
    await house.all_beat()
    await house.report("open_meteo", state, "answers 500", "wait", stand_in=True)
    report = await house.status()
    assert report["status"] == "degraded"
    weather = report["dependencies"]["open_meteo"]
    assert (weather["state"], weather["reason"], weather["cure"]) == (state, "answers 500", "wait")
    assert weather["stand_in"] is True
    assert weather["since"].endswith("Z")


async def test_what_another_service_reports_is_shown_and_the_worst_state_wins(house: House) -> None:
    await house.all_beat(Health("telegram", State.DOWN, "401"), Health("open_meteo", State.HEALTHY))
    await house.report("open_meteo", State.DEGRADED, "slow")
    report = await house.status()
    assert report["dependencies"]["telegram"]["reason"] == "401"
    assert report["dependencies"]["open_meteo"]["reason"] == "slow"


async def test_an_outside_service_says_what_works_without_it_when_it_is_asked_again_and_what_is_left(house: House) -> None:
    await house.all_beat()
    retry_at = datetime.fromisoformat("2026-03-01T06:00:30+00:00")
    await house.report("meteo", State.DOWN, "left alone", still_works="Old answers.", retry_at=retry_at, quota_left=12)
    (await house.context.get(HealthBoard)).expect("idle")
    shown = (await house.status())["dependencies"]
    assert (shown["meteo"]["still_works"], shown["meteo"]["quota_left"]) == ("Old answers.", 12)
    assert shown["meteo"]["retry_at"] == "2026-03-01T06:00:30Z"
    assert (shown["idle"]["state"], shown["idle"]["reason"], shown["idle"]["since"]) == ("healthy", "not asked yet", None)


async def test_this_processs_own_older_beat_does_not_count(house: House) -> None:
    await house.beats.beat("api", status_module._this_process(), [Health("open_meteo", State.DOWN, "was away")], 30)
    await house.report("open_meteo", State.HEALTHY)
    assert (await house.status())["dependencies"]["open_meteo"]["state"] == "healthy"


async def test_a_silent_service_is_named_with_its_cure(house: House) -> None:
    await house.beats.beat("chronos", "host:1", [], 30)
    await house.beats.beat("chronos", "host:2", [], 30)
    report = await house.status()
    assert report["status"] == "degraded"
    assert report["services"]["chronos"]["instances"] == 2
    assert report["services"]["scheduler"]["state"] == "down"
    assert report["services"]["scheduler"]["cure"] == "Start it: mojo scheduler, or mojo up."
    assert report["services"]["api"]["state"] == "healthy"


async def test_without_the_store_status_still_answers_and_nothing_is_ready(house: House) -> None:
    house.beats.failure = StoreUnavailable("away")
    report = await house.status()
    assert report["status"] == "down"
    assert report["dependencies"]["redis"]["state"] == "down"
    assert list(report["services"]) == ["api"]
    ready = await house.client.get("/readyz")
    assert (ready.status, ready.json["code"]) == (503, "store.unavailable")
    assert (await house.client.get("/livez")).status == 200


async def test_what_the_client_of_the_store_reports_is_said_rather_than_a_guess(house: House) -> None:
    house.beats.failure = StoreUnavailable("away")
    await house.report("redis", State.DOWN, "connection refused", "start it")
    assert (await house.status())["dependencies"]["redis"]["reason"] == "connection refused"


async def test_a_store_that_hangs_is_not_waited_for_and_asked_only_once(house: House) -> None:
    house.beats.answers.clear()
    for _ in range(3):
        assert (await house.status())["status"] == "down"
    assert house.beats.asked == 1
    house.beats.answers.set()
    assert (await house.client.get("/readyz")).status == 200


async def test_everybody_within_a_second_shares_one_look() -> None:
    beats = Beats()
    client = make_client(make_api_context({}, providing(beats, Heartbeats)))
    answers = await asyncio.gather(*(client.get("/status") for _ in range(50)))
    assert beats.asked == 1
    assert len({answer.body for answer in answers}) == 1


async def test_an_answer_is_looked_for_anew_when_it_is_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status_module, "FRESH_S", 0.02)
    beats = Beats()
    page = StatusPage(make_api_context({}, providing(beats, Heartbeats)))
    first = await page.body()
    await asyncio.sleep(0.03)
    assert await page.body() != first
    assert beats.asked == 2
