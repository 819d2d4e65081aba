"""A circuit breaker: a service that keeps failing is left alone for a while, then tried with a single call.

It decides by what this process has seen; `FleetBreaker` passes on to the others that it opened or closed.
"""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from mojo.shared.errors import StoreUnavailable
from mojo.shared.external.fleet import ask, tell
from mojo.shared.external.policy import ServicePolicy
from mojo.shared.ports import Fleet

REMEMBERED_CALLS = 100
"""Beyond these the window is shorter than `breaker_window_s`: a busy service is judged by its last hundred calls."""
LISTEN_EVERY_S = 1.0
DEAF_FOR_S = 15.0
"""After the others could not be asked, so that a store that is away costs next to nothing."""


@dataclass(frozen=True, slots=True)
class Admission:
    """The right to make one call. Settle it, whatever happens."""

    probe: bool


class Breaker:
    """Closed, it admits every call; open, none; after its rest, one probe that decides which of both comes next."""

    def __init__(self, policy: ServicePolicy, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._policy = policy
        self._monotonic = monotonic
        self._calls: deque[tuple[float, bool]] = deque(maxlen=REMEMBERED_CALLS)
        self._rest_until: float | None = None
        self._probing = False

    @property
    def is_open(self) -> bool:
        """Tell whether calls are refused (but for a probe)."""
        return self._rest_until is not None

    @property
    def rest_left_s(self) -> float:
        """How long until a probe is admitted; 0 if calls are admitted now."""
        return 0.0 if self._rest_until is None else max(0.0, self._rest_until - self._monotonic())

    def admit(self) -> Admission | None:
        """Admit one call, or return None if the service is to be left alone."""
        if self._rest_until is None:
            return Admission(probe=False)
        if self._probing or self.rest_left_s > 0:
            return None
        self._probing = True
        return Admission(probe=True)

    def settle(self, admission: Admission, ok: bool | None) -> None:
        """Say how the call went; None if it was given up and tells nothing about the service."""
        if admission.probe:
            self._settle_probe(ok)
        elif ok is not None and self._rest_until is None:
            self._calls.append((self._monotonic(), ok))
            if self._too_many_failures():
                self.open_for(self._policy.breaker_rest_s)

    def open_for(self, rest_s: float) -> None:
        """Leave the service alone for `rest_s`, because it failed us or another process."""
        self._rest_until = self._monotonic() + rest_s
        self._calls.clear()

    def end_rest(self) -> None:
        """Let the next call be a probe, because another process found the service well."""
        if self._rest_until is not None:
            self._rest_until = self._monotonic()

    def _settle_probe(self, ok: bool | None) -> None:
        self._probing = False
        if ok:
            self._rest_until = None
        elif ok is False:
            self.open_for(self._policy.breaker_rest_s)

    def _too_many_failures(self) -> bool:
        oldest = self._monotonic() - self._policy.breaker_window_s
        while self._calls[0][0] < oldest:
            self._calls.popleft()
        failures = sum(not ok for _, ok in self._calls)
        enough = len(self._calls) >= self._policy.breaker_min_calls
        return enough and failures / len(self._calls) >= self._policy.breaker_failure_rate


class FleetBreaker:
    """A breaker that hears of the others' and lets them hear of its own, at most a second late."""

    def __init__(self, policy: ServicePolicy, fleet: Fleet, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.own = Breaker(policy, monotonic)
        self._policy = policy
        self._fleet = fleet
        self._monotonic = monotonic
        self._listen_at = monotonic()
        self._heard_open = False

    async def admit(self) -> Admission | None:
        """Admit one call, or return None if the service is to be left alone."""
        await self._listen()
        return self.own.admit()

    def settle(self, admission: Admission, ok: bool | None) -> None:
        """Say how the call went; None if it was given up."""
        was_open = self.own.is_open
        self.own.settle(admission, ok)
        if self.own.is_open and (not was_open or (admission.probe and ok is False)):
            tell(self._fleet.leave_alone(self._policy.name, self._policy.breaker_rest_s))
        elif was_open and not self.own.is_open:
            tell(self._fleet.welcome(self._policy.name))

    async def _listen(self) -> None:
        """Do as the others do. They are asked once a second and when there is a call, not otherwise."""
        if self._monotonic() < self._listen_at:
            return
        self._listen_at = self._monotonic() + LISTEN_EVERY_S
        try:
            left_s = await ask(self._fleet.left_alone_s(self._policy.name)) or 0.0
        except StoreUnavailable:
            self._listen_at = self._monotonic() + DEAF_FOR_S
            return
        if left_s > 0:
            self._heard_open = True
            if left_s > self.own.rest_left_s:
                self.own.open_for(left_s)
        elif self._heard_open:
            self._heard_open = False
            self.own.end_rest()
