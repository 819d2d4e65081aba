"""What features ask of each other about places; beside `ports.py`, which is long enough."""

from dataclasses import dataclass
from typing import Protocol

from mojo.shared.model.places import Place


class Places(Protocol):
    """Where people are and which places are theirs, for what they ask about themselves. Every method raises StoreUnavailable."""

    async def position_of(self, user_id: str) -> Place | None:
        """Return where the person was last, None if that is not known or not to be taken now."""
        ...

    async def saved(self, user_id: str) -> list[Place]:
        """Return the places that the person has named, such as home."""
        ...


class Reminding(Protocol):
    """Reminds people of something that has come due without a clock."""

    async def remind_now(self, user_id: str, task: str, key: str) -> None:
        """Remind the person of `task`; a repetition under the same `key` within a day does nothing. Raises StoreUnavailable."""
        ...


@dataclass(frozen=True, slots=True)
class Errand:
    """Something to be reminded of at a place instead of at a time."""

    id: str
    place: str
    """As the person has named it."""
    task: str
    leaving: bool
    """On leaving the place rather than on getting there."""
    noticed: bool = True
    """Whether the person lets Mojo know where they are, without which nothing comes."""


class Errands(Protocol):
    """What people put off until they come to a place or leave it. Every method raises StoreUnavailable."""

    async def put_off_at(self, user_id: str, place: str, task: str, *, leaving: bool) -> Errand:
        """Remind the person of `task` at the place that they have named so. Raises NotFound, InvalidInput for too many."""
        ...

    async def put_off(self, user_id: str) -> list[Errand]:
        """Return what the person has put off."""
        ...

    async def forget(self, user_id: str, errand_id: str) -> Errand:
        """Remind of it no more, and return what it was. Raises NotFound."""
        ...
