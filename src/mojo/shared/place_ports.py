"""What features ask of each other about places; beside `ports.py`, which is long enough."""

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
