"""What doctor says of the schedules."""

from pathlib import Path

import pytest

from mojo.scheduler.checks import checks
from mojo.shared.context import AppContext, AppName
from mojo.shared.errors import StoreUnavailable
from mojo.shared.health import State
from mojo.shared.model.schedules import Cron, Schedule
from mojo.shared.persistence.schedules import ScheduleStore
from tests.support import make_memory_context

(schedules,) = checks


async def store_of(context: AppContext) -> ScheduleStore:
    return await context.get(ScheduleStore)  # type: ignore[type-abstract]  # a port is the key


async def test_sound_schedules_are_healthy() -> None:
    context = make_memory_context(AppName.SCHEDULER)
    store = await store_of(context)
    await store.put(Schedule(id="sound", job="weather.morning_report", trigger=Cron(expression="30 7 * * *")))
    assert (await schedules.probe(context)).state is State.HEALTHY


async def test_one_that_cannot_run_is_named_with_its_cure() -> None:
    context = make_memory_context(AppName.SCHEDULER)
    store = await store_of(context)
    await store.put(Schedule(id="odd", job="gone.job", trigger=Cron(expression="30 7 * * *")))
    health = await schedules.probe(context)
    assert health.state is State.DEGRADED
    assert "odd" in (health.reason or "")
    assert health.cure


async def test_what_the_next_start_will_change_is_told(tmp_path: Path) -> None:
    (tmp_path / "mojo.yaml").write_text("schedules:\n  often: {job: weather.morning_report, every_s: 90}\n")
    context = make_memory_context(AppName.SCHEDULER, {"MOJO_CONFIG": str(tmp_path / "mojo.yaml")})
    health = await schedules.probe(context)
    assert health.state is State.HEALTHY
    assert "+ often" in (health.reason or "")


async def test_a_wrong_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "mojo.yaml").write_text("schedules:\n  often: {job: gone.job, every_s: 90}\n")
    context = make_memory_context(AppName.SCHEDULER, {"MOJO_CONFIG": str(tmp_path / "mojo.yaml")})
    health = await schedules.probe(context)
    assert health.state is State.DOWN
    assert "often" in (health.reason or "")


async def test_a_store_that_is_away_is_said_not_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    context = make_memory_context(AppName.SCHEDULER)

    async def away() -> list[Schedule]:
        raise StoreUnavailable("Redis: no answer in time")

    monkeypatch.setattr(await store_of(context), "all", away)
    assert (await schedules.probe(context)).state is State.DOWN
