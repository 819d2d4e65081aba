"""What places keep about a person: everything they allowed, where they are and were, and who looked."""

from datetime import UTC, datetime
from typing import Any

from mojo.features.location.book import Book
from mojo.features.location.sharing import Sharing

_ALL = 1_000_000


class OwnPlaces:
    """Keeps `PersonalData`."""

    name = "location"

    def __init__(self, book: Book, sharing: Sharing) -> None:
        self._book = book
        self._sharing = sharing

    async def export(self, user_id: str) -> Any:
        kept = await self._book.read(user_id)
        history = await self._book.history(user_id, datetime.fromtimestamp(0, UTC), datetime(9999, 1, 1, tzinfo=UTC), _ALL)
        return {
            "allowed": kept.profile.model_dump(mode="json"),
            "track": kept.track.model_dump(mode="json"),
            "history": [fix.model_dump(mode="json") for fix in history],
            "looks": [look.model_dump(mode="json") for look in await self._book.looks(user_id, 500)],
        }

    async def forget(self, user_id: str) -> None:
        await self._sharing.forget(user_id)


personal = OwnPlaces
