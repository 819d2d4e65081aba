"""How each dependency of this process is, as last seen. Whoever talks to one reports; `/status` and the heartbeat read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mojo.shared.util.clock import Clock


class State(StrEnum):
    HEALTHY = "healthy"
    DEGRADED = "degraded"
    """It works, but not as it should: stale data, retries, a fallback."""
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Health:
    """How one dependency is. `reason` and `cure` are for people; neither ever holds a secret."""

    name: str
    state: State
    reason: str | None = None
    since: datetime | None = None
    """When it entered `state`, UTC."""
    cure: str | None = None
    stand_in: bool = False
    """True if a sandbox stands in for the real thing."""
    still_works: str | None = None
    """What goes on without it."""
    retry_at: datetime | None = None
    """When it is asked again, UTC, if it is left alone until then."""
    quota_left: int | None = None
    """Calls left today, if they are counted."""


NOT_ASKED = "not asked yet"


_WORST_FIRST = (State.DOWN, State.DEGRADED, State.HEALTHY)


def worst_of(entries: Iterable[Health]) -> list[Health]:
    """Return one entry a name, in name order: how the worst off sees it; of equals the first who has asked it."""
    ranked = sorted(entries, key=lambda entry: (entry.name, _WORST_FIRST.index(entry.state), entry.reason == NOT_ASKED))
    worst: dict[str, Health] = {}
    for entry in ranked:
        worst.setdefault(entry.name, entry)
    return list(worst.values())


class HealthBoard:
    """The last reported health of each dependency of this process."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._entries: dict[str, Health] = {}

    def report(
        self,
        name: str,
        state: State,
        reason: str | None = None,
        cure: str | None = None,
        stand_in: bool = False,
        *,
        still_works: str | None = None,
        retry_at: datetime | None = None,
        quota_left: int | None = None,
    ) -> None:
        """Record how `name` is now; `since` is kept while the state stays the same."""
        before = self._entries.get(name)
        since = before.since if before and before.state is state and before.since else self._clock.now()
        self._entries[name] = Health(name, state, reason, since, cure, stand_in, still_works, retry_at, quota_left)

    def expect(self, name: str, stand_in: bool = False) -> None:
        """Show `name` from the start: nothing speaks against it until somebody has asked."""
        self._entries.setdefault(name, Health(name, State.HEALTHY, NOT_ASKED, stand_in=stand_in))

    def is_down(self, name: str) -> bool:
        """Tell whether `name` is known not to work."""
        return name in self._entries and self._entries[name].state is State.DOWN

    def snapshot(self) -> list[Health]:
        """Return every entry, by name."""
        return [self._entries[name] for name in sorted(self._entries)]
