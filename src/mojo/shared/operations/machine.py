"""How much of the machine is left: its disk and its memory, as far as this process may use them."""

import shutil
from dataclasses import dataclass
from pathlib import Path

_MEMINFO = Path("/proc/meminfo")
"""proc(5)."""
_GROUP = Path("/sys/fs/cgroup")
"""Control group v2, https://docs.kernel.org/admin-guide/cgroup-v2.html#memory: what a container may use."""


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes there are and bytes that are free."""

    size: int
    free: int


def disk_room(path: Path) -> Room:
    """Return the room on the disk of `path`. Raises OSError."""
    usage = shutil.disk_usage(path)
    return Room(usage.total, usage.free)


def memory_room(meminfo: Path = _MEMINFO, group: Path = _GROUP) -> Room | None:
    """Return the memory of the container, or of the machine where that is less; None where the system does not tell."""
    machine, limit = _machine(meminfo), _limit(group)
    if machine is None or limit is None or limit.size >= machine.size:
        return machine
    return Room(limit.size, min(limit.free, machine.free))


def _machine(meminfo: Path) -> Room | None:
    try:
        lines = dict(line.split(":", 1) for line in meminfo.read_text().splitlines() if ":" in line)
        size, free = (int(lines[name].split()[0]) * 1024 for name in ("MemTotal", "MemAvailable"))
    except (OSError, KeyError, ValueError, IndexError):
        return None
    return Room(size, free)


def _limit(group: Path) -> Room | None:
    """Return what the control group leaves; what it only caches is as good as free."""
    try:
        size, used = (int((group / name).read_text()) for name in ("memory.max", "memory.current"))
        cached = dict(line.split() for line in (group / "memory.stat").read_text().splitlines()).get("inactive_file", "0")
    except (OSError, ValueError):  # no limit reads "max"
        return None
    return Room(size, max(0, size - used + int(cached)))
