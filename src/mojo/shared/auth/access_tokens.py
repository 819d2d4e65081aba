"""Personal access tokens: by which programs act for a person."""

from typing import Protocol

from mojo.shared.auth.tokens import random_text
from mojo.shared.model.access import AccessToken
from mojo.shared.model.people import User


def new_access_token_id() -> str:
    """Return a fresh id; it is no secret."""
    return random_text(12)


class AccessTokenStore(Protocol):
    """Access tokens by the fingerprint of what the program sends. Every method raises StoreUnavailable."""

    async def put(self, fingerprint: str, token: AccessToken, stand_in: User | None = None) -> None:
        """Keep `token`. With `stand_in` it acts for that person although nobody of that id is known (development)."""
        ...

    async def tokens_of(self, user_id: str) -> list[AccessToken]:
        """Return those that are still good, newest first."""
        ...

    async def revoke(self, user_id: str, token_id: str) -> bool:
        """Forget one; False if the person has none of that id."""
        ...

    async def revoke_all(self, user_id: str) -> int:
        """Forget all of a person's; return how many there were."""
        ...
