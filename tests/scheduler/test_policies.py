"""What is late, what overlaps, who goes first, what is worth a retry: every policy, exactly."""

import asyncio
from datetime import timedelta

import pytest

from mojo.scheduler import attendant
from mojo.scheduler.gate import Gate
from mojo.scheduler.jobs import Run
from mojo.shared.errors import ExternalTimeout, InvalidInput
from mojo.shared.model.policies import CatchUp, Overlap, Policy, PolicyChange, Priority
from mojo.shared.model.schedules import Cron, Interval, Outcome, RunRecord, Schedule
from mojo.shared.queue.orders import RUN, Order
from mojo.shared.queue.schedules import run_id
from tests.contracts.stores import eventually
from tests.scheduler.conftest import NOW, Works

HOUR_S = 3600.0


def minutely(grace_s: float = HOUR_S, **policy: object) -> Schedule:
    change = PolicyChange.model_validate(policy)
    return Schedule(id="s", job="t.note", trigger=Cron(expression="* * * * *"), misfire_grace_s=grace_s, policy=change)


async def outcomes(works: Works) -> dict[float, Outcome]:
    """Return what became of each instant, in minutes after NOW."""
    runs = await works.schedules.runs("s", limit=100)
    return {(run.planned_at - NOW).total_seconds() / 60: run.outcome for run in runs}


@pytest.mark.parametrize(
    ("catch_up", "grace_s", "ran"),
    [
        (CatchUp.NONE, HOUR_S, [60]),
        (CatchUp.LAST, HOUR_S, [60]),
        (CatchUp.ALL, HOUR_S, list(range(1, 61))),
        (CatchUp.ALL, 600, list(range(51, 61))),
    ],
)
async def test_an_hour_of_downtime_follows_the_policy(works: Works, catch_up: CatchUp, grace_s: float, ran: list[int]) -> None:
    works.start()
    await works.put(minutely(grace_s, catch_up=catch_up))
    works.clock.move(timedelta(minutes=60, seconds=30))
    await works.queue.run_due()
    assert works.planned == [minute * 60.0 for minute in ran]
    found = await outcomes(works)
    assert [minute for minute, outcome in found.items() if outcome is Outcome.MISSED] == ([1] if ran[0] > 1 else [])
    await works.pass_time(60)
    assert works.planned[-1] == 61 * 60


@pytest.mark.parametrize(("catch_up", "ran"), [(CatchUp.NONE, []), (CatchUp.LAST, [120.0]), (CatchUp.ALL, [60.0, 120.0])])
async def test_what_is_seldom_is_caught_up_once_all_or_not(works: Works, catch_up: CatchUp, ran: list[float]) -> None:
    """Down from before 13:00 until 14:30, every hour."""
    works.start()
    hourly = minutely(3 * HOUR_S, catch_up=catch_up).model_copy(update={"trigger": Cron(expression="0 * * * *")})
    await works.put(hourly)
    works.clock.move(timedelta(minutes=150))
    await works.queue.run_due()
    assert [at / 60 for at in works.planned] == ran


async def test_downtime_of_many_schedules_makes_no_storm(works: Works) -> None:
    works.start()
    for number in range(50):
        await works.put(minutely().model_copy(update={"id": f"s{number}"}))
    works.clock.move(timedelta(minutes=60, seconds=30))
    await works.queue.run_due()
    assert len(works.done) == 50


async def test_jitter_puts_the_start_off_and_not_the_name(works: Works) -> None:
    works.start()
    jittered = minutely(10).model_copy(update={"jitter_s": 50, "trigger": Cron(expression="0 * * * *")})
    await works.put(jittered)
    await works.pass_time(HOUR_S)
    assert works.done == []
    await works.pass_time(50, step_s=1)
    assert works.planned == [HOUR_S]
    (record,) = await works.schedules.runs("s")
    assert record.id == run_id("s", NOW + timedelta(hours=1))
    assert record.started_at is not None
    assert timedelta() < record.started_at - record.planned_at < timedelta(seconds=52)


async def test_a_paused_schedule_fires_not_and_misses_nothing(works: Works) -> None:
    keeper = works.start()
    await works.put(minutely())
    await works.put(minutely().model_copy(update={"paused": True}))
    await works.pass_time(300, step_s=30)
    await keeper.reconcile()
    await works.pass_time(300, step_s=30)
    assert works.done == []
    await works.put(minutely())
    await works.pass_time(60, step_s=30)
    assert works.planned == [660.0]
    assert list(await outcomes(works)) == [11.0]


async def test_a_snoozed_schedule_fires_again_by_itself(works: Works) -> None:
    works.start()
    await works.put(minutely().model_copy(update={"paused": True, "paused_until": NOW + timedelta(minutes=5)}))
    await works.pass_time(390, step_s=30)
    assert works.planned == [300.0, 360.0]


async def held_by_another(works: Works, key: str = "schedule:s") -> None:
    await works.slots.take(key, "the other", 1, 3600)


