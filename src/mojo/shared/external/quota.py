"""How many calls a service has left today."""

import logging
import math
from datetime import datetime, time, timedelta

from mojo.shared.errors import RateLimited, StoreUnavailable
from mojo.shared.external.fleet import ask
from mojo.shared.external.policy import ServicePolicy
from mojo.shared.ports import Fleet
from mojo.shared.util.clock import Clock

WARN_AT = 0.8

log = logging.getLogger("mojo.external")


class QuotaSpent(RateLimited):
    """Today's calls are used up; `params["retry_after_s"]` says when the next day begins. Trying again sooner is no use."""

    retryable = False


class Quota:
    """Counts the calls of a UTC day over all processes; while the store is away, those of this process on top."""

    def __init__(self, policy: ServicePolicy, fleet: Fleet, clock: Clock) -> None:
        self._service = policy.name
        self._limit = policy.daily_quota
        self._fleet = fleet
        self._clock = clock
        self._day = ""
        self._used = 0

    async def spend(self) -> None:
        """Count one call. Raises QuotaSpent when there is none left."""
        if self._limit is None:
            return
        today = self._today()
        if self.left == 0:
            raise self._spent()
        try:
            used = await ask(self._fleet.count_call(self._service, today))
        except StoreUnavailable:
            used = self._used + 1
        self._day, self._used = today, used
        if used == math.ceil(WARN_AT * self._limit):  # a number that only one process is given
            log.warning("external.quota_low", extra={"service": self._service, "used": used, "quota": self._limit})
        if used > self._limit:
            raise self._spent()

    @property
    def left(self) -> int | None:
        """How many calls are left today, None without a quota."""
        if self._limit is None:
            return None
        return self._limit if self._day != self._today() else max(0, self._limit - self._used)

    @property
    def warning(self) -> str | None:
        """What to say when few calls are left."""
        if self._limit is None or self.left is None or self._limit - self.left < WARN_AT * self._limit:
            return None
        return f"{self._limit - self.left} of {self._limit} calls of today are used."

    def _today(self) -> str:
        return self._clock.now().date().isoformat()

    def _spent(self) -> QuotaSpent:
        return QuotaSpent(
            f"{self._service} is not asked again today: its {self._limit} calls a day are used up.",
            service=self._service,
            retry_after_s=_until_midnight_s(self._clock.now()),
        )


def _until_midnight_s(now: datetime) -> float:
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    return (midnight - now).total_seconds()
