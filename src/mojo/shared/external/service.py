"""One outside service, as the adapter that speaks its language sees it."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlsplit

import aiohttp
from yarl import URL

from mojo.shared.errors import BadAnswer, ExternalServiceError, ExternalTimeout, RejectedByService
from mojo.shared.external.answers import Answer
from mojo.shared.external.breaker import FleetBreaker
from mojo.shared.external.cache import AnswerCache, Kept
from mojo.shared.external.deadline import left_s, within
from mojo.shared.external.kept_answers import KeptAnswer, kept_answer, key_of
from mojo.shared.external.middlewares import Middlewares
from mojo.shared.external.policy import Keeping, Query, ServicePolicy
from mojo.shared.external.quota import Quota, QuotaSpent
from mojo.shared.health import HealthBoard, State
from mojo.shared.ports import Documents, Fleet
from mojo.shared.util.clock import Clock
from mojo.shared.util.steps import About, StepKind, step
from mojo.shared.util.trace import current_traceparent, new_trace

CURE = "Nothing to do if it passes; else check this machine's way to the internet."

log = logging.getLogger("mojo.external")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the way to a service is made of."""

    breaker: FleetBreaker
    quota: Quota
    middlewares: Middlewares
    documents: Documents
    fleet: Fleet
    clock: Clock
    monotonic: Callable[[], float]
    health: HealthBoard
    stand_in: bool


