"""What the API says and takes about access."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field, model_validator

from mojo.shared.auth.keys import ACCESS_TTL
from mojo.shared.model.access import AccessToken, Session

NAME_LIMIT = 64
DEVICE_LIMIT = 120
PASSWORD_LIMIT = 256


class Given(BaseModel):
    """A body; fields that we do not know are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)


class Login(Given):
    """A way in: either a code from Chronos, or a user name and a password."""

    code: str | None = Field(None, min_length=1, max_length=128, description="One-time code that /login in Chronos gave.")
    user_name: str | None = Field(None, min_length=1, max_length=NAME_LIMIT)
    password: str | None = Field(None, min_length=1, max_length=PASSWORD_LIMIT)
    device: str | None = Field(None, min_length=1, max_length=DEVICE_LIMIT, description="What the list of sessions calls it.")

    @model_validator(mode="after")
    def _one_way(self) -> "Login":
        if (self.code is None) == (self.user_name is None or self.password is None):
            raise ValueError("send either code, or user_name and password")
        return self

    def given(self) -> dict[str, str]:
        """The fields of the way in."""
        return self.model_dump(exclude_none=True, exclude={"device"})


class Refresh(Given):
    """A refresh token."""

    refresh_token: str = Field(min_length=1, max_length=256)


class NewToken(Given):
    """An access token to be made."""

    name: str = Field(min_length=1, max_length=NAME_LIMIT)
    scopes: frozenset[str] | None = Field(None, max_length=100, description="Some of yours; all of them if you name none.")
    expires_in_days: int | None = Field(90, ge=1, le=3650, description="null: it does not expire.")


class NewPassword(Given):
    """A password to be set."""

    user_name: str = Field(min_length=1, max_length=NAME_LIMIT, description="The name to log in with.")
    password: str = Field(max_length=PASSWORD_LIMIT, description="15 characters or more; spaces and any script are welcome.")
    current_password: str | None = Field(None, max_length=PASSWORD_LIMIT, description="The present one, if there is one.")


class CurrentPassword(Given):
    """The present password."""

    current_password: str = Field(max_length=PASSWORD_LIMIT)


class Grant(BaseModel):
    """What a client acts by (RFC 6749, section 5.1)."""

    access_token: str
    token_type: str = "Bearer"  # noqa: S105  # its type
    expires_in: int = Field(default=int(ACCESS_TTL.total_seconds()), description="Seconds until the access token expires.")
    refresh_token: str = Field(description="For the next access token. It works once: keep the one that comes with the answer.")
    session_id: str


class SessionView(BaseModel):
    """Somebody is logged in somewhere."""

    id: str
    device: str
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    current: bool = Field(description="The session that asks.")

    @classmethod
    def of(cls, session: Session, credential: str | None) -> "SessionView":
        """Show `session` to who acts by `credential`."""
        return cls(**session.model_dump(exclude={"user_id"}), current=session.id == credential)


class TokenView(BaseModel):
    """An access token, without what a program sends."""

    id: str
    name: str
    scopes: list[str]
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None

    @classmethod
    def of(cls, token: AccessToken) -> "TokenView":
        """Show `token`."""
        return cls(**token.model_dump(exclude={"user_id", "scopes"}), scopes=sorted(token.scopes))


class MadeToken(TokenView):
    """A fresh access token."""

    token: str = Field(description="What the program sends. It is shown this once.")


class Ended(BaseModel):
    """How many were ended."""

    ended: int
