"""The watch through its doors: the job that looks, /watch, GET /api/v1/watch, and where Alertmanager delivers."""

import asyncio
from datetime import timedelta
from typing import Any

import orjson
import pytest

from mojo.api.app import create_app
from mojo.features.watch.alertmanager import MOST_BYTES, parse
from mojo.features.watch.commands import commands
from mojo.features.watch.conditions import CONDITIONS
from mojo.features.watch.jobs import jobs, look
from mojo.features.watch.model import Severity, Sighting
from mojo.features.watch.routes import root_router, router
from mojo.features.watch.texts import what_text
from mojo.scheduler.jobs import Run
from mojo.shared.errors import InvalidInput
from mojo.shared.health import HealthBoard, State
from mojo.shared.persistence.heartbeats import Heartbeats
from tests.api.support import Client, grant
from tests.chronos.support import ANNA, House, known, make_house, message
from tests.features.watch.conftest import owners_house
from tests.features.watch.support import DISK, TOKEN, Ward

ODD_BODIES = [
    *(b"", b"{", b"null", b"[]", b'"x"', b"{}", b'{"alerts": {}}', b'{"alerts": [null]}', b'{"alerts": [{}]}', b"\xff"),
    b'{"alerts": [{"status": "odd"}]}',
    b'{"alerts": [{"status": "firing", "labels": {"a": 1}}]}',
    b'{"alerts": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    b" " * (MOST_BYTES + 1),
]
HEADERS = {"authorization": f"Bearer {TOKEN}"}


def alert(status: str = "firing", summary: str = "It is hot.", **labels: str) -> dict[str, Any]:
    return {
        "status": status,
        "labels": {"alertname": "MojoDiskFull", **labels},
        "annotations": {"summary": summary, "figure": "4.2"},
        "startsAt": "2026-07-01T12:00:00Z",
        "endsAt": "0001-01-01T00:00:00Z",
        "fingerprint": "abc",
    }


def delivery(*alerts: dict[str, Any]) -> dict[str, Any]:
    return {"version": "4", "groupKey": "{}", "receiver": "mojo", "status": "firing", "alerts": list(alerts)}


def client(house: House) -> Client:
    return Client(create_app(house.context, [router, root_router]))


async def run_look(house: House, *running: str) -> int:
    """Let the job look once, two minutes later; of the services only `running` ones live, all if none is named."""
    house.pass_time(120)
    heartbeats = await house.context.get(Heartbeats)  # type: ignore[type-abstract]
    for app in running or ("api", "chronos", "scheduler"):
        await heartbeats.beat(app, "host:1", (await house.context.get(HealthBoard)).snapshot(), 30)
    result = await look(Run(house.context, "k", house.clock.now(), 1, {}))
    await house.deliver()
    return result["wrong"]


async def test_the_job_tells_of_a_dependency_that_is_down_and_of_its_return(ward: Ward) -> None:
    house = ward.house
    board = await house.context.get(HealthBoard)
    assert await run_look(house) == 0
    board.report("open_meteo", State.DOWN, "no answer")
    assert [await run_look(house) for _ in range(3)] == [1, 1, 1]
    (told,) = house.heard()
    assert "open_meteo does not work." in told
    assert "/status says why" in told
    board.report("open_meteo", State.HEALTHY)
    assert [await run_look(house) for _ in range(4)] == [0, 0, 0, 0]
    assert "✅ Over after" in house.heard()[-1]


async def test_a_service_that_has_ended_is_missed(ward: Ward) -> None:
    house = ward.house
    await run_look(house)
    assert [await run_look(house, "api", "scheduler") for _ in range(3)] == [1, 1, 1]
    assert "The service chronos does not run." in house.heard()[0]
    assert len(house.heard()) == 1


async def test_switched_off_it_looks_at_nothing_and_still_ends_what_alertmanager_brought() -> None:
    ward = Ward(await owners_house(WATCH_ENABLED="false"))
    board = await ward.house.context.get(HealthBoard)
    board.report("open_meteo", State.DOWN, "no answer")
    assert [await run_look(ward.house) for _ in range(4)] == [0, 0, 0, 0]
    await ward.alert(DISK)
    ward.house.pass_time(10 * 3600)
    for _ in range(5):
        await run_look(ward.house)
    assert [said[:1] for said in ward.house.heard() if said.startswith("✅")] == ["✅"]


