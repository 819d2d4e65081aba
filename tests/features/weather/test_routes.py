"""The door in the API: one way of saying where, the same answer as everywhere."""

from dataclasses import replace
from typing import Any

import pytest

from mojo.features.weather.fakes import MILD, steady
from mojo.features.weather.routes import router
from mojo.shared.auth.tokens import PERSONAL, new_token
from mojo.shared.errors import ExternalTimeout
from tests.api.support import Client, grant, make_client
from tests.features.weather.desk import LISBON, Desk


@pytest.fixture
async def headers(desk: Desk) -> dict[str, str]:
    return await grant(desk.context, "weather:read")


@pytest.fixture
def client(desk: Desk) -> Client:
    return make_client(desk.context, router)


async def test_the_weather_by_name(client: Client, desk: Desk, headers: dict[str, str]) -> None:
    answer = await client.get("/api/v1/weather/current?place=Lisbon", headers)
    weather = await (await desk.service()).get_current_weather("Lisbon")
    assert answer.status == 200
    assert answer.json == weather.model_dump(mode="json")
    assert (answer.json["temperature_c"], answer.json["place"]["name"], answer.json["stale"]) == (18.4, "Lisbon", False)


async def test_the_weather_by_position(client: Client, headers: dict[str, str]) -> None:
    answer = await client.get("/api/v1/weather/current?latitude=-90&longitude=180", headers)
    assert answer.status == 200
    assert answer.json["place"]["at"] == {"latitude": -90.0, "longitude": 180.0}


async def test_places_of_a_name(client: Client, headers: dict[str, str]) -> None:
    answer = await client.get("/api/v1/weather/places?name=paris&limit=5", headers)
    assert [place["region"] for place in answer.json] == ["Île-de-France", "Texas"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "place"),
        ("place=Lisbon&latitude=1&longitude=1", "place"),
        ("place=Lisbon&latitude=1", "place"),
        ("latitude=1", "longitude"),
        ("longitude=1", "latitude"),
        ("latitude=91&longitude=0", "latitude"),
        ("latitude=0&longitude=-180.1", "longitude"),
        ("latitude=nan&longitude=0", "latitude"),
        ("latitude=0&longitude=inf", "longitude"),
        ("latitude=north&longitude=0", "latitude"),
        ("place=", "place"),
        ("place=" + "a" * 101, "place"),
        ("place=Lisbon&language=english", "language"),
    ],
)
async def test_a_wrong_question_names_the_field(
    query: str, field: str, client: Client, desk: Desk, headers: dict[str, str]
) -> None:
    answer = await client.get(f"/api/v1/weather/current?{query}", headers)
    assert answer.status == 422
    assert answer["content-type"].startswith("application/problem+json")
    assert [error["field"] for error in answer.json["errors"]] == [field]
    assert desk.source.asked == []


async def test_an_unknown_place_is_a_404(client: Client, headers: dict[str, str]) -> None:
    answer = await client.get("/api/v1/weather/current?place=Atlantis", headers)
    assert (answer.status, answer.json["code"]) == (404, "weather.place_not_found")


async def test_a_source_that_is_too_slow_is_a_504(client: Client, desk: Desk, headers: dict[str, str]) -> None:
    desk.source.failure = ExternalTimeout("fake did not answer in time.", service="fake")
    answer = await client.get("/api/v1/weather/current?place=Lisbon", headers)
    assert (answer.status, answer.json["code"]) == (504, "external.timeout")


async def test_old_weather_is_labelled(client: Client, desk: Desk, headers: dict[str, str]) -> None:
    await client.get("/api/v1/weather/current?place=Lisbon", headers)
    desk.source.failure = ExternalTimeout("slow", service="fake")
    desk.wait(3600)
    answer = await client.get("/api/v1/weather/current?place=Lisbon", headers)
    assert (answer.status, answer.json["stale"], answer.json["age_s"]) == (200, True, 3600)


@pytest.mark.parametrize("path", ["current?place=Lisbon", "places?name=Lisbon"])
async def test_both_need_the_scope(path: str, client: Client, desk: Desk) -> None:
    assert (await client.get(f"/api/v1/weather/{path}")).status == 401
    wrong = await grant(desk.context, "report:write", token=new_token(PERSONAL))
    assert (await client.get(f"/api/v1/weather/{path}", wrong)).status == 403


