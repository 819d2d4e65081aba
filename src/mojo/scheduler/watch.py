"""Every schedule is its own dead-man's switch: when no success comes in time, somebody is told, and why.

After a time in which nothing could run that is told once, and each schedule has its time from then on.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from mojo.scheduler.registry import JobRegistry
from mojo.shared.errors import InvalidInput
from mojo.shared.model.policies import Policy
from mojo.shared.model.schedules import Outcome, RunRecord, Schedule
from mojo.shared.model.text import Text, text
from mojo.shared.persistence.runs import RunStore
from mojo.shared.persistence.schedules import ScheduleStore
from mojo.shared.ports import Documents
from mojo.shared.queue.alarms import Alarms
from mojo.shared.queue.sentry import absence_is_told
from mojo.shared.queue.triggers import firings_of
from mojo.shared.util.clock import Clock
from mojo.shared.util.pieces import in_pieces

log = logging.getLogger("mojo.scheduler")

REMEMBERED_FOR_S = 30 * 86_400.0
SEEN_FOR_S = 10 * 365 * 86_400.0
"""A Mojo may be off for long, and a backup old."""
AWAY_AFTER_S = 300.0
"""After so long without a look by any Scheduler, what is silent is so for one cause, which is told instead."""
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class _Expectation:
    """Until when a success of a schedule is expected; kept, because to find it out costs more than to look at it."""

    schedule: Schedule
    since: datetime
    due: datetime | None
    by: datetime | None


class Watch:
    """Looks now and then; every process may, and each silence is told once."""

    def __init__(
        self, *, jobs: JobRegistry, store: ScheduleStore, runs: RunStore, documents: Documents, alarms: Alarms, clock: Clock
    ) -> None:
        self._jobs = jobs
        self._store = store
        self._runs = runs
        self._documents = documents
        self._alarms = alarms
        self._clock = clock
        self._expected: dict[str, _Expectation] = {}

    async def look(self) -> None:
        """Tell of every schedule that has fallen silent, and of every one that is well again. Raises StoreUnavailable."""
        now = self._clock.now()
        back_at = await self._back_at(now)
        successes = await self._runs.last_successes()
        schedules = await self._store.all()
        expected: dict[str, _Expectation] = {}
        async for piece in in_pieces(schedules):
            expected |= {it.id: self._expectation(it, successes.get(it.id), back_at) for it in piece}
        self._expected = expected
        for one in expected.values():
            if one.due and one.by and now > one.by:
                await self._alarm(one.schedule, one.due)
        await self._tell_recovered(successes)

    async def _back_at(self, now: datetime) -> datetime | None:
        """Return since when a Scheduler has been there without a pause; tell of the pause, unless it was told."""
        seen = await self._documents.read(_SEEN) or {}
        last = datetime.fromisoformat(seen["at"]) if seen else now
        if (now - last).total_seconds() > AWAY_AFTER_S:
            if not await absence_is_told(self._documents, since=last):
                await self._alarms.tell(text("scheduler-away", since=last, until=now), f"away:{last.isoformat()}")
            log.warning("scheduler.was_away", extra={"since": last.isoformat()})
            seen["back_at"] = now.isoformat()
        # the latest of all clocks: machines that differ by minutes must not take each other for away
        await self._documents.write(_SEEN, {**seen, "at": max(last, now).isoformat()}, SEEN_FOR_S)
        return datetime.fromisoformat(seen["back_at"]) if "back_at" in seen else None

    def _expectation(self, schedule: Schedule, success: datetime | None, back_at: datetime | None) -> _Expectation:
        since = max((at for at in (success, schedule.changed_at, back_at) if at), default=self._clock.now())
        known = self._expected.get(schedule.id)
        if known and (known.schedule, known.since) == (schedule, since):
            return known
        try:
            running = schedule.model_copy(update={"paused": False}) if schedule.paused_until is None else schedule
            due = firings_of(running).after(since)
        except InvalidInput:  # the keeper tells of it
            due = None
        silence_s = schedule.jitter_s + self._policy(schedule).silence_s
        return _Expectation(schedule, since, due, due + timedelta(seconds=silence_s) if due else None)

    def _policy(self, schedule: Schedule) -> Policy:
        job = self._jobs.get(schedule.job)
        return (job.policy if job else Policy()).changed(schedule.policy)

    async def _alarm(self, schedule: Schedule, due: datetime) -> None:
        silent = await self._documents.read(_SILENT) or {}
        if silent.get(schedule.id, {}).get("due") == due.isoformat():
            return
        runs = await self._runs.of_schedule(schedule.id, 20)
        reason = why_silent(schedule, [run for run in runs if run.planned_at >= due - _TICK])
        said = text("scheduler-silent", name=schedule.id, due=due, reason=reason)
        await self._alarms.tell(said, f"silent:{schedule.id}:{due.isoformat()}", schedule.owner)
        log.warning("scheduler.schedule_silent", extra={"schedule": schedule.id, "due": due.isoformat(), "reason": reason.id})
        silent[schedule.id] = {"due": due.isoformat(), "owner": schedule.owner}
        await self._documents.write(_SILENT, silent, REMEMBERED_FOR_S)

    async def _tell_recovered(self, successes: dict[str, datetime]) -> None:
        silent = await self._documents.read(_SILENT) or {}
        well = [id for id, it in silent.items() if id in successes and successes[id] >= datetime.fromisoformat(it["due"])]
        gone = [id for id in silent if id not in self._expected]
        for id in well:
            said = text("scheduler-heard-again", name=id)
            await self._alarms.tell(said, f"heard:{id}:{silent[id]['due']}", silent[id]["owner"])
            log.info("scheduler.schedule_heard_again", extra={"schedule": id})
        if well or gone:
            left = {id: it for id, it in silent.items() if id not in {*well, *gone}}
            await self._documents.write(_SILENT, left, REMEMBERED_FOR_S)


_SILENT = "scheduler:silent"
_SEEN = "scheduler:seen"


async def silent_schedules(documents: Documents) -> list[str]:
    """Return the ids of the schedules that have fallen silent, in id order. Raises StoreUnavailable."""
    return sorted(await documents.read(_SILENT) or {})


def why_silent(schedule: Schedule, runs: list[RunRecord]) -> Text:
    """Say why there was no success: from the runs since one was due, newest first."""
    if schedule.paused and schedule.changed_at:
        return text("scheduler-silent-paused", since=schedule.changed_at)
    failed = next((run for run in runs if run.outcome in (Outcome.DEAD, Outcome.FAILED)), None)
    if failed and failed.error_code == "job.timeout":
        return text("scheduler-silent-long", since=failed.started_at or failed.planned_at)
    if failed:
        return text("scheduler-silent-failed", reason=failed.error or "?")
    running = next((run for run in runs if run.outcome is Outcome.RUNNING), None)
    if running:
        return text("scheduler-silent-long", since=running.started_at or running.planned_at)
    return text("scheduler-silent-never")
