"""A circuit breaker: a service that keeps failing is left alone for a while, then tried with a single call."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from mojo.shared.external.policy import ServicePolicy

REMEMBERED_CALLS = 100
"""Beyond these the window is shorter than `breaker_window_s`: a busy service is judged by its last hundred calls."""


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
        self._opened_at: float | None = None
        self._probing = False

    @property
    def is_open(self) -> bool:
        """Tell whether calls are refused (but for a probe)."""
        return self._opened_at is not None

    @property
    def rest_left_s(self) -> float:
        """How long until a probe is admitted; 0 if calls are admitted now."""
        if self._opened_at is None:
            return 0.0
        return max(0.0, self._opened_at + self._policy.breaker_rest_s - self._monotonic())

    def admit(self) -> Admission | None:
        """Admit one call, or return None if the service is to be left alone."""
        if self._opened_at is None:
            return Admission(probe=False)
        if self._probing or self.rest_left_s > 0:
            return None
        self._probing = True
        return Admission(probe=True)

    def settle(self, admission: Admission, ok: bool | None) -> None:
        """Say how the call went; None if it was given up and tells nothing about the service."""
        if admission.probe:
            self._settle_probe(ok)
        elif ok is not None and self._opened_at is None:
            self._calls.append((self._monotonic(), ok))
            if self._too_many_failures():
                self._open()

    def _settle_probe(self, ok: bool | None) -> None:
        self._probing = False
        if ok:
            self._opened_at = None
        elif ok is False:
            self._open()

    def _open(self) -> None:
        self._opened_at = self._monotonic()
        self._calls.clear()

    def _too_many_failures(self) -> bool:
        oldest = self._monotonic() - self._policy.breaker_window_s
        while self._calls[0][0] < oldest:
            self._calls.popleft()
        failures = sum(not ok for _, ok in self._calls)
        enough = len(self._calls) >= self._policy.breaker_min_calls
        return enough and failures / len(self._calls) >= self._policy.breaker_failure_rate
