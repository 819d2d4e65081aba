"""Schedules and the history of their runs: the same in memory and in Redis."""

from datetime import UTC, datetime, timedelta

import pytest

from mojo.shared.model.schedules import Cron, Interval, Once, Outcome, RunRecord, Schedule
from mojo.shared.persistence.client import RedisClient
from mojo.shared.persistence.runs import KEPT_FOR, KEPT_RUNS, RedisRuns, RunStore
from mojo.shared.persistence.schedules import ScheduleStore
from tests.contracts.stores import Stores

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MORNING = Schedule(
    id="weather.report:anna",
    job="weather.morning_report",
    trigger=Cron(expression="30 7 * * mon-fri"),
    timezone="Europe/Lisbon",
    payload={"user": "anna", "nested": {"list": [1, None, "文"]}},
    owner="anna",
)
ONCE = Schedule(id="once", job="j", trigger=Once(at=NOON))
OFTEN = Schedule(id="often", job="j", trigger=Interval(every_s=0.5, start=NOON))


@pytest.fixture
async def schedules(stores: Stores) -> ScheduleStore:
    return await stores(ScheduleStore)  # type: ignore[type-abstract]


@pytest.fixture
async def runs(stores: Stores) -> RunStore:
    return await stores(RunStore)  # type: ignore[type-abstract]


def run(minute: int, schedule: str | None = "often", outcome: Outcome = Outcome.RUNNING) -> RunRecord:
    planned = NOON + timedelta(minutes=minute)
    return RunRecord(id=f"{schedule}:{planned.isoformat()}", job="j", schedule=schedule, planned_at=planned, outcome=outcome)


async def test_keeps_schedules_in_id_order(schedules: ScheduleStore) -> None:
    for schedule in (MORNING, ONCE, OFTEN):
        await schedules.put(schedule)
    assert await schedules.all() == [OFTEN, ONCE, MORNING]
    assert await schedules.get(MORNING.id) == MORNING


async def test_a_schedule_that_is_put_again_is_replaced(schedules: ScheduleStore) -> None:
    await schedules.put(MORNING)
    later = MORNING.model_copy(update={"trigger": Cron(expression="0 9 * * *")})
    await schedules.put(later)
    assert await schedules.all() == [later]


async def test_forgets_a_schedule(schedules: ScheduleStore) -> None:
    await schedules.put(ONCE)
    assert await schedules.remove(ONCE.id)
    assert not await schedules.remove(ONCE.id)
    assert await schedules.get(ONCE.id) is None
    assert await schedules.all() == []


async def test_keeps_what_became_of_a_run(runs: RunStore) -> None:
    await runs.save(run(1))
    ended = run(1).model_copy(update={"outcome": Outcome.FAILED, "attempt": 2, "error": "down", "ended_at": NOON})
    await runs.save(ended)
    assert await runs.get(ended.id) == ended
    assert await runs.of_schedule("often") == [ended]
    assert await runs.get("no such run") is None


async def test_what_comes_late_never_replaces_what_is_newer(runs: RunStore) -> None:
    begun = run(1).changed(outcome=Outcome.RUNNING, worker="a")
    ended = begun.changed(outcome=Outcome.SUCCEEDED)
    assert [await runs.save(record) for record in (begun, ended, begun)] == [True, True, False]
    assert await runs.get(ended.id) == ended
    assert await runs.of_schedule("often") == [ended]


async def test_of_two_workers_with_the_same_revision_the_first_has_it(runs: RunStore) -> None:
    first, second = (run(1).changed(outcome=Outcome.RUNNING, worker=worker) for worker in "ab")
    assert [await runs.save(record) for record in (first, second, first)] == [True, False, True]
    assert await runs.get(first.id) == first