async def test_a_run_that_would_overlap_is_skipped_if_so_wished(works: Works) -> None:
    works.start()
    await works.put(minutely(overlap=Overlap.SKIP))
    await held_by_another(works)
    await works.pass_time(60)
    assert works.done == []
    assert await outcomes(works) == {1.0: Outcome.SKIPPED}


async def test_a_run_that_would_overlap_waits_until_its_grace_is_over(works: Works) -> None:
    works.start()
    await works.put(minutely(grace_s=20, overlap=Overlap.QUEUE))
    await held_by_another(works)
    await works.pass_time(70, step_s=0.5)
    assert works.done == []
    await works.slots.release("schedule:s", "the other")
    await works.pass_time(1, step_s=0.5)
    assert works.planned == [60.0]
    await held_by_another(works)
    await works.pass_time(80, step_s=0.5)
    assert (await outcomes(works))[2.0] is Outcome.MISSED


async def test_a_run_that_overlaps_replaces_the_earlier_one_if_so_wished(works: Works) -> None:
    works.start()
    await works.put(minutely(overlap=Overlap.REPLACE))
    await held_by_another(works)
    await works.pass_time(60)
    assert await works.runs.asked_to_cancel(["the other"]) == {"the other"}
    await works.slots.release("schedule:s", "the other")
    await works.pass_time(2, step_s=0.5)
    assert works.planned == [60.0]


async def test_runs_with_one_key_share_its_limit(works: Works) -> None:
    most, now = [0], [0]

    @works.group.job("t.limited", policy=Policy(limit_key="printer", limit=2))
    async def limited(run: Run) -> None:
        now[0] += 1
        most.append(now[0])
        await asyncio.sleep(0)
        now[0] -= 1

    works.start()
    await held_by_another(works, "limit:printer")
    for number in range(5):
        order = Order(job="t.limited", planned_at=NOW, payload={})
        await works.queue.enqueue(RUN, f"r{number}", order.to_payload())
    await works.pass_time(30, step_s=0.5)
    assert [(await works.runs.get(f"r{number}")) is not None for number in range(5)] == [True] * 5
    assert max(most) == 1


