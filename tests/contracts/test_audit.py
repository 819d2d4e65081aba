"""The audit log: the same in memory and in Redis, and nothing in it ever changes."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from mojo.shared.errors import StoreUnavailable
from mojo.shared.model.audit import AuditFilter, AuditOutcome
from mojo.shared.model.people import Door, Principal
from mojo.shared.persistence.audit import BATCH, DAY_MS, LOG, RedisAudit
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.memory import MemoryAudit
from mojo.shared.persistence.wiring import make_redis
from mojo.shared.ports import Audit, AuditTrail
from mojo.shared.util.clock import SetClock
from mojo.shared.util.trace import traced
from tests.contracts.stores import Stores

OWNER = Principal(user_id="olga", name="Olga", door=Door.API, origin="192.0.2.1")
ANNA = Principal(user_id="anna", name="Anna", door=Door.CHRONOS, origin="101")
EVERYTHING = AuditFilter()


@pytest.fixture
async def audit(stores: Stores) -> Audit:
    return await stores(Audit)


@pytest.fixture
async def trail(stores: Stores) -> AuditTrail:
    return await stores(AuditTrail)


async def actions(trail: AuditTrail, **wanted: object) -> list[str]:
    page = await trail.read(AuditFilter.model_validate(wanted))
    return [entry.action for entry in page.entries]


async def test_reads_what_was_recorded_newest_first(audit: Audit, trail: AuditTrail) -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    with traced() as trace:
        await audit.record(OWNER, "person.suspended", "anna", why="Ärger \u202e<b>")
    await audit.record(ANNA, "session.ended", outcome=AuditOutcome.DENIED)
    newest, oldest = (await trail.read(EVERYTHING)).entries
    assert oldest.model_dump(exclude={"id", "at"}) == {
        "actor": "olga",
        "action": "person.suspended",
        "target": "anna",
        "door": Door.API,
        "origin": "192.0.2.1",
        "outcome": AuditOutcome.DONE,
        "details": {"why": "Ärger \u202e<b>"},
        "trace_id": trace.trace_id,
    }
    assert (newest.actor, newest.door, newest.outcome, newest.target) == ("anna", Door.CHRONOS, AuditOutcome.DENIED, None)
    assert before < oldest.at <= newest.at < datetime.now(UTC) + timedelta(seconds=1)
    assert newest.id != oldest.id


async def test_is_empty_at_first(trail: AuditTrail) -> None:
    page = await trail.read(EVERYTHING)
    assert (page.entries, page.next) == ([], None)


async def test_finds_by_actor_action_area_target_and_person(audit: Audit, trail: AuditTrail) -> None:
    await audit.record(OWNER, "person.suspended", "anna")
    await audit.record(ANNA, "session.ended", "s1")
    await audit.record(OWNER, "person.restored", "ben")
    assert await actions(trail, actor="olga") == ["person.restored", "person.suspended"]
    assert await actions(trail, action="session.ended") == ["session.ended"]
    assert await actions(trail, action="person") == ["person.restored", "person.suspended"]
    assert await actions(trail, action="perso") == []
    assert await actions(trail, target="ben") == ["person.restored"]
    assert await actions(trail, person="anna") == ["session.ended", "person.suspended"]
    assert await actions(trail, actor="olga", target="anna") == ["person.suspended"]


async def test_finds_by_time(audit: Audit, trail: AuditTrail) -> None:
    await audit.record(OWNER, "person.suspended", "anna")
    (entry,) = (await trail.read(EVERYTHING)).entries
    moment = timedelta(milliseconds=1)
    assert await actions(trail, since=entry.at, until=entry.at + moment) == ["person.suspended"]
    assert await actions(trail, since=entry.at + moment) == []
    assert await actions(trail, until=entry.at) == []
    assert await actions(trail, since=datetime.min.replace(tzinfo=UTC)) == ["person.suspended"]


async def test_pages_meet_without_a_gap_or_an_overlap(audit: Audit, trail: AuditTrail) -> None:
    for number in range(7):
        await audit.record(OWNER if number % 2 else ANNA, "thing.done", str(number))
    seen, before, pages = [], None, 0
    while pages == 0 or before:
        page = await trail.read(EVERYTHING, 3, before)
        seen += [entry.target for entry in page.entries]
        before, pages = page.next, pages + 1
        await audit.record(OWNER, "later.done")
    assert (seen, pages) == ([str(number) for number in reversed(range(7))], 3)


async def test_a_last_page_that_is_full_has_no_next(audit: Audit, trail: AuditTrail) -> None:
    for _ in range(3):
        await audit.record(OWNER, "thing.done")
    assert (await trail.read(EVERYTHING, 3)).next is None


async def test_a_long_detail_is_cut(audit: Audit, trail: AuditTrail) -> None:
    await audit.record(OWNER, "thing.done", note="x" * 5000)
    assert len((await trail.read(EVERYTHING)).entries[0].details["note"]) == 200


async def test_what_is_rare_is_found_behind_much_else(client: RedisClient) -> None:
    audit = RedisAudit(client, keep_days=400)
    await audit.record(ANNA, "person.renamed", "anna")
    for _ in range(BATCH + 5):
        await client.execute("XADD", LOG, "*", "event", '{"actor":"olga","action":"thing.done","door":"api"}')
    page = await audit.read(AuditFilter(actor="anna"))
    assert ([entry.action for entry in page.entries], page.next) == (["person.renamed"], None)


async def test_what_is_too_old_is_forgotten_in_whole_blocks_when_something_is_written(client: RedisClient) -> None:
    long_ago_ms = round(time.time() * 1000) - 31 * DAY_MS
    for number in range(250):
        await client.execute("XADD", LOG, f"{long_ago_ms}-{number + 1}", "event", '{"actor":"a","action":"b.c","door":"api"}')
    await RedisAudit(client, keep_days=40).record(OWNER, "thing.done")
    assert await client.execute("XLEN", LOG) == 251
    await RedisAudit(client, keep_days=30).record(OWNER, "thing.done")
    assert await client.execute("XLEN", LOG) < 150


async def test_in_memory_it_is_forgotten_to_the_day() -> None:
    clock = SetClock(datetime(2026, 7, 1, tzinfo=UTC))
    audit = MemoryAudit(clock)
    await audit.record(OWNER, "thing.done", "old")
    clock.move(timedelta(days=400))
    await audit.record(OWNER, "thing.done", "new")
    assert [entry.target for entry in audit.entries] == ["old", "new"]
    clock.move(timedelta(milliseconds=1))
    await audit.record(OWNER, "thing.done", "newest")
    assert [entry.target for entry in audit.entries] == ["new", "newest"]


async def test_what_cannot_be_recorded_fails_and_is_in_the_log_file(caplog: pytest.LogCaptureFixture) -> None:
    nowhere = make_redis("redis://127.0.0.1:1")
    with pytest.raises(StoreUnavailable):
        await RedisAudit(nowhere, keep_days=400).record(OWNER, "person.suspended", "anna")
    await nowhere.close()
    (lost,) = (record for record in caplog.records if record.message == "audit.not_recorded")
    assert (lost.levelname, lost.__dict__["entry"]["action"], lost.__dict__["entry"]["target"]) == (
        "ERROR",
        "person.suspended",
        "anna",
    )
