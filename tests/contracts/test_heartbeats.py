"""Heartbeats: the same in memory and in Redis."""

import asyncio
import logging
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from dishka import Provider, Scope, make_async_container

from mojo import __version__
from mojo.shared.context import AppContext, AppName, Stage
from mojo.shared.errors import StoreUnavailable
from mojo.shared.health import Health, HealthBoard, State
from mojo.shared.metrics import FIGURES, figures
from mojo.shared.persistence.heartbeats import Heartbeat, Heartbeats, keep_beating
from mojo.shared.persistence.memory import MemoryHeartbeats
from mojo.shared.util.clock import SystemClock
from tests.contracts.stores import Stores, eventually, settings_for

LONG_S = 60.0
AILING = Health("telegram", State.DEGRADED, "429", datetime(2026, 1, 1, tzinfo=UTC), "wait", stand_in=True)


@pytest.fixture
async def heartbeats(stores: Stores) -> Heartbeats:
    return await stores(Heartbeats)  # type: ignore[type-abstract]


async def test_tells_who_lives_and_how_they_are(heartbeats: Heartbeats, monkeypatch: pytest.MonkeyPatch) -> None:
    before = datetime.now(UTC)
    await heartbeats.beat("scheduler", "host:2", [], LONG_S)
    monkeypatch.setitem(FIGURES, "mojo_api_requests", lambda: 12)
    await heartbeats.beat("chronos", "host:1", [AILING], LONG_S)
    chronos, scheduler = await heartbeats.all()
    assert before <= chronos.at <= datetime.now(UTC)
    assert chronos == Heartbeat("chronos", "host:1", chronos.at, __version__, [AILING], figures())
    assert chronos.figures["mojo_api_requests"] == 12
    assert (scheduler.app, scheduler.instance, scheduler.health) == ("scheduler", "host:2", [])


async def test_a_later_beat_replaces_the_former(heartbeats: Heartbeats) -> None:
    await heartbeats.beat("api", "host:1", [], LONG_S)
    await heartbeats.beat("api", "host:1", [AILING], LONG_S)
    assert [beat.health for beat in await heartbeats.all()] == [[AILING]]


async def test_whoever_stops_beating_is_gone(heartbeats: Heartbeats) -> None:
    await heartbeats.beat("api", "host:1", [], 0.05)
    await heartbeats.beat("api", "host:2", [], LONG_S)
    await eventually(lambda: _are(heartbeats, ["host:2"]))


async def test_a_beat_can_be_taken_back(heartbeats: Heartbeats) -> None:
    await heartbeats.beat("api", "host:1", [], LONG_S)
    await heartbeats.beat("api", "host:1", [], 0)
    assert await heartbeats.all() == []


async def test_nobody_lives_at_first(heartbeats: Heartbeats) -> None:
    assert await heartbeats.all() == []


class Flaky(MemoryHeartbeats):
    """Fails the first time."""

    failures = 1

    async def beat(self, app: str, instance: str, health: list[Health], ttl_s: float) -> None:
        if self.failures:
            self.failures -= 1
            raise StoreUnavailable("gone")
        await super().beat(app, instance, health, ttl_s)


async def test_a_service_beats_until_it_stops_and_survives_a_lost_store(tmp_path: Path) -> None:
    context, heartbeats = _context(tmp_path)
    stop = asyncio.Event()
    beating = asyncio.create_task(keep_beating(context, stop, every_s=0.01))
    await eventually(heartbeats.all)
    (beat,) = await heartbeats.all()
    assert (beat.app, beat.instance.rpartition(":")[2]) == ("api", str(os.getpid()))
    assert [replace(health, since=None) for health in beat.health] == [Health("weather", State.DOWN)]
    stop.set()
    await beating
    assert await heartbeats.all() == []
    await context.close()


def _context(data_dir: Path) -> tuple[AppContext, Heartbeats]:
    heartbeats, board = Flaky(SystemClock()), HealthBoard(SystemClock())
    board.report("weather", State.DOWN)
    provider = Provider(scope=Scope.APP)
    provider.provide(lambda: heartbeats, provides=Heartbeats)
    provider.provide(lambda: board, provides=HealthBoard)
    container = make_async_container(provider)
    settings = settings_for("", data_dir)
    return AppContext(AppName.API, Stage.DEV, settings, logging.getLogger("mojo.api"), container), heartbeats


async def _are(heartbeats: Heartbeats, instances: list[str]) -> bool:
    return [beat.instance for beat in await heartbeats.all()] == instances
