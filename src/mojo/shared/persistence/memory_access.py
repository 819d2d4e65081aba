"""What guards the API again, in memory."""

from datetime import datetime, timedelta

from mojo.shared.auth.attempts import FORGOTTEN_AFTER_S, WAITS_S
from mojo.shared.util.clock import Clock


class MemoryAttempts:
    """Keeps `AttemptStore`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._failures: dict[tuple[str, str], tuple[int, datetime, datetime]] = {}

    async def blocked_for_s(self, kind: str, subject: str) -> float:
        now = self._clock.now()
        _, _, until = self._failures.get((kind, subject), (0, now, now))
        return max(0.0, (until - now).total_seconds())

    async def failed(self, kind: str, subject: str) -> int:
        now = self._clock.now()
        failures, last, _ = self._failures.get((kind, subject), (0, now, now))
        failures = 1 if now - last >= timedelta(seconds=FORGOTTEN_AFTER_S) else failures + 1
        wait = timedelta(seconds=WAITS_S[min(failures, len(WAITS_S)) - 1])
        self._failures[kind, subject] = (failures, now, now + wait)
        return failures

    async def forget(self, kind: str, subject: str) -> None:
        self._failures.pop((kind, subject), None)
