"""The one way out: a pooled client, and for each outside service the limits, retries, breaker and cache of its policy.

open_meteo = http.service(ServicePolicy(name="open_meteo", base_url="https://api.open-meteo.com"))
document = await open_meteo.get_json("/v1/forecast", {"latitude": 38.7, "longitude": -9.1})
"""

import aiohttp

from mojo import __version__
from mojo.shared.external.answers import Answer
from mojo.shared.external.breaker import FleetBreaker
from mojo.shared.external.fleet import Alone
from mojo.shared.external.middlewares import Middlewares, Timing
from mojo.shared.external.policy import Query, ServicePolicy
from mojo.shared.external.quota import Quota
from mojo.shared.external.service import ExternalService, Parts
from mojo.shared.external.settings import ExternalSettings
from mojo.shared.health import HealthBoard
from mojo.shared.ports import Documents, Fleet
from mojo.shared.util.clock import Clock

__all__ = ["ExternalService", "HttpExit", "Query"]


class HttpExit:
    """The client that all outside services share. Close it when the process ends."""

    def __init__(
        self,
        health: HealthBoard,
        settings: ExternalSettings,
        clock: Clock,
        timing: Timing | None = None,
        *,
        documents: Documents | None = None,
        fleet: Fleet | None = None,
    ) -> None:
        """Without `documents` and `fleet` nothing is kept or told beyond this process."""
        self._health = health
        self._settings = settings
        self._clock = clock
        self._timing = timing or Timing()
        self._documents = documents or Alone()
        self._fleet = fleet or Alone()
        self._session: aiohttp.ClientSession | None = None
        self.services: dict[str, ExternalService] = {}
        """Every service that this process has a way to, by name."""

    def service(self, policy: ServicePolicy) -> ExternalService:
        """Return the way to one outside service."""
        breaker = FleetBreaker(policy, self._fleet, self._timing.monotonic)
        quota = Quota(policy, self._fleet, self._clock)
        parts = Parts(
            breaker=breaker,
            quota=quota,
            middlewares=Middlewares(policy, breaker, quota, self._clock, self._timing),
            documents=self._documents,
            fleet=self._fleet,
            clock=self._clock,
            monotonic=self._timing.monotonic,
            health=self._health,
            stand_in=self._settings.is_stand_in(policy.name),
        )
        self.services[policy.name] = made = ExternalService(policy, self.session, parts)
        return made

    def session(self) -> aiohttp.ClientSession:
        """Return the pooled client, made on first use: a process that never goes out has none."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=100, ttl_dns_cache=300),  # each policy limits its own
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": f"mojo/{__version__}"},
                response_class=Answer,
            )
        return self._session

    async def close(self) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()
