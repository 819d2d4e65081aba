"""Who may do what with schedules and runs, and what is written down about it."""

import asyncio
from datetime import timedelta

import pytest

from mojo.features.jobs.model import Change, Draft
from mojo.shared.errors import Conflict, InvalidInput, NotFound, PermissionDenied
from mojo.shared.model.policies import PolicyChange
from mojo.shared.model.schedules import Cron, Interval, Origin, Outcome, RunRecord, Schedule
from mojo.shared.persistence.runs import RunStore
from mojo.shared.ports import Schedules
from mojo.shared.queue.jobs import JobQueue
from mojo.shared.queue.schedules import fire_key
from tests.features.jobs.conftest import ADA, ANNA, BERT, NOW, Office


def draft(id: str = "s", job: str = "t.note", **more: object) -> Draft:
    return Draft.model_validate({"id": id, "job": job, "trigger": {"kind": "cron", "expression": "0 9 * * *"}, **more})


async def annas(office: Office, **more: object) -> Schedule:
    """Store a schedule that belongs to Anna, as a feature does for her."""
    schedule = Schedule(id="annas", job="t.note", trigger=Interval(every_s=3600), owner="anna").model_copy(update=more)
    await (await office.context.get(Schedules)).put(schedule)  # type: ignore[type-abstract]  # a port is the key
    return schedule


async def test_whoever_may_manage_makes_changes_and_deletes(office: Office) -> None:
    made = await office.service.create(ADA, draft(timezone="Europe/Lisbon", policy={"max_attempts": 7}))
    assert (made.owner, made.origin, made.policy.max_attempts) == ("ada", Origin.PERSON, 7)
    assert [at.hour for at in office.service.next(made, 3)] == [8, 8, 8]
    changed = await office.service.change(ADA, "s", Change(trigger=Cron(expression="30 7 * * 1-5")))
    assert (changed.timezone, changed.policy) == ("Europe/Lisbon", PolicyChange(max_attempts=7))
    await office.service.delete(ADA, "s")
    assert await office.service.all(ADA) == []
    assert [entry.action for entry in await office.audited()] == ["schedule.created", "schedule.changed", "schedule.deleted"]


async def test_whoever_may_not_manage_makes_none(office: Office) -> None:
    with pytest.raises(PermissionDenied):
        await office.service.create(ANNA, draft())
    assert await office.audited() == []


async def test_a_person_sees_and_changes_their_own_alone(office: Office) -> None:
    await annas(office)
    assert [schedule.id for schedule in await office.service.all(ANNA)] == ["annas"]
    assert await office.service.all(BERT) == []
    for refused in (
        office.service.get(BERT, "annas"),
        office.service.change(BERT, "annas", Change(jitter_s=5)),
        office.service.pause(BERT, "annas"),
        office.service.delete(BERT, "annas"),
        office.service.run_now(BERT, "annas"),
        office.service.last_runs(BERT, "annas"),
    ):
        with pytest.raises(NotFound):
            await refused
    assert (await office.service.change(ANNA, "annas", Change(jitter_s=5))).jitter_s == 5
    assert (await office.service.get(ADA, "annas")).owner == "anna"


