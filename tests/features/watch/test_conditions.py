"""What counts as wrong: at, below and above every threshold, and what cannot be told."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mojo.features.watch.conditions import BY_CAUSE, CONDITIONS, GAUGES, explained, look, told_elsewhere
from mojo.features.watch.reading import Reading, counted, read_gauges, seen_services
from mojo.features.watch.settings import WatchSettings
from mojo.shared.errors import ConfigurationError
from mojo.shared.health import Health, State
from mojo.shared.measures import Measurements, measures_showing
from mojo.shared.metrics import gauge
from mojo.shared.persistence.heartbeats import Heartbeat
from mojo.shared.persistence.memory import MemoryDocuments
from mojo.shared.settings import load_settings
from mojo.shared.util.clock import SetClock
from tests.support import make_memory_context

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
UNIX = NOW.timestamp()
SETTINGS = WatchSettings.model_validate({"ALERTMANAGER_TOKEN": "a-token-of-alertmanager"})


def alone(**gauges: float) -> dict[str, dict[str, float]]:
    """Return gauges without labels."""
    return {f"mojo_{name}": {"": value} for name, value in gauges.items()}


def ages(inbox: float, chats: float, targets: float = 0, held: float = 0) -> dict[str, dict[str, float]]:
    out = {"chats": chats, "targets": targets, "held": held}
    return {"mojo_chronos_inbox_oldest_seconds": {"": inbox}, "mojo_chronos_outbox_oldest_seconds": out}


def redis(aof: float = 1, write: float = 1, snapshot: float = 1) -> dict[str, dict[str, float]]:
    return alone(redis_aof_enabled=aof, redis_aof_write_ok=write, redis_snapshot_ok=snapshot)


def at(days: float) -> dict[str, dict[str, float]]:
    return {"mojo_certificate_not_after_timestamp_seconds": {"home.pem": UNIX + days * 86_400}}


def backed_up(hours: float) -> dict[str, dict[str, float]]:
    return {"mojo_backup_last_success_timestamp_seconds": {"folder": UNIX - hours * 3600}}


def down(*names: str, state: State = State.DOWN) -> tuple[Health, ...]:
    return tuple(Health(name, state) for name in names)


@pytest.mark.parametrize(
    ("cause", "reading", "found"),
    [
        ("service_down", {"seen": {"chronos": NOW - timedelta(seconds=90)}}, {}),
        ("service_down", {"seen": {"chronos": NOW - timedelta(seconds=91), "api": NOW}}, {"chronos": 91}),
        ("service_down", {"seen": {"chronos": NOW}, "health": down("chronos")}, {"chronos": 0}),
        ("service_down", {}, {}),
        ("dependency_down", {"health": down("telegram", "redis", "api")}, {"telegram": 1}),
        ("dependency_down", {"health": down("telegram", state=State.DEGRADED)}, {}),
        ("api_errors", {"counted": {"mojo_api_requests": 100, "mojo_api_server_errors": 9}}, {}),
        ("api_errors", {"counted": {"mojo_api_requests": 200, "mojo_api_server_errors": 10}}, {}),
        ("api_errors", {"counted": {"mojo_api_requests": 100, "mojo_api_server_errors": 10}}, {"": 10}),
        ("api_errors", {}, {}),
        ("queue_waiting", {"gauges": ages(300, 300)}, {}),
        ("queue_waiting", {"gauges": ages(301, 0)}, {"inbox": 301}),
        ("queue_waiting", {"gauges": ages(0, 999, 400, held=9999)}, {"chats": 999, "targets": 400}),
        ("queue_waiting", {}, None),
        ("job_missed", {"gauges": alone(schedules_silent=0)}, {}),
        ("job_missed", {"gauges": alone(schedules_silent=2)}, {"": 2}),
        ("job_missed", {}, None),
        ("redis_memory", {"gauges": alone(redis_memory_used_bytes=80, redis_memory_max_bytes=100)}, {}),
        ("redis_memory", {"gauges": alone(redis_memory_used_bytes=81, redis_memory_max_bytes=100)}, {"": 81}),
        ("redis_memory", {"gauges": alone(redis_memory_used_bytes=81, redis_memory_max_bytes=0)}, {}),
        ("redis_memory", {}, None),
        ("redis_persistence", {"gauges": redis()}, {}),
        ("redis_persistence", {"gauges": redis(aof=0)}, {"": 1}),
        ("redis_persistence", {"gauges": redis(write=0)}, {"": 1}),
        ("redis_persistence", {"gauges": redis(snapshot=0)}, {"": 1}),
        ("redis_persistence", {"gauges": alone(redis_aof_enabled=1)}, None),
        ("disk_full", {"gauges": alone(disk_free_bytes=10, disk_size_bytes=100)}, {}),
        ("disk_full", {"gauges": alone(disk_free_bytes=9, disk_size_bytes=100)}, {"": 9}),
        ("disk_full", {}, None),
        ("memory_full", {"gauges": alone(memory_available_bytes=5, memory_size_bytes=100)}, {}),
        ("memory_full", {"gauges": alone(memory_available_bytes=4, memory_size_bytes=100)}, {"": 4}),
        ("certificate_ends", {"gauges": at(days=14)}, {}),
        ("certificate_ends", {"gauges": at(days=13)}, {"home.pem": 13}),
        ("certificate_ends", {"gauges": at(days=-3)}, {"home.pem": 0}),
        ("certificate_ends", {}, {}),
        ("backup_old", {"gauges": backed_up(hours=48)}, {}),
        ("backup_old", {"gauges": backed_up(hours=49)}, {"folder": 49}),
        ("backup_old", {}, {}),
        ("log_lines_lost", {"counted": {"mojo_log_lines_dropped_total": 0}}, {}),
        ("log_lines_lost", {"counted": {"mojo_log_lines_dropped_total": 3}}, {"": 3}),
        ("monitoring_silent", {}, {}),
        ("monitoring_silent", {"alertmanager_at": NOW - timedelta(minutes=20)}, {}),
        ("monitoring_silent", {"alertmanager_at": NOW - timedelta(minutes=21)}, {"": 1260}),
    ],
)
def test_what_is_wrong(cause: str, reading: dict[str, Any], found: dict[str, float] | None) -> None:
    assert BY_CAUSE[cause].find(Reading(now=NOW, **reading), SETTINGS) == found


def test_a_reading_says_what_is_wrong_and_what_cannot_be_told() -> None:
    sightings, unknown = look(Reading(now=NOW, gauges=ages(0, 600), health=down("telegram")), SETTINGS)
    assert [(one.key, one.severity.value, one.figure) for one in sightings] == [
        (("dependency_down", "telegram"), "warning", 1),
        (("queue_waiting", "chats"), "warning", 600),
    ]
    assert unknown == {"job_missed", "redis_memory", "redis_persistence", "disk_full", "memory_full"}


def test_what_explains_what() -> None:
    assert explained(("queue_waiting", "chats"), {("dependency_down", "telegram")})
    assert not explained(("queue_waiting", "chats"), {("dependency_down", "open_meteo")})
    assert explained(("redis_persistence", ""), {("disk_full", "")})
    assert not explained(("SomebodysAlert", "host:9100"), {("disk_full", "")})
    assert told_elsewhere(("job_missed", ""))
    assert not told_elsewhere(("service_down", "chronos"))


async def test_every_gauge_that_conditions_are_about_is_measured() -> None:
    measures = measures_showing(GAUGES)
    assert {measure.name for measure in measures} == {"redis", "lanes", "schedules", "machine", "certificates", "backup"}
    context = make_memory_context()
    await Measurements(context, measures).refresh()
    shown = read_gauges(GAUGES)
    without_redis = {name for name in GAUGES if not name.startswith(("mojo_redis", "mojo_certificate", "mojo_backup"))}
    assert without_redis <= set(shown)
    await context.close()


def test_what_shows_nothing_is_not_read() -> None:
    gauge("mojo_test_read_bytes", "Bytes.").set(float("nan"))
    gauge("mojo_test_read_kinds", "Kinds.", "kind").labels("a").set(2)
    assert read_gauges(["mojo_test_read_bytes", "mojo_test_read_kinds", "mojo_unknown"]) == {"mojo_test_read_kinds": {"a": 2}}


class TestCounting:
    def beat(self, instance: str, app: str = "api", **figures: float) -> Heartbeat:
        return Heartbeat(app, instance, NOW, "1", [], figures)

    async def grown(self, *rows: list[Heartbeat]) -> dict[str, float]:
        clock = SetClock(NOW)
        documents, found = MemoryDocuments(clock), dict[str, float]()
        for row in rows:
            found = await counted(documents, row, clock.now())
            clock.move(timedelta(minutes=2))
        return found

    async def test_growth_is_added_up_over_processes(self) -> None:
        first, second = [self.beat("a:1", x=5), self.beat("b:2", x=1)], [self.beat("a:1", x=7), self.beat("b:2", x=5)]
        assert await self.grown(first, second) == {"x": 6}

    async def test_services_of_one_process_count_once(self) -> None:
        rows = [[self.beat("a:1", app, x=value) for app in ("api", "chronos")] for value in (1, 4)]
        assert await self.grown(*rows) == {"x": 3}

    async def test_a_process_that_began_anew_or_was_away(self) -> None:
        assert await self.grown([self.beat("a:1", x=100)], [self.beat("a:1", x=2)]) == {"x": 2}
        assert await self.grown([self.beat("a:1", x=100)], [], [self.beat("a:1", x=101)]) == {"x": 1}
        assert await self.grown([], [self.beat("a:9", x=3)]) == {"x": 3}

    async def test_what_is_older_than_the_window_does_not_count(self) -> None:
        rows = [[self.beat("a:1", x=value)] for value in (0, 50, 51, 52, 53)]
        assert await self.grown(*rows) == {"x": 2}


async def test_a_service_is_missed_for_a_week() -> None:
    clock = SetClock(NOW)
    documents = MemoryDocuments(clock)
    await seen_services(documents, [Heartbeat("chronos", "a:1", NOW, "1", []), Heartbeat("api", "a:1", NOW, "1", [])], NOW)
    clock.move(timedelta(days=6))
    assert await seen_services(documents, [Heartbeat("api", "a:1", clock.now(), "1", [])], clock.now()) == {
        "chronos": NOW,
        "api": clock.now(),
    }
    clock.move(timedelta(days=2))
    assert set(await seen_services(documents, [], clock.now())) == {"api"}


def test_a_threshold_that_is_none_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="WATCH_DISK_FREE_PERCENT"):
        load_settings({"WATCH_DISK_FREE_PERCENT": "100"}, dotenv=None)
    assert len(BY_CAUSE) == len(CONDITIONS)
