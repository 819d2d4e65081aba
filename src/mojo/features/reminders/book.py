"""The reminders themselves, as stored: one shelf a person."""

from collections.abc import Callable

from mojo.features.reminders.model import REMINDERS_LIMIT, Reminder
from mojo.shared.errors import Conflict, NotFound
from mojo.shared.ports import People, Records

_TRIES = 5


class Book:
    """Every method raises StoreUnavailable."""

    def __init__(self, records: Records, people: People) -> None:
        self._records = records
        self._people = people

    async def of(self, user_id: str) -> list[Reminder]:
        """Return the person's reminders, oldest first."""
        stored = await self._records.all(_shelf(user_id))
        return sorted(map(Reminder.model_validate, stored.values()), key=lambda reminder: (reminder.created_at, reminder.id))

    async def get(self, user_id: str, id: str) -> Reminder | None:
        """Return the reminder of that person."""
        stored = await self._records.read(_shelf(user_id), id)
        return None if stored is None else Reminder.model_validate(stored)

    async def find(self, id: str, for_user: str) -> Reminder:
        """Return a reminder that `for_user` has or made for somebody else. Raises NotFound."""
        if own := await self.get(for_user, id):
            return own
        for user in await self._people.list_users():
            found = await self.get(user.id, id)
            if found and found.by == for_user:
                return found
        raise NotFound("There is no such reminder.", reminder=id)

    async def put(self, reminder: Reminder) -> None:
        """Create or replace it. Raises ShelfFull when the person has as many as may be."""
        for _ in range(_TRIES):
            before = await self._records.read(_shelf(reminder.user_id), reminder.id)
            if await self._records.swap(
                _shelf(reminder.user_id), reminder.id, before, reminder.model_dump(mode="json"), REMINDERS_LIMIT
            ):
                return
        raise _busy()

    async def change(self, user_id: str, id: str, change: Callable[[Reminder], Reminder]) -> Reminder | None:
        """Apply `change` to what is stored, again if somebody else was quicker; None if it is gone. Raises Conflict."""
        for _ in range(_TRIES):
            before = await self.get(user_id, id)
            if before is None:
                return None
            after = change(before)
            if await self._records.swap(_shelf(user_id), id, before.model_dump(mode="json"), after.model_dump(mode="json")):
                return after
        raise _busy()

    async def remove(self, user_id: str, id: str) -> bool:
        """Forget it; False if there is none."""
        for _ in range(_TRIES):
            before = await self._records.read(_shelf(user_id), id)
            if before is None:
                return False
            if await self._records.swap(_shelf(user_id), id, before, None):
                return True
        raise _busy()

    async def made_for_others(self, user_id: str) -> list[Reminder]:
        """Return what the person made for somebody else."""
        others = [user for user in await self._people.list_users() if user.id != user_id]
        return [reminder for user in others for reminder in await self.of(user.id) if reminder.by == user_id]


def _shelf(user_id: str) -> str:
    return f"reminders:{user_id}"


def _busy() -> Conflict:
    return Conflict("Somebody else is changing this reminder; try again.")