def test_it_looks_every_two_minutes() -> None:
    (job,) = jobs.jobs
    assert (job.name, job.every.expression) == ("watch.look", "*/2 * * * *")  # type: ignore[union-attr]


class TestInChronos:
    async def test_before_anybody_has_looked(self, ward: Ward) -> None:
        await ward.house.receive(message(1, "/watch"))
        said = ward.house.heard()[-1]
        assert said == "⏳ Mojo has not looked yet; it does so every two minutes."
        await ward.alert(DISK)
        await ward.house.receive(message(2, "/watch"))
        assert ward.house.heard()[-1].startswith("Wrong: 1. Well: 0.\n⚠️ The disk")

    async def test_what_is_wrong_stands_first(self, ward: Ward) -> None:
        await run_look(ward.house)
        for _ in range(3):
            await ward.see(DISK)
        await ward.house.receive(message(1, "/watch"))
        said = ward.house.heard()[-1]
        assert "⚠️ The disk has only 4.2 % free. – since" in said
        assert "❔ memory of Redis – cannot be told" in said, "there is no Redis here"
        assert "Nobody has looked" not in said
        await ward.house.receive(message(2, "/watch"))
        assert ward.house.heard()[-1].startswith("Wrong: 1. Well: 10.")

    async def test_only_who_may(self) -> None:
        house = await make_house(commands, users=[known(scopes={"weather:read"})])
        await house.receive(message(1, "/watch"))
        assert house.heard() == [house.said("chronos-forbidden")]

    @pytest.mark.parametrize("language", ["en", "de", "es", "ru", "zh"])
    async def test_every_condition_has_words_in_every_language(self, ward: Ward, language: str) -> None:
        for condition in CONDITIONS:
            said = ward.house.translator.say(what_text(condition.cause, "Anna", 3.0, ""), language)
            assert "watch-" not in said
            assert "3" in said or "Anna" in said or condition.cause == "redis_persistence", (condition.cause, said)