async def test_the_gate_lets_the_urgent_in_first() -> None:
    gate, seen = Gate(1), []
    hold = asyncio.Event()

    async def enter(name: str, priority: Priority) -> None:
        async with gate.enter(priority):
            seen.append(name)
            await hold.wait()

    first = asyncio.create_task(enter("first", Priority.LOW))
    await asyncio.sleep(0)
    waiting = [Priority.LOW, Priority.NORMAL, Priority.HIGH, Priority.NORMAL, Priority.HIGH]
    tasks = [asyncio.create_task(enter(f"{number} {priority}", priority)) for number, priority in enumerate(waiting)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    await asyncio.sleep(0)
    hold.set()
    await asyncio.gather(first, *tasks, return_exceptions=True)
    assert seen == ["first", "2 high", "4 high", "3 normal", "0 low"]


async def test_a_schedule_changes_parts_of_the_jobs_policy(works: Works) -> None:
    attempts: list[int] = []

    @works.group.job("t.fail", policy=Policy(max_attempts=5, first_retry_s=100))
    async def fail(run: Run) -> None:
        attempts.append(run.attempt)
        raise ExternalTimeout("slow")

    works.start()
    change = PolicyChange(max_attempts=2, first_retry_s=1)
    await works.put(Schedule(id="s", job="t.fail", trigger=Interval(every_s=HOUR_S, start=NOW), policy=change))
    await works.pass_time(HOUR_S)
    await works.pass_time(60, step_s=1)
    assert attempts == [1, 2]


@pytest.mark.parametrize(
    ("retry_on", "error", "tried"),
    [
        (("external.timeout",), ExternalTimeout("slow"), 3),
        (("external.unavailable",), ExternalTimeout("slow"), 3),
        (("input.invalid",), ExternalTimeout("slow"), 1),
        (("input.invalid",), InvalidInput("no"), 3),
        (("mojo.unexpected",), ValueError("?"), 3),
        ((), ValueError("?"), 1),
    ],
)
async def test_the_policy_says_which_failures_are_worth_a_retry(
    works: Works, retry_on: tuple[str, ...], error: Exception, tried: int
) -> None:
    attempts: list[int] = []

    @works.group.job("t.fail", policy=Policy(retry_on=retry_on, first_retry_s=1))
    async def fail(run: Run) -> None:
        attempts.append(run.attempt)
        raise error

    works.start()
    await works.queue.enqueue(RUN, "r", Order(job="t.fail", planned_at=NOW, payload={}).to_payload())
    await works.queue.run_due()
    await works.pass_time(20, step_s=1)
    assert len(attempts) == tried


async def test_the_owner_is_told_of_a_dead_letter_once(works: Works) -> None:
    from mojo.shared.model.people import EVERY_SCOPE, User

    for id, scopes in (("owner", {EVERY_SCOPE}), ("anna", set[str]()), ("bert", set[str]())):
        chat = {"owner": 1, "anna": 2, "bert": 3}[id]
        await works.people.save_user(User(id=id, chat_id=chat, name=id, scopes=frozenset(scopes), created_at=NOW))
    works.start()
    died = RunRecord(id="r", job="t.note", owner="anna", planned_at=NOW, attempt=3, outcome=Outcome.RUNNING)
    await works.runs.save(died)
    await works.queue.enqueue(RUN, "r", Order(job="t.note", owner="anna", planned_at=NOW, payload={}).to_payload())
    await works.queue.run_due()
    told = sorted((told.to, told.text.id) for told in works.told.notifications)
    assert told == [("anna", "scheduler-run-dead"), ("owner", "scheduler-run-dead")]
    assert "attempt 3" in str(works.told.notifications[0].text.args["reason"])


async def test_progress_and_log_are_seen_while_it_runs_and_kept(works: Works) -> None:
    go_on = asyncio.Event()

    @works.group.job("t.slow")
    async def slow(run: Run) -> dict[str, int]:
        run.progress(0.4, "half way with s3cret-value")
        run.log("x" * 1000)
        await go_on.wait()
        return {"found": 3}

    works.start()
    await works.queue.enqueue(RUN, "r", Order(job="t.slow", planned_at=NOW, payload={}).to_payload())
    running = asyncio.create_task(works.queue.run_due())

    async def half_way() -> bool:
        record = await works.runs.get("r")
        return record is not None and record.progress == 0.4

    await eventually(half_way)
    go_on.set()
    await running
    record = await works.runs.get("r")
    assert record is not None
    assert (record.outcome, record.progress, record.result) == (Outcome.SUCCEEDED, 1.0, {"found": 3})
    assert [len(line.text) for line in record.log] == [len("half way with ***"), 300]


async def test_who_follows_a_run_is_told_when_it_begins_goes_on_and_ends(works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attendant, "TELL_EVERY_S", 0.5)
    go_on = asyncio.Event()

    @works.group.job("t.slow")
    async def slow(run: Run) -> None:
        for step in range(1, 200):
            run.progress(step / 200)
            await asyncio.sleep(0.01)
            if go_on.is_set():
                return

    works.start()
    await works.queue.enqueue(RUN, "r", Order(job="t.slow", planned_at=NOW, payload={}, followers=(1,)).to_payload())
    await works.queue.enqueue(RUN, "s", Order(job="t.note", planned_at=NOW, payload={}).to_payload())
    running = asyncio.create_task(works.queue.run_due())

    async def told_of_progress() -> bool:
        return any(run.progress for run in works.followers.told)

    await eventually(told_of_progress)
    go_on.set()
    await running
    first, *between, last = works.followers.told
    assert (first.outcome, first.progress, last.outcome, last.progress) == (Outcome.RUNNING, None, Outcome.SUCCEEDED, 1.0)
    assert {run.outcome for run in between} == {Outcome.RUNNING}
    assert len(between) <= 4, "not more often than every TELL_EVERY_S"
    assert {run.id for run in works.followers.told} == {"r"}, "a run that nobody follows costs nothing"


async def test_a_running_job_is_cancelled_within_a_second(works: Works) -> None:
    @works.group.job("t.hang")
    async def hang(run: Run) -> None:
        await asyncio.Event().wait()

    works.start()
    await works.queue.enqueue(RUN, "r", Order(job="t.hang", planned_at=NOW, payload={}).to_payload())
    running = asyncio.create_task(works.queue.run_due())
    await asyncio.sleep(0.01)
    await works.runs.ask_to_cancel("r")
    await asyncio.wait_for(running, 1.0)
    record = await works.runs.get("r")
    assert record is not None
    assert record.outcome is Outcome.CANCELLED
    assert await works.runs.asked_to_cancel(["r"]) == set()


async def test_a_job_that_will_not_end_is_abandoned_at_its_timeout(works: Works) -> None:
    @works.group.job("t.stubborn", timeout_s=0.05, max_attempts=1)
    async def stubborn(run: Run) -> None:
        while not release.is_set():
            try:
                await release.wait()
            except asyncio.CancelledError:
                run.log("never")

    release = asyncio.Event()
    works.start()
    await works.queue.enqueue(RUN, "r", Order(job="t.stubborn", planned_at=NOW, payload={}).to_payload())
    await asyncio.wait_for(works.queue.run_due(), 5)
    record = await works.runs.get("r")
    assert record is not None
    assert (record.outcome, record.error_code) == (Outcome.DEAD, "job.timeout")
    release.set()
    await asyncio.sleep(0)


async def test_a_large_result_is_not_kept_and_the_log_says_so(works: Works) -> None:
    @works.group.job("t.large")
    async def large(run: Run) -> str:
        return "x" * 20_000

    works.start()
    await works.queue.enqueue(RUN, "r", Order(job="t.large", planned_at=NOW, payload={}).to_payload())
    await works.queue.run_due()
    record = await works.runs.get("r")
    assert record is not None
    assert (record.outcome, record.result) == (Outcome.SUCCEEDED, None)
    assert "not kept" in record.log[-1].text