class ExternalService:
    """One outside service. Every failure is an ExternalServiceError whose `params["service"]` is its name."""

    def __init__(self, policy: ServicePolicy, session: Callable[[], aiohttp.ClientSession], parts: Parts) -> None:
        self.name = policy.name
        self.host = urlsplit(policy.base_url).netloc.rpartition("@")[2]
        self._policy = policy
        self._session = session
        self._parts = parts
        self._failure: ExternalServiceError | None = None
        self._told: State | None = None
        self._cache = _cache(policy, policy.keeping, parts) if policy.keeping else None
        self._timeout = aiohttp.ClientTimeout(
            total=None, connect=policy.connect_timeout_s, sock_read=policy.read_timeout_s, ceil_threshold=60
        )

    def in_time(self) -> AbstractContextManager[None]:
        """Give all that happens inside no longer than the policy's total time-out."""
        return within(self._policy.total_timeout_s, self._parts.monotonic)

    def left_s(self) -> float:
        """Return what is left of that time; infinite outside."""
        return left_s(self._parts.monotonic)

    @property
    def failing(self) -> bool:
        """Tell whether its last call failed."""
        return self._failure is not None

    @property
    def is_left_alone(self) -> bool:
        """Tell whether this process refuses calls for now, because the service kept failing."""
        return self._parts.breaker.own.is_open

    @property
    def quota_left(self) -> int | None:
        """How many calls are left today, None without a quota."""
        return self._parts.quota.left

    async def get_json(self, path: str, params: Query | None = None) -> Any:
        """Return the JSON document at `path` below the base URL.

        Raises ExternalTimeout, RateLimited, RejectedByService, BadAnswer or plain ExternalServiceError.
        """
        return (await self.get(path, params)).value

    async def get(self, path: str, params: Query | None = None) -> Kept[Any]:
        """Return the JSON document with its age, and whether it only serves because the service cannot be asked.

        Without `keeping` in the policy it is always new. Raises as `get_json` does.
        """
        if self._cache is None:
            return Kept(await self.request_json("GET", path, params), self._parts.clock.now())

        async def renew(old: KeptAnswer) -> KeptAnswer:
            return await self._fetch(path, params, old)

        with self.in_time():
            key = key_of(self._policy.base_url, path, params)
            kept = await self._in_time(self._cache.get(key, lambda: self._fetch(path, params), renew))
        return Kept(kept.value.document, kept.at, kept.stale)

    async def request_json(self, method: str, path: str, params: Query | None = None, body: Any = None) -> Any:
        """Send `body` (JSON, if not None) and return the JSON document that comes back; raises as `get_json` does."""
        return (await self.send(method, path, params, json=body)).document

    async def send(
        self, method: str, path: str, params: Query | None = None, headers: Mapping[str, str] | None = None, **body: Any
    ) -> Answer:
        """Send a request and return the answer, read. `path` may be a whole URL, encoded; `body` is `json=` or `data=`.

        The service is told which story the request belongs to (`traceparent`), as its next step.

        Raises as `get_json` does.
        """
        trace = new_trace(current_traceparent())
        about: About = {"peer.service": self.name, "http.request.method": method}
        try:
            with self.in_time(), step(f"{method} {self.name}", "", StepKind.CLIENT, trace, about):
                answer = await self._session().request(
                    method,
                    URL(path, encoded=True) if "://" in path else self._policy.base_url.rstrip("/") + path,
                    params={**self._policy.query, **(params or {})} or None,
                    headers={
                        "traceparent": trace.traceparent,
                        **self._policy.headers,
                        **(headers or {}),
                    },
                    timeout=self._timeout,
                    allow_redirects=False,
                    middlewares=self._parts.middlewares.in_order,
                    **body,
                )
                about["http.response.status_code"] = answer.status
        except ExternalServiceError as failure:
            self.note(failure)
            raise
        self.note(None)
        return cast(Answer, answer)

    def unknown_shape(self) -> BadAnswer:
        """Return what to raise for an answer that the adapter cannot read; `/status` shows it."""
        failure = BadAnswer(f"{self.name} answered in a shape we do not know.", service=self.name)
        self.note(failure)
        return failure

    def refresh(self) -> None:
        """Tell `/status` anew what time alone has changed, such as the quota of a new day."""
        if self._told is not None:
            self._report()

    def _report(self) -> None:
        parts = self._parts
        state, reason = self._state()
        parts.health.report(
            self.name,
            state,
            reason,
            CURE if self._failure else None,
            parts.stand_in,
            still_works=self._policy.still_works if reason else None,
            retry_at=parts.clock.now() + timedelta(seconds=parts.breaker.own.rest_left_s) if state is State.DOWN else None,
            quota_left=parts.quota.left,
        )

    async def _fetch(self, path: str, params: Query | None, old: KeptAnswer | None = None) -> KeptAnswer:
        answer = await self.send("GET", path, params, old.conditions() if old else None)
        document = old.document if old and answer.not_modified else answer.document
        return kept_answer(document, answer.headers, self._parts.clock.now(), old if answer.not_modified else None)

    async def _in_time(self, answer: Any) -> Kept[KeptAnswer]:
        """Wait no longer than the deadline, whoever fetches the answer."""
        try:
            async with asyncio.timeout(self.left_s()):
                kept: Kept[KeptAnswer] = await answer
                return kept
        except TimeoutError:
            failure = ExternalTimeout(f"{self.name} did not answer in time.", service=self.name)
        raise failure

    def note(self, failure: ExternalServiceError | None) -> None:
        """Remember how the last call went; the log hears when that changes.

        An adapter that finds an answer to be wrong says so with the BadAnswer it is about to raise.
        """
        was_failing = self.failing
        self._failure = None if isinstance(failure, RejectedByService | QuotaSpent) else failure
        state, reason = self._state()
        if self.failing and state is not self._told:
            log.warning("external.degraded", extra={"service": self.name, "state": state.value, "reason": reason})
        if was_failing and not self.failing:
            log.info("external.recovered", extra={"service": self.name})
        self._told = state
        self._report()

    def _state(self) -> tuple[State, str | None]:
        if self._failure is not None:
            return State.DOWN if self._parts.breaker.own.is_open else State.DEGRADED, self._failure.detail
        warning = self._parts.quota.warning
        return (State.DEGRADED, warning) if warning else (State.HEALTHY, None)


def _cache(policy: ServicePolicy, keeping: Keeping, parts: Parts) -> AnswerCache[KeptAnswer]:
    return AnswerCache(
        f"external:{policy.name}",
        KeptAnswer,
        parts.documents,
        parts.clock,
        fresh_s=lambda kept: max(keeping.fresh_s, kept.fresh_s),
        keep_s=keeping.keep_s,
        renew_behind_s=keeping.renew_behind_s,
        fleet=parts.fleet,
    )
