"""Lets a library that blocks work in threads of its own and send through our way out: the same limits, breaker and metrics."""

import asyncio
import contextvars
import io
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from mojo.shared.errors import BadAnswer, ExternalServiceError, ExternalTimeout
from mojo.shared.external.answers import Answer
from mojo.shared.external.service import ExternalService

T = TypeVar("T")

LARGE_BYTES = 256 * 1024
THREADS = 4
"""A service: one that hangs must not take the threads that names are resolved in."""


class Bridge:
    """The way between such a library and one service."""

    def __init__(self, service: ExternalService) -> None:
        self.service = service
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix=service.name)
        self._loop: asyncio.AbstractEventLoop | None = None

    async def run(self, work: Callable[[], T | ExternalServiceError]) -> T:
        """Return what `work` returns in a thread, within the service's time. Raises what it raises or returns as a failure."""
        self._loop = asyncio.get_running_loop()
        with self.service.in_time():
            working = self._loop.run_in_executor(self._threads, contextvars.copy_context().run, work)
            try:
                async with asyncio.timeout(self.service.left_s()):
                    outcome = await working
            except TimeoutError:
                outcome = ExternalTimeout(f"{self.service.name} did not answer in time.", service=self.service.name)
        if isinstance(outcome, ExternalServiceError):
            if isinstance(outcome, BadAnswer):
                self.service.note(outcome)  # what came looked well to the way out
            raise outcome
        return outcome

    def send(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        """Send a request from inside `work`. Raises ExternalServiceError."""
        assert self._loop is not None  # noqa: S101  # `run` has been called
        if self.service.left_s() <= 0 or self._loop.is_closed():
            raise ExternalTimeout(f"{self.service.name} did not answer in time.", service=self.service.name)
        # a large body is read bit by bit, and again for each attempt, instead of holding up everybody else while it is copied
        data = io.BytesIO(body) if body and len(body) > LARGE_BYTES else body or None
        sending = self.service.send(method, url, headers=headers, data=data)
        return asyncio.run_coroutine_threadsafe(sending, self._loop).result()

    def close(self) -> None:
        """Start no more work; what runs ends with its deadline."""
        self._threads.shutdown(wait=False, cancel_futures=True)
