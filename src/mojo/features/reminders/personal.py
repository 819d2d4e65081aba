"""What reminders keep about a person: to hand it out, and to forget it."""

from typing import Any

from mojo.features.reminders.book import Book
from mojo.features.reminders.consents import Consents
from mojo.features.reminders.feed import Feed
from mojo.features.reminders.timing import Timing


class OwnReminders:
    """Keeps `PersonalData`."""

    name = "reminders"

    def __init__(self, book: Book, consents: Consents, feed: Feed, timing: Timing) -> None:
        self._book = book
        self._consents = consents
        self._feed = feed
        self._timing = timing

    async def export(self, user_id: str) -> Any:
        """Return the person's reminders, those they made for others, and whom they let remind them."""
        consents = await self._consents.of(user_id)
        return {
            "reminders": [reminder.model_dump(mode="json") for reminder in await self._book.of(user_id)],
            "for_others": [reminder.model_dump(mode="json") for reminder in await self._book.made_for_others(user_id)],
            "consents": [{"person": user.id, "consent": consent.value} for user, consent in consents],
        }

    async def forget(self, user_id: str) -> None:
        """Forget all of it; again, it does nothing."""
        for reminder in [*await self._book.of(user_id), *await self._book.made_for_others(user_id)]:
            await self._timing.cancel(reminder)
            await self._book.remove(reminder.user_id, reminder.id)
        await self._consents.forget(user_id)
        await self._feed.forget(user_id)


personal = OwnReminders
