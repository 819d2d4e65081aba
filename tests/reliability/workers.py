"""Worker processes that a reliability test starts, kills and replaces.

    python -m tests.reliability.workers lanes|scheduler <redis url> <log>

They append a line to the log for everything they do; an append is one write, so a kill never leaves half a line.
"""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

LEASE_S = 1.0
MAX_ATTEMPTS = 3
TAKERS = 4
TAKEOVER_S = 1.0
"""Within so long a killed process is replaced."""
TICK = "t.tick"
POISON = "t.poison"
LONG = "t.long"
QUICK = "t.quick"
SOAK = "MOJO_SOAK" in os.environ
"""`make soak`: the same in full size, with figures."""


def start(kind: str, url: str, log: Path) -> subprocess.Popen[bytes]:
    """Start a worker process."""
    root = Path(__file__).parent.parent.parent
    return subprocess.Popen([sys.executable, "-m", "tests.reliability.workers", kind, url, str(log)], cwd=root)


def note(log: Path, *words: object) -> None:
    """Append one line."""
    handle = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(handle, (" ".join(map(str, words)) + "\n").encode())
    os.close(handle)


def notes(log: Path) -> list[list[str]]:
    """Return what was appended, a list of words a line."""
    return [line.split() for line in log.read_text().splitlines()] if log.exists() else []


async def grows(log: Path, by: int = 1, within_s: float = 15) -> None:
    """Wait until `by` more lines are in the log. Raises TimeoutError."""
    await reaches(log, len(notes(log)) + by, within_s)


async def reaches(log: Path, lines: int, within_s: float) -> None:
    """Wait until there are so many lines in the log. Raises TimeoutError."""
    async with asyncio.timeout(within_s):
        while len(notes(log)) < lines:
            await asyncio.sleep(0.01)


async def work_lanes(url: str, log: Path) -> None:
    """Work lanes called `work` until killed; a body of `poison` kills the process."""
    from mojo.shared.persistence.wiring import make_redis
    from mojo.shared.queue.redis_lanes import RedisLanes

    lanes = RedisLanes(make_redis(url), "work", LEASE_S)

    async def take() -> None:
        while True:
            lease = await lanes.take(30)
            while lease and (item := await lanes.head(lease)):
                if item.attempt > MAX_ATTEMPTS:
                    await lanes.bury(lease, item, "too many attempts")
                    continue
                note(log, lease.lane, item.id, item.attempt)
                if item.body == b"poison":
                    os.kill(os.getpid(), signal.SIGKILL)
                await asyncio.sleep(0.002)
                await lanes.done(lease, item)
            if lease:
                await lanes.release(lease)

    await asyncio.gather(*(take() for _ in range(TAKERS)))


async def schedule(url: str, log: Path) -> None:
    """Be a scheduler until killed, with one job that notes its runs and one that kills its process."""
    from mojo.scheduler import service
    from mojo.scheduler.jobs import JobGroup, Run
    from mojo.scheduler.registry import JobRegistry
    from mojo.shared.context import AppName
    from mojo.shared.persistence import runs
    from tests.support import context_for

    vars(runs)["KEPT_RUNS"] = 5000  # the test reads all of them
    group = JobGroup("t")

    @group.job(TICK, max_attempts=10)
    async def tick(run: Run) -> None:
        note(log, run.planned_at.isoformat(), run.attempt, os.getpid())
        await asyncio.sleep(0.05)

    @group.job(POISON, max_attempts=MAX_ATTEMPTS)
    async def poison(run: Run) -> None:
        note(log, run.planned_at.isoformat(), run.attempt, os.getpid())
        os.kill(os.getpid(), signal.SIGKILL)

    @group.job(QUICK, max_attempts=30)
    async def quick(run: Run) -> None:
        note(log, run.key, run.attempt, os.getpid())
        await asyncio.sleep(0.01)

    @group.job(LONG)
    async def long(run: Run) -> None:
        note(log, "began", os.getpid())
        await asyncio.sleep(600)

    vars(service)["find_jobs"] = lambda: JobRegistry([group])
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await service.serve(context_for(AppName.SCHEDULER, {"REDIS_URL": url}), asyncio.Event(), stop)


if __name__ == "__main__":
    _, kind, url, log = sys.argv
    asyncio.run({"lanes": work_lanes, "scheduler": schedule}[kind](url, Path(log)))
