"""Schedules in memory, a scheduler that works when told to, and people who may do this and that."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from dishka import Provider, Scope
from pydantic import BaseModel

from mojo.features.jobs.routes import router
from mojo.features.jobs.service import JobsService
from mojo.features.jobs.watching import RunsService
from mojo.scheduler.jobs import JobGroup, Run
from mojo.scheduler.registry import JobRegistry
from mojo.shared.auth.tokens import PERSONAL, new_token
from mojo.shared.context import AppContext, AppName
from mojo.shared.model.audit import AuditEntry
from mojo.shared.model.people import Principal, User
from mojo.shared.persistence.memory import MemoryAudit
from mojo.shared.ports import Audit, Jobs
from mojo.shared.util.clock import Clock, SetClock
from tests.api.support import Client, grant, make_client
from tests.support import make_memory_context

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
"""A Monday."""

MEMBER = frozenset({"jobs:read", "jobs:run"})
ADMIN = MEMBER | {"jobs:manage"}


def person(id: str, scopes: frozenset[str] = MEMBER) -> Principal:
    return Principal(user_id=id, name=id.title(), scopes=scopes)


ANNA, BERT, ADA = person("anna"), person("bert"), person("ada", ADMIN)


class Water(BaseModel):
    litres: float


@dataclass
class Office:
    """Where the tests go."""

    context: AppContext
    clock: SetClock
    service: JobsService
    runs: RunsService
    client: Client

    async def token(self, by: Principal) -> dict[str, str]:
        chat_id = len(by.user_id) * 1000 + ord(by.user_id[0])
        user = User(id=by.user_id, chat_id=chat_id, name=by.name, scopes=by.scopes, created_at=NOW)
        return await grant(self.context, *by.scopes, token=new_token(PERSONAL), user=user)

    async def audited(self) -> list[AuditEntry]:
        log = await self.context.get(Audit)  # type: ignore[type-abstract]  # a port is the key
        assert isinstance(log, MemoryAudit)
        return log.entries

    def pass_time(self, seconds: float) -> None:
        self.clock.move(timedelta(seconds=seconds))


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    group = JobGroup("t")

    @group.job("t.note")
    async def note(run: Run) -> None:
        """Note something."""

    @group.job("t.water", payload=Water)
    async def water(run: Run) -> None:
        """Water the plants."""

    clock, jobs = SetClock(NOW), JobRegistry([group])
    own = Provider(scope=Scope.APP)
    own.provide(lambda: clock, provides=Clock)
    own.provide(lambda: jobs, provides=Jobs)
    context = make_memory_context(AppName.API, {}, own)
    service, runs = await context.get(JobsService), await context.get(RunsService)
    yield Office(context, clock, service, runs, make_client(context, router))
    await context.close()
