"""What a conversation with a person remembers."""

from typing import Any

from mojo.shared.ports import Documents, People


class Conversation:
    """Keeps `PersonalData`."""

    name = "conversation"

    def __init__(self, people: People, documents: Documents) -> None:
        self._people = people
        self._documents = documents

    async def export(self, user_id: str) -> Any:
        user = await self._people.get_user(user_id)
        return await self._documents.read(f"session:{user.chat_id}") if user else None

    async def forget(self, user_id: str) -> None:
        user = await self._people.get_user(user_id)
        if user is not None:
            await self._documents.delete(f"session:{user.chat_id}")


personal = Conversation
