"""Finds every feature's jobs."""

import inspect
import re
from collections.abc import Iterable
from datetime import UTC, datetime

import orjson
from pydantic import ValidationError

from mojo.scheduler.jobs import Job, JobGroup
from mojo.shared.errors import ConfigurationError, InvalidInput, NotFound
from mojo.shared.model.jobs import JobInfo
from mojo.shared.model.schedules import MAX_PAYLOAD_BYTES, Origin, Payload, Schedule
from mojo.shared.queue.triggers import firings_of
from mojo.shared.util.discovery import feature_modules

_NAME = re.compile(r"^[A-Za-z0-9._-]{1,100}$")


class JobRegistry:
    """Every job by name. Raises ConfigurationError naming every clash and mistake with its place."""

    def __init__(self, groups: Iterable[JobGroup]) -> None:
        self._jobs: dict[str, Job] = {}
        problems: list[str] = []
        for job in (job for group in groups for job in group.jobs):
            other = self._jobs.setdefault(job.name, job)
            if other is not job:
                problems.append(f"two jobs are called {job.name}: {other.where} and {job.where}; rename one")
            problems += _problems_of(job)
        if problems:
            raise ConfigurationError("The jobs cannot be used:\n" + "\n".join(f"  - {problem}" for problem in problems))

    def get(self, name: str) -> Job | None:
        """Return the job called `name`."""
        return self._jobs.get(name)

    def all(self) -> list[Job]:
        """Return every job, by name."""
        return [self._jobs[name] for name in sorted(self._jobs)]

    def info(self, name: str) -> JobInfo:
        """See Jobs."""
        return _info(self._known(name))

    def infos(self) -> list[JobInfo]:
        """See Jobs."""
        return [_info(job) for job in self.all()]

    def checked(self, name: str, payload: Payload) -> Payload:
        """See Jobs."""
        job = self._known(name)
        if len(orjson.dumps(payload)) > MAX_PAYLOAD_BYTES:
            raise InvalidInput(f"payload: at most {MAX_PAYLOAD_BYTES} bytes of JSON.", field="payload")
        if job.payload is None:
            return payload
        try:
            return job.payload.model_validate(payload).model_dump(mode="json")
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            field = ".".join(map(str, ("payload", *first["loc"])))
            raise InvalidInput(f"{field}: {first['msg']}.", field=field) from None

    def _known(self, name: str) -> Job:
        job = self._jobs.get(name)
        if job is None:
            raise NotFound(f"There is no job called {name[:100]}.", field="job")
        return job

    def declared(self) -> list[Schedule]:
        """Return the schedules that jobs bring along (`every=`)."""
        return [schedule for job in self.all() if (schedule := _schedule_of(job))]


def find_jobs() -> JobRegistry:
    """Return every `JobGroup` in a feature's `jobs.py`. Raises ConfigurationError."""
    found = [value for module in feature_modules("jobs") for value in vars(module).values() if isinstance(value, JobGroup)]
    return JobRegistry({id(group): group for group in found}.values())


def _info(job: Job) -> JobInfo:
    schema = job.payload.model_json_schema() if job.payload else None
    summary = (job.work.__doc__ or "").strip().partition("\n")[0]
    return JobInfo(name=job.name, policy=job.policy, payload_schema=schema, summary=summary)


def _schedule_of(job: Job) -> Schedule | None:
    return Schedule(id=job.name, job=job.name, trigger=job.every, origin=Origin.CODE) if job.every else None


def _problems_of(job: Job) -> list[str]:
    problems = []
    if not _NAME.match(job.name):
        problems.append(f"{job.name!r} is no name for a job (letters, digits, . _ -): {job.where}")
    elif (schedule := _schedule_of(job)) and (reason := _why_never(schedule)):
        problems.append(f"the schedule of {job.name} cannot be used: {reason} ({job.where})")
    if job.policy.max_attempts < 1 or job.policy.timeout_s <= 0:
        problems.append(f"{job.name} needs at least one attempt and more than 0 s for it: {job.where}")
    if job.blocking and ("<" in job.where or inspect.iscoroutinefunction(job.work)):
        problems.append(f"{job.name} is blocking, so it must be a plain function at the top of its module: {job.where}")
    return problems


def _why_never(schedule: Schedule) -> str | None:
    try:
        fires = firings_of(schedule).after(datetime.now(UTC))
    except InvalidInput as error:
        return error.detail
    return None if fires else "it never fires."
