"""The night's backup: a schedule that is there from the first start, and a job that leaves a file that can be read."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mojo.features.backup.jobs import jobs, take
from mojo.scheduler.jobs import Run
from mojo.shared.backup.taking import Backups
from mojo.shared.context import AppName
from mojo.shared.measures import Measurements, measures_showing
from mojo.shared.metrics import exposition
from mojo.shared.persistence.measures import LAST_BACKUP
from tests.support import context_for

pytestmark = pytest.mark.enable_socket


def test_it_is_scheduled_from_the_first_start_on() -> None:
    [job] = jobs.jobs
    assert (job.name, job.every.expression) == ("backup.take", "15 3 * * *")  # type: ignore[union-attr]


async def test_a_run_leaves_a_backup_that_was_looked_at(redis_url: str, tmp_path: Path) -> None:
    context = context_for(AppName.SCHEDULER, {"REDIS_URL": redis_url, "MOJO_DATA_DIR": str(tmp_path)})
    try:
        said = await take(Run(context, "backup.take:1", datetime.now(UTC), 1, {}))
        backups = await context.get(Backups)
        last = await backups.last()
        assert last is not None
        assert (last.name, last.verified) == (said["name"], True)
        assert [kept.name for kept in await backups.kept()] == [last.name]
        assert (tmp_path / "backups" / last.name).stat().st_size == said["bytes"]
        await Measurements(context, measures_showing({LAST_BACKUP})).refresh()
        [shown] = re.findall(rf'^{LAST_BACKUP}{{target="folder"}} (\S+)$', exposition()[0].decode(), re.MULTILINE)
        assert float(shown) == last.at.timestamp()
    finally:
        await context.close()
