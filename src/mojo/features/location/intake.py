"""Takes what devices report: only of people who have turned it on, each report once, whatever order they come in."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from mojo.features.location.arrivals import Arrivals
from mojo.features.location.book import ATTEMPTS, Book, Kept
from mojo.features.location.model import DWELL, Fix, Passed, Report, Track, Value
from mojo.features.location.tracking import advanced, dated, is_turning, settled
from mojo.shared.errors import Conflict
from mojo.shared.util.clock import Clock

log = logging.getLogger("mojo.location")


class Taken(Value):
    """What became of some reports."""

    taken: int = 0
    """How many were newer than everything known."""
    late: int = 0
    """How many came too late or twice; they are in the history, if there is one."""
    ignored: str | None = None
    """`off` or `paused` if nothing was looked at because the person does not want it."""


class Intake:
    """Every method raises StoreUnavailable."""

    def __init__(self, book: Book, arrivals: Arrivals, clock: Clock) -> None:
        self._book = book
        self._arrivals = arrivals
        self._clock = clock

    async def take(self, user_id: str, reports: Sequence[Report]) -> Taken:
        """Take the reports of a person's devices. Raises Conflict when too many come at once."""
        for _ in range(ATTEMPTS):
            kept, now = await self._book.read(user_id), self._clock.now()
            if not kept.profile.tracks(now):
                return Taken(ignored="paused" if kept.profile.on else "off")
            done = await self._take(user_id, kept, reports, now)
            if done is not None:
                return done
        raise Conflict("Too many reports at once; send them again.")

    async def settle(self, user_id: str, again: datetime) -> None:
        """Believe the crossings that nothing has contradicted. Gives up if reports come all the time: they settle it too."""
        for _ in range(ATTEMPTS):
            kept, now = await self._book.read(user_id), self._clock.now()
            track, passed = settled(user_id, kept.profile, kept.track, now)
            if not passed or await self._commit(user_id, kept, track, passed):
                break
        if not is_turning(track):
            await self._book.rest(user_id, again)

    async def settle_due(self) -> int:
        """Look after everybody for whom a crossing waits to be believed; return how many they were."""
        now = self._clock.now()
        again = now + timedelta(seconds=30)
        due = await self._book.due(now, again)
        for user_id in due:
            await self.settle(user_id, again)
        return len(due)

    async def _take(self, user_id: str, kept: Kept, reports: Sequence[Report], now: datetime) -> Taken | None:
        """Return what became of them, None if somebody was faster."""
        fixes = sorted((dated(report, now) for report in reports), key=lambda fix: fix.taken_at)
        track, passed, new = kept.track, list[Passed](), 0
        for fix in fixes:
            before = track
            track, crossed = advanced(user_id, kept.profile, track, fix)
            passed += crossed
            new += track is not before
        nothing_new = track is kept.track and not kept.profile.history_days
        if not nothing_new and not await self._commit(user_id, kept, track, passed, fixes=fixes):
            return None
        if is_turning(track):
            await self._book.wake(user_id, now + DWELL)
        return Taken(taken=new, late=len(fixes) - new)

    async def _commit(self, user_id: str, kept: Kept, track: Track, passed: list[Passed], *, fixes: Sequence[Fix] = ()) -> bool:
        """Tell first, then store: after a crash between the two the device sends again, and nothing is told twice."""
        for crossing in passed:
            await self._arrivals.tell(kept.profile, crossing)
            log.info("location.zone_passed", extra={"user_id": user_id, "crossing": crossing.crossing.value})
        return await self._book.advance(user_id, kept, track, fixes, self._clock.now())
