"""From what the clock on the wall shows to instants, at changes of the clocks too.

A local time that the clocks jump over (daylight saving begins) stands for the instant of the jump, the next valid local time; one
that comes twice (it ends) for its first coming. Both can be set otherwise for each schedule.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from mojo.shared.errors import InvalidInput
from mojo.shared.model.schedules import WhenRepeated, WhenSkipped

NextWall: TypeAlias = Callable[[datetime], datetime | None]
"""Return the first local time (naive) later than the given one that matches."""

_DAY = timedelta(days=1)
_NONE = timedelta()


def zone_of(name: str) -> ZoneInfo:
    """Return the zone of that IANA name. Raises InvalidInput."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise InvalidInput("timezone must be an IANA name such as Europe/Lisbon.", field="timezone") from error


def aware(at: datetime, zone: ZoneInfo) -> datetime:
    """Return `at` in UTC. Without an offset it is read on the clock of `zone`; if there is no such time, the next valid one."""
    return at.astimezone(UTC) if at.tzinfo else WallClock(zone).instants(at)[0]


@dataclass(frozen=True, slots=True)
class WallClock:
    """The clock on the wall in one place."""

    zone: ZoneInfo
    when_skipped: WhenSkipped = WhenSkipped.NEXT_VALID
    when_repeated: WhenRepeated = WhenRepeated.FIRST

    def instants(self, wall: datetime) -> list[datetime]:
        """Return the instants, in UTC, for which the local time `wall` stands: one, or as the two settings say."""
        first, second = (wall.replace(tzinfo=self.zone, fold=fold).astimezone(UTC) for fold in (0, 1))
        if first == second:
            return [first]
        if first > second:  # there is no such local time, and each reading overshoots the jump on its own side
            return [self._jump_between(second, first)] if self.when_skipped is WhenSkipped.NEXT_VALID else []
        return [first, second] if self.when_repeated is WhenRepeated.BOTH else [first]

    def first_after(self, instant: datetime, next_wall: NextWall) -> datetime | None:
        """Return the first instant later than `instant` for which one of the local times stands."""
        best: datetime | None = None
        wall = next_wall(self._shown(instant) - self._nearby_change(instant) - timedelta(microseconds=1))
        while wall:
            instants = self.instants(wall)
            best = min((at for at in [*instants, best] if at and at > instant), default=None)
            if best and instants and instants[0] >= best:
                break
            wall = next_wall(wall)
        return best

    def _shown(self, instant: datetime) -> datetime:
        return instant.astimezone(self.zone).replace(tzinfo=None)

    def _nearby_change(self, instant: datetime) -> timedelta:
        """Return by how much the clocks change within a day of `instant`: local times that long ago may still be to come."""
        offsets = [(instant + days * _DAY).astimezone(self.zone).utcoffset() or _NONE for days in (-1, 0, 1)]
        return max(offsets) - min(offsets)

    def _jump_between(self, before: datetime, after: datetime) -> datetime:
        """Return the instant, to the second, at which the clocks jump."""
        old = before.astimezone(self.zone).utcoffset()
        low, high = 0, round((after - before).total_seconds())
        while high - low > 1:
            middle = (low + high) // 2
            still_old = (before + timedelta(seconds=middle)).astimezone(self.zone).utcoffset() == old
            low, high = (middle, high) if still_old else (low, middle)
        return before.replace(microsecond=0) + timedelta(seconds=high)
