"""What Chronos says about schedules and runs."""

from datetime import datetime
from functools import reduce

from mojo.shared.model.schedules import Outcome, RunRecord, Schedule
from mojo.shared.model.text import Text, text
from mojo.shared.queue.phrases import preview_of

MANY = 15
"""How many schedules a message lists, and how many runs."""

SAID = 3
"""How many of the lines that a run said of itself are shown."""

_SIGNS = {
    Outcome.WAITING: "⏳",
    Outcome.RUNNING: "▶️",
    Outcome.SUCCEEDED: "✅",
    Outcome.FAILED: "🔁",
    Outcome.DEAD: "❌",
    Outcome.MISSED: "💤",
    Outcome.SKIPPED: "⏭",
    Outcome.CANCELLED: "🚫",
}


def list_text(schedules: list[tuple[Schedule, datetime | None]]) -> Text:
    """Name the first schedules and when they fire."""
    lines = [text("jobs-line", name=schedule.id, preview=preview_of(schedule, next)) for schedule, next in schedules[:MANY]]
    return text("jobs-list", count=len(schedules), lines=_lines(lines))


def schedule_text(schedule: Schedule, next: datetime | None, last: RunRecord | None) -> Text:
    """Tell all about one schedule."""
    latest = run_text(last) if last else text("jobs-never-ran")
    name = text("jobs-name-and-job", name=schedule.id, job=schedule.job) if schedule.id != schedule.job else schedule.id
    return text("jobs-one", name=name, preview=preview_of(schedule, next), last=latest)


def runs_text(schedule: Schedule, runs: list[RunRecord]) -> Text:
    """Tell of the last runs."""
    if not runs:
        return text("jobs-never-ran")
    return text("jobs-runs", name=schedule.id, lines=_lines([run_text(run) for run in runs[:MANY]]))


def run_text(run: RunRecord) -> Text:
    """Tell of one run in a line."""
    outcome = text(f"jobs-outcome-{run.outcome}")
    done = (
        text("jobs-progress", percent=round(100 * run.progress)) if run.outcome is Outcome.RUNNING and run.progress else outcome
    )
    return text("jobs-run-line", sign=_SIGNS[run.outcome], at=run.planned_at, outcome=done)


def one_run_text(run: RunRecord) -> Text:
    """Tell of one run: how it stands, what it said last of itself, and why it failed if it did."""
    line = text("jobs-of", name=run.schedule or run.job, line=run_text(run))
    said = [text("jobs-said", line=one.text) for one in run.log[-SAID:]]
    why = [why_text([run])] if run.outcome in (Outcome.DEAD, Outcome.FAILED) and run.error else []
    return _lines([line, *said, *why])


def dead_text(runs: list[RunRecord]) -> Text:
    """List runs that were given up."""
    return text("jobs-dead", lines=_lines([text("jobs-of", name=run.schedule or run.job, line=run_text(run)) for run in runs]))


def why_text(runs: list[RunRecord]) -> Text:
    """Say why the latest run that failed did so."""
    failed = next((run for run in runs if run.error and run.outcome is not Outcome.CANCELLED), None)
    if failed is None or failed.error is None:
        return text("jobs-nothing-failed")
    reference = (failed.trace_id or "")[:8] or "–"
    return text("jobs-why", line=run_text(failed), attempts=failed.attempt, reason=failed.error, reference=reference)


def _lines(lines: list[Text]) -> Text:
    return reduce(lambda above, below: text("chronos-lines", head=above, tail=below), lines)
