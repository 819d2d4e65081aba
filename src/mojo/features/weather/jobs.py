"""Weather that comes by itself."""

from contextlib import suppress
from zoneinfo import ZoneInfo

from mojo.features.weather.formats import Reader, reader_of
from mojo.features.weather.reports import REPORT_JOB
from mojo.features.weather.texts import unavailable_report_text
from mojo.features.weather.views import Views
from mojo.features.weather.watchman import Watchman
from mojo.scheduler.jobs import JobGroup, Run
from mojo.shared.errors import ExternalServiceError
from mojo.shared.model.notifications import Attachment, Notification
from mojo.shared.model.places import Place
from mojo.shared.model.schedules import Cron
from mojo.shared.model.text import Text
from mojo.shared.ports import Notifier, People

MAX_ATTEMPTS = 3

jobs = JobGroup("weather")


@jobs.job(REPORT_JOB, max_attempts=MAX_ATTEMPTS)
async def morning_report(run: Run) -> None:
    """Tell one person the weather; after the last attempt at least tell them that there is none."""
    to, said, chart = run.payload["user_id"], await _report(run), await _chart(run)
    report = Notification(to, said, dedupe_key=run.key, kind="weather.report", attachment=chart)
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
        return await (await run.get(Views)).report(place, at, "en", await _reader(run))
    except ExternalServiceError:
        if run.attempt < MAX_ATTEMPTS:
            raise
        return unavailable_report_text(place, at)


async def _chart(run: Run) -> Attachment | None:
    """Return the picture of the next 48 hours; the words come without it where there is none."""
    place = Place.model_validate(run.payload["place"])
    with suppress(ExternalServiceError):
        return await (await run.get(Views)).chart(place, await _reader(run))
    return None


async def _reader(run: Run) -> Reader:
    return reader_of(await (await run.get(People)).get_user(run.payload["user_id"]))  # type: ignore[type-abstract]
