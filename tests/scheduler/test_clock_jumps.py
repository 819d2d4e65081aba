"""The machine's clock is set while the Scheduler runs: no instant runs twice, and a jump ahead is an outage like any other."""

from datetime import timedelta

import pytest

from mojo.shared.model.policies import CatchUp, PolicyChange
from mojo.shared.model.schedules import Cron, Interval, Once, Outcome, Schedule, Trigger
from tests.scheduler.conftest import NOW, Works

HOUR_S = 3600.0


def minutes_of(works: Works) -> list[float]:
    """For which instants the job ran, in minutes after NOW, as they came."""
    return [(run.planned_at - NOW).total_seconds() / 60 for run in works.done]


@pytest.mark.parametrize("trigger", [Cron(expression="*/10 * * * *"), Interval(every_s=600, start=NOW)], ids=["cron", "interval"])
async def test_an_hour_back_repeats_nothing_and_goes_on_when_its_time_comes_again(works: Works, trigger: Trigger) -> None:
    works.start()
    await works.put(Schedule(id="s", job="t.note", trigger=trigger))
    await works.pass_time(HOUR_S, step_s=60)
    assert minutes_of(works) == [10, 20, 30, 40, 50, 60]
    works.clock.move(timedelta(hours=-1))
    await works.queue.run_due()
    await works.pass_time(HOUR_S, step_s=60)
    assert minutes_of(works) == [10, 20, 30, 40, 50, 60], "the hour was there before"
    await works.pass_time(1200, step_s=60)
    assert minutes_of(works) == [10, 20, 30, 40, 50, 60, 70, 80]


async def test_the_reconciler_repeats_nothing_after_the_clock_went_back(works: Works) -> None:
    keeper = works.start()
    await works.put(Schedule(id="s", job="t.note", trigger=Cron(expression="*/10 * * * *")))
    await works.pass_time(HOUR_S, step_s=60)
    works.clock.move(timedelta(hours=-1))
    for _ in range(70):
        await keeper.reconcile()
        await works.pass_time(60)
    assert minutes_of(works) == [10, 20, 30, 40, 50, 60, 70]


@pytest.mark.parametrize(
    ("catch_up", "ran"), [(CatchUp.NONE, [60]), (CatchUp.LAST, [60]), (CatchUp.ALL, [10, 20, 30, 40, 50, 60])]
)
async def test_an_hour_ahead_follows_the_policy(works: Works, catch_up: CatchUp, ran: list[float]) -> None:
    works.start()
    policy = PolicyChange(catch_up=catch_up)
    await works.put(Schedule(id="s", job="t.note", trigger=Cron(expression="*/10 * * * *"), policy=policy))
    works.clock.move(timedelta(hours=1))
    await works.queue.run_due()
    assert sorted(minutes_of(works)) == ran


async def test_a_single_instant_that_a_jump_passes_over_still_comes_once(works: Works) -> None:
    works.start()
    await works.put(Schedule(id="s", job="t.note", trigger=Once(at=NOW + timedelta(minutes=5))))
    works.clock.move(timedelta(minutes=30))
    await works.queue.run_due()
    works.clock.move(timedelta(minutes=-28))
    await works.pass_time(600, step_s=60)
    assert minutes_of(works) == [5]
    assert [run.outcome for run in await works.schedules.runs("s")] == [Outcome.SUCCEEDED]
