"""Answers of an outside service, kept: fresh ones spare a call, old ones serve while the service is away."""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeAlias, TypeVar

from pydantic import TypeAdapter

from mojo.shared.errors import ExternalServiceError, StoreUnavailable
from mojo.shared.external.deadline import left_s
from mojo.shared.external.fleet import Alone, ask, tell
from mojo.shared.ports import Documents, Fleet
from mojo.shared.util.clock import Clock

T = TypeVar("T")
Fetch: TypeAlias = Callable[[], Awaitable[T]]
Renew: TypeAlias = Callable[[T], Awaitable[T]]

log = logging.getLogger("mojo.external")

RETRY_STALE_AFTER_S = 30.0
"""While an old answer serves, the service is asked again this often and not by every caller."""
FLIGHT_S = 10.0
"""Longest time for which one process keeps the others waiting while it asks."""
STORE_PATIENCE_S = 1.0
"""Longer than other news are waited for: an answer that is not found costs a call."""
DEAF_FOR_S = 5.0
"""After the store did not answer, so that one that hangs is not waited for by every caller."""
LOOK_EVERY_S = 0.05
"""How often a waiting process looks whether the answer has come."""


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
    """A small layer in the process over `Documents`, with one call to the source however many wait for it, in all processes.

    A store that is away costs a call to the source, never the answer.
    """

    def __init__(
        self,
        prefix: str,
        kind: type[T] | Any,
        documents: Documents,
        clock: Clock,
        *,
        fresh_s: float | Callable[[T], float],
        keep_s: float,
        renew_behind_s: float = 0.0,
        fleet: Fleet | None = None,
        max_entries: int = 512,
    ) -> None:
        """Keep values of `kind` (anything pydantic reads) under `<prefix>:<key>`.

        They are fresh for `fresh_s`, which a value may decide; for `renew_behind_s` more they are given while the next is
        fetched behind them; and in need they serve up to the age of `keep_s`.
        """
        self._prefix = prefix
        self._adapter: TypeAdapter[T] = TypeAdapter(kind)
        self._documents = documents
        self._clock = clock
        self._fresh_s: Callable[[T], float] = fresh_s if callable(fresh_s) else lambda value: fresh_s
        self._keep_s = keep_s
        self._renew_behind_s = renew_behind_s
        self._fleet = fleet or Alone()
        self._max_entries = max_entries
        self._near: OrderedDict[str, tuple[Kept[T], datetime]] = OrderedDict()
        self._deaf_until = 0.0
        self._flights: dict[str, asyncio.Task[Kept[T]]] = {}

    async def get(self, key: str, fetch: Fetch[T], renew: Renew[T] | None = None) -> Kept[T]:
        """Return the answer for `key`: a fresh one if there is one, else from `renew` with the old one, else from `fetch`.

        Raises what these raise, unless that is an ExternalServiceError and an old answer is left.
        """
        near = self._near.get(key)
        if near is not None and self._clock.now() < near[1]:
            self._near.move_to_end(key)
            return near[0]
        flight = self._flights.get(key)
        if near is not None and self._clock.now() < near[1] + timedelta(seconds=self._renew_behind_s) and not near[0].stale:
            if flight is None:
                self._take_off(key, fetch, renew)
            return near[0]
        if flight is None:
            flight = self._take_off(key, fetch, renew)
        return await asyncio.shield(flight)  # a caller that gives up must not take the answer from the others

    def _take_off(self, key: str, fetch: Fetch[T], renew: Renew[T] | None) -> "asyncio.Task[Kept[T]]":
        flight = self._flights[key] = asyncio.create_task(self._find(key, fetch, renew))
        flight.add_done_callback(lambda done: self._land(key, done))
        return flight

    def _land(self, key: str, flight: "asyncio.Task[Kept[T]]") -> None:
        del self._flights[key]
        if not flight.cancelled():
            flight.exception()  # looked at, so that asyncio does not complain when every caller has gone

    async def _find(self, key: str, fetch: Fetch[T], renew: Renew[T] | None) -> Kept[T]:
        kept, away = await self._read(key)
        if kept is not None and self._is_fresh(kept):
            return self._hold(key, kept, self._fresh_until(kept))
        if away:
            return await self._fetch(key, kept, fetch, renew)
        claim, found = await self._claim(key)
        kept = found or kept
        try:
            if kept is not None and self._is_fresh(kept):
                return self._hold(key, kept, self._fresh_until(kept))
            return await self._fetch(key, kept, fetch, renew)
        finally:
            if claim:
                tell(self._fleet.release(self._stored(key), claim))

    async def _fetch(self, key: str, kept: Kept[T] | None, fetch: Fetch[T], renew: Renew[T] | None) -> Kept[T]:
        try:
            value = await renew(kept.value) if renew and kept else await fetch()
        except ExternalServiceError:
            if kept is None or kept.age_s(self._clock.now()) > self._keep_s:
                raise
            return self._serve_stale(key, kept)
        fetched = Kept(value, self._clock.now())
        await self._write(key, fetched)
        return self._hold(key, fetched, self._fresh_until(fetched))

    async def _claim(self, key: str) -> tuple[str | None, Kept[T] | None]:
        """Wait for the right to ask the source, or for the answer of the process that has it.

        Whoever is not let in time asks without it: two calls are better than no answer.
        """
        claim: str | None = None
        with suppress(TimeoutError, StoreUnavailable):
            async with asyncio.timeout(min(FLIGHT_S, left_s(time.monotonic) / 2)):
                while True:
                    claim = await ask(self._fleet.claim(self._stored(key), FLIGHT_S), STORE_PATIENCE_S)
                    kept, away = await self._read(key)  # it may have come between the first look and the claim
                    if claim or away or (kept is not None and self._is_fresh(kept)):
                        return claim, kept
                    await asyncio.sleep(LOOK_EVERY_S)
        return claim, None

    def _is_fresh(self, kept: Kept[T]) -> bool:
        return self._clock.now() < self._fresh_until(kept)

    def _fresh_until(self, kept: Kept[T]) -> datetime:
        return kept.at + timedelta(seconds=self._fresh_s(kept.value))

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

    async def _read(self, key: str) -> tuple[Kept[T] | None, bool]:
        """Return the last known answer, the store's or else our own, and whether the store is away."""
        near = self._near.get(key)
        own = near[0] if near else None
        if time.monotonic() < self._deaf_until:
            return own, True
        try:
            stored = await ask(self._documents.read(self._stored(key)), STORE_PATIENCE_S)
        except StoreUnavailable:
            log.warning("external.cache_unavailable", extra={"cache": self._prefix})
            self._deaf_until = time.monotonic() + DEAF_FOR_S
            return own, True
        with suppress(ValueError, KeyError, TypeError):  # written by another version of Mojo: as good as none
            if stored is not None:
                return Kept(self._adapter.validate_python(stored["value"]), datetime.fromisoformat(stored["at"])), False
        return own, False

    async def _write(self, key: str, kept: Kept[T]) -> None:
        document = {"at": kept.at.isoformat(), "value": self._adapter.dump_python(kept.value, mode="json")}
        ttl_s = max(self._keep_s, self._fresh_s(kept.value) + self._renew_behind_s)
        writing = tell(self._documents.write(self._stored(key), document, ttl_s))
        if time.monotonic() >= self._deaf_until:  # those who wait for it in other processes look for it there
            await asyncio.wait({writing}, timeout=STORE_PATIENCE_S)

    def _stored(self, key: str) -> str:
        return f"{self._prefix}:{key}"
