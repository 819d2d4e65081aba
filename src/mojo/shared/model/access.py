"""By what a program or a browser acts for a person: sessions, and access tokens."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict


class Session(BaseModel):
    """Somebody is logged in somewhere."""

    model_config = ConfigDict(frozen=True)

    id: str
    user_id: str
    device: str
    """What the client said it is (User-Agent, shortened), or the name it gave itself."""
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    """Idle or absolute end, whichever comes first."""


class AccessToken(BaseModel):
    """What a program was given to act for a person; the token itself is shown once and never stored."""

    model_config = ConfigDict(frozen=True)

    id: str
    user_id: str
    name: str
    scopes: frozenset[str]
    created_at: datetime
    last_used_at: datetime | None = None
    expires_at: datetime | None = None
