"""The audit log over HTTP: filtered, paged, exported, and never changed."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import orjson
import pytest

from mojo.features.audit.model import Wanted
from mojo.features.audit.routes import router
from mojo.features.audit.service import EXPORT_BATCH, AuditService
from mojo.shared.context import AppContext
from mojo.shared.errors import StoreUnavailable
from mojo.shared.model.audit import AuditFilter
from mojo.shared.persistence.memory import MemoryAudit
from mojo.shared.util.clock import SetClock
from tests.api.support import Client, grant, make_client
from tests.features.audit.conftest import OLGA

URL = "/api/v1/audit"


@pytest.fixture
def client(context: AppContext) -> Client:
    return make_client(context, router)


@pytest.fixture
async def headers(context: AppContext) -> dict[str, str]:
    return await grant(context, "audit:read")


@pytest.fixture
async def fill(audit: MemoryAudit, clock: SetClock) -> Callable[..., None]:
    async def fill(count: int) -> None:
        for number in range(count):
            await audit.record(OLGA, "thing.done", str(number))
            clock.move(timedelta(seconds=1))

    return fill


async def test_an_entry_says_who_what_whom_how_whence_when_and_how_it_ended(
    client: Client, audit: MemoryAudit, headers: dict[str, str]
) -> None:
    await audit.record(OLGA, "person.suspended", "anna", why="owed me")
    answer = await client.get(URL, headers)
    (entry,) = answer.json["entries"]
    assert answer.status == 200
    assert {name: entry[name] for name in ("actor", "action", "target", "door", "origin", "at", "outcome", "details")} == {
        "actor": "olga",
        "action": "person.suspended",
        "target": "anna",
        "door": "api",
        "origin": "192.0.2.1",
        "at": "2026-07-01T12:00:00Z",
        "outcome": "done",
        "details": {"why": "owed me"},
    }


async def test_pages_follow_the_cursor(client: Client, fill: Callable[..., None], headers: dict[str, str]) -> None:
    await fill(5)
    first = (await client.get(f"{URL}?limit=3", headers)).json
    second = (await client.get(f"{URL}?limit=3&cursor={first['next']}", headers)).json
    targets = [entry["target"] for page in (first, second) for entry in page["entries"]]
    assert (targets, second["next"]) == (["4", "3", "2", "1", "0"], None)


async def test_filters(client: Client, audit: MemoryAudit, clock: SetClock, headers: dict[str, str]) -> None:
    await audit.record(OLGA, "person.suspended", "anna")
    noon = quote(clock.now().isoformat())
    clock.move(timedelta(hours=1))
    await audit.record(OLGA, "token.made", "t1")

    async def found(query: str) -> list[str]:
        return [entry["action"] for entry in (await client.get(f"{URL}?{query}", headers)).json["entries"]]

    assert await found("action=person") == ["person.suspended"]
    assert await found("target=t1") == ["token.made"]
    assert await found("person=anna") == ["person.suspended"]
    assert await found(f"since={noon}") == ["token.made", "person.suspended"]
    assert await found(f"until={noon}") == []
    assert await found("actor=nobody") == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("cursor=newest", "cursor"),
        ("cursor=99999999999999999999-1", "cursor"),
        ("since=yesterday", "since"),
        ("since=2026-07-01T12:00:00", "since"),
        ("action=Person", "action"),
        ("action=*", "action"),
        ("colour=red", "colour"),
    ],
)
async def test_a_wrong_question_names_the_field(client: Client, headers: dict[str, str], query: str, field: str) -> None:
    answer = await client.get(f"{URL}?{query}", headers)
    assert (answer.status, answer.json["errors"][0]["field"]) == (422, field)


async def test_the_export_is_every_entry_as_a_line_and_recorded_itself(
    client: Client, audit: MemoryAudit, fill: Callable[..., None], headers: dict[str, str]
) -> None:
    await fill(EXPORT_BATCH + 7)
    answer = await client.get(f"{URL}/export", headers)
    lines = [orjson.loads(line) for line in answer.body.splitlines()]
    assert (answer.status, answer["content-type"]) == (200, "application/x-ndjson")
    assert [line["target"] for line in lines[1:]] == [str(number) for number in reversed(range(EXPORT_BATCH + 7))]
    assert (lines[0]["action"], audit.entries[-1].actor) == ("audit.exported", "anna")


async def test_the_export_holds_one_batch_at_a_time(context: AppContext, fill: Callable[..., None]) -> None:
    await fill(EXPORT_BATCH * 2)
    batches = [batch async for batch in await (await context.get(AuditService)).export(OLGA, AuditFilter())]
    assert [batch.count(b"\n") for batch in batches] == [EXPORT_BATCH, EXPORT_BATCH, 1]


async def test_an_export_that_cannot_be_recorded_shows_nothing(
    client: Client, audit: MemoryAudit, headers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object, **__: object) -> None:
        raise StoreUnavailable("Redis did not answer.")

    await audit.record(OLGA, "person.suspended", "anna")
    monkeypatch.setattr(audit, "record", away)
    answer = await client.get(f"{URL}/export", headers)
    assert answer.status == 503
    assert b"suspended" not in answer.body


async def test_the_scope_is_needed(client: Client, context: AppContext) -> None:
    other = await grant(context, "people:read")
    assert [(await client.get(f"{URL}{path}", other)).status for path in ("", "/export")] == [403, 403]
    assert (await client.get(URL)).status == 401


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
async def test_nothing_changes_or_deletes_an_entry(client: Client, headers: dict[str, str], method: str) -> None:
    paths = ("", "/export")
    assert [(await client.send(method, URL + path, headers)).status for path in paths] == [405, 405]
    assert (await client.send(method, f"{URL}/1782907200000-1", headers)).status == 404


def test_what_may_be_asked_is_what_the_log_can_filter() -> None:
    assert set(Wanted.model_fields) == set(AuditFilter.model_fields)
