"""Weather that comes by itself."""

from zoneinfo import ZoneInfo

from mojo.features.weather.formats import reader_of
from mojo.features.weather.reports import REPORT_JOB
from mojo.features.weather.texts import unavailable_report_text
from mojo.features.weather.views import Views
from mojo.features.weather.watchman import Watchman
from mojo.scheduler.jobs import JobGroup, Run
from mojo.shared.errors import ExternalServiceError
from mojo.shared.model.notifications import Notification
from mojo.shared.model.places import Place
from mojo.shared.model.schedules import Cron
from mojo.shared.model.text import Text
from mojo.shared.ports import Notifier, People

MAX_ATTEMPTS = 3

jobs = JobGroup("weather")


@jobs.job(REPORT_JOB, max_attempts=MAX_ATTEMPTS)
async def morning_report(run: Run) -> None:
    """Tell one person the weather; after the last attempt at least tell them that there is none."""
    report = Notification(run.payload["user_id"], await _report(run), dedupe_key=run.key, kind="weather.report")
    notifier = await run.get(Notifier)  # type: ignore[type-abstract]  # a port is the key
    await notifier.notify(report)


@jobs.job("weather.watch", every=Cron(expression="*/10 * * * *"))
async def watch(run: Run) -> None:
    """Look at everything that people asked to be told of."""
    await (await run.get(Watchman)).look()


async def _report(run: Run) -> Text:
    place = Place.model_validate(run.payload["place"])
    at = run.planned_at.astimezone(ZoneInfo(run.payload["timezone"]))
    try:
        reader = reader_of(await (await run.get(People)).get_user(run.payload["user_id"]))  # type: ignore[type-abstract]
        return await (await run.get(Views)).report(place, at, "en", reader)
    except ExternalServiceError:
        if run.attempt < MAX_ATTEMPTS:
            raise
        return unavailable_report_text(place, at)
