"""Answers of an outside service, kept: fresh ones spare a call, old ones serve while the service is away."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from mojo.shared.errors import ExternalServiceError, StoreUnavailable
from mojo.shared.ports import Documents
from mojo.shared.util.clock import Clock

T = TypeVar("T")

log = logging.getLogger("mojo.external")

RETRY_STALE_AFTER_S = 30.0
"""While an old answer serves, the service is asked again this often and not by every caller."""


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """An answer and when its source gave it."""

    value: T
    at: datetime
    stale: bool = False
    """True if it is older than it should be, because its source could not be asked."""

    def age_s(self, now: datetime) -> float:
        """Return how old it is."""
        return max(0.0, (now - self.at).total_seconds())


class AnswerCache(Generic[T]):
    """A small layer in the process over `Documents`, with one call to the source however many callers wait for it.

    A store that is away costs a call to the source, never the answer.
    """

    def __init__(
        self,
        prefix: str,
        kind: type[T] | Any,
        documents: Documents,
        clock: Clock,
        *,
        fresh_s: float,
        keep_s: float,
        max_entries: int = 512,
    ) -> None:
        """Keep values of `kind` (anything pydantic reads) under `<prefix>:<key>`: fresh for `fresh_s`, in need for `keep_s`."""
        self._prefix = prefix
        self._adapter: TypeAdapter[T] = TypeAdapter(kind)
        self._documents = documents
        self._clock = clock
        self._fresh_s = fresh_s
        self._keep_s = keep_s
        self._max_entries = max_entries
        self._near: OrderedDict[str, tuple[Kept[T], datetime]] = OrderedDict()
        self._flights: dict[str, asyncio.Task[Kept[T]]] = {}

    async def get(self, key: str, fetch: Callable[[], Awaitable[T]]) -> Kept[T]:
        """Return the answer for `key`, from `fetch` if none is fresh.

        Raises what `fetch` raises, unless that is an ExternalServiceError and an old answer is left.
        """
        near = self._near.get(key)
        if near is not None and self._clock.now() < near[1]:
            self._near.move_to_end(key)
            return near[0]
        flight = self._flights.get(key)
        if flight is None:
            flight = self._flights[key] = asyncio.create_task(self._find(key, fetch))
            flight.add_done_callback(lambda done: self._land(key, done))
        return await asyncio.shield(flight)  # a caller that gives up must not take the answer from the others

    def _land(self, key: str, flight: asyncio.Task[Kept[T]]) -> None:
        del self._flights[key]
        if not flight.cancelled():
            flight.exception()  # looked at, so that asyncio does not complain when every caller has gone

    async def _find(self, key: str, fetch: Callable[[], Awaitable[T]]) -> Kept[T]:
        kept = await self._read(key)
        if kept is not None and kept.age_s(self._clock.now()) < self._fresh_s:
            return self._hold(key, kept, kept.at + timedelta(seconds=self._fresh_s))
        try:
            value = await fetch()
        except ExternalServiceError:
            if kept is None or kept.age_s(self._clock.now()) > self._keep_s:
                raise
            return self._serve_stale(key, kept)
        now = self._clock.now()
        await self._write(key, Kept(value, now))
        return self._hold(key, Kept(value, now), now + timedelta(seconds=self._fresh_s))

    def _serve_stale(self, key: str, kept: Kept[T]) -> Kept[T]:
        log.info("external.stale_answer_served", extra={"cache": self._prefix, "age_s": kept.age_s(self._clock.now())})
        stale = Kept(kept.value, kept.at, stale=True)
        return self._hold(key, stale, self._clock.now() + timedelta(seconds=RETRY_STALE_AFTER_S))

    def _hold(self, key: str, kept: Kept[T], until: datetime) -> Kept[T]:
        self._near[key] = kept, until
        self._near.move_to_end(key)
        if len(self._near) > self._max_entries:
            self._near.popitem(last=False)
        return kept

    async def _read(self, key: str) -> Kept[T] | None:
        """Return the last known answer: the store's, which another process may have renewed, else our own."""
        near = self._near.get(key)
        try:
            stored = await self._documents.read(f"{self._prefix}:{key}")
        except StoreUnavailable:
            log.warning("external.cache_unavailable", extra={"cache": self._prefix})
            stored = None
        with suppress(ValueError, KeyError, TypeError):  # written by another version of Mojo: as good as none
            if stored is not None:
                return Kept(self._adapter.validate_python(stored["value"]), datetime.fromisoformat(stored["at"]))
        return near[0] if near else None

    async def _write(self, key: str, kept: Kept[T]) -> None:
        document = {"at": kept.at.isoformat(), "value": self._adapter.dump_python(kept.value, mode="json")}
        with suppress(StoreUnavailable):
            await self._documents.write(f"{self._prefix}:{key}", document, self._keep_s)