async def test_the_same_answer_through_all_doors(client: Client, desk: Desk, headers: dict[str, str]) -> None:
    answer: dict[str, Any] = (await client.get("/api/v1/weather/current?place=Lisbon", headers)).json
    said = await desk.say((await desk.command("/weather Lisbon")).text)
    reported = await desk.say((await desk.command("/report now Lisbon")).text)
    assert said in reported
    assert f"{LISBON.name}, {LISBON.country}: {round(answer['temperature_c'])} °C" in said
    assert len(desk.source.asked) == 1


async def test_the_days_ahead(client: Client, headers: dict[str, str]) -> None:
    answer = await client.get("/api/v1/weather/forecast?place=Lisbon", headers)
    assert answer.status == 200
    assert (len(answer.json["forecast"]["days"]), answer.json["forecast"]["now"]["source"]) == (16, "Fake weather")
    assert answer.json["forecast"]["hours"][0]["at"] == "2026-07-01T12:00:00Z"


async def test_when_it_will_rain(client: Client, desk: Desk, headers: dict[str, str]) -> None:
    dry = (await client.get("/api/v1/weather/rain?place=Lisbon", headers)).json
    assert (dry["spells"], dry["until"]) == ([], "2026-07-02T12:00:00Z")
    coming = steady(MILD)
    wet = {2: 0.8, 3: 1.2, 30: 5.0}
    hours = (
        replace(hour, precipitation_mm=wet.get(number, 0.0), precipitation_probability_pct=80)
        for number, hour in enumerate(coming.hours)
    )
    desk.source.coming = coming.model_copy(update={"hours": tuple(hours)})
    answer = (await client.get("/api/v1/weather/rain?place=Paris", headers)).json
    spell = {"start": "2026-07-01T14:00:00Z", "end": "2026-07-01T16:00:00Z", "kind": "rain", "mm": 2.0}
    assert (answer["spells"], answer["source"], answer["stale"]) == ([spell], "Fake weather", False)


async def test_warnings_say_who_was_asked(client: Client, desk: Desk, headers: dict[str, str]) -> None:
    answer = await client.get("/api/v1/weather/warnings?place=Lisbon", headers)
    assert (answer.json["warnings"], answer.json["sources"]) == ([], ["Fake warnings"])
    desk.official.covered = False
    answer = await client.get("/api/v1/weather/warnings?place=Paris", headers)
    assert answer.json["sources"] == []


async def test_the_air(client: Client, headers: dict[str, str]) -> None:
    answer = await client.get("/api/v1/weather/air?place=Lisbon", headers)
    assert answer.json["air"]["european_aqi"] == 18


@pytest.mark.parametrize(("kind", "media_type", "begin"), [("svg", "image/svg+xml", b"<svg"), ("png", "image/png", b"\x89PNG")])
async def test_the_chart(kind: str, media_type: str, begin: bytes, client: Client, headers: dict[str, str]) -> None:
    answer = await client.get(f"/api/v1/weather/chart.{kind}?place=Lisbon&dark=true&units=imperial", headers)
    assert (answer.status, answer["content-type"]) == (200, media_type)
    assert answer.body.startswith(begin)


async def test_what_one_is_told_of_unasked(client: Client, desk: Desk) -> None:
    headers = await grant(desk.context, "weather:watch")
    made = await client.post("/api/v1/weather/alerts", {"kind": "frost", "place": LISBON.model_dump(mode="json")}, headers)
    assert (made.status, made.json["kind"], made.json["place"]["name"]) == (201, "frost", "Lisbon")
    listed = await client.get("/api/v1/weather/alerts", headers)
    assert [watch["id"] for watch in listed.json] == [made.json["id"]]
    assert (await client.send("DELETE", f"/api/v1/weather/alerts/{made.json['id']}", headers)).status == 204
    assert (await client.send("DELETE", f"/api/v1/weather/alerts/{made.json['id']}", headers)).status == 404
    assert (await client.get("/api/v1/weather/alerts", await grant(desk.context, "weather:read"))).status == 403
