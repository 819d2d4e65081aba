"""The port `Access`: a person's sessions and access tokens, together."""

from mojo.shared.auth.access_tokens import AccessTokenStore
from mojo.shared.auth.sessions import SessionStore
from mojo.shared.model.access import AccessToken, Session


class StoredAccess:
    """Keeps `Access`. Every method raises StoreUnavailable; what it ends is over for every replica at once."""

    def __init__(self, sessions: SessionStore, tokens: AccessTokenStore) -> None:
        self._sessions = sessions
        self._tokens = tokens

    async def sessions_of(self, user_id: str) -> list[Session]:
        return await self._sessions.sessions_of(user_id)

    async def tokens_of(self, user_id: str) -> list[AccessToken]:
        return await self._tokens.tokens_of(user_id)

    async def end_session(self, user_id: str, session_id: str) -> bool:
        return await self._sessions.end(user_id, session_id)

    async def revoke_token(self, user_id: str, token_id: str) -> bool:
        return await self._tokens.revoke(user_id, token_id)

    async def end_all(self, user_id: str) -> int:
        return await self._sessions.end_all(user_id) + await self._tokens.revoke_all(user_id)
