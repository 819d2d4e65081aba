"""Jobs are found, and what is wrong with them is said at start."""

import sys
from types import ModuleType

import pytest

from mojo.scheduler.jobs import JobGroup, Run
from mojo.scheduler.registry import JobRegistry, find_jobs
from mojo.shared.errors import ConfigurationError
from mojo.shared.model.schedules import Cron, Interval, Origin, Schedule, Trigger


def group_with(name: str, every: Trigger | None = None, max_attempts: int = 3, timeout_s: float = 60) -> JobGroup:
    group = JobGroup("f")

    @group.job(name, every=every, max_attempts=max_attempts, timeout_s=timeout_s)
    async def work(run: Run) -> None: ...

    return group


def test_jobs_are_known_by_name() -> None:
    jobs = JobRegistry([group_with("f.b"), group_with("f.a")])
    assert [job.name for job in jobs.all()] == ["f.a", "f.b"]
    assert jobs.get("f.a") is jobs.all()[0]
    assert jobs.get("f.c") is None


def test_a_job_may_bring_its_schedule_along() -> None:
    jobs = JobRegistry([group_with("f.a", every=Interval(every_s=60)), group_with("f.b")])
    assert jobs.declared() == [Schedule(id="f.a", job="f.a", trigger=Interval(every_s=60), origin=Origin.CODE)]


def test_a_clash_names_both_places() -> None:
    group = group_with("f.a")

    @group.job("f.a")
    async def another(run: Run) -> None: ...

    with pytest.raises(ConfigurationError) as caught:
        JobRegistry([group])
    assert "f.a" in caught.value.detail
    assert "group_with.<locals>.work" in caught.value.detail
    assert "another" in caught.value.detail


@pytest.mark.parametrize(
    ("group", "says"),
    [
        (group_with("not a name"), "no name for a job"),
        (group_with(""), "no name for a job"),
        (group_with("f.a", every=Cron(expression="61 * * * *")), "trigger.expression"),
        (group_with("f.a", every=Cron(expression="0 0 30 2 *")), "never fires"),
        (group_with("f.a", max_attempts=0), "at least one attempt"),
        (group_with("f.a", timeout_s=0), "at least one attempt"),
    ],
)
def test_a_mistake_fails_at_start_and_names_its_place(group: JobGroup, says: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        JobRegistry([group])
    assert says in caught.value.detail
    assert "group_with.<locals>.work" in caught.value.detail


def test_every_mistake_is_named_at_once() -> None:
    with pytest.raises(ConfigurationError) as caught:
        JobRegistry([group_with("f.a", max_attempts=0), group_with("f.b", timeout_s=-1)])
    assert "f.a" in caught.value.detail
    assert "f.b" in caught.value.detail


def test_the_features_jobs_are_found_without_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("somewhere.jobs")
    module.__dict__.update(jobs=group_with("f.a"), more=group_with("f.b"), JobGroup=JobGroup)
    module.__dict__["same"] = module.__dict__["jobs"]
    monkeypatch.setitem(sys.modules, "somewhere.jobs", module)
    monkeypatch.setattr("mojo.scheduler.registry.feature_modules", lambda part: [module] if part == "jobs" else [])
    assert [job.name for job in find_jobs().all()] == ["f.a", "f.b"]


def test_mojos_own_jobs_are_sound() -> None:
    assert find_jobs().get("weather.morning_report")
