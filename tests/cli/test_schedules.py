"""`mojo schedules diff`: what the next start of the Scheduler will change."""

from pathlib import Path

import pytest

from mojo.cli.schedules import diff
from mojo.shared.context import AppName
from mojo.shared.errors import ConfigurationError
from mojo.shared.model.schedules import Interval, Origin, Schedule
from mojo.shared.ports import Schedules
from tests.support import context_for


async def test_every_difference_is_a_line(redis_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mojo.yaml").write_text("schedules: {}\n")
    environ = {"REDIS_URL": redis_url, "MOJO_CONFIG": str(tmp_path / "mojo.yaml")}
    context = context_for(AppName.SCHEDULER, environ)
    schedules = await context.get(Schedules)  # type: ignore[type-abstract]  # a port is the key
    await schedules.put(Schedule(id="gone", job="x", trigger=Interval(every_s=5), origin=Origin.FILE))
    await schedules.put(Schedule(id="mine", job="x", trigger=Interval(every_s=5)))
    await diff(environ)
    shown = capsys.readouterr().out
    assert "- gone" in shown.splitlines()
    assert "mine" not in shown
    assert {line[0] for line in shown.splitlines()} <= {"+", "-"}
    await context.close()


async def test_a_wrong_file_is_refused(redis_url: str, tmp_path: Path) -> None:
    (tmp_path / "mojo.yaml").write_text("schedules:\n  bad: {job: nobody.has.it, every_s: -1}\n")
    with pytest.raises(ConfigurationError) as refused:
        await diff({"REDIS_URL": redis_url, "MOJO_CONFIG": str(tmp_path / "mojo.yaml")})
    assert "bad" in refused.value.detail
