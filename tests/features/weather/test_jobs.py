"""The report comes, with weather, with old weather, or at least with the news that there is none."""

from datetime import UTC, datetime

import pytest

from mojo.features.weather.jobs import MAX_ATTEMPTS, jobs
from mojo.features.weather.reports import REPORT_JOB
from mojo.scheduler.jobs import Run
from mojo.shared.errors import ExternalServiceError, ExternalTimeout, StoreUnavailable
from mojo.shared.model.notifications import Notification
from mojo.shared.model.text import Text
from tests.features.weather.desk import LISBON, Desk

KEY = "weather.report:anna:2026-07-02T06:30:00+00:00"
DUE = datetime(2026, 7, 2, 6, 30, tzinfo=UTC)


async def run_job(desk: Desk, attempt: int = 1) -> None:
    (job,) = [job for job in jobs.jobs if job.name == REPORT_JOB]
    payload = {"user_id": "anna", "place": LISBON.model_dump(mode="json"), "timezone": "Europe/Lisbon"}
    await job.work(Run(desk.context, KEY, DUE, attempt, payload))


def content(desk: Desk) -> tuple[Text, Text]:
    """Return the greeting and the weather of the only report."""
    (notification,) = desk.told.notifications
    assert (notification.to, notification.dedupe_key) == ("anna", KEY)
    assert notification.text.id == "weather-report"
    greeting, weather = notification.text.args["greeting"], notification.text.args["weather"]
    assert isinstance(greeting, Text)
    assert isinstance(weather, Text)
    weather = weather.args.get("weather", weather)
    assert isinstance(weather, Text)
    return greeting, weather


async def test_it_brings_the_weather(desk: Desk) -> None:
    await run_job(desk)
    greeting, weather = content(desk)
    assert greeting == Text("weather-report-good-morning")
    assert (weather.id, weather.args["place"]) == ("weather-now", "Lisbon, Portugal")


async def test_it_brings_the_chart_with_it(desk: Desk) -> None:
    await run_job(desk)
    (notification,) = desk.told.notifications
    assert notification.attachment is not None
    assert notification.attachment.media_type == "image/png"
    assert notification.attachment.content.startswith(b"\x89PNG")


async def test_it_can_wait_in_the_outbox(desk: Desk) -> None:
    await run_job(desk)
    (notification,) = desk.told.notifications
    assert Notification.from_json(notification.to_json()) == notification


async def test_old_weather_is_better_than_none(desk: Desk) -> None:
    await (await desk.service()).get_current_weather(LISBON)
    desk.source.failure = ExternalTimeout("slow", service="fake")
    desk.wait(7200)
    await run_job(desk)
    source = content(desk)[1].args["source"]
    assert isinstance(source, Text)
    assert source.id == "weather-stale"


@pytest.mark.parametrize("attempt", range(1, MAX_ATTEMPTS))
async def test_without_weather_it_is_tried_again_first(attempt: int, desk: Desk) -> None:
    desk.source.failure = ExternalTimeout("slow", service="fake")
    with pytest.raises(ExternalTimeout):
        await run_job(desk, attempt)
    assert desk.told.notifications == []


async def test_at_the_last_attempt_it_says_that_there_is_none(desk: Desk) -> None:
    desk.source.failure = ExternalServiceError("gone", service="fake")
    await run_job(desk, MAX_ATTEMPTS)
    assert content(desk)[1] == Text("weather-unavailable", {"place": "Lisbon, Portugal"})
    assert desk.told.notifications[0].attachment is None


async def test_a_report_that_could_not_be_stored_is_tried_again(desk: Desk) -> None:
    desk.told.failure = StoreUnavailable("away")
    with pytest.raises(StoreUnavailable):
        await run_job(desk, MAX_ATTEMPTS)
