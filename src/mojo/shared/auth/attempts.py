"""How guessing is slowed down: a few failures are free, then each costs twice the wait of the last, then it is locked."""

from typing import Protocol

FREE = 3
LOCKED_AT = 10
LOCK_S = 900
FORGOTTEN_AFTER_S = 3600
"""So long after the last failure nothing of them is left."""

WAITS_S = (*(0,) * FREE, *(2**n for n in range(LOCKED_AT - FREE - 1)), LOCK_S)
"""How long to wait after the first, second ... failure; the last entry holds for every further one."""


class AttemptStore(Protocol):
    """Failures by kind and subject. Every method raises StoreUnavailable."""

    async def blocked_for_s(self, kind: str, subject: str) -> float:
        """Return how long no attempt is looked at; 0 if the next one is."""
        ...

    async def failed(self, kind: str, subject: str) -> int:
        """Count a failure, block as WAITS_S says, and return the failures so far."""
        ...

    async def forget(self, kind: str, subject: str) -> None: ...
