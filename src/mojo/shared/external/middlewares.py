"""What every outgoing request goes through, in this order: total deadline -> breaker -> retries -> one attempt (logged)."""

import asyncio
import logging
import math
import random
import time
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import cast

from aiohttp import ClientHandlerType, ClientRequest, ClientResponse

from mojo.shared.errors import ExternalServiceError
from mojo.shared.external.answers import EXPECTED_ERRORS, Answer, failure_of_error, failure_of_status
from mojo.shared.external.backoff import IDEMPOTENT_METHODS, longest_pause_s, worth_retrying
from mojo.shared.external.breaker import Breaker
from mojo.shared.external.policy import ServicePolicy
from mojo.shared.metrics import histogram
from mojo.shared.util.clock import Clock

ATTEMPT_SECONDS = histogram("mojo_external_attempt_seconds", "Duration of attempts on outside services.", "service", "result")
"""`result` is `ok` or the code of the failure."""

log = logging.getLogger("mojo.external")

_deadline: ContextVar[float] = ContextVar("mojo_external_deadline", default=math.inf)
"""When the running call must be over, by the monotonic clock. Said once at the outside and kept by every attempt inside,
so that the breaker sees a timeout as the failure it is and not as a cancellation."""


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

    def __init__(self, policy: ServicePolicy, breaker: Breaker, clock: Clock, timing: Timing) -> None:
        self._policy = policy
        self._breaker = breaker
        self._clock = clock
        self._timing = timing
        self.in_order = (self.within_deadline, self.through_breaker, self.with_retries, self.one_attempt)

    async def within_deadline(self, request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
        """Set the total deadline; a shorter one around it stays in force."""
        token = _deadline.set(min(_deadline.get(), self._timing.monotonic() + self._policy.total_timeout_s))
        try:
            return await handler(request)
        finally:
            _deadline.reset(token)

    async def through_breaker(self, request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
        """Refuse the call while the service rests. Raises CircuitOpen."""
        admission = self._breaker.admit()
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
        """Try idempotent requests again, with exponential backoff and full jitter, as long as the deadline allows."""
        attempts = self._policy.attempts if request.method in IDEMPOTENT_METHODS else 1
        attempt = 1
        while True:
            try:
                return await handler(request)
            except ExternalServiceError as failure:
                pause_s = self._pause_s(failure, attempt)
                if attempt >= attempts or not worth_retrying(failure) or pause_s >= self._left_s():
                    raise
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
            async with asyncio.timeout(self._left_s()):
                answer = cast(Answer, await handler(request))
                failure = failure_of_status(self._policy.name, answer.status, answer.headers, self._clock.now())
                if failure is None:
                    await answer.read_document(self._policy.name, self._policy.max_body_bytes)
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
        name, rest_s = self._policy.name, math.ceil(self._breaker.rest_left_s)
        return CircuitOpen(f"{name} failed repeatedly and is left alone for {rest_s} s.", service=name, retry_after_s=rest_s)

    def _pause_s(self, failure: ExternalServiceError, attempt: int) -> float:
        jittered_s = self._timing.jitter(0.0, longest_pause_s(self._policy, attempt))
        asked_s: float = failure.params.get("retry_after_s", 0.0)
        return max(jittered_s, asked_s)

    def _left_s(self) -> float:
        return _deadline.get() - self._timing.monotonic()
