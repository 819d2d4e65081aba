"""How often one person may ask, whichever process answers."""

from mojo.shared.ports import Documents
from mojo.shared.util.clock import Clock

PERIOD_S = 60.0


class Pace:
    """GCRA (ITU-T I.371): `per_minute` at once, and then as many a minute.

    Turns of a chat come one after the other, thanks to its lane, so nobody counts in between.
    """

    def __init__(self, documents: Documents, clock: Clock, per_minute: int) -> None:
        self._documents = documents
        self._clock = clock
        self._interval_s = PERIOD_S / per_minute

    async def allows(self, user_id: str) -> bool:
        """Count one thing a person did; False if it is one too many. Raises StoreUnavailable."""
        key = f"pace:{user_id}"
        now_s = self._clock.now().timestamp()
        due_s = max(await self._documents.read(key) or 0.0, now_s) + self._interval_s
        if due_s - now_s > PERIOD_S + self._interval_s / 2:
            return False
        await self._documents.write(key, due_s, due_s - now_s)
        return True
