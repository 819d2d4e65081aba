"""Where people are, in memory."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from mojo.shared.persistence.locations import KEPT_LOOKS, LOOKS_KEPT_MS, Entry, Person
from mojo.shared.util.clock import Clock


class MemoryLocations:
    """Keeps `LocationStore`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._people: dict[str, Person] = {}
        self._history: dict[str, dict[bytes, int]] = {}
        self._looks: dict[str, list[bytes]] = {}
        self._looks_end: dict[str, datetime] = {}
        self._wake: dict[str, int] = {}
        self._offers: dict[str, set[str]] = {}

    async def read(self, user_id: str) -> Person:
        return self._people.get(user_id, Person())

    async def put_profile(self, user_id: str, before: bytes | None, profile: bytes) -> bool:
        now = await self.read(user_id)
        if now.profile != before:
            return False
        self._people[user_id] = Person(profile, now.track)
        return True

    async def put_track(
        self, user_id: str, before: Person, track: bytes, entries: Sequence[Entry] = (), keep_from_ms: int = 0
    ) -> bool:
        if await self.read(user_id) != before:
            return False
        self._people[user_id] = Person(before.profile, track)
        if entries:
            lines = {**self._history.get(user_id, {}), **{entry.line: entry.at_ms for entry in entries}}
            self._history[user_id] = {line: at_ms for line, at_ms in lines.items() if at_ms >= keep_from_ms}
        return True

    async def history(self, user_id: str, from_ms: int, until_ms: int, limit: int) -> list[bytes]:
        lines = self._history.get(user_id, {})
        found = sorted((at_ms, line) for line, at_ms in lines.items() if from_ms <= at_ms < until_ms)
        return [line for _, line in found][:limit]

    async def forget_history(self, user_id: str, before_ms: int | None = None) -> int:
        lines = self._history.pop(user_id, {})
        kept = {} if before_ms is None else {line: at_ms for line, at_ms in lines.items() if at_ms >= before_ms}
        self._history[user_id] = kept
        return len(lines) - len(kept)

    async def note_look(self, user_id: str, look: bytes) -> None:
        self._looks[user_id] = [look, *await self.looks(user_id, KEPT_LOOKS)][:KEPT_LOOKS]
        self._looks_end[user_id] = self._clock.now() + timedelta(milliseconds=LOOKS_KEPT_MS)

    async def looks(self, user_id: str, limit: int) -> list[bytes]:
        over = self._looks_end.get(user_id, self._clock.now()) <= self._clock.now()
        return [] if over else self._looks.get(user_id, [])[:limit]

    async def forget(self, user_id: str) -> None:
        for kept in (self._people, self._history, self._looks, self._wake):
            kept.pop(user_id, None)

    async def forget_track(self, user_id: str) -> None:
        self._people[user_id] = Person((await self.read(user_id)).profile)
        self._history.pop(user_id, None)

    async def offer(self, viewer: str, user_id: str) -> None:
        self._offers.setdefault(viewer, set()).add(user_id)

    async def offers(self, viewer: str) -> list[str]:
        return sorted(self._offers.get(viewer, set()))

    async def forget_offers(self, viewer: str) -> None:
        self._offers.pop(viewer, None)

    async def wake(self, user_id: str, at_ms: int) -> None:
        self._wake[user_id] = at_ms

    async def due(self, now_ms: int, again_ms: int, limit: int) -> list[str]:
        ready = sorted((at_ms, user_id) for user_id, at_ms in self._wake.items() if at_ms <= now_ms)
        due = [user_id for _, user_id in ready][:limit]
        self._wake.update(dict.fromkeys(due, again_ms))
        return due

    async def rest(self, user_id: str, again_ms: int) -> None:
        if self._wake.get(user_id) == again_ms:
            del self._wake[user_id]
