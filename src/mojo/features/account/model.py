"""What Mojo tells a program about whom it acts for."""

from pydantic import BaseModel, ConfigDict

MEMBER_SCOPES = frozenset({"account:read", "reminders:read", "reminders:write", "report:write", "weather:read"})
"""What somebody may do who came in without being the owner."""

NAME_LIMIT = 64
"""Longer names are cut, so that a greeting stays one."""


class Me(BaseModel):
    """Who a token stands for. `language` and `timezone` are None when it stands for no person in Chronos."""

    model_config = ConfigDict(frozen=True)

    user_id: str
    name: str
    scopes: list[str]
    language: str | None = None
    timezone: str | None = None
