"""mojo.yaml: read, refused in one message, reconciled at start, and what differs."""

from pathlib import Path

import pytest
from pydantic import BaseModel

from mojo.scheduler.declared import DEFAULT, Difference, declared_schedules, differences, read_file
from mojo.scheduler.jobs import JobGroup, Run
from mojo.scheduler.registry import JobRegistry
from mojo.shared.errors import ConfigurationError
from mojo.shared.model.policies import Overlap
from mojo.shared.model.schedules import Calendar, Cron, Interval, Once, Origin, Schedule
from tests.scheduler.conftest import Works


class Place(BaseModel):
    place: str


GROUP = JobGroup("t")


@GROUP.job("t.report", payload=Place)
async def report(run: Run) -> None: ...


@GROUP.job("t.tick", every=Interval(every_s=60))
async def tick(run: Run) -> None: ...


JOBS = JobRegistry([GROUP])

GOOD = """
schedules:
  morning:
    job: t.report
    cron: "30 7 * * 1-5"
    timezone: Europe/Berlin
    payload: {place: Lisbon}
    policy: {max_attempts: 5, overlap: skip}
  often: {job: t.tick, every_s: 90, jitter_s: 5}
  eve: {job: t.tick, at: 2099-12-24T18:00:00, timezone: Europe/Berlin}
  bins:
    job: t.tick
    calendar: {rule: "FREQ=WEEKLY;BYDAY=TU", start: 2026-01-06T18:00:00}
"""


def file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mojo.yaml"
    path.write_text(text)
    return path


def test_every_kind_of_trigger(tmp_path: Path) -> None:
    morning, often, eve, bins = read_file(file(tmp_path, GOOD), JOBS)
    assert (morning.trigger, morning.timezone) == (Cron(expression="30 7 * * 1-5"), "Europe/Berlin")
    assert (morning.policy.max_attempts, morning.policy.overlap, morning.origin) == (5, Overlap.SKIP, Origin.FILE)
    assert (often.trigger, often.jitter_s) == (Interval(every_s=90), 5)
    assert isinstance(eve.trigger, Once)
    assert isinstance(bins.trigger, Calendar)


def test_wrong_yaml_is_refused_in_one_message_naming_every_problem(tmp_path: Path) -> None:
    wrong = """
    schedule: 1
    schedules:
      a: {job: no.job, cron: "0 9 * * *"}
      b: {job: t.tick, cron: "0 9 * *"}
      c: {job: t.tick}
      d: {job: t.tick, every_s: 60, cron: "* * * * *"}
      e: {job: t.report, every_s: 60, payload: {town: x}}
      f: {job: t.tick, every_s: 60, colour: red}
      g: {job: t.tick, every_s: 60, policy: {max_attempts: 0}}
      h: {job: t.tick, every_s: 60, timezone: Nowhere}
      i: just text
      "j j": {job: t.tick, every_s: 60}
    """
    with pytest.raises(ConfigurationError) as caught:
        read_file(file(tmp_path, wrong), JOBS)
    named = [line.strip().removeprefix("- ").partition(":")[0] for line in caught.value.detail.splitlines()[1:]]
    assert named[0] == "schedule"
    assert [name.removeprefix("schedules.").partition(".")[0] for name in named[1:]] == [*"abcdefghi", "j j"]


def test_what_only_yaml_knows_becomes_json(tmp_path: Path) -> None:
    (schedule,) = read_file(file(tmp_path, "schedules: {a: {job: t.tick, every_s: 60, payload: {day: 2026-01-01}}}"), JOBS)
    assert schedule.payload == {"day": "2026-01-01"}
    assert differences([Schedule.model_validate_json(schedule.model_dump_json())], [schedule]) == []


@pytest.mark.parametrize("text", ["schedules: [", "schedules: 3", "- a", "schedules: {a: !!python/object:os.system {}}"])
def test_what_is_no_mapping_or_no_safe_yaml_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigurationError, match=r"mojo\.yaml cannot be used"):
        read_file(file(tmp_path, text), JOBS)


def test_the_default_may_be_missing_and_a_named_file_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert [schedule.id for schedule in declared_schedules(JOBS, DEFAULT)] == ["t.tick"]
    with pytest.raises(ConfigurationError, match="MOJO_CONFIG"):
        declared_schedules(JOBS, tmp_path / "other.yaml")
    assert declared_schedules(JOBS, file(tmp_path, "")) == JOBS.declared()


def test_a_name_that_a_feature_declares_is_taken(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="a feature declares it"):
        declared_schedules(JOBS, file(tmp_path, "schedules: {t.tick: {job: t.tick, every_s: 5}}"))


async def test_the_file_is_reconciled_at_start(works: Works, tmp_path: Path) -> None:
    works.declared = read_file(file(tmp_path, "schedules: {a: {job: t.tick, every_s: 60}, b: {job: t.tick, every_s: 60}}"), JOBS)
    await works.start().declare()
    await works.put(Schedule(id="mine", job="t.note", trigger=Interval(every_s=60)))
    stored = await works.store.get("a")
    assert stored is not None
    await works.put(stored.model_copy(update={"paused": True}))
    works.declared = read_file(file(tmp_path, "schedules: {a: {job: t.tick, every_s: 90}, c: {job: t.tick, every_s: 60}}"), JOBS)
    changes = differences(await works.store.all(), works.declared)
    assert changes == [Difference("~", "a", "trigger"), Difference("-", "b"), Difference("+", "c")]
    assert [str(change) for change in changes] == ["~ a: trigger", "- b", "+ c"]
    await works.start().declare()
    assert [schedule.id for schedule in await works.store.all()] == ["a", "c", "mine"]
    kept = await works.store.get("a")
    assert kept is not None
    assert (kept.trigger, kept.paused) == (Interval(every_s=90), True)
    assert differences(await works.store.all(), works.declared) == []
