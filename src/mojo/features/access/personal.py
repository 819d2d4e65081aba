"""What a person logs in by."""

from typing import Any

from mojo.shared.auth.credentials import Passwords


class OwnPassword:
    """Keeps `PersonalData`; the hash itself is nobody's to read."""

    name = "password"

    def __init__(self, passwords: Passwords) -> None:
        self._passwords = passwords

    async def export(self, user_id: str) -> Any:
        password = await self._passwords.of(user_id)
        return None if password is None else {"user_name": password.login}

    async def forget(self, user_id: str) -> None:
        await self._passwords.forget(user_id)


personal = OwnPassword
