"""What is watched. Each condition has its twin, of the same name, among the rules in docker/prometheus/rules."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from mojo.features.watch.model import Key, Severity, Sighting
from mojo.features.watch.reading import Reading
from mojo.features.watch.settings import WatchSettings
from mojo.shared.health import State
from mojo.shared.metrics import REQUESTS, SERVER_ERRORS
from mojo.shared.settings import AppName

Found: TypeAlias = dict[str, float] | None
"""What is wrong, by subject, with the figure that shows it; None when it cannot be told."""

SILENT_FOR = timedelta(seconds=90)
MONITORING_SILENT_FOR = timedelta(minutes=20)
_HOSTS = frozenset(AppName)
INBOX, CHATS, TARGETS = "inbox", "chats", "targets"


@dataclass(frozen=True)
class Condition:
    """One thing that can be wrong."""

    cause: str
    find: Callable[[Reading, WatchSettings], Found]
    severity: Severity = Severity.WARNING
    gauges: tuple[str, ...] = ()
    because_of: tuple[Key, ...] = ()
    """What explains it: while that is wrong, this is not told as well. An empty subject stands for any."""


def _services(reading: Reading, settings: WatchSettings) -> Found:
    missing = {app: (reading.now - at).total_seconds() for app, at in reading.seen.items() if reading.now - at > SILENT_FOR}
    ended = {one.name: 0.0 for one in reading.health if one.name in _HOSTS and one.state is State.DOWN}
    return ended | missing


def _dependencies(reading: Reading, settings: WatchSettings) -> Found:
    down = [one.name for one in reading.health if one.state is State.DOWN]
    return {name: 1.0 for name in down if name not in _HOSTS and name != "redis"}


def _api_errors(reading: Reading, settings: WatchSettings) -> Found:
    requests, errors = reading.counted.get(REQUESTS, 0.0), reading.counted.get(SERVER_ERRORS, 0.0)
    percent = 100 * errors / requests if requests else 0.0
    return {"": percent} if errors >= settings.api_errors_min and percent > settings.api_errors_percent else {}


def _queues(reading: Reading, settings: WatchSettings) -> Found:
    out = reading.gauges.get("mojo_chronos_outbox_oldest_seconds", {})
    came_in = reading.gauge("mojo_chronos_inbox_oldest_seconds")
    if came_in is None or not out:
        return None
    ages = {INBOX: came_in, CHATS: out.get(CHATS, 0.0), TARGETS: out.get(TARGETS, 0.0)}
    return {name: age_s for name, age_s in ages.items() if age_s > settings.queue_age_s}


def _silent_schedules(reading: Reading, settings: WatchSettings) -> Found:
    return _above(reading.gauge("mojo_schedules_silent"), 0.0)


def _redis_memory(reading: Reading, settings: WatchSettings) -> Found:
    if reading.gauge("mojo_redis_memory_max_bytes") == 0:  # unbounded: /status and doctor say so
        return {}
    return _above(reading.ratio("mojo_redis_memory_used_bytes", "mojo_redis_memory_max_bytes"), settings.redis_memory_percent)


def _redis_persistence(reading: Reading, settings: WatchSettings) -> Found:
    values = [reading.gauge(f"mojo_redis_{name}") for name in ("aof_enabled", "aof_write_ok", "snapshot_ok")]
    return None if None in values else {"": 1.0} if 0.0 in values else {}


def _disk(reading: Reading, settings: WatchSettings) -> Found:
    return _below(reading.ratio("mojo_disk_free_bytes", "mojo_disk_size_bytes"), settings.disk_free_percent)


def _memory(reading: Reading, settings: WatchSettings) -> Found:
    return _below(reading.ratio("mojo_memory_available_bytes", "mojo_memory_size_bytes"), settings.memory_free_percent)


def _certificates(reading: Reading, settings: WatchSettings) -> Found:
    ends = reading.gauges.get("mojo_certificate_not_after_timestamp_seconds", {})
    left = {file: (at - reading.now.timestamp()) / 86_400 for file, at in ends.items()}
    return {file: max(0.0, days) for file, days in left.items() if days < settings.certificate_days}


def _backup(reading: Reading, settings: WatchSettings) -> Found:
    made = reading.gauges.get("mojo_backup_last_success_timestamp_seconds", {})
    ages = {target: (reading.now.timestamp() - at) / 3600 for target, at in made.items()}
    return {target: hours for target, hours in ages.items() if hours > settings.backup_age_h}


def _lost_lines(reading: Reading, settings: WatchSettings) -> Found:
    return _above(reading.counted.get("mojo_log_lines_dropped_total", 0.0), 0.0)


def _monitoring(reading: Reading, settings: WatchSettings) -> Found:
    if not settings.alertmanager_token or reading.alertmanager_at is None:
        return {}
    silent = reading.now - reading.alertmanager_at
    return _above(silent.total_seconds(), MONITORING_SILENT_FOR.total_seconds())


def _above(value: float | None, limit: float) -> Found:
    return None if value is None else {"": value} if value > limit else {}


def _below(value: float | None, limit: float) -> Found:
    return None if value is None else {"": value} if value < limit else {}


_REDIS = ("mojo_redis_memory_used_bytes", "mojo_redis_memory_max_bytes")
_PERSISTENCE = ("mojo_redis_aof_enabled", "mojo_redis_aof_write_ok", "mojo_redis_snapshot_ok")
_AGES = ("mojo_chronos_inbox_oldest_seconds", "mojo_chronos_outbox_oldest_seconds")
_CHRONOS = (("service_down", "chronos"), ("dependency_down", "telegram"))
_FULL = (("disk_full", ""),)

CONDITIONS = (
    Condition("service_down", _services, Severity.CRITICAL),
    Condition("dependency_down", _dependencies),
    Condition("api_errors", _api_errors),
    Condition("queue_waiting", _queues, gauges=_AGES, because_of=_CHRONOS),
    Condition("job_missed", _silent_schedules, gauges=("mojo_schedules_silent",)),
    Condition("redis_memory", _redis_memory, Severity.CRITICAL, _REDIS),
    Condition("redis_persistence", _redis_persistence, Severity.CRITICAL, _PERSISTENCE, because_of=_FULL),
    Condition("disk_full", _disk, Severity.CRITICAL, ("mojo_disk_free_bytes", "mojo_disk_size_bytes")),
    Condition("memory_full", _memory, gauges=("mojo_memory_available_bytes", "mojo_memory_size_bytes")),
    Condition("certificate_ends", _certificates, gauges=("mojo_certificate_not_after_timestamp_seconds",)),
    Condition("backup_old", _backup, gauges=("mojo_backup_last_success_timestamp_seconds",)),
    Condition("log_lines_lost", _lost_lines, because_of=_FULL),
    Condition("monitoring_silent", _monitoring),
)
GAUGES = frozenset(name for condition in CONDITIONS for name in condition.gauges)
BY_CAUSE = {condition.cause: condition for condition in CONDITIONS}


SCHEDULER_DOWN: Key = ("service_down", AppName.SCHEDULER.value)
"""Of this the sentry in the API and Chronos tells too, unless whoever sees it first has."""


def told_elsewhere(key: Key) -> bool:
    """Tell whether another part of Mojo tells of it: the Scheduler does of each silent schedule, and why."""
    return key[0] == "job_missed"


def look(reading: Reading, settings: WatchSettings) -> tuple[list[Sighting], set[str]]:
    """Return what is wrong, and the causes of which it cannot be told."""
    sightings: list[Sighting] = []
    unknown: set[str] = set()
    for condition in CONDITIONS:
        found = condition.find(reading, settings)
        if found is None:
            unknown.add(condition.cause)
            continue
        sightings += [
            Sighting(cause=condition.cause, subject=subject, severity=condition.severity, figure=figure)
            for subject, figure in found.items()
        ]
    return sightings, unknown


def explained(key: Key, wrong: set[Key]) -> bool:
    """Tell whether something else that is wrong is why this is."""
    condition = BY_CAUSE.get(key[0])
    reasons = condition.because_of if condition else ()
    return any(reason in wrong or (not reason[1] and any(cause == reason[0] for cause, _ in wrong)) for reason in reasons)
