"""Profiles and tracks as the store keeps them, changed without anybody's change getting lost."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson

from mojo.features.location.model import Fix, Look, Profile, Track
from mojo.shared.errors import Conflict
from mojo.shared.persistence.locations import Entry, LocationStore, Person

ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known about one person, and the form in which it was read."""

    profile: Profile
    track: Track
    stored: Person


class Book:
    """Every method raises StoreUnavailable."""

    def __init__(self, store: LocationStore) -> None:
        self._store = store

    async def read(self, user_id: str) -> Kept:
        """Return what is known; nothing is allowed and nothing known about whoever has never been here."""
        stored = await self._store.read(user_id)
        profile = Profile.model_validate_json(stored.profile) if stored.profile else Profile()
        return Kept(profile, Track.model_validate_json(stored.track) if stored.track else Track(), stored)

    async def change(self, user_id: str, change: Callable[[Profile], Profile]) -> Profile:
        """Put `change(profile as it is now)` in its place and return it. Raises Conflict, and what `change` raises."""
        for _ in range(ATTEMPTS):
            kept = await self.read(user_id)
            after = change(kept.profile)
            written = after.model_dump_json(exclude_defaults=True).encode()
            if after == kept.profile or await self._store.put_profile(user_id, kept.stored.profile, written):
                return after
        raise Conflict("Too many changes at once; try again.")

    async def advance(self, user_id: str, kept: Kept, track: Track, fixes: Sequence[Fix], now: datetime) -> bool:
        """Replace the track, and add `fixes` to the history if there is one; False if somebody was faster."""
        days = kept.profile.history_days
        entries = [Entry(to_ms(fix.taken_at), _line(fix)) for fix in fixes] if days else []
        written = track.model_dump_json(exclude_none=True).encode()
        return await self._store.put_track(user_id, kept.stored, written, entries, to_ms(now) - days * 86_400_000)

    async def history(self, user_id: str, since: datetime, until: datetime, limit: int) -> list[Fix]:
        """Return where the person was, oldest first."""
        lines = await self._store.history(user_id, to_ms(since), to_ms(until), limit)
        return [_fix(line) for line in lines]

    async def forget_history(self, user_id: str, before: datetime | None = None) -> int:
        """Delete the history, or what is older; return how many fixes that were."""
        return await self._store.forget_history(user_id, None if before is None else to_ms(before))

    async def forget_track(self, user_id: str) -> None:
        """Delete where the person is and was."""
        await self._store.forget_track(user_id)

    async def forget(self, user_id: str) -> None:
        """Delete everything."""
        await self._store.forget(user_id)
        await self._store.forget_offers(user_id)

    async def offer(self, viewer: str, user_id: str) -> None:
        """Note that the person is about to allow `viewer` something."""
        await self._store.offer(viewer, user_id)

    async def offers(self, viewer: str) -> list[str]:
        """Return who may have allowed `viewer` something; their profiles say whether they have."""
        return await self._store.offers(viewer)

    async def note_look(self, user_id: str, look: Look) -> None:
        """Write down that somebody looked."""
        await self._store.note_look(user_id, look.model_dump_json().encode())

    async def looks(self, user_id: str, limit: int = 50) -> list[Look]:
        """Return who looked, newest first."""
        return [Look.model_validate_json(look) for look in await self._store.looks(user_id, limit)]

    async def wake(self, user_id: str, at: datetime) -> None:
        """Have the person looked after at `at`."""
        await self._store.wake(user_id, to_ms(at))

    async def due(self, now: datetime, again: datetime, limit: int = 500) -> list[str]:
        """Return who is to be looked after."""
        return await self._store.due(to_ms(now), to_ms(again), limit)

    async def rest(self, user_id: str, again: datetime) -> None:
        """Nothing waits for the person any more."""
        await self._store.rest(user_id, to_ms(again))


def to_ms(at: datetime) -> int:
    """Return an instant in milliseconds since 1970."""
    return round(at.timestamp() * 1000)


def _line(fix: Fix) -> bytes:
    """Return what of `fix` makes it this one: when it came in does not, so that a repetition is the same line."""
    fields = fix.model_dump(mode="json", exclude={"received_at"}, exclude_defaults=True)
    return orjson.dumps(fields, option=orjson.OPT_SORT_KEYS)


def _fix(line: bytes) -> Fix:
    fields = orjson.loads(line)
    return Fix.model_validate({**fields, "received_at": fields["taken_at"]})
