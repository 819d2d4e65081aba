"""What every provider that talks to the outside world must do, whatever the outside world does.

A provider joins with a class of its own:

    class TestConstant(ProviderContract):
        settings = ("CONSTANT_URL",)
        good = document({"temperature": 18})

        def provider(self, http, settings):
            return constant.weather_provider(http, settings)

        async def ask(self, provider):
            return await provider.current(LISBON)
"""

import dataclasses
import logging
import time
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest

from mojo.shared.errors import BadAnswer, ExternalServiceError, ExternalTimeout, RateLimited, RejectedByService
from mojo.shared.external.http import ExternalService, HttpExit
from mojo.shared.external.policy import ServicePolicy
from mojo.shared.external.settings import ExternalSettings
from mojo.shared.health import HealthBoard, State
from mojo.shared.settings import Settings, load_settings
from mojo.shared.util.clock import SystemClock
from tests.shared.external.raw_server import (
    Action,
    RawServer,
    answer,
    black_hole,
    bomb,
    cut_off,
    document,
    drip,
    nonsense,
    reset,
    running,
    silence,
)

TOTAL_S = 2.0
ATTEMPTS = 2
MARK = "marked-secret"
LIMIT_BYTES = 200_000


class HastyExit(HttpExit):
    """A way out whose every policy is short of patience."""

    def service(self, policy: ServicePolicy) -> ExternalService:
        hasty = dataclasses.replace(
            policy,
            total_timeout_s=TOTAL_S,
            connect_timeout_s=0.3,
            read_timeout_s=0.3,
            attempts=ATTEMPTS,
            backoff_base_s=0.01,
            max_body_bytes=LIMIT_BYTES,
        )
        return super().service(hasty)


@dataclass
class Bench:
    """A provider, its way out and the server that plays its service."""

    provider: Any
    server: RawServer
    board: HealthBoard


FAULTS: dict[str, tuple[Action, type[ExternalServiceError]]] = {
    "slow": (drip, ExternalTimeout),
    "silent": (silence, ExternalTimeout),
    "reset": (reset, ExternalServiceError),
    "400": (document({"error": MARK}, 400), RejectedByService),
    "404": (document({"error": MARK}, 404), RejectedByService),
    "429": (document({"error": MARK}, 429, retry_after="120"), RateLimited),
    "500": (document({"error": MARK}, 500), ExternalServiceError),
    "503": (document({"error": MARK}, 503, retry_after="120"), ExternalServiceError),
    "wrong type": (answer(f"<h1>{MARK}</h1>".encode(), 200, "text/html"), BadAnswer),
    "truncated": (cut_off(b'{"marked-secret":', 1000), ExternalServiceError),
    "huge": (document(MARK * 20_000), BadAnswer),
    "huge when unpacked": (bomb(20_000_000), BadAnswer),
    "not HTTP": (nonsense, BadAnswer),
    "redirect to a private address": (document({}, 302, location="http://169.254.169.254/latest/meta-data"), BadAnswer),
}


class ProviderContract:
    """The suite; see the module."""

    settings: ClassVar[tuple[str, ...]]
    """The environment variables that say where the service is."""
    good: ClassVar[Action]
    """A recorded answer."""
    attempts: ClassVar[int] = ATTEMPTS
    """One, if it asks by POST."""
    harmless: ClassVar[frozenset[str]] = frozenset()
    """Of FAULTS, what is none to it."""
    refusal_leaves: ClassVar[State] = State.HEALTHY
    """How the service stands after it refused something: that is our fault, unless its only use is to say yes."""

    def provider(self, http: HttpExit, settings: Settings) -> Any:
        """Build the provider as its wiring does."""
        raise NotImplementedError

    async def ask(self, provider: Any) -> Any:
        """Ask it for something that needs its service."""
        raise NotImplementedError

    async def load(self, provider: Any) -> None:
        """Read what takes longer to read than this suite is patient."""

    async def warm_up(self, bench: Bench) -> None:
        """Do what comes before the first question, such as getting a token."""

    def environ(self, url: str) -> dict[str, str]:
        """Return the settings."""
        return dict.fromkeys(self.settings, url)

    @asynccontextmanager
    async def facing(self, url: str) -> AsyncIterator[tuple[Any, HealthBoard]]:
        """Build the provider with its service at `url`."""
        board = HealthBoard(SystemClock())
        http = HastyExit(board, ExternalSettings(), SystemClock())
        provider = self.provider(http, load_settings(self.environ(url), dotenv=None))
        await self.load(provider)
        yield provider, board
        await http.close()

    @pytest.fixture
    async def bench(self) -> AsyncIterator[Bench]:
        async with running() as server, self.facing(server.url) as (provider, board):
            bench = Bench(provider, server, board)
            await self.warm_up(bench)
            server.requests.clear()
            yield bench

    async def test_a_good_answer_is_understood(self, bench: Bench) -> None:
        bench.server.play(type(self).good)
        assert await self.ask(bench.provider)
        assert {entry.state for entry in bench.board.snapshot()} == {State.HEALTHY}

    @pytest.mark.parametrize("fault", FAULTS)
    async def test_every_fault_has_its_name_in_time_and_tells_no_secret(
        self, bench: Bench, fault: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        action, kind = FAULTS[fault]
        bench.server.play(action)
        if fault in self.harmless:
            assert await self.ask(bench.provider)
            return
        began_at = time.monotonic()
        with caplog.at_level(logging.DEBUG), pytest.raises(kind) as caught:
            await self.ask(bench.provider)
        assert time.monotonic() - began_at < TOTAL_S + 1
        (entry,) = bench.board.snapshot()
        assert caught.value.params["service"] == entry.name
        assert entry.state is (self.refusal_leaves if kind is RejectedByService else State.DEGRADED)
        shown = [*(str(vars(record)) for record in caplog.records), *traceback.format_exception(caught.value), str(entry)]
        assert not [line for line in shown if MARK in line or "169.254" in line]

    async def test_a_black_hole_is_given_up_in_time(self) -> None:
        """Nobody takes the connection, nor refuses it."""
        async with black_hole() as url, self.facing(url) as (provider, board):
            began_at = time.monotonic()
            with pytest.raises(ExternalTimeout) as caught:
                await self.ask(provider)
            assert time.monotonic() - began_at < TOTAL_S + 1
            (entry,) = board.snapshot()
            assert (caught.value.params["service"], entry.state) == (entry.name, State.DEGRADED)

    async def test_it_says_for_how_long_it_was_sent_away(self, bench: Bench) -> None:
        bench.server.play(document({}, 429, retry_after="120"))
        with pytest.raises(RateLimited) as caught:
            await self.ask(bench.provider)
        assert caught.value.params["retry_after_s"] == 120
        assert len(bench.server.requests) == 1, "there is no time to wait so long"

    async def test_it_recovers_by_itself(self, bench: Bench) -> None:
        bench.server.play(*[document({}, 500)] * self.attempts, type(self).good)
        with pytest.raises(ExternalServiceError):
            await self.ask(bench.provider)
        assert await self.ask(bench.provider)
        assert {entry.state for entry in bench.board.snapshot()} == {State.HEALTHY}
