"""What each person does not want to be told about for a while."""

from datetime import datetime

from mojo.shared.ports import Documents
from mojo.shared.util.clock import Clock


class Mutes:
    """One document a person: the kinds of notification that are mute, and until when. Every method raises StoreUnavailable."""

    def __init__(self, documents: Documents, clock: Clock) -> None:
        self._documents = documents
        self._clock = clock

    async def of(self, user_id: str) -> dict[str, datetime]:
        """Return what is mute, and until when."""
        stored = await self._documents.read(_key(user_id)) or {}
        now = self._clock.now()
        return {kind: until for kind, at in stored.items() if (until := datetime.fromisoformat(at)) > now}

    async def set(self, user_id: str, kind: str, until: datetime | None) -> None:
        """Mute `kind` until then; None ends it."""
        mutes = {**await self.of(user_id), **({kind: until} if until else {})}
        if until is None:
            mutes.pop(kind, None)
        if not mutes:
            return await self._documents.delete(_key(user_id))
        ttl_s = (max(mutes.values()) - self._clock.now()).total_seconds()
        return await self._documents.write(_key(user_id), {kind: at.isoformat() for kind, at in mutes.items()}, ttl_s)


def _key(user_id: str) -> str:
    return f"mutes:{user_id}"