async def test_an_id_is_taken_once(office: Office) -> None:
    await office.service.create(ADA, draft())
    with pytest.raises(Conflict):
        await office.service.create(ADA, draft())


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"trigger": {"kind": "cron", "expression": "nonsense"}}, "trigger.expression"),
        ({"timezone": "Nowhere/Else"}, "timezone"),
        ({"job": "t.water"}, "payload.litres"),
        ({"job": "t.water", "payload": {"litres": "many"}}, "payload.litres"),
        ({"payload": {"x": "y" * 20_000}}, "payload"),
        ({"end": "2020-01-01T00:00:00Z"}, "trigger"),
    ],
)
async def test_bad_input_names_the_field_and_changes_nothing(office: Office, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        await office.service.create(ADA, draft(**wrong))
    assert caught.value.params["field"] == field
    assert await office.service.all(ADA) == []


async def test_a_job_that_nobody_has_is_not_scheduled(office: Office) -> None:
    with pytest.raises(NotFound):
        await office.service.create(ADA, draft(job="no.job"))


async def test_what_is_declared_elsewhere_is_paused_here_and_changed_there(office: Office) -> None:
    await annas(office, origin=Origin.FILE)
    with pytest.raises(Conflict, match=r"mojo\.yaml"):
        await office.service.change(ANNA, "annas", Change(jitter_s=5))
    with pytest.raises(Conflict):
        await office.service.delete(ANNA, "annas")
    assert (await office.service.pause(ANNA, "annas")).paused


async def test_pause_snooze_and_resume(office: Office) -> None:
    await annas(office)
    queue = await office.context.get(JobQueue)  # type: ignore[type-abstract]
    paused = await office.service.pause(ANNA, "annas")
    assert office.service.next(paused) == []
    assert not await queue.waiting(fire_key("annas"))
    snoozed = await office.service.pause(ANNA, "annas", NOW + timedelta(hours=5, minutes=1))
    assert office.service.next(snoozed) == [NOW + timedelta(hours=6)]
    resumed = await office.service.resume(ANNA, "annas")
    assert office.service.next(resumed) == [NOW + timedelta(hours=1)]
    assert await queue.waiting(fire_key("annas"))
    with pytest.raises(InvalidInput, match="future"):
        await office.service.pause(ANNA, "annas", NOW)


async def test_run_now_with_other_parameters(office: Office) -> None:
    await office.service.create(ADA, draft(job="t.water", payload={"litres": 1}))
    run = await office.service.run_now(ADA, "s", {"litres": 2.5})
    assert (run.outcome, run.payload, run.schedule, run.owner) == (Outcome.WAITING, {"litres": 2.5}, "s", "ada")
    with pytest.raises(InvalidInput):
        await office.service.run_now(ADA, "s", {"litres": "all"})
    assert [found.id for found in await office.service.last_runs(ADA, "s")] == [run.id]


async def ended(office: Office, outcome: Outcome, id: str = "r", owner: str = "anna") -> RunRecord:
    record = RunRecord(id=id, job="t.note", owner=owner, planned_at=NOW, outcome=outcome, attempt=3, error="?")
    await (await office.context.get(RunStore)).save(record)  # type: ignore[type-abstract]
    return record


async def test_dead_letters_are_listed_run_again_and_dropped(office: Office) -> None:
    await ended(office, Outcome.DEAD)
    await ended(office, Outcome.DEAD, "other", "bert")
    await ended(office, Outcome.SUCCEEDED, "fine")
    assert [run.id for run in await office.runs.recent(ANNA, 10, dead=True)] == ["r"]
    again = await office.runs.run_again(ANNA, "r")
    assert (again.outcome, again.attempt) == (Outcome.WAITING, 0)
    assert await office.runs.recent(ANNA, 10, dead=True) == []
    store = await office.context.get(RunStore)  # type: ignore[type-abstract]
    await store.save(again.changed(outcome=Outcome.DEAD))
    await office.runs.drop(ANNA, "r")
    assert await office.runs.recent(ANNA, 10, dead=True) == []
    with pytest.raises(NotFound):
        await office.runs.drop(ANNA, "fine")
    with pytest.raises(NotFound):
        await office.runs.run_again(ANNA, "other")
    assert [entry.action for entry in await office.audited()] == ["run.repeated", "run.dropped"]


async def test_a_waiting_run_is_cancelled_at_once_and_an_ended_one_not(office: Office) -> None:
    await annas(office)
    run = await office.service.run_now(ANNA, "annas")
    assert (await office.runs.cancel(ANNA, run.id)).outcome is Outcome.CANCELLED
    with pytest.raises(Conflict):
        await office.runs.cancel(ANNA, run.id)


async def test_watching_sees_every_change_to_the_end(office: Office) -> None:
    record = await ended(office, Outcome.RUNNING)
    store = await office.context.get(RunStore)  # type: ignore[type-abstract]
    seen = []

    async def watch() -> None:
        async for run in office.runs.watch(ANNA, "r"):
            seen.append((run.outcome, run.progress))

    watching = asyncio.create_task(watch())
    await asyncio.sleep(0.01)
    await store.save(record.model_copy(update={"progress": 0.5}))
    async with asyncio.timeout(5):
        while len(seen) < 2:
            await asyncio.sleep(0.01)
    await store.save(record.model_copy(update={"outcome": Outcome.SUCCEEDED}))
    await asyncio.wait_for(watching, 5)
    assert seen == [(Outcome.RUNNING, None), (Outcome.RUNNING, 0.5), (Outcome.SUCCEEDED, None)]