async def test_the_newest_run_comes_first_however_they_were_saved(runs: RunStore) -> None:
    for minute in (2, 1, 3):
        await runs.save(run(minute))
    await runs.save(run(4, schedule="other"))
    assert await runs.of_schedule("often") == [run(3), run(2), run(1)]
    assert await runs.of_schedule("often", limit=2) == [run(3), run(2)]
    assert await runs.of_schedule("no such schedule") == []


async def test_a_run_without_a_schedule_is_found_by_its_id_only(runs: RunStore) -> None:
    await runs.save(run(1, schedule=None))
    assert await runs.get(run(1, schedule=None).id) == run(1, schedule=None)


async def test_a_schedule_keeps_its_last_hundred_runs(runs: RunStore) -> None:
    for minute in range(KEPT_RUNS + 3):
        await runs.save(run(minute))
    kept = await runs.of_schedule("often", limit=1000)
    assert [record.planned_at for record in kept] == [run(minute).planned_at for minute in range(KEPT_RUNS + 2, 2, -1)]
    assert [await runs.get(run(minute).id) for minute in range(3)] == [None, None, None]


async def test_redis_keeps_a_run_for_thirty_days(client: RedisClient) -> None:
    await RedisRuns(client).save(run(1))
    for key in (f"mojo:{{runs}}:run:{run(1).id}", "mojo:{runs}:of:often"):
        left = timedelta(milliseconds=await client.execute("PTTL", key))
        assert KEPT_FOR - timedelta(minutes=1) < left <= KEPT_FOR


async def test_a_run_that_expired_leaves_its_schedules_history(client: RedisClient) -> None:
    runs = RedisRuns(client)
    await runs.save(run(1))
    await runs.save(run(2))
    await client.execute("DEL", f"mojo:{{runs}}:run:{run(2).id}")
    assert await runs.of_schedule("often") == [run(1)]


async def test_the_last_runs_of_all_jobs_newest_first(runs: RunStore) -> None:
    await runs.save(run(1))
    await runs.save(run(3, schedule=None))
    await runs.save(run(2, schedule="other"))
    assert [record.planned_at.minute for record in await runs.recent()] == [3, 2, 1]
    assert [record.planned_at.minute for record in await runs.recent(limit=1)] == [3]


async def test_dead_letters_are_listed_until_dropped_or_run_again(runs: RunStore) -> None:
    for minute in (1, 2, 3):
        await runs.save(run(minute, outcome=Outcome.DEAD))
    await runs.save(run(4, outcome=Outcome.FAILED))
    assert [record.planned_at.minute for record in await runs.dead()] == [3, 2, 1]
    assert await runs.drop(run(2).id)
    assert not await runs.drop(run(2).id)
    assert not await runs.drop("no such run")
    await runs.save(run(3, outcome=Outcome.WAITING))
    assert [record.planned_at.minute for record in await runs.dead()] == [1]
    assert (await runs.get(run(2).id)) is not None


async def test_remembers_the_latest_success_of_each_schedule(runs: RunStore) -> None:
    assert await runs.last_successes() == {}
    await runs.save(run(2, outcome=Outcome.SUCCEEDED))
    await runs.save(run(1, outcome=Outcome.SUCCEEDED))
    await runs.save(run(3, outcome=Outcome.DEAD))
    await runs.save(run(4, schedule=None, outcome=Outcome.SUCCEEDED))
    await runs.save(run(5, schedule="other", outcome=Outcome.SUCCEEDED))
    assert await runs.last_successes() == {"often": run(2).planned_at, "other": run(5).planned_at}
    await runs.forget_success("other")
    assert await runs.last_successes() == {"often": run(2).planned_at}


async def test_a_wish_to_cancel_is_heard_until_it_is_taken_back(runs: RunStore) -> None:
    await runs.ask_to_cancel("a")
    assert await runs.asked_to_cancel(["a", "b"]) == {"a"}
    assert await runs.asked_to_cancel([]) == set()
    await runs.take_back_cancel("a")
    assert await runs.asked_to_cancel(["a"]) == set()
