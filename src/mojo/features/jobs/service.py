"""What can be done with schedules, and by whom.

Whoever may `jobs:manage` sees and changes every schedule; everybody else only their own.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mojo.features.jobs.following import Following
from mojo.features.jobs.model import Change, Draft
from mojo.shared.errors import Conflict, InvalidInput, NotFound, PermissionDenied
from mojo.shared.model.people import Principal
from mojo.shared.model.schedules import Origin, Payload, RunRecord, Schedule
from mojo.shared.ports import Audit, Jobs, Schedules
from mojo.shared.queue.triggers import upcoming
from mojo.shared.run_ports import Runs
from mojo.shared.util.clock import Clock

MANAGE = "jobs:manage"
MAX_PREVIEW = 20


def may_see(by: Principal, owner: str | None) -> bool:
    """Tell whether `by` may see what belongs to `owner`."""
    return by.may(MANAGE) or owner == by.user_id


@dataclass(frozen=True)
class JobsService:
    """The schedules. Every method raises StoreUnavailable; NotFound also for what the asker may not know of."""

    schedules: Schedules
    runs: Runs
    jobs: Jobs
    audit: Audit
    clock: Clock
    following: Following

    async def all(self, by: Principal) -> list[Schedule]:
        """Return the schedules that `by` may see, by id."""
        return [schedule for schedule in await self.schedules.all() if may_see(by, schedule.owner)]

    async def get(self, by: Principal, schedule_id: str) -> Schedule:
        """Return one. Raises NotFound."""
        schedule = await self.schedules.get(schedule_id)
        if schedule is None or not may_see(by, schedule.owner):
            raise NotFound("There is no such schedule.", field="id")
        return schedule

    def next(self, schedule: Schedule, count: int = 1) -> list[datetime]:
        """Return its next firings. Raises InvalidInput."""
        return upcoming(schedule, self.clock.now(), min(count, MAX_PREVIEW))

    async def last_runs(self, by: Principal, schedule_id: str, limit: int = 20) -> list[RunRecord]:
        """Return its last runs, newest first. Raises NotFound."""
        await self.get(by, schedule_id)
        return await self.schedules.runs(schedule_id, limit)

    async def create(self, by: Principal, draft: Draft) -> Schedule:
        """Make a schedule that belongs to `by`. Raises PermissionDenied, Conflict, NotFound, InvalidInput."""
        if not by.may(MANAGE):
            raise PermissionDenied("Making schedules needs the scope jobs:manage.", scope=MANAGE)
        if await self.schedules.get(draft.id):
            raise Conflict("id: there is such a schedule already; change it, or choose another id.", field="id")
        schedule = self.checked(draft, by.user_id)
        await self._put(by, schedule, "created")
        return schedule

    def checked(self, draft: Draft, owner: str) -> Schedule:
        """Return the schedule that `draft` asks for. Raises NotFound, InvalidInput."""
        fields = {name: getattr(draft, name) for name in type(draft).model_fields}
        return Schedule(**{**fields, "payload": self.jobs.checked(draft.job, draft.payload)}, owner=owner)

    async def change(self, by: Principal, schedule_id: str, change: Change) -> Schedule:
        """Change parts of it. Raises NotFound, Conflict for one that is declared elsewhere, InvalidInput."""
        before = await self._changeable(by, schedule_id)
        fields = {name: getattr(change, name) for name in change.model_fields_set}
        if missing := [name for name, value in fields.items() if value is None and name not in ("start", "end")]:
            raise InvalidInput(f"{missing[0]}: leave it out, or give a value.", field=missing[0])
        if "payload" in fields:
            fields["payload"] = self.jobs.checked(before.job, fields["payload"])
        after = before.model_copy(update=fields)
        await self._put(by, after, "changed")
        return after

    async def pause(self, by: Principal, schedule_id: str, until: datetime | None = None) -> Schedule:
        """Let it not fire until it is resumed, or until `until`. Raises NotFound, InvalidInput."""
        if until is not None and until.tzinfo is None:
            raise InvalidInput("until: give the offset from UTC, such as 2026-12-24T08:00:00+01:00.", field="until")
        if until is not None and until <= self.clock.now():
            raise InvalidInput("until: must be in the future.", field="until")
        return await self._update(by, schedule_id, "paused", paused=True, paused_until=until)

    async def resume(self, by: Principal, schedule_id: str) -> Schedule:
        """Let it fire again. Raises NotFound, InvalidInput if it has no time left to fire at."""
        return await self._update(by, schedule_id, "resumed", paused=False, paused_until=None)

    async def delete(self, by: Principal, schedule_id: str) -> None:
        """Forget it; its history stays. Raises NotFound, Conflict."""
        await self._changeable(by, schedule_id)
        await self.schedules.remove(schedule_id)
        await self.audit.record(by, "schedule.deleted", schedule_id)

    async def run_now(
        self, by: Principal, schedule_id: str, payload: Payload | None = None, follower: int | None = None
    ) -> RunRecord:
        """Have its job run at once, paused or not; a message in the chat `follower` says how it stands until it has ended.

        Raises NotFound, InvalidInput.
        """
        schedule = await self.get(by, schedule_id)
        told = schedule.payload if payload is None else self.jobs.checked(schedule.job, payload)
        followers = () if follower is None else (follower,)
        owner = schedule.owner or by.user_id
        run = await self.runs.start(schedule.job, told, owner, schedule.id, policy=schedule.policy, followers=followers)
        await self.following.begin(run)
        await self.audit.record(by, "schedule.run", schedule_id, run=run.id)
        return run

    async def _changeable(self, by: Principal, schedule_id: str) -> Schedule:
        schedule = await self.get(by, schedule_id)
        if schedule.origin is not Origin.PERSON:
            where = "mojo.yaml" if schedule.origin is Origin.FILE else "the code of a feature"
            raise Conflict(f"It is declared in {where}; change it there. It can be paused here.", field="id")
        return schedule

    async def _update(self, by: Principal, schedule_id: str, what: str, **fields: Any) -> Schedule:
        after = (await self.get(by, schedule_id)).model_copy(update=fields)
        await self._put(by, after, what)
        return after

    async def _put(self, by: Principal, schedule: Schedule, what: str) -> None:
        await self.schedules.put(schedule)
        await self.audit.record(by, f"schedule.{what}", schedule.id, job=schedule.job)
