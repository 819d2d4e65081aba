"""What every request to an outside service goes through: total deadline -> cache -> breaker -> retries -> one attempt.

The first two are `ExternalService`'s, for an answer that is kept needs no request, and one that is fetched serves more than
whoever asked for it first (ADR 0030). The rest are aiohttp's client middlewares, here.
"""

import asyncio
import logging
import math
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import cast

from aiohttp import ClientHandlerType, ClientRequest, ClientResponse

from mojo.shared.errors import ExternalServiceError
from mojo.shared.external.answers import EXPECTED_ERRORS, Answer, failure_of_answer, failure_of_error
from mojo.shared.external.backoff import RetryBudget, longest_pause_s, worth_retrying
from mojo.shared.external.breaker import FleetBreaker
from mojo.shared.external.deadline import left_s
from mojo.shared.external.policy import ServicePolicy
from mojo.shared.external.quota import Quota
from mojo.shared.metrics import counter, histogram
from mojo.shared.util.clock import Clock

ATTEMPT_SECONDS = histogram("mojo_external_attempt_seconds", "Duration of attempts on outside services.", "service", "result")
"""`result` is `ok` or the code of the failure."""

RETRIES = counter("mojo_external_retries_total", "Attempts on outside services after the first.", "service")

log = logging.getLogger("mojo.external")


class CircuitOpen(ExternalServiceError):
    """The service failed so often that it is left alone; `params["retry_after_s"]` says for how long."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Time and chance, so that a test can set them."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    jitter: Callable[[float, float], float] = random.uniform


class Middlewares:
    """The way out to one service."""

    def __init__(self, policy: ServicePolicy, breaker: FleetBreaker, quota: Quota, clock: Clock, timing: Timing) -> None:
        self._policy = policy
        self._breaker = breaker
        self._quota = quota
        self._budget = RetryBudget(policy)
        self._slots = asyncio.Semaphore(policy.concurrency)
        self._clock = clock
        self._timing = timing
        self.in_order = (self.through_breaker, self.with_retries, self.one_attempt)

    async def through_breaker(self, request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
        """Refuse the call while the service rests. Raises CircuitOpen."""
        admission = await self._breaker.admit()
        if admission is None:
            raise self._circuit_open()
        ok: bool | None = None
        try:
            response = await handler(request)
            ok = True
            return response
        except ExternalServiceError as failure:
            ok = not failure.retryable  # a service that refuses one request is well
            raise
        finally:
            self._breaker.settle(admission, ok)

    async def with_retries(self, request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
        """Try again what may be sent again, with exponential backoff and full jitter, as long as deadline and budget allow."""
        attempts = self._policy.attempts if request.method in self._policy.retry_methods else 1
        attempt = 1
        while True:
            try:
                response = await handler(request)
            except ExternalServiceError as failure:
                pause_s = self._pause_s(failure, attempt)
                hopeless = attempt >= attempts or not worth_retrying(failure) or pause_s >= self._left_s()
                if hopeless or not self._budget.take():
                    raise
            else:
                self._budget.earn()
                return response
            RETRIES.labels(self._policy.name).inc()
            await self._timing.sleep(pause_s)
            attempt += 1

    async def one_attempt(self, request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
        """Send the request, read its document and name what went wrong. Raises ExternalServiceError and its families."""
        started = self._timing.monotonic()
        outcome = await self._try(request, handler)
        took_s = self._timing.monotonic() - started
        result = outcome.code if isinstance(outcome, ExternalServiceError) else "ok"
        ATTEMPT_SECONDS.labels(self._policy.name, result).observe(took_s)
        fields = {"service": self._policy.name, "method": request.method, "took_ms": round(took_s * 1000, 1)}
        if isinstance(outcome, ExternalServiceError):
            log.info("external.attempt_failed", extra=fields | {"code": outcome.code, "reason": outcome.detail})
            raise outcome
        log.debug("external.attempt_succeeded", extra=fields)
        return outcome

    async def _try(self, request: ClientRequest, handler: ClientHandlerType) -> ClientResponse | ExternalServiceError:
        """Return the failure instead of raising it: raised here it would be chained to the client's error, URL and all."""
        answer: Answer | None = None
        complete = False
        try:
            async with asyncio.timeout(self._left_s()), self._slots:
                await self._quota.spend()
                answer = cast(Answer, await handler(request))
                failure = failure_of_answer(self._policy, answer, self._clock.now())
                if failure is None:
                    await answer.take_in(self._policy)
                    complete = True
                return failure or answer
        except ExternalServiceError as failure:
            return failure
        except EXPECTED_ERRORS as error:
            return failure_of_error(self._policy.name, error)
        finally:
            if answer is not None and not complete:
                answer.close()

    def _circuit_open(self) -> CircuitOpen:
        name, rest_s = self._policy.name, math.ceil(self._breaker.own.rest_left_s)
        return CircuitOpen(f"{name} failed repeatedly and is left alone for {rest_s} s.", service=name, retry_after_s=rest_s)

    def _pause_s(self, failure: ExternalServiceError, attempt: int) -> float:
        jittered_s = self._timing.jitter(0.0, longest_pause_s(self._policy, attempt))
        asked_s: float = failure.params.get("retry_after_s", 0.0)
        return max(jittered_s, asked_s)

    def _left_s(self) -> float:
        return left_s(self._timing.monotonic)
