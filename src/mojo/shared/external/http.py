"""The one way out: a pooled client, and for each outside service the limits, retries and breaker of its policy.

open_meteo = http.service(ServicePolicy(name="open_meteo", base_url="https://api.open-meteo.com"))
document = await open_meteo.get_json("/v1/forecast", {"latitude": 38.7, "longitude": -9.1})
"""

import logging
from collections.abc import Mapping
from typing import Any, TypeAlias, cast
from urllib.parse import urlsplit

import aiohttp

from mojo import __version__
from mojo.shared.errors import ExternalServiceError, RejectedByService
from mojo.shared.external.answers import Answer
from mojo.shared.external.breaker import Breaker
from mojo.shared.external.middlewares import Middlewares, Timing
from mojo.shared.external.policy import ServicePolicy
from mojo.shared.external.settings import ExternalSettings
from mojo.shared.health import HealthBoard, State
from mojo.shared.util.clock import Clock

Query: TypeAlias = Mapping[str, str | int | float]

log = logging.getLogger("mojo.external")


class ExternalService:
    """One outside service. Every failure is an ExternalServiceError whose `params["service"]` is its name."""

    def __init__(self, http: "HttpExit", policy: ServicePolicy, breaker: Breaker, middlewares: Middlewares) -> None:
        self.name = policy.name
        self.host = urlsplit(policy.base_url).netloc.rpartition("@")[2]
        self._http = http
        self._policy = policy
        self._breaker = breaker
        self._middlewares = middlewares
        self._state: State | None = None
        self._timeout = aiohttp.ClientTimeout(
            total=None, connect=policy.connect_timeout_s, sock_read=policy.read_timeout_s, ceil_threshold=60
        )

    async def get_json(self, path: str, params: Query | None = None) -> Any:
        """Return the JSON document at `path` below the base URL.

        Raises ExternalTimeout, RateLimited, RejectedByService, BadAnswer or plain ExternalServiceError.
        """
        return await self.request_json("GET", path, params)

    async def request_json(self, method: str, path: str, params: Query | None = None, body: Any = None) -> Any:
        """Send `body` (JSON, if not None) and return the JSON document that comes back; raises as `get_json` does."""
        try:
            answer = await self._http.session().request(
                method,
                self._policy.base_url.rstrip("/") + path,
                params=params,
                json=body,
                timeout=self._timeout,
                allow_redirects=False,
                middlewares=self._middlewares.in_order,
            )
        except ExternalServiceError as failure:
            self._report(failure)
            raise
        self._report(None)
        return cast(Answer, answer).document

    def _report(self, failure: ExternalServiceError | None) -> None:
        """Tell `/status` how the service is, and the log when that changes."""
        if failure is None or isinstance(failure, RejectedByService):
            state, reason = State.HEALTHY, None
        else:
            state, reason = State.DOWN if self._breaker.is_open else State.DEGRADED, failure.detail
        self._http.report_health(self.name, state, reason)
        if reason is not None and state is not self._state:
            log.warning("external.degraded", extra={"service": self.name, "state": state.value, "reason": reason})
        if reason is None and self._state not in (None, State.HEALTHY):
            log.info("external.recovered", extra={"service": self.name})
        self._state = state


class HttpExit:
    """The client that all outside services share. Close it when the process ends."""

    def __init__(self, health: HealthBoard, settings: ExternalSettings, clock: Clock, timing: Timing | None = None) -> None:
        self._health = health
        self._settings = settings
        self._clock = clock
        self._timing = timing or Timing()
        self._session: aiohttp.ClientSession | None = None

    def service(self, policy: ServicePolicy) -> ExternalService:
        """Return the way to one outside service."""
        breaker = Breaker(policy, self._timing.monotonic)
        return ExternalService(self, policy, breaker, Middlewares(policy, breaker, self._clock, self._timing))

    def session(self) -> aiohttp.ClientSession:
        """Return the pooled client, made on first use: a process that never goes out has none."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=50, limit_per_host=10, ttl_dns_cache=300),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": f"mojo/{__version__}"},
                response_class=Answer,
            )
        return self._session

    def report_health(self, service: str, state: State, reason: str | None) -> None:
        """Record how a service is, and whether a stand-in plays it."""
        cure = None if reason is None else "Nothing to do if it passes; else check this machine's way to the internet."
        self._health.report(service, state, reason, cure, self._settings.is_stand_in(service))

    async def close(self) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()
