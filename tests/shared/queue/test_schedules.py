"""Schedules made at run time: from any process, refused if they can never fire."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mojo.shared.errors import InvalidInput
from mojo.shared.model.schedules import Cron, Interval, Once, RunRecord, Schedule, Trigger
from mojo.shared.persistence.memory import MemorySchedules
from mojo.shared.persistence.memory_runs import MemoryRuns
from mojo.shared.queue.memory_jobs import MemoryJobs
from mojo.shared.queue.schedules import FIRE, StoredSchedules, fire_key, run_id
from mojo.shared.util.clock import SetClock

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def daily(schedule_id: str = "s", expression: str = "0 13 * * *") -> Schedule:
    return Schedule(id=schedule_id, job="j", trigger=Cron(expression=expression))


class Made:
    """The port over memory, and what it enqueues."""

    def __init__(self) -> None:
        self.clock = SetClock(NOW)
        self.queue = MemoryJobs(self.clock)
        self.runs = MemoryRuns(self.clock)
        self.schedules = StoredSchedules(MemorySchedules(), self.runs, self.queue, self.clock)
        self.fired: list[tuple[str, dict[str, str]]] = []
        self.queue.register(FIRE, self._fire)

    async def _fire(self, key: str, payload: dict[str, str]) -> None:
        self.fired.append((key, payload))

    async def wait(self, **span: float) -> None:
        self.clock.move(timedelta(**span))
        await self.queue.run_due()


@pytest.fixture
def made() -> Made:
    return Made()


async def test_putting_a_schedule_enqueues_its_first_firing(made: Made) -> None:
    await made.schedules.put(daily())
    await made.wait(minutes=59)
    assert made.fired == []
    await made.wait(minutes=1)
    assert made.fired == [(fire_key("s"), {"schedule": "s", "due": "2026-05-04T13:00:00+00:00"})]


async def test_putting_it_again_moves_it(made: Made) -> None:
    await made.schedules.put(daily())
    await made.schedules.put(daily(expression="0 14 * * *"))
    await made.wait(hours=1)
    assert made.fired == []
    await made.wait(hours=1)
    assert len(made.fired) == 1
    assert await made.schedules.get("s") == daily(expression="0 14 * * *").model_copy(update={"changed_at": NOW})


async def test_removing_it_forgets_its_firing(made: Made) -> None:
    await made.schedules.put(daily())
    assert await made.schedules.remove("s")
    assert not await made.schedules.remove("s")
    await made.wait(days=2)
    assert made.fired == []
    assert await made.schedules.get("s") is None


async def test_next_run(made: Made) -> None:
    await made.schedules.put(daily())
    assert await made.schedules.next_run("s") == NOW + timedelta(hours=1)
    assert await made.schedules.next_run("none") is None


async def test_all_are_in_id_order(made: Made) -> None:
    for schedule_id in ("b", "c", "a"):
        await made.schedules.put(daily(schedule_id))
    assert [schedule.id for schedule in await made.schedules.all()] == ["a", "b", "c"]


async def test_runs_are_newest_first(made: Made) -> None:
    for minute in (1, 2, 3):
        at = NOW + timedelta(minutes=minute)
        await made.runs.save(RunRecord(id=run_id("s", at), job="j", schedule="s", planned_at=at))
    assert [run.planned_at.minute for run in await made.schedules.runs("s", limit=2)] == [3, 2]


@pytest.mark.parametrize(
    ("trigger", "timezone", "field"),
    [
        (Once(at=NOW), "UTC", "trigger"),
        (Once(at=NOW - timedelta(days=1)), "UTC", "trigger"),
        (Cron(expression="0 0 30 2 *"), "UTC", "trigger"),
        (Cron(expression="often"), "UTC", "trigger.expression"),
        (Interval(every_s=0.001), "UTC", "trigger.every_s"),
        (Cron(expression="0 0 * * *"), "Mars/Olympus", "timezone"),
    ],
)
async def test_what_can_never_fire_is_refused_and_changes_nothing(
    made: Made, trigger: Trigger, timezone: str, field: str
) -> None:
    await made.schedules.put(daily())
    kept = await made.schedules.get("s")
    with pytest.raises(InvalidInput) as caught:
        await made.schedules.put(Schedule(id="s", job="j", trigger=trigger, timezone=timezone))
    assert caught.value.params["field"] == field
    assert await made.schedules.get("s") == kept


def test_the_same_instant_has_the_same_run_id_in_every_zone() -> None:
    tokyo = NOW.astimezone(ZoneInfo("Asia/Tokyo"))
    assert run_id("s", tokyo) == run_id("s", NOW) == "s:2026-05-04T12:00:00+00:00"
