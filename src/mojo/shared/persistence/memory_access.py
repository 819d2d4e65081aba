"""Sessions and access tokens in memory."""

from mojo.shared.model.access import AccessToken, Session


class MemoryAccess:
    """Keeps `Access`."""

    def __init__(self) -> None:
        self.sessions: dict[str, list[Session]] = {}
        self.tokens: dict[str, list[AccessToken]] = {}

    async def sessions_of(self, user_id: str) -> list[Session]:
        return list(self.sessions.get(user_id, []))

    async def tokens_of(self, user_id: str) -> list[AccessToken]:
        return list(self.tokens.get(user_id, []))

    async def end_session(self, user_id: str, session_id: str) -> bool:
        kept = [session for session in self.sessions.get(user_id, []) if session.id != session_id]
        ended = len(kept) < len(self.sessions.get(user_id, []))
        self.sessions[user_id] = kept
        return ended

    async def revoke_token(self, user_id: str, token_id: str) -> bool:
        kept = [token for token in self.tokens.get(user_id, []) if token.id != token_id]
        revoked = len(kept) < len(self.tokens.get(user_id, []))
        self.tokens[user_id] = kept
        return revoked

    async def end_all(self, user_id: str) -> int:
        return len(self.sessions.pop(user_id, [])) + len(self.tokens.pop(user_id, []))
