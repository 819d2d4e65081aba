"""What a process can say of itself and its machine without asking anybody."""

import logging
import platform
from collections.abc import Iterator
from pathlib import Path

from prometheus_client.core import CounterMetricFamily
from prometheus_client.registry import Collector

from mojo import __version__
from mojo.shared.context import AppContext
from mojo.shared.health import HealthBoard, State
from mojo.shared.measures import Measure
from mojo.shared.metrics import FIGURES, gauge, registry
from mojo.shared.operations.machine import disk_room, memory_room
from mojo.shared.operations.settings import OperationsSettings

DROPPED = "mojo_log_lines_dropped"
DISK_FREE, DISK_SIZE = "mojo_disk_free_bytes", "mojo_disk_size_bytes"
MEMORY_FREE, MEMORY_SIZE = "mojo_memory_available_bytes", "mojo_memory_size_bytes"
NOT_AFTER = "mojo_certificate_not_after_timestamp_seconds"
DEPENDENCY = "mojo_dependency_state"

_build = gauge("mojo_build_info", "1, with what runs here in its labels.", "version", "python", "stage")
_disk_free = gauge(DISK_FREE, "Free bytes on the disk of MOJO_DATA_DIR.")
_disk_size = gauge(DISK_SIZE, "Size of the disk of MOJO_DATA_DIR.")
_memory_free = gauge(MEMORY_FREE, "Memory that can still be used, of the container or the machine.")
_memory_size = gauge(MEMORY_SIZE, "Memory of the container or the machine.")
_not_after = gauge(NOT_AFTER, "When a certificate of TLS_CERTIFICATE_FILES ends, by file name; 0 if it cannot be read.", "file")
_dependency = gauge(DEPENDENCY, "How this process sees a dependency: 0 healthy, 1 degraded, 2 down.", "dependency")

_LEVELS = {State.HEALTHY: 0, State.DEGRADED: 1, State.DOWN: 2}


class DroppedLines(Collector):
    """Counts what the log could not take; whoever writes it keeps the number."""

    def collect(self) -> Iterator[CounterMetricFamily]:
        """Return the one series."""
        yield CounterMetricFamily(DROPPED, "Log lines lost to a full queue or disk.", value=dropped_lines())


def dropped_lines() -> float:
    """Return how many lines this process's log has lost."""
    return float(sum(getattr(handler, "dropped", 0) for handler in logging.getLogger().handlers))


registry.register(DroppedLines())
FIGURES[f"{DROPPED}_total"] = dropped_lines


async def _itself(context: AppContext) -> None:
    _build.labels(__version__, platform.python_version(), context.stage.value).set(1)
    board = await context.get(HealthBoard)
    _dependency.clear()
    for health in board.snapshot():
        _dependency.labels(health.name).set(_LEVELS[health.state])


async def _machine(context: AppContext) -> None:
    path = context.settings.core.data_dir
    while not path.exists() and path != path.parent:
        path = path.parent
    disk, memory = disk_room(path), memory_room()
    _disk_free.set(disk.free)
    _disk_size.set(disk.size)
    if memory:
        _memory_free.set(memory.free)
        _memory_size.set(memory.size)


async def _certificates(context: AppContext) -> None:
    _not_after.clear()
    for path in context.settings[OperationsSettings].certificates:
        _not_after.labels(path.name).set(ends_at(path))


def ends_at(path: Path) -> float:
    """Return when the first certificate of a PEM file ends, in Unix time; 0 if there is none to be read: that is an alarm too."""
    from cryptography import x509  # 6 MB that only who has certificates watched pays for

    try:
        return x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc.timestamp()
    except (OSError, ValueError):
        return 0.0


measures = [
    Measure("itself", _itself, (_build, _dependency)),
    Measure("machine", _machine, (_disk_free, _disk_size, _memory_free, _memory_size), fresh_s=10),
    Measure("certificates", _certificates, (_not_after,), fresh_s=60),
]
