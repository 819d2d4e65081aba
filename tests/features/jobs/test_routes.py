"""Schedules and runs over HTTP: made, shown, changed, run, watched and refused."""

import orjson

from mojo.shared.model.schedules import Outcome, RunRecord
from mojo.shared.persistence.runs import RunStore
from tests.features.jobs.conftest import ADA, ANNA, NOW, Office

DRAFT = {
    "id": "plants",
    "job": "t.water",
    "trigger": {"kind": "cron", "expression": "30 7 * * 1-5"},
    "timezone": "Europe/Berlin",
    "payload": {"litres": 1.5},
}


async def send(office: Office, method: str, url: str, headers: dict[str, str], document: object = None) -> tuple[int, object]:
    body = b"" if document is None else orjson.dumps(document)
    given = {"content-type": "application/json", "content-length": str(len(body)), **headers}
    answer = await office.client.send(method, f"/api/v1{url}", given, [body])
    return answer.status, orjson.loads(answer.body) if answer.body else None


async def test_the_life_of_a_schedule(office: Office) -> None:
    ada = await office.token(ADA)
    status, made = await send(office, "POST", "/jobs", ada, DRAFT)
    assert (status, made["id"], made["owner"]) == (201, "plants", "ada")  # type: ignore[index]
    shown = await office.client.get("/api/v1/jobs/plants?count=2", {**ada, "accept-language": "de-DE,de;q=0.9,en;q=0.5"})
    assert shown.json["next"] == ["2026-05-05T05:30:00Z", "2026-05-06T05:30:00Z"]
    assert shown.json["summary"].startswith("montags bis freitags um 07:30, das nächste Mal am Dienstag, 5. Mai 2026")
    status, changed = await send(office, "PATCH", "/jobs/plants", ada, {"payload": {"litres": 3}})
    assert (status, changed["payload"]) == (200, {"litres": 3.0})  # type: ignore[index]
    assert (await send(office, "POST", "/jobs/plants/pause", ada, {}))[0] == 200
    assert (await office.client.get("/api/v1/jobs/plants", ada)).json["next"] == []
    assert (await send(office, "POST", "/jobs/plants/resume", ada))[0] == 200
    status, run = await send(office, "POST", "/jobs/plants/run", ada, {})
    assert (status, run["outcome"]) == (202, "waiting")  # type: ignore[index]
    assert len((await office.client.get("/api/v1/jobs/plants/runs", ada)).json) == 1
    assert (await send(office, "DELETE", "/jobs/plants", ada))[0] == 204
    assert (await office.client.get("/api/v1/jobs/plants", ada)).status == 404


async def test_preview_makes_nothing(office: Office) -> None:
    ada = await office.token(ADA)
    status, shown = await send(office, "POST", "/jobs/preview?count=3", ada, DRAFT)
    assert (status, len(shown["next"])) == (200, 3)  # type: ignore[index]
    assert (await office.client.get("/api/v1/jobs", ada)).json == []


async def test_what_can_be_scheduled_is_listed_with_its_schema(office: Office) -> None:
    kinds = (await office.client.get("/api/v1/jobs/kinds", await office.token(ANNA))).json
    assert [kind["name"] for kind in kinds] == ["t.note", "t.water"]
    assert kinds[1]["payload_schema"]["required"] == ["litres"]
    assert kinds[1]["summary"] == "Water the plants."


async def test_scopes_guard_every_door(office: Office) -> None:
    anna = await office.token(ANNA)
    nobody = await office.token(ANNA.model_copy(update={"user_id": "nobody", "scopes": frozenset()}))
    assert (await send(office, "POST", "/jobs", anna, DRAFT))[0] == 403
    for method, url in [
        ("GET", "/jobs"),
        ("GET", "/runs"),
        ("PATCH", "/jobs/x"),
        ("POST", "/runs/x/cancel"),
        ("GET", "/runs/x/events"),
    ]:
        assert (await send(office, method, url, nobody, {}))[0] == 403, url
        assert (await send(office, method, url, {}, {}))[0] == 401, url


async def test_a_wrong_field_is_named(office: Office) -> None:
    ada = await office.token(ADA)
    status, problem = await send(office, "POST", "/jobs", ada, {**DRAFT, "payload": {"litres": "lots"}})
    assert status == 422
    assert "payload.litres" in str(problem)
    assert (await send(office, "POST", "/jobs", ada, {**DRAFT, "surprise": 1}))[0] == 422


async def test_a_run_is_followed_to_its_end_by_events(office: Office) -> None:
    record = RunRecord(id="r:2026-05-04T12:00:00+00:00", job="t.note", owner="anna", planned_at=NOW, outcome=Outcome.SUCCEEDED)
    await (await office.context.get(RunStore)).save(record)  # type: ignore[type-abstract]  # a port is the key
    answer = await office.client.get(f"/api/v1/runs/{record.id}/events", await office.token(ANNA))
    assert answer["content-type"].startswith("text/event-stream")
    event, data = answer.body.decode().strip().split("\n")
    assert event == "event: run"
    assert orjson.loads(data.removeprefix("data: "))["outcome"] == "succeeded"
    assert (await office.client.get("/api/v1/runs?dead=true", await office.token(ANNA))).json == []