class TestOverHttp:
    async def test_who_may_sees_how_everything_stands(self, ward: Ward) -> None:
        await run_look(ward.house)
        await ward.see(DISK)
        api = client(ward.house)
        assert (await api.get("/api/v1/watch")).status == 401
        assert (await api.get("/api/v1/watch", await grant(ward.house.context, "jobs:read"))).status == 403
        shown = (await api.get("/api/v1/watch", await grant(ward.house.context, "watch:read"))).json
        assert shown["conditions"][0]["cause"] == "disk_full"
        assert shown["conditions"][0]["standing"] == "pending"
        assert {one["cause"] for one in shown["conditions"]} == {one.cause for one in CONDITIONS}
        assert {one["standing"] for one in shown["conditions"][1:]} == {"ok", "unknown"}
        assert shown["stale"] is False

    async def test_an_alert_arrives_with_its_buttons_and_ends(self, ward: Ward) -> None:
        api, house = client(ward.house), ward.house
        ours = {"cause": "disk_full", "severity": "critical"}
        answer = await api.post("/hooks/alertmanager", delivery(alert(**ours)), HEADERS)
        assert (answer.status, answer.json) == (200, {"alerts": 1})
        assert (await api.post("/hooks/alertmanager", delivery(alert(**ours)), HEADERS)).status == 200
        (told,) = await ward.news()
        assert "The disk has only 4.2 % free." in told
        await ward.press("na")
        house.pass_time(600)
        assert (await api.post("/hooks/alertmanager", delivery(alert("resolved", **ours)), HEADERS)).status == 200
        assert "✅ Over after 10 minutes: The disk has only 4.2 % free." in await ward.news()

    async def test_of_two_rules_for_one_cause_the_last_to_end_counts(self, ward: Ward) -> None:
        api = client(ward.house)
        fast, slow = ({"alertname": name, "cause": "api_errors"} for name in ("Fast", "Slow"))
        await api.post("/hooks/alertmanager", delivery(alert(**fast), alert(**slow)), HEADERS)
        await api.post("/hooks/alertmanager", delivery(alert(**fast), alert("resolved", **slow)), HEADERS)
        assert len(await ward.news()) == 1
        await api.post("/hooks/alertmanager", delivery(alert("resolved", **fast), alert("resolved", **slow)), HEADERS)
        assert any(said.startswith("✅") for said in await ward.news())

    async def test_alerts_of_others_come_in_their_own_words(self, ward: Ward) -> None:
        hot = alert(alertname="HostHot", instance="pi:9100", summary="The Pi is <hot> & slow.")
        await client(ward.house).post("/hooks/alertmanager", delivery(hot, hot), HEADERS)
        (told,) = await ward.news()
        assert told == "⚠️ HostHot: The Pi is <hot> & slow."

    async def test_the_watchdog_says_that_alertmanager_lives_and_its_silence_is_told(self, ward: Ward) -> None:
        await client(ward.house).post("/hooks/alertmanager", delivery(alert(cause="watchdog")), HEADERS)
        assert await ward.news() == []
        assert [await run_look(ward.house) for _ in range(10)] == [0] * 10
        assert [await run_look(ward.house) for _ in range(2)] == [1, 1]
        assert "Nothing has been heard of Alertmanager" in ward.house.heard()[-1]

    @pytest.mark.parametrize("shown", ["", "Bearer ", f"Bearer {TOKEN}x", f"bearer {TOKEN}", TOKEN, f"Basic {TOKEN}"])
    async def test_nobody_else_is_let_in(self, ward: Ward, shown: str) -> None:
        answer = await client(ward.house).post("/hooks/alertmanager", delivery(alert()), {"authorization": shown})
        assert (answer.status, answer.json["code"]) == (401, "watch.refused")
        assert await ward.news() == []

    async def test_without_a_token_set_nobody_is(self) -> None:
        house = await make_house(commands)
        for shown in ("", "Bearer "):
            answer = await client(house).post("/hooks/alertmanager", delivery(alert()), {"authorization": shown})
            assert answer.status == 401

    @pytest.mark.parametrize(
        "body",
        ODD_BODIES,
    )
    async def test_odd_bodies_are_refused_and_change_nothing(self, ward: Ward, body: bytes) -> None:
        headers = {**HEADERS, "content-length": str(len(body))}
        answer = await client(ward.house).send("POST", "/hooks/alertmanager", headers, [body])
        assert (answer.status, answer.json["code"]) == (422, "input.invalid")
        assert await (await ward.desk()).troubles() == {}

    async def test_a_store_that_is_away_lets_alertmanager_try_again(self, ward: Ward) -> None:
        ward.house.documents.away = True
        answer = await client(ward.house).post("/hooks/alertmanager", delivery(alert()), HEADERS)
        assert answer.status == 503
        ward.house.documents.away = False
        await client(ward.house).post("/hooks/alertmanager", delivery(alert()), HEADERS)
        assert len(await ward.news()) == 1

    async def test_many_replicas_that_hear_the_same_tell_once(self, ward: Ward) -> None:
        api = client(ward.house)
        await asyncio.gather(*(api.post("/hooks/alertmanager", delivery(alert(cause="disk_full")), HEADERS) for _ in range(8)))
        assert len(await ward.news()) == 1


@pytest.mark.parametrize(
    ("given", "sighting"),
    [
        (alert(cause="x" * 99, subject="a\x00b\n"), Sighting(cause="x" * 64, subject="ab\n", figure=4.2, words="It is hot.")),
        (
            {"status": "firing", "annotations": {"description": "d", "figure": "NaN"}, "labels": {"severity": "critical"}},
            Sighting(cause="?", severity=Severity.CRITICAL, words="d"),
        ),
    ],
)
def test_what_is_read_of_an_alert(given: dict[str, Any], sighting: Sighting) -> None:
    (read,) = parse(orjson.dumps(delivery(given))).alerts
    assert read.sighting == sighting


def test_a_flood_is_bounded() -> None:
    assert len(parse(orjson.dumps(delivery(*[alert(instance=str(n)) for n in range(500)]))).alerts) == 100
    with pytest.raises(InvalidInput, match="at most"):
        parse(b" " * (MOST_BYTES + 1))


async def test_a_wrong_look_of_long_ago_is_stale(ward: Ward) -> None:
    await run_look(ward.house)
    ward.house.pass_time(timedelta(minutes=6).total_seconds())
    await ward.house.receive(message(9, "/watch"))
    assert "Nobody has looked" in ward.house.heard(ANNA)[-1]
