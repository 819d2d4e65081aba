"""Weather that comes by itself."""

from zoneinfo import ZoneInfo

from mojo.features.weather.reports import REPORT_JOB
from mojo.features.weather.service import WeatherService
from mojo.features.weather.texts import report_text, unavailable_report_text
from mojo.scheduler.jobs import JobGroup, Run
from mojo.shared.errors import ExternalServiceError
from mojo.shared.model.notifications import Notification
from mojo.shared.model.places import Place
from mojo.shared.model.text import Text
from mojo.shared.ports import Notifier

MAX_ATTEMPTS = 3

jobs = JobGroup("weather")


@jobs.job(REPORT_JOB, max_attempts=MAX_ATTEMPTS)
async def morning_report(run: Run) -> None:
    """Tell one person the weather; after the last attempt at least tell them that there is none."""
    report = Notification(run.payload["user_id"], await _report(run), dedupe_key=run.key)
    notifier = await run.get(Notifier)  # type: ignore[type-abstract]  # a port is the key
    await notifier.notify(report)


async def _report(run: Run) -> Text:
    place = Place.model_validate(run.payload["place"])
    at = run.planned_at.astimezone(ZoneInfo(run.payload["timezone"]))
    try:
        weather = await (await run.get(WeatherService)).get_current_weather(place)
    except ExternalServiceError:
        if run.attempt < MAX_ATTEMPTS:
            raise
        return unavailable_report_text(place, at)
    return report_text(weather, at)
